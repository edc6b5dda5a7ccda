"""Measures: a number and the unit behind it, and all the ways in which two of them make one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.amounts import copied
from factx.candidates import Number
from factx.numbers import as_reading, shape
from factx.numerals import whole
from factx.quantities.amounts import Change, scaled, spanned
from factx.quantities.money import MINOR_PART, MoneyReader
from factx.tape import FRACTION_SLASH
from factx.units import CURRENCY, combined, unit_of

if TYPE_CHECKING:
    import re

    from factx.grammar import Rule

SUMMED = frozenset(("length", "mass", "volume"))
"""Dimensions whose measures are said in two units: "4 feet 6 inches"."""
SIGNED = frozenset(("proportion", "temperature", CURRENCY))
"""Dimensions whose figures have a minus sign; before others a dash is a dash."""
READ_OFF = frozenset(("temperature",))
"""Dimensions of which "a maximum of" tells the highest figure that was read off."""
MINOR_AMOUNTS = range(10, 100)
"""What may be said of cents without their name, in whole numbers."""
PER_HOUR = {"km": "km/h", "mi": "mph", "nmi": "knot"}
ROUGH_FORMS = frozenset(("words", "vague"))
"""Numbers that no single letter follows as a unit: "five l" is none."""
Measured = tuple[Number, str | None, float]


class MeasureReader(MoneyReader):
    """Reads numbers with units behind them."""

    __slots__ = ()

    def measure(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read one number and its unit ("about 2,750 tonnes", "six-foot")."""
        at = rule.span(match, "number")[0]
        place = rule.span(match, "unit")
        number = self.number(at)
        code, factor = self.unit(number, rule, match, place)
        if code is None or ("hyphen" in rule.attributes and not self.glued(place[0])):
            return []
        if number.form in ROUGH_FORMS and self.raw(place[0]) in self.lexicon.values["UNIT_LETTER"]:
            return []
        begin = at
        if self.negative(rule, match, at) and (
            unit_of(code).dimension in SIGNED or self.raw(at - 1).isalpha()
        ):
            begin, factor = at - 1, -factor
        if unit_of(code).dimension in READ_OFF:
            number = as_reading(number)
        if factor != 1:
            number = scaled(number, factor)
        if begin < at:
            number.start = self.tape.first[begin]
            self.hedge_before(number, begin)
        end = place[1]
        after = rule.span(match, "after")
        if after[0] >= 0:
            end = after[1]
            if number.qualifier == "exact":
                number = copied(number)
                bound = self.lexicon.value("HEDGE_AFTER", self.tape.words(*after))
                shape(number, number.best or 0, bound)
        return self.emit(rule, match, number, code, (begin, end))

    def unit_and_time(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a number and a word for a unit and its time ("200,000 bpd")."""
        at, place = rule.span(match, "number")[0], rule.span(match, "unit")
        code, _, per = (self.cue("UNIT_PER", self.tape.words(*place)) or "").partition(" ")
        changes = self.emit(rule, match, self.number(at), code, (at, place[1]))
        candidate = self.candidates[-1]
        candidate.scope, candidate.fields["per"] = "rate", per
        return changes

    def shared(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Give every number of a list the unit behind the last one ("5 and 7 percent")."""
        place = rule.span(match, "unit")
        at = rule.span(match, "number")[0]
        number = self.number(at)
        code, factor = self.unit(number, rule, match, place)
        if code is None:
            return []
        changes: list[Change] = []
        for position in range(*rule.span(match, "list")):
            if isinstance(self.tape.record(position), Number):
                one = scaled(self.number(position), factor)
                changes += self.emit(rule, match, one, code, (position, position + 1), tail=False)
        last = scaled(number, factor)
        return [*changes, *self.emit(rule, match, last, code, (at, place[1]))]

    # --- two measures ------------------------------------------------------------------------

    def compound(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a measure in two units ("4 feet 6 inches", "3 dollars 50 cents")."""
        (low, first, low_factor), (high, second, high_factor) = self._pair(rule, match)
        if first == "GBP" and second in ("oz", "lb"):
            first = "lb"
        total = None
        if first and second and low.best is not None and high.best is not None:
            one, other = unit_of(first), unit_of(second)
            if one.dimension == CURRENCY and low_factor == 1 and high_factor == MINOR_PART:
                total = low.best + high.best
            elif (
                one.dimension in SUMMED
                and high.qualifier == "exact"
                and other.si is not None
                and max(1, high.best) * other.si < (one.si or 0)
            ):
                total = combined([(low.best, first), (high.best, second)])
        if total is None or first is None:
            return self._both(rule, match, (low, first, 1), (high, second, 1))
        number = Number(low.start, low.end, None, None, None, form=low.form, cues=low.cues)
        shape(number, whole(round(total, 4)), low.qualifier)
        place = (rule.span(match, "low")[0], rule.span(match, "high_unit")[1])
        return self.emit(rule, match, number, first, place)

    def spoken_price(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a price whose minor unit is left out ("15 dollars 50")."""
        at, place = rule.span(match, "low")[0], rule.span(match, "low_unit")
        low, high = self.number(at), self.number(rule.span(match, "high")[0])
        code, factor = self.unit(low, rule, match, place)
        if code is None:
            return []
        minor = high.best if high.qualifier == "exact" else None
        if (
            factor != 1
            or low.qualifier == "range"
            or low.best is None
            or low.scale > 1
            or isinstance(low.best, float)
            or minor is None
            or minor not in MINOR_AMOUNTS
        ):
            return self.emit(rule, match, scaled(low, factor), code, (at, place[1]))
        number = Number(low.start, low.end, None, None, None, form=low.form, cues=low.cues)
        shape(number, whole(round(low.best + minor * MINOR_PART, 2)), low.qualifier)
        return self.emit(rule, match, number, code, (at, match.end()))

    def measure_range(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read two measures: a range, unless they are of different kinds or a change is told."""
        low_read, high_read = self._pair(rule, match)
        (low, first, _), (high, second, _) = low_read, high_read
        begin, between = self.framed(match.start())
        joined = rule.span(match, "joined")[0] >= 0
        number = None
        if (
            first is not None
            and second is not None
            and (between or not (joined or self.changed(begin)))
        ):
            factor = self._factor(second, first)
            number = spanned(low, scaled(high, factor, 9)) if factor else None
        if number is None or first is None:
            return self._both(rule, match, low_read, high_read)
        number.start = self.tape.first[begin]
        return self.emit(rule, match, number, first, (begin, rule.span(match, "high_unit")[1]))

    def _factor(self, code: str, target: str) -> float | None:
        """Return how many of ``target`` one of ``code`` is; ``None`` where they do not compare."""
        one, other = unit_of(code), unit_of(target)
        if code == target:
            return 1
        if one.dimension != other.dimension or one.si is None or other.si is None:
            return None
        return one.si / other.si

    def _pair(self, rule: Rule, match: re.Match[str]) -> tuple[Measured, Measured]:
        """Return (number, code, factor) of both measures of a match, the factors applied."""
        read = []
        for name in ("low", "high"):
            number = self.number(rule.span(match, name)[0])
            code, factor = self.unit(number, rule, match, rule.span(match, name + "_unit"))
            read.append((scaled(number, factor, 9), code, factor))
        return read[0], read[1]

    def _both(
        self, rule: Rule, match: re.Match[str], low: Measured, high: Measured
    ) -> list[Change]:
        """Return two quantities side by side."""
        changes: list[Change] = []
        for name, (number, code, _) in (("low", low), ("high", high)):
            if code is not None:
                place = (rule.span(match, name)[0], rule.span(match, name + "_unit")[1])
                changes += self.emit(rule, match, number, code, place, tail=name == "high")
        return changes

    def suspended(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a range whose first half leaves the unit to the second ("8- to 16-metre")."""
        low, high = (
            self.number(rule.span(match, "low")[0]),
            self.number(rule.span(match, "high")[0]),
        )
        place = rule.span(match, "unit")
        code, _ = self.unit(high, rule, match, place)
        number = spanned(low, high)
        if code is None or number is None:
            return []
        return self.emit(rule, match, number, code, (match.start(), place[1]))

    def paired_speed(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read "120 kilometers (75 miles) per hour": both are speeds, or so much an hour."""
        changes: list[Change] = []
        hour = self.cue("RATE_UNIT", self.tape.word(match.end() - 1))
        for name in ("low", "high"):
            at = rule.span(match, name)[0]
            place = rule.span(match, name + "_unit")
            said = self.code(*place)
            code = PER_HOUR.get(said or "", said)
            if code is not None:
                changes += self.emit(rule, match, self.number(at), code, (at, place[1]))
                if code == said:
                    candidate = self.candidates[-1]
                    candidate.scope, candidate.fields["per"] = "rate", hour
        return changes

    # --- parts of a unit ---------------------------------------------------------------------

    def half_unit(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read half a unit, or a quarter of one ("half a mile")."""
        begin, end = match.span()
        one = rule.span(match, "one")[0]
        if one >= 0 and self.number(one).best != 1:
            return []
        begin = self.article(begin)
        part = rule.span(match, "part")[0]
        value = 0.5 if part < 0 else 1 / self.lexicon.value("PART_SINGULAR", self.tape.word(part))
        number = self.said(begin, end, round(value, 4))
        place = rule.span(match, "unit")
        code, factor = self.unit(number, rule, match, place)
        if code is None:
            return []
        number = scaled(number, factor)
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, code, (begin, place[1]))

    def mixed_fraction(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a fraction in signs before a unit ("10 1/2 miles", "1/4 to 1 inch", "⅓ tonne")."""
        begin, end = match.span()
        at, pair = rule.span(match, "number")[0], rule.span(match, "pair")[0]
        number = self.number(at) if at >= 0 else self.said(begin, end, 0, "digits")
        low = rule.span(match, "low")[0]
        place = rule.span(match, "unit")
        code, factor = self.unit(number, rule, match, place)
        if pair >= 0:
            part = self.slashed_value(pair)
        elif low >= 0:
            part = 0
        else:
            part = self.lexicon.value("FRACTION_SIGN", self.raw(rule.span(match, "sign")[0]))
        figure = number.best if number.best is not None else number.high
        if part is None or code is None or figure is None:
            return []
        value = whole(round((figure + part) * factor, 4))
        if low >= 0:
            least = self.least(rule, match, factor)
            if least is None or least == value:
                return []
            number = self.said(begin, end, 0, "digits")
            shape(number, 0, "range")
            number.low, number.best, number.high = min(least, value), None, max(least, value)
        elif number.qualifier == "range":
            number = scaled(number, factor)
            number.high = value
        else:
            shape(number, value, number.qualifier)
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, code, (begin, place[1]))

    def least(self, rule: Rule, match: re.Match[str], factor: float) -> float | None:
        """Return the lower end of a range that begins with a fraction in signs ("1 1/4 to 2")."""
        part = self.slashed_value(rule.span(match, "low")[0])
        at = rule.span(match, "low_number")[0]
        wholes = self.number(at).best if at >= 0 else 0
        return None if part is None or wholes is None else whole(round((wholes + part) * factor, 4))

    def slashed_value(self, at: int) -> float | None:
        """Return the value of "1/3", or ``None`` of what is no proper fraction."""
        top, bottom = (int(part) for part in self.raw(at).replace(FRACTION_SLASH, "/").split("/"))
        return top / bottom if 0 < top < bottom else None

    def one_unit(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read an article and a unit ("about a mile away")."""
        value = 1 if rule.span(match, "half")[0] < 0 else 1.5
        begin, end = match.span()
        begin = self.article(begin)
        number = self.said(begin, end, value, "article")
        code = self.code(*rule.span(match, "unit"))
        if code is None:
            return []
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, code, (begin, end))
