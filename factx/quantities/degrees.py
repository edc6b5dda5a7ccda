"""Temperatures, and the magnitudes of earthquakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.numbers import as_reading
from factx.quantities.amounts import AmountReader, Change, point, scaled, spanned

if TYPE_CHECKING:
    import re

    from factx.candidates import Number
    from factx.grammar import Rule

HOTTEST_CELSIUS = 55
"""The air is never hotter: a bare degree above it is one of Fahrenheit."""
LARGEST_MAGNITUDE = 10
LETTER_FOLLOWERS = frozenset(
    (
        "ADVERB",
        "BE",
        "CALENDAR_WORD",
        "COORDINATOR",
        "HAVE",
        "MODAL",
        "PREPOSITION",
        "SUBORDINATOR",
    )
)
"""Categories of words that may follow "39C"; before a noun the letter is a name ("13F filing")."""


class DegreeReader(AmountReader):
    """Reads degrees and magnitudes."""

    __slots__ = ()

    def temperature(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read one temperature ("minus 15 degrees Celsius", "44.5°C")."""
        at = rule.span(match, "number")[0]
        number = as_reading(self.number(at))
        code = self._scale(rule, match, number)
        if code is None:
            return []
        begin = at - 1 if self.negative(rule, match, at) else at
        if begin < at or rule.span(match, "below")[0] >= 0:
            number = scaled(number, -1)
            number.start = self.tape.first[begin]
            if begin < at:
                self.hedge_before(number, begin)
        return self.emit(rule, match, number, code, (begin, match.end()))

    def temperature_range(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read two temperatures as a range ("between 20C and 25C", "from -18 °C to -34 °C")."""
        begin, end = match.span()
        low, high = self.number(begin), self.number(rule.span(match, "high")[0])
        if self.negative(rule, match, begin):
            low = scaled(low, -1)
            begin -= 1
        sign = rule.span(match, "high_minus")[0]
        if sign >= 0 and (self.raw(sign).isalpha() or self.glued(sign + 1)):
            high = scaled(high, -1)
        code = self._scale(rule, match, high)
        number = spanned(*sorted((low, high), key=point))
        if code is None or number is None:
            return []
        begin, _ = self.framed(begin)
        number.start = self.tape.first[begin]
        return self.emit(rule, match, number, code, (begin, end))

    def _scale(self, rule: Rule, match: re.Match[str], number: Number) -> str | None:
        """Return C or F, or ``None`` where the degrees are of something else."""
        begin, end = rule.span(match, "scale")
        degree = rule.span(match, "degree")[0] >= 0
        if begin >= 0:
            word = self.raw(begin)
            letters = self.lexicon.values["TEMPERATURE_LETTER"]
            code = letters.get(word.upper() if degree else word) or self.cue("UNIT", word)
            if code is not None and (degree or len(word) > 1 or self._alone(end)):
                return str(code)
        if not degree:
            return None
        around = self.near(*match.span())
        for word in around:
            named = self.cue("DEGREE_SCALE", word)
            if named is not None:
                return named
        if not any(self.cue("HEAT_CUE", word) for word in around):
            return None
        return "C" if point(number) <= HOTTEST_CELSIUS else "F"

    def _alone(self, end: int) -> bool:
        """Say that no noun follows that the letter could be part of."""
        if end >= len(self.tape.symbols):
            return True
        word = self.tape.word(end)
        return (
            not word.isalpha()
            or self.cue("HEAT_CUE", word) is not None
            or not LETTER_FOLLOWERS.isdisjoint(self.lexicon.words.get(word, ()))
        )

    def magnitude(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a number beside the word "magnitude"."""
        at = rule.span(match, "number")[0]
        number = self.number(at)
        if not 0 < point(number) < LARGEST_MAGNITUDE:
            return []
        begin = rule.span(match, "before")[0]
        if begin >= 0:
            number.start = self.tape.first[begin]
        place = (at if begin < 0 else begin, max(rule.span(match, "behind")[1], at + 1))
        return self.emit(rule, match, number, "magnitude", place)

    def bare_magnitude(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a number before an earthquake or a scale; before a noun it has a decimal point."""
        at = rule.span(match, "number")[0]
        number = self.number(at)
        if not 0 < point(number) < LARGEST_MAGNITUDE:
            return []
        decimal = "." in self.tape.tokens[self.tape.first[at + 1] - 1]
        if rule.span(match, "head")[0] >= 0 and not decimal:
            return []
        return self.emit(rule, match, number, "magnitude", (at, at + 1))

    def coded_magnitude(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a magnitude with its letter ("M4.8", "Mw 7.1")."""
        begin, end = match.span()
        at = rule.span(match, "number")[0]
        if at >= 0:
            number = self.number(at)
            if not 0 < point(number) < LARGEST_MAGNITUDE or self.raw(begin)[0].islower():
                return []
            number.start = self.tape.first[begin]
        else:
            figure = self.tape.text_of(begin, end).lstrip("MmWw")
            if not figure.replace(".", "", 1).isdigit():
                return []
            number = self.said(begin, end, float(figure), "digits")
        return self.emit(rule, match, number, "magnitude", (begin, end))
