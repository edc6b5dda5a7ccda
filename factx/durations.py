"""Durations, and dates said as a length of time before publication ("two years ago")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx import resolution
from factx.calendar import iso_duration
from factx.candidates import Candidate, Number, Pair
from factx.numbers import shape
from factx.numerals import whole

if TYPE_CHECKING:
    import datetime
    import re
    from collections.abc import Callable

    from factx.grammar import Grammar, Rule
    from factx.reading import Reading
    from factx.tape import Tape

Change = tuple[int, int, str, Any]
# How many of the next unit make one; compounds are told in their smallest unit.
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_FACTORS = {
    ("year", "month"): 12,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("hour", "second"): 3600,
    ("year", "day"): 365,
    ("month", "day"): 30,
}
_DURING = ("over", "above")
"""Hedges that mean "during" behind an event, and a bound behind a verb that measures."""


class DurationPass:
    """The pass; holds what it looks up."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch rules, units and anchors."""
        values = grammar.lexicon.values
        self.rules = grammar.rules("durations")
        self.units: dict[str, str] = values["TIME_UNIT"]
        self.anchors: dict[str, str] = values["DURATION_ANCHOR"]
        self.halves = values["HALF"]
        self.duration = grammar.symbol("DURATION")
        self.date = grammar.symbol("DATE")
        self._object_rules = grammar.rules("durations.object")
        self._measuring = grammar.rules("tense.measuring").pattern
        self.readers: dict[str, Callable[..., Change | None]] = {
            "ago": self._ago,
            "earlier": self._earlier,
            "compound": self._compound,
            "hyphenated": self._plain,
            "anchored": self._anchored,
            "plain": self._plain,
            "article": self._plain,
        }

    def __call__(self, tape: Tape, reading: Reading) -> Tape:
        """Return the tape with every duration as one symbol; candidates go to ``reading``."""
        changes: list[Change] = []
        for rule, match in self.rules.matches(tape):
            change = self.readers[rule.attributes["reads"]](tape, reading, rule, match)
            if change is not None:
                changes.append(change)
                reading.candidates.append(change[3])
        return tape.rewrite(changes)

    def _unit(self, tape: Tape, begin: int, end: int) -> str:
        for position in range(end - 1, begin - 1, -1):
            unit = self.units.get(tape.word(position))
            if unit is not None:
                return unit
        return "day"

    def _amount(self, tape: Tape, begin: int, end: int) -> Number:
        """Return the number of the phrase; an article or a bare unit is one."""
        amount: float = 1
        for position in range(begin, end):
            record = tape.record(position)
            if isinstance(record, Number):
                return record
            if tape.word(position) in self.halves:
                amount = 0.5
        first = tape.first[begin]
        return Number(first, tape.first[end], amount, amount, amount, form="words")

    def _duration(  # noqa: PLR0913 - the parts of one candidate
        self,
        tape: Tape,
        rule: Rule,
        begin: int,
        end: int,
        number: Number,
        unit: str,
    ) -> Candidate:
        start = tape.first[begin]
        if number.hedge in _DURING and number.best is not None and not self._measured(tape, begin):
            number = _without_hedge(number)
            start = number.start
        factor = {"fortnight": 2, "decade": 10, "century": 100}.get(unit, 1)
        unit = {"fortnight": "week", "decade": "year", "century": "year"}.get(unit, unit)
        if factor > 1:
            number = _times(number, factor)
        fields = {
            "unit": unit,
            "iso": iso_duration(number.best if number.best is not None else number.high, unit),
            "iso_low": iso_duration(number.low, unit),
            "iso_high": iso_duration(number.high, unit),
            "object": None,
            "anchor": None,
            "interval": None,
        }
        if number.qualifier == "range":
            fields["iso"] = iso_duration(number.high, unit)
        return Candidate("duration", start, tape.first[end], number, rule.id, fields)

    def _measured(self, tape: Tape, begin: int) -> bool:
        return begin > 0 and self._measuring.match(tape.symbols, begin - 1) is not None

    def _plain(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        begin, end = match.span()
        number = self._amount(tape, begin, end)
        if number.low is None and number.best is None and number.high is None:
            return None
        unit = self._unit(tape, begin, end)
        candidate = self._duration(tape, rule, begin, end, number, unit)
        candidate.fields["object"] = self._object(tape, end)
        return (begin, end, self.duration, candidate)

    def _anchored(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        begin, end = match.span()
        number = self._amount(tape, begin + 1, end)
        if end - begin == 2:
            number.start = tape.first[begin]
        unit = self._unit(tape, begin, end)
        candidate = self._duration(tape, rule, begin, end, number, unit)
        candidate.start = tape.first[begin]
        anchor = self.anchors[tape.word(begin)]
        if tape.word(begin) in ("preceding", "following", "previous"):
            return (begin, end, self.duration, candidate)
        candidate.fields["anchor"] = anchor
        amount = number.best if number.best is not None else number.high
        if reading.published is not None and amount is not None:
            candidate.fields["interval"] = _interval(reading.published, amount, unit, anchor)
        return (begin, end, self.duration, candidate)

    def _compound(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        begin, end = match.span()
        parts: list[tuple[Number, str]] = []
        number: Number | None = None
        for position in range(begin, end):
            record = tape.record(position)
            word = tape.word(position)
            if isinstance(record, Number):
                number = record
            elif word in self.units:
                one = tape.first[position]
                parts.append((number or Number(one, one, 1, 1, 1, form="words"), self.units[word]))
                number = None
        smallest = parts[-1][1]
        total: float = 0
        for amount, unit in parts:
            factor = 1 if unit == smallest else _FACTORS.get((unit, smallest))
            if factor is None or amount.best is None:
                return None
            total += amount.best * factor
        first = parts[0][0]
        whole_number = Number(tape.first[begin], tape.first[end], total, total, total, form=first.form)
        if first.qualifier not in ("exact", "range", "vague"):
            shape(whole_number, total, first.qualifier)
            whole_number.hedge = first.hedge
        candidate = self._duration(tape, rule, begin, end, whole_number, smallest)
        for name, value in (("iso", whole_number.best if whole_number.best is not None else whole_number.high), ("iso_low", whole_number.low), ("iso_high", whole_number.high)):
            candidate.fields[name] = iso_duration(value, smallest, carry=True)
        candidate.fields["object"] = self._object(tape, end)
        return (begin, end, self.duration, candidate)

    def _object(self, tape: Tape, end: int) -> Pair | None:
        """Return the head of the noun phrase that a duration modifies, if it stands behind it."""
        match = self._object_rules.pattern.match(tape.symbols, end)
        if match is None:
            return None
        rule = self._object_rules.by_index[match.lastindex or 0]
        begin, stop = rule.span(match, "object")
        return (tape.first[begin], tape.first[stop])

    # --- dates counted from publication --------------------------------------------------------

    def _ago(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        begin, end = match.span()
        number = self._amount(tape, begin, end)
        unit = self._unit(tape, begin, end)
        value = None
        approximate = number.qualifier == "approximately"
        if reading.published is not None and number.best is not None and number.qualifier in ("exact", "approximately"):
            value = resolution.ago(reading.published, number.best, unit, reading.options.week_start)
        if value is not None and approximate:
            value += "~"
        granularity = {"fortnight": "week", "decade": "year", "century": "year"}.get(unit, unit)
        if granularity in ("hour", "minute", "second"):
            granularity = "day"
        return self._date(tape, rule, (begin, end), value, granularity, approximate=approximate)

    def _earlier(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        begin, end = match.span()
        unit = self._unit(tape, begin, end)
        value = None
        if reading.published is not None:
            value = resolution.ago(reading.published, 1, unit, reading.options.week_start)
        granularity = unit if unit in ("day", "week", "month", "year") else "day"
        return self._date(tape, rule, (begin, end), value, granularity, approximate=False)

    def _date(  # noqa: PLR0913 - the parts of one candidate
        self,
        tape: Tape,
        rule: Rule,
        where: Pair,
        value: str | None,
        granularity: str,
        *,
        approximate: bool,
    ) -> Change:
        fields = {
            "timex": "DATE",
            "value": value,
            "granularity": granularity,
            "resolution": "relative" if value is not None else "unresolved",
            "relation": None,
            "mod": "APPROX" if approximate else None,
            "part": None,
            "alternatives": (),
        }
        begin, end = where
        candidate = Candidate("date", tape.first[begin], tape.first[end], None, rule.id, fields)
        return (begin, end, self.date, candidate)


def _times(number: Number, factor: int) -> Number:
    scaled = Number(
        number.start,
        number.end,
        *(None if bound is None else whole(bound * factor) for bound in (number.low, number.best, number.high)),
        number.qualifier,
        number.inclusive,
        number.form,
        number.cues,
    )
    scaled.hedge = number.hedge
    return scaled


def _without_hedge(number: Number) -> Number:
    value = number.best
    plain = Number(number.start + 1, number.end, value, value, value, form=number.form)
    plain.cues = number.cues
    return plain


def _interval(published: datetime.date, amount: float, unit: str, anchor: str) -> str | None:
    """Return the days from publication back or on, by ``amount`` units."""
    steps = {"fortnight": (14, "day"), "week": (7, "day"), "decade": (120, "month"), "century": (1200, "month"), "year": (12, "month"), "quarter": (3, "month")}
    factor, base = steps.get(unit, (1, unit))
    count = amount * factor
    if base in ("hour", "minute", "second"):
        count, base = count / {"hour": 24, "minute": 1440, "second": 86400}[base], "day"
    sign = -1 if anchor == "past" else 1
    if base == "day":
        other = resolution.shifted(published, sign * round(count))
    else:
        moved = resolution.shifted_month(published.year, published.month, sign * round(count))
        other = None
        if moved is not None:
            day = published.day
            while other is None:
                other = resolution.valid_day(*moved, day)
                day -= 1
    if other is None:
        return None
    first, last = (other, published) if anchor == "past" else (published, other)
    return f"{first}/{last}"
