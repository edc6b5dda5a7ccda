"""Durations: matches of their rules -> candidates, by the reader that each rule names."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from factx.amounts import around, copied, scaled, without_hedge
from factx.calendar import iso_duration
from factx.candidates import Candidate, Number, Pair
from factx.lengths import Change, LengthReader
from factx.numbers import shape

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from factx.grammar import Grammar, Rule
    from factx.reading import Reading
    from factx.tape import Tape

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


class DurationPass(LengthReader):
    """The pass; holds what it looks up."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch rules, units and anchors."""
        super().__init__(grammar)
        values = grammar.lexicon.values
        self.rules = grammar.rules("durations")
        self.anchors: dict[str, str] = values["DURATION_ANCHOR"]
        self.duration = grammar.symbol("DURATION")
        self._object_rules = grammar.rules("durations.object")
        self._measuring = grammar.rules("tense.measuring")

    def __call__(self, tape: Tape, reading: Reading) -> Tape:
        """Return the tape with every duration as one symbol; candidates go to ``reading``."""
        changes: list[Change] = []
        reading.turn_to(0)
        for match in self.rules.find(tape):
            rule = self.rules.by_index[match.lastindex]
            reading.turn_to(tape.first[match.start()])
            try:
                change = self.READERS[rule.attributes["reads"]](self, tape, reading, rule, match)
            except OverflowError:
                # Hundreds of digits and a fraction: beyond what a binary fraction holds.
                continue
            if change is not None:
                changes.append(change)
                reading.candidates.append(change[3])
        return tape.rewrite(changes)

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
        if (
            number.best is not None
            and self.lexicon.has("DURING", number.hedge)
            and not self._measured(tape, begin)
        ):
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
        half = rule.span(match, "half")[0]
        number = self.amount(tape, begin, half if half >= 0 else end)
        if number.low is None and number.best is None and number.high is None:
            return None
        if number.hedge in self.anchors:
            # "past" is a hedge of numbers ("past 20,000") but of lengths of time it is none.
            return self._anchored(tape, reading, rule, match)
        shared = rule.span(match, "unit") if "unit" in rule.groups else (begin, end)
        unit = self.unit(tape, *shared)
        after = rule.span(match, "after")
        if after[0] >= 0 and number.qualifier == "exact":
            number = copied(number)
            shape(number, number.best or 1, self.lexicon.value("HEDGE_AFTER", tape.words(*after)))
        if half >= 0 and number.best is not None:
            best, number = number.best + 0.5, copied(number)
            shape(number, best, number.qualifier)
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
            words = tape.words(after[0] - 1, after[1])
            shape(number, 1, self.lexicon.value("HEDGE_AFTER", words))
        else:
            record = tape.record(rule.span(match, "high")[0])
            if record.best is None or record.best <= 1:
                return None
            number = Number(number.start, number.end, 1, None, record.best, "range", form="words")
        unit = self.unit(tape, *rule.span(match, "unit"))
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
        unit = self.unit(tape, *rule.span(match, "unit"))
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
        half = rule.span(match, "half")[0]
        number = self.amount(tape, begin + 1, half if half >= 0 else end)
        if tape.record(begin) is not None:
            number = without_hedge(tape.record(begin))
        if rule.span(match, "few")[0] >= 0:
            number = Number(number.start, number.end, 3, None, None, "vague", form="vague")
        elif rule.span(match, "couple")[0] >= 0:
            number = Number(
                number.start, number.end, None, 2, None, "approximately", form="collective"
            )
        if half >= 0 and number.best is not None:
            best, number = number.best + 0.5, copied(number)
            shape(number, best, number.qualifier)
        unit = self.unit(tape, begin, end)
        candidate = self._duration(tape, rule, begin, end, number, unit)
        candidate.start = tape.first[begin]
        anchor = self.anchors.get(tape.word(begin))
        if anchor is None:
            # "The previous three days" are counted from a day that the text tells elsewhere.
            return (begin, end, self.duration, candidate)
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
                parts.append((number or self.amount(tape, begin, position), self.units[word]))
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

    READERS: ClassVar[dict[str, Callable[..., Change | None]]] = {
        **LengthReader.READERS,
        "compound": _compound,
        "two-hyphens": _two_hyphens,
        "unit-twice": _unit_twice,
        "or-two": _or_two,
        "anchored": _anchored,
        "plain": _plain,
    }
    """How a rule reads what it matched: the reader of each value of its ``reads``."""
