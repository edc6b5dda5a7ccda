"""What all readers of amounts share: numbers, hedges, unit words, and the candidate in the end."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from factx.candidates import Candidate, Number
from factx.numbers import shape, topped
from factx.numerals import whole
from factx.units import unit_of

if TYPE_CHECKING:
    import re
    from collections import Counter
    from collections.abc import Iterator

    from factx.grammar import Grammar, Rule
    from factx.lexicon import Lexicon
    from factx.reading import Reading
    from factx.tape import Tape

Change = tuple[int, int, str, Any]
Place = tuple[int, int]
"""Tape positions, the end exclusive."""

LONGEST_HEDGE = 5
FIXED = frozenset(("length", "area"))
"""Dimensions of which two amounts around "from" are rather a way and where it began."""
MEMO_LIMIT = 10_000
"""Distinct words remembered before the memory of what they say is emptied."""
CHANGE_REACH = 8
"""How far before a figure the verb may stand that makes it an earlier one, in symbols."""
CUE_REACH = 6
"""How far around a figure a word may stand that decides its unit, in symbols."""
UNIT_TABLES = (
    "UNIT",
    "UNIT_BEFORE_OF",
    "CURRENCY",
    "CURRENCY_CODE",
    "CURRENCY_SIGN",
    "CURRENCY_MARK",
)
TAILS = ("of", "head", "per")
"""The groups of a rule that say what an amount is of, the noun that it modifies, and per what."""
NOTHING: list[tuple[str, tuple[int, int]]] = []
OPENING = frozenset("([{\"'“‘/|")


def scaled(number: Number, factor: float, digits: int = 4) -> Number:
    """Return ``number`` with its bounds multiplied by ``factor``.

    >>> scaled(Number(0, 1, 2, 2, 2), 1 / 3).best
    0.6667
    """
    low, best, high = (
        None if value is None else whole(round(value * factor, digits))
        for value in (number.low, number.best, number.high)
    )
    if factor < 0 and number.qualifier == "range":
        low, high = high, low
    made = Number(
        number.start,
        number.end,
        low,
        best,
        high,
        number.qualifier,
        number.inclusive,
        number.form,
        number.cues,
    )
    made.hedge = number.hedge
    made.scale = number.scale
    return made


def spanned(low: Number, high: Number) -> Number | None:
    """Return the range of two numbers, or ``None`` where the first is not the lower one.

    >>> spanned(Number(0, 1, 2, 2, 2), Number(2, 3, 5, 5, 5))
    Number(2, None, 5, range, digits)
    """
    bottom = low.best
    top = high.best if high.best is not None else high.high
    if bottom is None or top is None:
        return None
    if high.scale > 1 and low.scale == 1 and bottom < top / high.scale:
        bottom = whole(bottom * high.scale)
    if bottom >= top:
        return None
    form = low.form if low.form == high.form else "mixed"
    number = Number(low.start, high.end, bottom, None, top, "range", form=form)
    number.scale = high.scale
    return number


def point(number: Number) -> float:
    """Return the value that stands for ``number``: its best, low or high, or 0.

    >>> point(Number(0, 1, None, None, 12, "up_to"))
    12
    """
    for value in (number.best, number.low, number.high):
        if value is not None:
            return value
    return 0


class AmountTools:
    """What all readings with one grammar share: rules, symbols, and what words were found to say.

    ``plain`` maps a unit as it is written, with its blanks, to its code and factor where the words
    around it do not matter; ``signs`` a token before a figure to its currency; ``before`` the token
    before an amount to what it makes of the amount; ``homes`` a currency's word to the currencies
    that share it, each with the names of its country. ``tails`` holds the groups of a rule that
    speak of what an amount is of, or ``None`` where the rule ``behind`` looks for that.
    """

    __slots__ = (
        "before",
        "behind",
        "claimed",
        "hedges",
        "homes",
        "plain",
        "rules",
        "signs",
        "tails",
    )

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the rules and symbols."""
        self.rules = grammar.rules("quantities")
        self.claimed = grammar.symbol("QUANTITY")
        self.hedges = frozenset(grammar.charset("HEDGE"))
        self.tails = {
            rule.id: None
            if "tail" in rule.attributes
            else tuple(name for name in TAILS if name in rule.groups)
            for rule in self.rules.rules
        }
        self.homes: dict[str, dict[str, list[str]]] = {}
        self.behind = grammar.rules("quantities.tail")
        self.plain: dict[str, tuple[str | None, float] | None] = {}
        self.before: dict[str, str] = {}
        self.signs: dict[str, str | None] = {}


@lru_cache(maxsize=4)
def tools_of(grammar: Grammar) -> AmountTools:
    """Return the tools of ``grammar``, made once."""
    return AmountTools(grammar)


