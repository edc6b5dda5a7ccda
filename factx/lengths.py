"""Lengths of time: their number and unit, and the dates that lie one away from another day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from factx import resolution
from factx.candidates import Candidate, Number, Pair
from factx.edtf import bounds
from factx.lexicon import GLUE
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


class LengthReader:
    """Reads number and unit of a length of time, and dates so far from another day."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch units and what stands for numbers."""
        values = grammar.lexicon.values
        self.lexicon = grammar.lexicon
        self.units: dict[str, str] = {
            **values["TIME_UNIT"],
            **values["DURATION_WORD"],
            **{name.removeprefix(GLUE): unit for name, unit in values["TIME_UNIT_GLUED"].items()},
        }
        self.hedges: dict[str, str] = values["HEDGE_BEFORE"]
        self.halves = values["HALF"]
        self.fractions: dict[str, float] = {**self.halves, **values["PART_OF_UNIT"]}
        self.deictic: dict[str, int] = values["DEICTIC_DAY"]
        self.date = grammar.symbol("DATE")

    def unit(self, tape: Tape, begin: int, end: int) -> str:
        """Return the last unit named in a phrase; days, where none is."""
        for position in range(end - 1, begin - 1, -1):
            unit = self.units.get(tape.word(position))
            if unit is not None:
                return unit
        return "day"

    def amount(self, tape: Tape, begin: int, end: int) -> Number:
        """Return the number of the phrase; an article or a bare unit is one, with its own hedge."""
        amount: float = 1
        for position in range(begin, end):
            record = tape.record(position)
            if isinstance(record, Number):
                return record
            word = tape.word(position)
            amount = self.fractions.get(word, amount)
        first = tape.first[begin]
        number = Number(first, tape.first[end], amount, amount, amount, form="article")
        at = begin
        while at < end and not self._stands_for_one(tape.word(at)):
            at += 1
        hedge = tape.words(begin, at) if at < end else ""
        if hedge in self.hedges:
            self.hedged(number, hedge)
        return number

    def _stands_for_one(self, word: str) -> bool:
        """Say whether a word stands for the number of what follows, and so ends its hedge."""
        return (
            word in self.halves
            or self.lexicon.has("ARTICLE", word)
            or self.lexicon.has("ONE_MORE", word)
        )

    def hedged(self, number: Number, hedge: str) -> None:
        """Give an exact number the bounds of the hedge before it."""
        qualifier = self.hedges[hedge].partition("+")[0]
        number.hedge = hedge
        if qualifier != "exact":
            shape(number, number.best or 1, qualifier)

    # --- dates so far away ---------------------------------------------------------------------

    def _ago(self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]) -> Change | None:
        """Read "two years ago"."""
        return self._counted(tape, reading, rule, match, 1)

    def _from_now(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Change | None:
        """Read "two weeks from now"; from another day than today it is no such date."""
        last = tape.record(match.end() - 1)
        if last is not None and self.deictic.get(tape.word(match.end() - 1)) != 0:
            return None
        return self._counted(tape, reading, rule, match, -1)

    def _counted(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str], sign: int
    ) -> Change:
        """Return the date so many units before publication, or with a negative sign after it."""
        begin, end = match.span()
        half = rule.span(match, "half")[0]
        number = self.amount(tape, begin, half if half >= 0 else end)
        unit = self.unit(tape, begin, end)
        value = None
        amount = number.best if number.best is not None else number.high
        approximate = number.qualifier not in ("exact", "vague", "range")
        if half >= 0 and amount is not None:
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
        """Read "a week earlier"."""
        begin, end = match.span()
        unit = self.unit(tape, begin, end)
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

    READERS: ClassVar[dict[str, Callable[..., Change | None]]] = {
        "ago": _ago,
        "earlier": _earlier,
        "from-now": _from_now,
    }
    """How a rule reads what it matched: the reader of each value of its ``reads``."""
