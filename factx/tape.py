"""Text -> tape: one symbol a token, and the phrases that passes put in place of tokens.

Offsets are code points of the caller's text throughout: tokens keep their leading blanks, so that
the end of a token is a running sum of lengths and the text is never rewritten.
"""

from __future__ import annotations

import re
import sys
from array import array
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol

from factx.errors import InputTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factx.grammar import Grammar

SHORTEST_WRAPPED_LINE = 45
LONGEST_WRAPPED_LINE = 110
MEMO_LIMIT = 200_000
"""Distinct tokens remembered before the memory of their symbols is emptied."""

FRACTION_SLASH = "⁄"
"""Stands between the figures of a fraction as a slash does: "1⁄2"."""
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"


def _token(frequent: str, blank: str, space: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of a token.

    ``frequent`` finds most tokens, which the rest of the pattern would find too, slower; ``blank``
    and ``space`` are what stands in a set for blanks, without and with newlines.
    """
    return re.compile(
        rf"{frequent}|,|\.(?!\d)"
        rf"|[{blank}]*+"
        # A newline between two lines of the usual width of wrapped text is a blank, no boundary.
        rf"(?:\n(?<=[^\n]{{{SHORTEST_WRAPPED_LINE}}}\n)(?<![^\n]{{{LONGEST_WRAPPED_LINE}}}\n)"
        rf"(?![{space}•·*–—-]|[^\n]{{{LONGEST_WRAPPED_LINE}}})[{blank}]*+)?"
        r"(?:[^\W\d_](?:\.(?:[^\W\d_]\.)+|\w*)"
        # Blanks group digits where no other reading is likely: "10 000", "2 300 000", "10\xa0000".
        r"|[1-9]\d{0,2}(?:(?:[ \xa0\u202f]\d{3})*[ \xa0\u202f]000|(?:[ \xa0\u202f]\d{3}){2,9}"
        r"|(?:[\xa0\u202f]\d{3}){1,9})(?:\.\d+)?(?![ \xa0\u202f.,:/-]?\d)"
        rf"|\d+(?:[.,:/{FRACTION_SLASH}]\d+)*"
        r"|\.(?<![\w.,:/)]\.)\d+"
        r"|['’](?:[sSdDmMtT]|ll|LL|re|RE|ve|VE)\b"
        rf"|--+|[^\w{space}]|_"
        # A text ends as a sentence does: rules that ask for a sentence end need not ask for both.
        rf"|\n[{space}]*|\Z)",
        flags,
    )


_FIND_TOKENS = _token(rf" [{_LETTERS}]{{2,}}+(?=[ ,.\n])", r"^\S\n", r"\s").findall
# The same tokens in texts of ASCII, where it takes less to know a letter when seeing one. The four
# separators of information are spaces to ``str``, and to ``re`` only beyond ASCII.
_FIND_ASCII_TOKENS = _token(
    r" [A-Za-z][A-Za-z0-9_]++|[A-Za-z][A-Za-z0-9_]++",
    r"\t\x0b-\r\x1c-\x1f ",
    r"\s\x1c-\x1f",
    re.ASCII,
).findall
_DASHES = "-–—‐‑−"


_INDEX = "I"
"""Numbers in a row, not objects: passes copy them in bulk, and they take a tenth of the room."""
_ROW = array(_INDEX, range(1 << 15))


def positions(begin: int, end: int) -> array[int]:
    """Return the numbers from ``begin`` up to ``end``."""
    return _ROW[begin:end] if end <= len(_ROW) else array(_INDEX, range(begin, end))


class SymbolMemo(dict[str, str]):
    """Token as it stands in the text -> symbol, worked out once a distinct token."""

    def __init__(self, grammar: Grammar) -> None:
        """Work with the alphabet of ``grammar``."""
        super().__init__()
        self._grammar = grammar

    def __missing__(self, token: str) -> str:
        """Look the token up in the lexicon, remember its symbol, return it."""
        if len(self) >= MEMO_LIMIT:
            self.clear()
        # One object a symbol: thousands of equal ones would crowd the processor's cache.
        symbol = self[token] = sys.intern(self._grammar.symbol_of(self.categories(token)))
        return symbol

    def categories(self, token: str) -> frozenset[str]:
        """Return the categories of a token as it stands in the text, with its leading blanks."""
        core = token.strip()
        if not core:
            core = "\n"
        elif core in _DASHES and core != token:
            core = " " + core
        elif core.startswith("--"):
            # Typed for a dash, with blanks around it or without.
            core = " -"
        return self._grammar.lexicon.categories(core, glued=core == token)

    def __reduce__(self) -> tuple[type[SymbolMemo], tuple[Grammar]]:
        """Travel without the memory."""
        return (SymbolMemo, (self._grammar,))


class Figures(Protocol):
    """Reads the numbers of which the tape has only symbols, when they are asked for."""

    symbol: str

    def read(self, tape: Tape, token: int) -> Any:
        """Return the number of one token."""


class Tape:
    """A text as a string of symbols, with the way back to its tokens and offsets.

    ``symbols[i]`` stands for the tokens ``first[i]`` up to ``first[i + 1]``; ``records`` maps the
    first token of a recognised phrase to what a pass found there. ``fired``, where it is a list,
    collects (pass, rule, first token, token behind the last) of every rule that matched.
    ``figures`` reads the numbers that have a symbol and no record yet. ``plain`` is the symbols of
    the tokens, one each, as they were before any pass.
    """

    __slots__ = (
        "ends",
        "figures",
        "fired",
        "first",
        "plain",
        "records",
        "symbols",
        "text",
        "tokens",
    )

    def __init__(
        self,
        text: str,
        tokens: list[str],
        ends: Sequence[int],
        symbols: str,
        first: Sequence[int],
        records: dict[int, Any],
        fired: list[tuple[str, str, int, int]] | None = None,
    ) -> None:
        """Hold the parts; use :func:`read` to make a tape from text."""
        self.text = text
        self.tokens = tokens
        self.ends = ends
        self.symbols = symbols
        self.first = first
        self.records = records
        self.fired = fired
        self.figures: Figures | None = None
        self.plain = symbols

    def record(self, position: int) -> Any:
        """Return what a pass recorded for the symbol at ``position``, or ``None``."""
        token = self.first[position]
        found = self.records.get(token)
        if found is None:
            figures = self.figures
            if figures is not None and self.symbols[position] == figures.symbol:
                found = self.records[token] = figures.read(self, token)
        return found

    def start(self, token: int) -> int:
        """Return where ``token`` starts in the text, behind its leading blanks."""
        return self.ends[token] - len(self.tokens[token].lstrip())

    def end(self, token: int) -> int:
        """Return where the token *before* ``token`` ends: ``token`` is an exclusive bound."""
        return self.ends[token - 1]

    def offsets(self, begin: int, end: int) -> tuple[int, int]:
        """Return (start, end) in the text for the tape positions ``begin`` up to ``end``."""
        first = self.first
        token = first[begin]
        return self.ends[token] - len(self.tokens[token].lstrip()), self.ends[first[end] - 1]

    def text_of(self, begin: int, end: int) -> str:
        """Return the text under the tape positions ``begin`` up to ``end``."""
        start, stop = self.offsets(begin, end)
        return self.text[start:stop]

    def word(self, position: int) -> str:
        """Return the lower-case text of the first token at ``position``, without blanks."""
        return self.tokens[self.first[position]].strip().lower()

    def words(self, begin: int, end: int) -> str:
        """Return the lower-case words from ``begin`` up to ``end``, joined by single blanks."""
        tokens = self.tokens[self.first[begin] : self.first[end]]
        return " ".join([token.strip() for token in tokens]).lower()

    def rewrite(self, changes: list[tuple[int, int, str, Any]]) -> Tape:
        """Return a tape with each (begin, end, symbol, record) put in place of its symbols.

        ``changes`` are in order and do not overlap; a record of ``None`` is not kept.
        """
        if not changes:
            return self
        symbols, first, records = self.symbols, self.first, self.records
        pieces: list[str] = []
        starts = array(_INDEX)
        at = kept = 0
        for begin, end, symbol, record in changes:
            pieces.append(symbols[at:begin])
            pieces.append(symbol)
            if record is not None:
                records[first[begin]] = record
            # Most changes put one symbol in place of one, which moves no token.
            if end - begin != 1:
                starts.extend(first[kept : begin + 1])
                kept = end
            at = end
        pieces.append(symbols[at:])
        if kept:
            starts.extend(first[kept:])
            first = starts
        return self.rewritten("".join(pieces), first)

    def rewritten(self, symbols: str, first: Sequence[int]) -> Tape:
        """Return a tape of the same text with other symbols, which begin at tokens ``first``."""
        made = Tape(self.text, self.tokens, self.ends, symbols, first, self.records, self.fired)
        made.figures = self.figures
        made.plain = self.plain
        return made


class SentenceGate:
    """Keeps the sentences that hold any of some symbols, so that passes skip the rest."""

    def __init__(self, grammar: Grammar, *categories: str) -> None:
        """Keep sentences that hold a symbol of ``categories``; all, where no word belongs there."""
        marks = re.escape(grammar.charset("BREAK"))
        wanted = re.escape(grammar.charset(*categories))
        # Sentences without are passed over inside one match; the last alternative ends the search.
        skipped = f"(?:[^{marks}{wanted}]*+[{marks}])*+"
        kept = f"[^{marks}{wanted}]*+[{wanted}][^{marks}]*+[{marks}]?"
        pattern = f"{skipped}(?:({kept})|[^{marks}{wanted}]*+\\Z)"
        self._pattern = re.compile(pattern) if wanted else None

    def __call__(self, tape: Tape) -> Tape:
        """Return the tape of the sentences to keep, in order, as if nothing stood between them."""
        if self._pattern is None:
            return tape
        symbols, first = tape.symbols, tape.first
        pieces: list[str] = []
        starts = array(_INDEX)
        end = 0
        for match in self._pattern.finditer(symbols):
            begin, stop = match.span(1)
            if begin >= 0:
                pieces.append(symbols[begin:stop])
                starts.extend(first[begin:stop])
                end = stop
        starts.append(first[end])
        return tape.rewritten("".join(pieces), starts)


def read(text: str, memo: SymbolMemo) -> Tape:
    """Split ``text`` into tokens and write their symbols; no phrase is recognised yet.

    Raises:
        InputTypeError: ``text`` is not a ``str``.
    """
    tokens = _split(text)
    return _tape(text, tokens, _symbols(tokens, memo))


def read_together(texts: Sequence[str], memo: SymbolMemo) -> tuple[Tape, list[int]]:
    """Return the tape of several texts, and the tokens behind the last one of each.

    The text of the tape has a newline behind each of them.

    Raises:
        InputTypeError: one of ``texts`` is not a ``str``.
    """
    if len(texts) == 1:
        tape = read(texts[0], memo)
        return tape, [len(tape.tokens)]
    tokens: list[str] = []
    symbols: list[str] = []
    stops: list[int] = []
    for text in texts:
        own = _split(text)
        # The last token of a text is its end: an empty one, or the blanks that it ends with.
        own[-1] += "\n"
        # Text by text, as the tokens are still in the processor's cache.
        symbols.append(_symbols(own, memo))
        tokens += own
        stops.append(len(tokens))
    return _tape("\n".join([*texts, ""]), tokens, "".join(symbols)), stops


def _split(text: str) -> list[str]:
    if not isinstance(text, str):
        raise InputTypeError("text", "str", text)
    found: list[str] = _FIND_ASCII_TOKENS(text) if text.isascii() else _FIND_TOKENS(text)
    return found


def _symbols(tokens: list[str], memo: SymbolMemo) -> str:
    return "".join(map(memo.__getitem__, tokens))


def _tape(text: str, tokens: list[str], symbols: str) -> Tape:
    ends = array(_INDEX, accumulate(map(len, tokens)))
    return Tape(text, tokens, ends, symbols, positions(0, len(tokens) + 1), {})


def rewriter(grammar: Grammar, name: str) -> Callable[[Tape], Tape]:
    """Return a pass that puts the symbols of the rules of ``name`` in place of their matches."""
    rules = grammar.rules(name)

    def run(tape: Tape) -> Tape:
        return tape.rewrite(
            [
                (*match.span(), rules.by_index[match.lastindex].symbol, None)
                for match in rules.find(tape)
            ]
        )

    return run
