"""Hedges, ranges, vague quantifiers and zero: every number of the tape becomes one symbol.

After this pass a number is ``NUMBER``, ``VAGUE`` or ``ZERO``, and its record a :class:`Number`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from factx.candidates import Number
from factx.numerals import figure_value, whole

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from factx.grammar import Grammar, Rule
    from factx.tape import Tape

Change = tuple[int, int, str, Any]

PLAIN: frozenset[str] = frozenset()
KNOWN_LIMIT = 10_000
"""Distinct hedges remembered before the memory of what they say is emptied."""
_LOWER = ("at_least", "more_than")
_UPPER = ("at_most", "less_than", "up_to", "nearly")
_STRENGTH = {
    "exact": 0,
    "approximately": 1,
    "nearly": 2,
    "up_to": 2,
    "at_least": 2,
    "more_than": 2,
    "at_most": 2,
    "less_than": 2,
}


def shape(number: Number, value: float, qualifier: str) -> None:
    """Give ``number`` the bounds that ``qualifier`` says about ``value``."""
    number.qualifier = qualifier
    number.inclusive = qualifier not in ("more_than", "less_than", "nearly")
    number.low = value if qualifier in ("exact", "at_least", "more_than") else None
    number.best = None if qualifier in ("at_most", "less_than", "up_to") else value
    number.high = value if qualifier in ("exact", *_UPPER) else None


def bounded(low: Number, high: Number) -> Number | None:
    """Return the range of two hedged numbers, or ``None`` where they are no bounds of one.

    >>> low, high = Number(0, 1, 2, 2, 2), Number(2, 3, 5, 5, 5)
    >>> shape(low, 2, "at_least"), shape(high, 5, "less_than")
    (None, None)
    >>> bounded(low, high), bounded(high, low)
    (Number(2, None, 5, range, digits), None)
    """
    bottom, top = low.best, high.high
    if low.qualifier not in _LOWER or high.qualifier not in _UPPER:
        return None
    if bottom is None or top is None or bottom >= top:
        return None
    number = Number(low.start, high.end, bottom, None, top, "range")
    number.inclusive = low.inclusive and high.inclusive
    number.form = low.form if low.form == high.form else "mixed"
    return number


def topped(number: Number, *, never: bool) -> None:
    """Let an exact figure that was topped be more than it, and at most it where it never was."""
    if number.qualifier == "exact":
        shape(number, number.best or 0, "at_most" if never else "more_than")


def as_reading(number: Number) -> Number:
    """Let "a maximum of 41C" be what was read off, and no bound: it is exact."""
    if "extreme" in number.cues:
        for value in (number.low, number.high):
            if value is not None:
                shape(number, value, "exact")
                break
    return number


class FigurePass:
    """Gives every number that stands by itself its symbol, and reads it when it is asked for."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the rule: one symbol for a figure, or for a numeral that is read already."""
        self._rules = grammar.rules("figures")
        self.symbol = self._rules.rules[0].symbol if self._rules.rules else ""
        self._template = self.symbol.replace("\\", r"\\")

    def __call__(self, tape: Tape) -> Tape:
        """Return the tape with the symbol of a number for each figure."""
        if self.symbol:
            if tape.fired is not None:
                list(self._rules.matches(tape))
            tape.symbols = self._rules.pattern.sub(self._template, tape.symbols)
            tape.figures = self
        return tape

    @staticmethod
    def read(tape: Tape, token: int) -> Number:
        """Return the number of one token of digits."""
        value = figure_value(tape.tokens[token])
        return Number(token, token + 1, value, value, value)


