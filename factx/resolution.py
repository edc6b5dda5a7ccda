"""What was said -> a calendar value, against the date of publication (docs/dates.md).

Pure functions of records: they know nothing of text, and never raise. What cannot be told, for want
of a date of publication or beyond the years 1 to 9999, is ``None``.
"""

from __future__ import annotations

import datetime
from enum import Enum
from typing import TYPE_CHECKING

from factx.days import (
    MONTHS,
    YEARS,
    days_in_month,
    easter,
    interval,
    month_value,
    months_value,
    nth_weekday,
    shifted,
    shifted_by_months,
    shifted_month,
    valid_day,
    week,
    weekend,
)
from factx.edtf import bounds
from factx.said import Said, Value

if TYPE_CHECKING:
    from collections.abc import Callable

LEAP_CYCLE = 8
"""Years to the next February 29, at most."""
LAST_SEASON = 24
WORKDAYS = 5


class Tense(Enum):
    """Where the clause of a date points.

    ``NEAR`` stands for signs that pull both ways ("was released on bail until 28 November"): the
    next weekday, but the nearest day of a month.
    """

    PAST = "past"
    FUTURE = "future"
    NEAR = "near"
    NONE = "none"


class Resolver:
    """Works dates out against one date of publication; ``tense`` is asked only where it decides."""

    __slots__ = ("published", "tense", "week_start")

    def __init__(
        self,
        published: datetime.date | None,
        week_start: int = 1,
        tense: Callable[[], Tense] = lambda: Tense.NONE,
    ) -> None:
        """Hold what dates are worked out against."""
        self.published = published
        self.week_start = week_start
        self.tense = tense

    def value(self, said: Said) -> Value:
        """Return the value of what was said.

        >>> monday = Said("weekday")
        >>> monday.weekday = 1
        >>> Resolver(datetime.date(2024, 10, 31)).value(monday)
        Value(value='2024-10-28', granularity='day', resolution='relative', alternatives=())
        >>> Resolver(None).value(monday).resolution
        'unresolved'
        """
        found = said.value if said.value is not None else _KINDS[said.kind](self, said)
        return found if found.value is not None else found._replace(resolution="unresolved")

    def against(self, day: datetime.date | None, tense: Tense) -> Resolver:
        """Return a resolver that takes ``day`` for the date of publication."""
        return Resolver(day or self.published, self.week_start, lambda: tense)

    # --- days ------------------------------------------------------------------------------------

    def _day(self, said: Said) -> Value:
        month, day = said.month, said.day or 1
        if month is None:
            return self._day_of_a_month(said, day)
        year, how = self._year_of(said)
        if year is not None:
            return Value(_text(valid_day(year, month, day)), "day", how)
        if self.published is None:
            if said.year_shift is not None or valid_day(2000, month, day) is None:
                return Value(None, "day", "partial")
            return Value(f"XXXX-{month:02}-{day:02}", "day", "partial")
        found = day_of_month(self.published, month, day, self.tense(), said.weekday)
        return Value(_text(found), "day", "partial")

    def _day_of_a_month(self, said: Said, day: int) -> Value:
        """Return the value of "the 14th", or "Friday the 13th": the month is open too."""
        if self.published is None:
            return Value(None, "day", "partial")
        found = day_of_any_month(self.published, day, self.tense(), said.weekday)
        return Value(_text(found), "day", "partial")

    def _weekday(self, said: Said) -> Value:
        number = said.weekday or 1
        if said.nth is not None:
            return self._nth_weekday(said, number)
        published = self.published
        if published is None:
            return Value(None, "day", "relative")
        if said.unit == "week":
            monday = shifted(published, (said.which or 0) * 7 + 1 - published.isoweekday())
            found = shifted(monday, number - 1) if monday is not None else None
            return Value(_text(found), "day", "relative")
        tense = Tense.NONE if said.which is not None else self.tense()
        return Value(_text(weekday(published, number, tense, said.which)), "day", "relative")

    def _nth_weekday(self, said: Said, number: int) -> Value:
        month = said.first
        if month is None or month.month is None and month.kind != "unit":
            return Value(None, "day", "partial")
        base = self.value(month)
        begin = bounds(base.value)[0] if base.value is not None else None
        if begin is None:
            return Value(None, "day", base.resolution)
        found = nth_weekday(begin.year, begin.month, number, said.nth or 1)
        return Value(_text(found), "day", base.resolution)

    def _shift(self, said: Said) -> Value:
        published = self.published
        found = shifted(published, said.number or 0) if published is not None else None
        if said.name == "overnight":
            return Value(interval(found, published), "day", "relative")
        return Value(_text(found), "day", "relative")

    def _holiday(self, said: Said) -> Value:
        year, how = self._year_of(said)
        if year is not None:
            return Value(_text(holiday(said.name, year)), "day", how)
        published = self.published
        if published is None:
            return Value(None, "day", "partial")
        days = [
            found
            for near in range(published.year - 1, published.year + 2)
            if (found := holiday(said.name, near)) is not None
        ]
        return Value(_text(_nearest(days, published, self.tense())), "day", "partial")

    # --- months and more ---------------------------------------------------------------------------

    def _month(self, said: Said) -> Value:
        month = said.month or 1
        year, how = self._year_of(said)
        published = self.published
        if year is None and published is not None and said.which is not None:
            how = "relative"
            year = _year_of_which(published, month, said.which)
        elif year is None and said.year_shift is None:
            if published is None:
                return Value(f"XXXX-{month:02}" if said.which is None else None, "month", how)
            year = year_of_month(published, month, self.tense())
        return Value(month_value(year, month) if year in YEARS else None, "month", how)

    def _year_of(self, said: Said) -> tuple[int | None, str]:
        """Return the year that was named, and how; or none, and "partial"."""
        if said.year is not None:
            return said.year, "explicit"
        if said.year_shift is not None:
            if self.published is None:
                return None, "relative"
            year = self.published.year + said.year_shift
            return (year if year in YEARS else None), "relative"
        return None, "partial"

    def _year(self, said: Said) -> Value:
        year = said.year
        return Value(f"{year:04}" if year is not None else None, "year", "explicit")

    def _decade(self, said: Said) -> Value:
        return Value(f"{said.year or 0:04}"[:3] + "X", "decade", "explicit")

    def _century(self, said: Said) -> Value:
        return Value(f"{(said.number or 1) - 1:02}XX", "century", "explicit")

    def _unit(self, said: Said) -> Value:
        value = None
        if self.published is not None:
            value = relative_unit(self.published, said.unit, said.which or 0, self.week_start)
        return Value(value, said.unit, "relative")

    def _quarter(self, said: Said) -> Value:
        length = 6 if said.kind == "half" else 3
        number = said.number or 1
        year, how = self._year_of(said)
        published = self.published
        if year is None and said.year_shift is None and published is not None:
            year = year_of_month(published, number * length, self.tense(), length)
        if year is None or number * length > MONTHS:
            return Value(None, "quarter", how)
        return Value(months_value(year, (number - 1) * length + 1, length), "quarter", how)

    def _season(self, said: Said) -> Value:
        code = said.number or 21
        year, how = self._year_of(said)
        published = self.published
        if year is None and said.year_shift is None and published is not None:
            month = (code - 20) * 3
            if said.which is not None:
                how = "relative"
                now = published.month // 3 * 3 or MONTHS
                before = published.year - (published.month < 3)
                year = before + _steps(month, now, said.which)
            else:
                year = year_of_month(published, month, self.tense(), 3)
        if year is None or year not in YEARS:
            return Value(None, "season", how)
        return Value(f"{year:04}-{code}", "season", how)

    def _weekend(self, said: Said) -> Value:
        published = self.published
        if published is None:
            return Value(None, "weekend", "relative")
        which = said.which
        if which is None:
            ahead = self.tense() in (Tense.FUTURE, Tense.NEAR)
            which = 0 if ahead or published.isoweekday() > WORKDAYS else -1
        day = shifted(published, which * 7)
        return Value(weekend(day) if day is not None else None, "weekend", "relative")

    def _time(self, said: Said) -> Value:
        clock = f"T{said.hour or 0:02}"
        granularity = "hour"
        if said.minute is not None:
            clock += f":{said.minute:02}"
            granularity = "minute"
        if said.first is None:
            return Value(clock, granularity, "explicit")
        day = self.value(said.first)
        if day.value is None or len(day.value) > len("2024-10-31") or day.value.startswith("X"):
            return Value(clock, granularity, "explicit")
        return Value(day.value + clock, granularity, day.resolution)

    # --- parts and ranges ----------------------------------------------------------------------------

    def _part(self, said: Said) -> Value:
        granularity = said.unit
        if said.first is None:
            return Value(None, granularity, "partial")
        base = self.value(said.first)
        begin, end = bounds(base.value) if base.value is not None else (None, None)
        value = None
        if begin is not None and end is not None:
            value = part_of(begin, end, said.unit, said.number or 1, said.nth or 1)
        return Value(value, granularity, base.resolution)

    def _week_of(self, said: Said) -> Value:
        if said.first is None:
            return Value(None, "week", "partial")
        base = self.value(said.first)
        day = bounds(base.value)[0] if base.value is not None else None
        if day is None:
            return Value(None, "week", base.resolution)
        if not said.nth:
            return Value(week(day, self.week_start), "week", base.resolution)
        other = shifted(day, 6 * said.nth)
        ends = (day, other) if said.nth > 0 else (other, day)
        return Value(interval(*ends), "week", base.resolution)

    def _range(self, said: Said) -> Value:
        first, last = said.first, said.last
        if first is None or last is None:
            return Value(None, "day", "partial")
        tense = self.tense() if _floats(first) or _floats(last) else Tense.NONE
        if _floats(first) and (not _floats(last) or tense in (Tense.FUTURE, Tense.NEAR)):
            end = self.value(last)
            begin = self.against(_edge(end, 1), Tense.PAST).value(first)
        else:
            begin = self.value(first)
            end = self.against(_edge(begin, 0), Tense.FUTURE).value(last) if _floats(last) else self.value(last)
        how = end.resolution if begin.resolution == "explicit" else begin.resolution
        if begin.value is None or end.value is None:
            return Value(None, end.granularity, how)
        value = f"{begin.value.split('/')[0]}/{end.value.split('/')[-1]}"
        low, high = _edge(begin, 0), _edge(end, 1)
        if low is not None and high is not None and low > high:
            value = None
        return Value(value, end.granularity, how)


_KINDS: dict[str, Callable[[Resolver, Said], Value]] = {
    "day": Resolver._day,
    "weekday": Resolver._weekday,
    "shift": Resolver._shift,
    "holiday": Resolver._holiday,
    "month": Resolver._month,
    "year": Resolver._year,
    "decade": Resolver._decade,
    "century": Resolver._century,
    "unit": Resolver._unit,
    "quarter": Resolver._quarter,
    "half": Resolver._quarter,
    "season": Resolver._season,
    "weekend": Resolver._weekend,
    "time": Resolver._time,
    "part": Resolver._part,
    "week-of": Resolver._week_of,
    "range": Resolver._range,
}