class AmountReader:
    """The reading of one text's amounts.

    ``named`` is how often a document names the homes of a currency's word, by the word and where
    the document begins.
    """

    __slots__ = ("candidates", "lexicon", "named", "reading", "tape", "tools")

    def __init__(self, tape: Tape, reading: Reading) -> None:
        """Read ``tape``; candidates go to ``reading``."""
        self.tape = tape
        self.reading = reading
        self.named: dict[tuple[str, int], Counter[str]] = {}
        self.lexicon: Lexicon = reading.lexicon
        self.candidates = reading.candidates
        self.tools = tools_of(reading.grammar)

    def number(self, at: int) -> Number:
        """Return the number at one position of the tape, to be changed by none but its quantity."""
        number: Number = self.tape.record(at)
        return number

    def said(self, begin: int, end: int, value: float, form: str = "words") -> Number:
        """Return the exact number ``value`` that no numeral says, for the positions given."""
        first = self.tape.first
        return Number(first[begin], first[end], value, value, value, form=form)

    def raw(self, at: int) -> str:
        """Return the first token at a position as it is written, without its blanks."""
        return self.tape.tokens[self.tape.first[at]].strip()

    def glued(self, at: int) -> bool:
        """Say that no blank stands before the token at a position."""
        return not self.tape.tokens[self.tape.first[at]][0].isspace()

    def cue(self, table: str, word: str) -> str | None:
        """Return what ``table`` of the language pack says about a word, or ``None``."""
        found: str | None = self.lexicon.value(table, word)
        return found

    def near(self, begin: int, end: int) -> list[str]:
        """Return the words around ``begin`` up to ``end``, as far as their line goes."""
        behind = map(self.tape.word, range(end, min(len(self.tape.symbols), end + CUE_REACH)))
        return [*self.before(begin, CUE_REACH), *takewhile(bool, behind)]

    def before(self, begin: int, reach: int) -> Iterator[str]:
        """Return up to ``reach`` words before ``begin``, the nearest first, of the same line."""
        places = range(begin - 1, max(0, begin - reach) - 1, -1)
        # The token between two lines has no letters.
        return takewhile(bool, map(self.tape.word, places))

    def changed(self, begin: int, reach: int = CHANGE_REACH) -> bool:
        """Say whether a verb of change stands shortly before ``begin`` ("rose $1 to $73")."""
        has = self.lexicon.has
        return any(has("CHANGE_VERB", word) for word in self.before(begin, reach))

    def hedge(self, number: Number, rule: Rule, match: re.Match[str]) -> None:
        """Give ``number`` the hedge that stands before its sign or article."""
        begin, end = rule.span(match, "hedge")
        if begin >= 0:
            self._hedge(number, begin, end)

    def hedge_before(self, number: Number, begin: int) -> None:
        """Give ``number`` the hedge that stands before its minus, if there is one."""
        if begin and self.tape.symbols[begin - 1] in self.tools.hedges:
            self._hedge(number, begin - 1, begin)

    def _hedge(self, number: Number, begin: int, end: int) -> None:
        number.start = self.tape.first[begin]
        words = self.tape.words(begin, end).split()
        at = 0
        while at < len(words):
            for size in range(min(LONGEST_HEDGE, len(words) - at), 0, -1):
                value = self.cue("HEDGE_BEFORE", " ".join(words[at : at + size]))
                if value is not None:
                    _apply(number, value)
                    break
            at += size

    def article(self, begin: int) -> int:
        """Return where a phrase starts with the article before it, if there is one."""
        has_article = begin and self.lexicon.has("ARTICLE", self.tape.word(begin - 1))
        return begin - 1 if has_article else begin

    def framed(self, begin: int) -> tuple[int, bool]:
        """Return (where a range starts with its "from" or "between", whether it is the latter)."""
        if begin and self.lexicon.has("RANGE_FRAME", self.tape.word(begin - 1)):
            return begin - 1, self.lexicon.has("RANGE_BETWEEN", self.tape.word(begin - 1))
        return begin, False

    def code(self, begin: int, end: int) -> str | None:
        """Return the code of the unit or currency word from ``begin`` up to ``end``."""
        value = self.lexicon.value
        if end - begin > 1:
            words = self.tape.words(begin, end)
            code = value("UNIT_PHRASE", words) or value("CURRENCY_PHRASE", words)
            return str(code) if code is not None else self.code(end - 1, end)
        core = self.raw(begin)
        for table in UNIT_TABLES:
            code = value(table, core)
            if code is None and self.glued(begin):
                code = value(table, "+" + core)
            if code is not None:
                return str(code)
        # Single letters mean a unit only in the case in which it is written.
        for table in ("UNIT_LETTER", "UNIT_IN_PLACE"):
            code = self.lexicon.values[table].get(core)
            if code is not None:
                return str(code)
        return None

    def negative(self, rule: Rule, match: re.Match[str], at: int) -> bool:
        """Say whether a minus stands before the figure: the word, or a sign glued to it alone."""
        if rule.span(match, "minus")[0] < 0:
            return False
        sign = at - 1
        if self.raw(sign).isalpha():
            return True
        if not self.glued(at):
            return False
        # A line may start with the sign: its newline is a token without any characters.
        before = self.raw(sign - 1) if sign and self.glued(sign) else ""
        return not before or before in OPENING

    def emit(
        self,
        rule: Rule,
        match: re.Match[str],
        number: Number,
        code: str,
        place: Place,
        *,
        tail: bool = True,
    ) -> list[Change]:
        """Add the candidate for ``number`` in ``code`` and return the change that claims its place.

        ``tail`` says that what follows the match (of what, per what) belongs to this number.
        """
        first = self.tape.first
        begin, end = place
        token = first[begin]
        start = number.start
        fields: dict[str, Any] = {
            "unit": code,
            "dimension": unit_of(code).dimension,
            "of_what": None,
            "per": None,
        }
        candidate = Candidate("quantity", min(start, token), first[end], number, rule.id, fields)
        if number.cues and "increment" in number.cues:
            candidate.scope = "increment"
        if tail:
            for name, said in self.tail(rule, match):
                if name == "per":
                    word = self.tape.word(said[0])
                    candidate.scope = "rate"
                    fields["per"] = self.cue("RATE_UNIT", word) or word
                else:
                    fields["of_what"] = (first[said[0]], first[said[1]])
        while begin and first[begin] > start:
            begin -= 1
        if begin:
            before = self.tape.tokens[first[begin - 1]]
            says = self.tools.before.get(before)
            if says is None:
                says = self._before(before)
            if says:
                self._compare(candidate, says, begin, end)
        self.candidates.append(candidate)
        return [(place[0], end, self.tools.claimed, candidate)]

    def tail(self, rule: Rule, match: re.Match[str]) -> list[tuple[str, Place]]:
        """Return what is said of an amount outside its span: ("of" or "head" or "per", place)."""
        tools = self.tools
        names = tools.tails[rule.id]
        if names is None:
            found = tools.behind.match_at(self.tape, match.end())
            if found is None:
                return NOTHING
            rule, match = found
            names = TAILS
        elif not names:
            return NOTHING
        places = [(name, rule.span(match, name)) for name in names]
        return [(name, place) for name, place in places if place[0] >= 0]

    def _before(self, token: str) -> str:
        """Return what a token before an amount makes of it: "topping", "from", or ""."""
        known = self.tools.before
        if len(known) >= MEMO_LIMIT:
            known.clear()
        word = token.strip().lower()
        if self.cue("TOPPING", word):
            says = "topping"
        else:
            says = "from" if self.lexicon.has("FIGURE_FROM", word) else ""
        known[token] = says
        return says

    def _compare(self, candidate: Candidate, says: str, begin: int, end: int) -> None:
        """Let "topped $5 million" be more than it, and the figure behind "from" an earlier one."""
        tape = self.tape
        number = candidate.number
        if number is None:
            return
        if says == "topping":
            before = tape.word(begin - 2) if begin > 1 else ""
            topped(number, never=self.cue("NOT_TOPPING", before) is not None)
        elif begin > 1:
            behind = range(end, min(end + 3, len(tape.symbols)))
            if (
                self.cue("EARLIER_CUE", tape.word(begin - 2))
                or any(self.lexicon.has("FIGURE_TO", tape.word(at)) for at in behind)
                or self.changed(begin)
                or self._follows(candidate, begin)
            ):
                candidate.scope = "previous"

    def _follows(self, candidate: Candidate, begin: int) -> bool:
        """Say that an amount of the same unit ends at the word before ("2.9% from 3.7%")."""
        last = self.candidates[-1] if self.candidates else None
        return (
            last is not None
            and last.kind == "quantity"
            and last.end == self.tape.first[begin - 1]
            and last.fields["unit"] == candidate.fields["unit"]
            and last.fields["dimension"] not in FIXED
        )


def _apply(number: Number, value: str) -> None:
    """Give ``number`` one hedge; of two the bound is stronger than the approximation."""
    qualifier, _, cue = value.partition("+")
    if cue:
        number.cues |= {cue}
    if qualifier != "exact" and number.qualifier in ("exact", "approximately"):
        shape(number, number.best or 0, qualifier)