class NumberPass:
    """The pass; holds what it looks up."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the rules and the hedges' values."""
        self.rules = grammar.rules("numbers")
        self.lexicon = lexicon = grammar.lexicon
        self.before = lexicon.values["HEDGE_BEFORE"]
        self.vague = lexicon.values["VAGUE_WORD"]
        self.collective = lexicon.values["COLLECTIVE_NUMBER"]
        self.times: dict[str, int] = {}
        for table in ("HUNDRED", "SCALE", "DOZEN"):
            self.times |= lexicon.values[table]
        self._known: dict[str, tuple[str, frozenset[str], str]] = {}

    def __call__(self, tape: Tape) -> Tape:
        """Return the tape with every number in one symbol."""
        changes: list[Change] = []
        rule_of = self.rules.by_index
        for match in self.rules.find(tape):
            rule = rule_of[match.lastindex]
            changes += self.READERS[rule.attributes["reads"]](self, tape, rule, match)
        return tape.rewrite(changes)

    def _read(self, tape: Tape, position: int) -> Number:
        """Return the number at one position: of a numeral pass, or plain digits."""
        token = tape.first[position]
        found: Number | None = tape.records.get(token)
        return found if found is not None else FigurePass.read(tape, token)

    def _hedges(self, tape: Tape, begin: int, end: int) -> tuple[str, frozenset[str], str]:
        """Return (qualifier, cues, words) of the one to three hedges from ``begin`` to ``end``."""
        start, stop = tape.first[begin], tape.first[end]
        raw = tape.tokens[start] if stop - start == 1 else "".join(tape.tokens[start:stop])
        known = self._known.get(raw)
        if known is None:
            if len(self._known) >= KNOWN_LIMIT:
                self._known.clear()
            known = self._known[raw] = self._split(tape.words(begin, end))
        return known

    def _split(self, words: str) -> tuple[str, frozenset[str], str]:
        """Return what hedges in a row say: of two bounds the first, of others the stronger."""
        value = self.before.get(words)
        if value is not None:
            return (*_split(value), words)
        parts = words.split()
        qualifier, cues = "exact", PLAIN
        at = 0
        while at < len(parts):
            for size in range(min(5, len(parts) - at), 0, -1):
                value = self.before.get(" ".join(parts[at : at + size]))
                if value is not None:
                    own, own_cues = _split(value)
                    cues |= own_cues
                    if _STRENGTH[own] > _STRENGTH[qualifier]:
                        qualifier = own
                    at += size
                    break
            else:
                at += 1
        return qualifier, cues, words

    def _hedged(self, tape: Tape, rule: Rule, match: re.Match[str]) -> list[Change]:
        begin, end = match.span()
        at = rule.span(match, "number")[0]
        # Mostly a hedge and a number, in two symbols.
        if (begin, end) != (at - 1, at + 1):
            return self._single(tape, rule, match)
        number = self._read(tape, at)
        qualifier, number.cues, number.hedge = self._hedges(tape, begin, at)
        if qualifier != "exact":
            shape(number, number.best or 0, qualifier)
        number.start = tape.first[begin]
        return [(begin, end, rule.symbol, number)]

    def _single(self, tape: Tape, rule: Rule, match: re.Match[str]) -> list[Change]:
        begin, end = match.span()
        at = rule.span(match, "number")[0]
        number = self._read(tape, at)
        if begin < at:
            qualifier, number.cues, number.hedge = self._hedges(tape, begin, at)
            if qualifier != "exact":
                shape(number, number.best or 0, qualifier)
            number.start = tape.first[begin]
        restated = rule.span(match, "restated")
        if restated[0] >= 0:
            again = self._read(tape, restated[0])
            if again.best != number.best:
                end = restated[0] - 1
            number.end = tape.first[end]
        after = rule.span(match, "after")
        if after[0] >= 0 and after[1] <= end:
            own, cues = _split(self.lexicon.value("HEDGE_AFTER", tape.words(*after)))
            number.cues |= cues
            if own != "exact" and number.qualifier in ("exact", "approximately"):
                shape(number, number.best or 0, own)
            number.end = tape.first[end]
        return [(begin, end, rule.symbol, number)]

    def _range(self, tape: Tape, rule: Rule, match: re.Match[str]) -> list[Change]:
        begin, end = match.span()
        low_at, high_at = rule.span(match, "low")[0], rule.span(match, "high")[0]
        low, high = self._read(tape, low_at), self._read(tape, high_at)
        bottom, top = low.best or 0, high.best or 0
        if high.scale > 1 and low.scale == 1 and bottom < top / high.scale:
            bottom = whole(bottom * high.scale)
        if bottom >= top or (bottom == 0 and low.form == "digits"):
            return self._apart(tape, rule, match, [(low_at, low), (high_at, high)])
        hedge = rule.span(match, "hedge")
        number = Number(tape.first[begin], tape.first[end], bottom, None, top, "range")
        number.form = low.form if low.form == high.form else "mixed"
        if hedge[0] >= 0:
            _, number.cues, number.hedge = self._hedges(tape, *hedge)
        return [(begin, end, rule.symbol, number)]

    def _apart(
        self, tape: Tape, rule: Rule, match: re.Match[str], numbers: list[tuple[int, Number]]
    ) -> list[Change]:
        """Keep the numbers of what is no range after all, each with its own hedge."""
        changes: list[Change] = []
        hedge = rule.span(match, "hedge")
        for position, number in numbers:
            begin = position
            if hedge[1] == position:
                begin = hedge[0]
                qualifier, number.cues, number.hedge = self._hedges(tape, *hedge)
                shape(number, number.best or 0, qualifier)
                number.start = tape.first[begin]
            changes.append((begin, position + 1, rule.symbol, number))
        return changes

    def _two_bounds(self, tape: Tape, rule: Rule, match: re.Match[str]) -> list[Change]:
        low_at, high_at = rule.span(match, "low")[0], rule.span(match, "high")[0]
        lower = self._hedges(tape, *rule.span(match, "lower"))[0]
        upper = self._hedges(tape, *rule.span(match, "upper"))[0]
        low, high = self._read(tape, low_at), self._read(tape, high_at)
        begin, end = match.span()
        if lower in _LOWER and upper in _UPPER and (low.best or 0) < (high.best or 0):
            number = Number(tape.first[begin], tape.first[end], low.best, None, high.best, "range")
            number.inclusive = lower == "at_least" and upper in ("at_most", "up_to")
            number.form = low.form if low.form == high.form else "mixed"
            return [(begin, end, rule.symbol, number)]
        changes: list[Change] = []
        for name, position, number in (("lower", low_at, low), ("upper", high_at, high)):
            start, stop = rule.span(match, name)
            qualifier, number.cues, number.hedge = self._hedges(tape, start, stop)
            shape(number, number.best or 0, qualifier)
            number.start = tape.first[start]
            changes.append((start, position + 1, rule.symbol, number))
        return changes

    def _change(self, tape: Tape, rule: Rule, match: re.Match[str]) -> list[Change]:
        changes: list[Change] = []
        for name in ("first", "second"):
            begin, end = rule.span(match, name)
            number = self._read(tape, end - 1)
            if end - begin > 1:
                qualifier, number.cues, number.hedge = self._hedges(tape, begin, end - 1)
                shape(number, number.best or 0, qualifier)
                number.start = tape.first[begin]
            changes.append((begin, end, rule.symbol, number))
        return changes

    def _vague(self, tape: Tape, rule: Rule, match: re.Match[str]) -> list[Change]:
        begin, end = match.span()
        said = self.vague[tape.words(*rule.span(match, "vague"))]
        low = None if said == "none" else int(said)
        number = Number(tape.first[begin], tape.first[end], low, None, None, "vague", form="vague")
        hedge, after = rule.span(match, "hedge"), rule.span(match, "after")
        if hedge[0] >= 0:
            qualifier, number.cues, said = self._hedges(tape, *hedge)
            if low is not None:
                number.hedge = said
                # "Up to several hundred" says nothing of the least.
                number.low = None if qualifier in _UPPER else low
        if after[0] >= 0:
            number.cues |= {"increment"}
        return [(begin, end, rule.symbol, number)]

    def _zero(self, tape: Tape, rule: Rule, match: re.Match[str]) -> list[Change]:
        begin, end = match.span()
        number = Number(tape.first[begin], tape.first[end], 0, 0, 0, form="negative")
        return [(begin, end, rule.symbol, number)]

    def _collective(self, tape: Tape, rule: Rule, match: re.Match[str]) -> list[Change]:
        begin, end = match.span()
        said = self.collective[tape.words(*rule.span(match, "some"))]
        kind, _, value = said.partition(" ")
        qualifier, cues = _split(kind)
        number = Number(tape.first[begin], tape.first[end], None, None, None, form="collective")
        times = rule.span(match, "times")[0]
        factor = self.times[tape.word(times)] if times >= 0 else 1
        number.cues = cues
        hedge = rule.span(match, "hedge")
        if hedge[0] >= 0:
            own, number.cues, number.hedge = self._hedges(tape, *hedge)
            qualifier = qualifier if own == "exact" else own
        shape(number, int(value) * factor, qualifier)
        return [(begin, end, rule.symbol, number)]

    READERS: ClassVar[
        dict[str, Callable[[NumberPass, Tape, Rule, re.Match[str]], list[Change]]]
    ] = {
        "single": _single,
        "hedged": _hedged,
        "range": _range,
        "two-bounds": _two_bounds,
        "change": _change,
        "vague": _vague,
        "zero": _zero,
        "collective": _collective,
    }
    """How a rule reads what it matched: the reader of each value of its ``reads``."""


def _split(value: str) -> tuple[str, frozenset[str]]:
    qualifier, _, cue = value.partition("+")
    return qualifier, frozenset((cue,)) if cue else PLAIN
