"""Proportions: fractions in words and signs, one in so many, so many per so many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.candidates import Number
from factx.numbers import shape
from factx.quantities.amounts import Change, point, scaled
from factx.quantities.measures import MeasureReader

if TYPE_CHECKING:
    import re

    from factx.grammar import Rule

RATE_BASES = {
    100: "per_100",
    1000: "per_1000",
    10_000: "per_10000",
    100_000: "per_100000",
    1_000_000: "per_1000000",
}
SMALL_BASE = 10
ROUND_BASE = 5000
"""What the whole of "one in 250,000" is a multiple of; no year is one."""
DECIMALS, TINY_DECIMALS = 4, 8
SMALLEST_SHARE = 0.0001
"""The smallest share that four decimals can tell."""
SHARE_BASES = frozenset((12, 15, 20, 25, 30, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000))
"""The wholes above ten of which "three in …" is a proportion, and not a place or a date."""


class ProportionReader(MeasureReader):
    """Reads fractions and rates."""

    __slots__ = ()

    def part(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a number of parts ("two-thirds", "one fifth")."""
        begin = match.start()
        part = rule.span(match, "part")
        word = self.tape.word(part[0])
        value = self.lexicon.value
        size = value("PART_PLURAL", word) or value("PART_SINGULAR", word)
        number = self.number(begin)
        top = point(number)
        proper = top == 1 if rule.attributes.get("singular") else 1 < top < size
        if number.form == "digits" or not proper:
            return []
        return self.emit(rule, match, scaled(number, 1 / size), "fraction", (begin, part[1]))

    def one_part(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read an article and a part ("roughly a third")."""
        part = rule.span(match, "part")
        size = self.lexicon.value("PART_SINGULAR", self.tape.word(part[0]))
        begin = min(match.start(), part[0] - 1)
        number = self.said(begin, part[1], round(1 / size, 4))
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, "fraction", (begin, part[1]))

    def half(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read "half", with its hedge, or "one half"."""
        at = rule.span(match, "half")[0]
        begin = match.start()
        number = self.said(at, at + 1, 0.5)
        one = self.tape.record(at - 1) if begin == at and at else None
        if isinstance(one, Number) and one.best == 1 and one.form == "words":
            begin, number.start = at - 1, one.start
            shape(number, 0.5, one.qualifier)
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, "fraction", (begin, at + 1))

    def slashed(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a fraction in figures ("2/3 of voters")."""
        at = rule.span(match, "pair")[0]
        value = self.slashed_value(at)
        if value is None:
            return []
        number = self.said(at, at + 1, round(value, 4), "digits")
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, "fraction", (match.start(), at + 1))

    def share(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read "four in every ten"; without "every", 69 would be a place or a date."""
        at, base_at = rule.span(match, "number")[0], rule.span(match, "base")[0]
        number, base = self.number(at), self.number(base_at)
        bottom = base.best or 0
        if base.qualifier != "exact" or not 0 < point(number) < bottom:
            return []
        if rule.attributes.get("single") and number.best != 1:
            return []
        each = "every" in rule.groups and rule.span(match, "every")[0] >= 0
        if not (each or _whole(bottom) or (number.best == 1 and bottom % ROUND_BASE == 0)):
            return []
        form = number.form if number.form == base.form else "mixed"
        number = scaled(number, 1 / bottom, _decimals(point(number) / bottom))
        number.form = form
        return self.emit(rule, match, number, "fraction", (at, base_at + 1))

    def lone_share(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read "only one in ten", whose "one" was taken for a pronoun."""
        at, base_at = rule.span(match, "lone")[0], rule.span(match, "base")[0]
        base = self.number(base_at)
        bottom = base.best or 0
        if self.lexicon.value("ONES", self.tape.word(at)) != 1 or base.qualifier != "exact":
            return []
        each = rule.span(match, "every")[0] >= 0
        if bottom <= 1 or not (each or _whole(bottom)):
            return []
        number = self.said(match.start(), base_at + 1, 1, "words")
        number = scaled(number, 1 / bottom, _decimals(1 / bottom))
        return self.emit(rule, match, number, "fraction", (match.start(), base_at + 1))

    def per_many(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a rate per round number ("3.2 per 100,000 people")."""
        base = self.number(rule.span(match, "base")[0])
        code = RATE_BASES.get(int(base.best or 0)) if base.qualifier == "exact" else None
        if code is None:
            return []
        number = self.number(rule.span(match, "number")[0])
        changes = self.emit(rule, match, number, code, match.span())
        self.candidates[-1].scope = "rate"
        return changes


def _whole(base: float) -> bool:
    return base <= SMALL_BASE or base in SHARE_BASES


def _decimals(share: float) -> int:
    """Return how many decimals a share is told with: four, and more where these would be nought.

    >>> _decimals(1 / 5), _decimals(1 / 100_000)
    (4, 8)
    """
    return DECIMALS if share >= SMALLEST_SHARE else TINY_DECIMALS
