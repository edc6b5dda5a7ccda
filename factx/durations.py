"""Durations, and dates said as a length of time before publication ("two years ago")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx import resolution
from factx.amounts import around, copied, scaled, without_hedge
from factx.calendar import iso_duration
from factx.candidates import Candidate, Number, Pair
from factx.edtf import bounds
from factx.numbers import shape

if TYPE_CHECKING:
    import datetime
    import re
    from collections.abc import Callable

    from factx.grammar import Grammar, Rule
    from factx.reading import Reading
    from factx.tape import Tape

Change = tuple[int, int, str, Any]
FINER = ("minute", "hour", "day", "week", "weekend", "month", "quarter", "season", "year")
"""Granularities, the finest first."""
NEAR = 40
"""How many tokens back the date may stand that "a week earlier" is counted from."""
# How many of the next unit make one; compounds are told in their smallest unit.
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
        self.units: dict[str, str] = {
            **values["TIME_UNIT"],
            **values["DURATION_WORD"],
            **{name.lstrip("+"): unit for name, unit in values["TIME_UNIT_GLUED"].items()},
        }
        self.hedges: dict[str, str] = values["HEDGE_BEFORE"]
        self.after: dict[str, str] = values["HEDGE_AFTER"]
        self.anchors: dict[str, str] = values["DURATION_ANCHOR"]
        self.halves = values["HALF"]
        self.duration = grammar.symbol("DURATION")
        self.date = grammar.symbol("DATE")
        self._object_rules = grammar.rules("durations.object")
        self._measuring = grammar.rules("tense.measuring")
        self.readers: dict[str, Callable[..., Change | None]] = {
            "ago": self._ago,
            "earlier": self._earlier,
            "compound": self._compound,
            "from-now": self._from_now,
            "two-hyphens": self._two_hyphens,
            "unit-twice": self._unit_twice,
            "or-two": self._or_two,
            "anchored": self._anchored,
            "plain": self._plain,
        }

    def __call__(self, tape: Tape, reading: Reading) -> Tape:
        """Return the tape with every duration as one symbol; candidates go to ``reading``."""
        changes: list[Change] = []
        reading.turn_to(0)
        for match in self.rules.find(tape):
            rule = self.rules.by_index[match.lastindex]
            reading.turn_to(tape.first[match.start()])
            try:
                change = self.readers[rule.attributes["reads"]](tape, reading, rule, match)
            except OverflowError:
                # Hundreds of digits and a fraction: beyond what a binary fraction holds.
                continue
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
        """Return the number of the phrase; an article or a bare unit is one, with its own hedge."""
        amount: float = 1
        for position in range(begin, end):
            record = tape.record(position)
            if isinstance(record, Number):
                return record
            word = tape.word(position)
            if word in self.halves:
                amount = 0.5
            elif word == "quarter":
                amount = 0.25
        first = tape.first[begin]
        number = Number(first, tape.first[end], amount, amount, amount, form="article")
        at = begin
        while at < end and tape.word(at) not in ("a", "an", "another", *self.halves):
            at += 1
        hedge = tape.words(begin, at) if at < end else ""
        if hedge in self.hedges:
            self._hedged(number, hedge)
        return number

    def _hedged(self, number: Number, hedge: str) -> None:
        """Give an exact number the bounds of the hedge before it."""
        qualifier = self.hedges[hedge].partition("+")[0]
        number.hedge = hedge
        if qualifier != "exact":
            shape(number, number.best or 1, qualifier)

    def _duration(
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
            number = without_hedge(number)
            start = number.start
        factor = {"fortnight": 2, "decade": 10, "century": 100}.get(unit, 1)
        unit = {"fortnight": "week", "decade": "year", "century": "year"}.get(unit, unit)
        if factor > 1:
            number = scaled(number, factor)
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
        return begin > 0 and self._measuring.match_at(tape, begin - 1) is not None

    def _plain(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        begin, end = match.span()
        halves = rule.id == "duration.and-a-half"
        number = self._amount(tape, begin, end - 3 * halves)
        if number.low is None and number.best is None and number.high is None:
            return None
        if number.hedge in self.anchors:
            # "past" is a hedge of numbers ("past 20,000") but of lengths of time it is none.
            return self._anchored(tape, reading, rule, match)
        shared = rule.span(match, "unit") if "unit" in rule.groups else (begin, end)
        unit = self._unit(tape, *shared)
        after = rule.span(match, "after")
        if after[0] >= 0 and number.qualifier == "exact":
            number = copied(number)
            shape(number, number.best or 1, self.after[tape.words(*after)])
        if halves and number.best is not None:
            half, number = number.best + 0.5, copied(number)
            shape(number, half, number.qualifier)
        candidate = self._duration(tape, rule, begin, end, number, unit)
        candidate.fields["object"] = self._object(tape, end, hyphen="hyphen" in rule.attributes)
        return (begin, end, self.duration, candidate)

    def _or_two(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        """Read "a day or two", "a day or so", "a day or more"."""
        begin, end = match.span()
        number = Number(tape.first[begin], tape.first[end], 1, 1, 1, form="words")
        after = rule.span(match, "after")
        if after[0] >= 0:
            shape(number, 1, self.after[tape.words(after[0] - 1, after[1])])
        else:
            record = tape.record(rule.span(match, "high")[0])
            if record.best is None or record.best <= 1:
                return None
            number = Number(number.start, number.end, 1, None, record.best, "range", form="words")
        unit = self._unit(tape, *rule.span(match, "unit"))
        return (begin, end, self.duration, self._duration(tape, rule, begin, end, number, unit))

    def _two_hyphens(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        """Read "a two- to three-week delay"."""
        begin, end = match.span()
        low, high = (tape.record(rule.span(match, name)[0]) for name in ("low", "high"))
        if low.best is None or high.best is None or low.best >= high.best:
            return None
        number = Number(low.start, high.end, low.best, None, high.best, "range", form=high.form)
        unit = self._unit(tape, *rule.span(match, "unit"))
        candidate = self._duration(tape, rule, begin, end, number, unit)
        candidate.fields["object"] = self._object(tape, end, hyphen=True)
        return (begin, end, self.duration, candidate)

    def _unit_twice(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        """Read "six weeks to eight weeks"; downwards, or with bounds, it is no range."""
        low, high = (tape.record(rule.span(match, name)[0]) for name in ("low", "high"))
        if not low.qualifier == high.qualifier == "exact":
            return None
        change = self._two_hyphens(tape, reading, rule, match)
        if change is not None:
            change[3].fields["object"] = self._object(tape, match.end(), hyphen=False)
        return change

    def _anchored(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        begin, end = match.span()
        number = self._amount(tape, begin + 1, end)
        if tape.record(begin) is not None:
            number = without_hedge(tape.record(begin))
        few = rule.span(match, "few")[0]
        if few >= 0 and tape.word(few) == "few":
            number = Number(number.start, number.end, 3, None, None, "vague", form="vague")
        elif few >= 0:
            number = Number(
                number.start, number.end, None, 2, None, "approximately", form="collective"
            )
        unit = self._unit(tape, begin, end)
        candidate = self._duration(tape, rule, begin, end, number, unit)
        candidate.start = tape.first[begin]
        if tape.word(begin) in ("preceding", "following", "previous"):
            return (begin, end, self.duration, candidate)
        anchor = self.anchors[tape.word(begin)]
        candidate.fields["anchor"] = anchor
        amount = number.best if number.best is not None else number.high
        if reading.published is not None and amount is not None:
            candidate.fields["interval"] = around(reading.published, amount, unit, anchor)
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
                parts.append((number or self._amount(tape, begin, position), self.units[word]))
                number = None
        smallest = parts[-1][1]
        total: float = 0
        for amount, unit in parts:
            factor = 1 if unit == smallest else _FACTORS.get((unit, smallest))
            if factor is None or amount.best is None:
                return None
            total += amount.best * factor
        first = parts[0][0]
        whole_number = Number(
            tape.first[begin], tape.first[end], total, total, total, form=first.form
        )
        if first.qualifier not in ("exact", "range", "vague"):
            shape(whole_number, total, first.qualifier)
            whole_number.hedge = first.hedge
        candidate = self._duration(tape, rule, begin, end, whole_number, smallest)
        for name, value in (
            ("iso", whole_number.best if whole_number.best is not None else whole_number.high),
            ("iso_low", whole_number.low),
            ("iso_high", whole_number.high),
        ):
            candidate.fields[name] = iso_duration(value, smallest, carry=True)
        return (begin, end, self.duration, candidate)

    def _object(self, tape: Tape, end: int, *, hyphen: bool) -> Pair | None:
        """Return the head of the noun phrase that a duration modifies, if it stands behind it.

        A bare noun is modified by a hyphenated duration only: "a two-hour battle".
        """
        found = self._object_rules.match_at(tape, end)
        if found is None:
            return None
        rule, match = found
        if "hyphen" in rule.attributes and not hyphen:
            return None
        begin, stop = rule.span(match, "object")
        return (tape.first[begin], tape.first[stop])

    # --- dates counted from publication --------------------------------------------------------

    def _ago(self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]) -> Change | None:
        return self._counted(tape, reading, rule, match, 1)

    def _from_now(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        last = tape.record(match.end() - 1)
        if last is not None and tape.word(match.end() - 1) != "today":
            return None
        return self._counted(tape, reading, rule, match, -1)

    def _counted(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str], sign: int
    ) -> Change:
        """Return the date so many units before publication, or with a negative sign after it."""
        begin, end = match.span()
        halves = tape.word(end - 2) in self.halves
        number = self._amount(tape, begin, end - 4 * halves)
        unit = self._unit(tape, begin, end)
        value = None
        amount = number.best if number.best is not None else number.high
        approximate = number.qualifier not in ("exact", "vague", "range")
        if halves and amount is not None:
            amount += 0.5
        if reading.published is not None and amount is not None and number.qualifier != "range":
            value = resolution.ago(
                reading.published, sign * amount, unit, reading.options.week_start
            )
        if value is not None and approximate and "/" not in value:
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
        day = self._named_before(reading, tape.first[begin], unit) or reading.published
        if day is not None:
            value = resolution.ago(day, 1, unit, reading.options.week_start)
        granularity = unit if unit in ("day", "week", "month", "year") else "day"
        return self._date(tape, rule, (begin, end), value, granularity, approximate=False)

    @staticmethod
    def _named_before(reading: Reading, start: int, unit: str) -> datetime.date | None:
        """Return the day that a unit "earlier" is counted from: that of the nearest date before.

        It is one at least as fine as the unit, for a week before a month is no week; the last day
        of an interval counts. Dates that stand further off are taken for another matter.
        """
        fine = FINER[: FINER.index(unit) + 1] if unit in FINER else FINER[:1]
        for each in reversed(reading.candidates):
            near = max(start - NEAR, reading.begin)
            if each.kind == "date" and near <= each.start and each.end <= start:
                if each.fields["granularity"] not in fine or each.fields["value"] is None:
                    return None
                return bounds(each.fields["value"])[1]
        return None

    def _date(
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
