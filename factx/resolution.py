"""What was said -> a calendar value, against the date of publication (docs/dates.md).

Pure functions on numbers: they know nothing of text. A result that would leave the years 1 to 9999
is ``None``. Weekdays are numbered as in ISO 8601, 1 (Monday) to 7 (Sunday).
"""

from __future__ import annotations

import datetime
from enum import Enum
from functools import lru_cache

ONE_DAY = datetime.timedelta(days=1)
NO_TIME = datetime.timedelta()
LEAP_DAY = (2, 29)
CENTURY_PIVOT = 50
MONTHS = 12
DAYS_OF_MONTH = 365.2425 / MONTHS
"""A month of the Gregorian calendar, on average."""
THURSDAY = 4
EASTER = "easter"
"""How the codes of holidays start that move with Easter."""
YEARS = range(datetime.MINYEAR, datetime.MAXYEAR + 1)


REMEMBERED = 4096
"""Results that are remembered of each rule of the calendar: a text names the same days again."""


class Tense(Enum):
    """Where the clause of a date points."""

    PAST = "past"
    FUTURE = "future"
    NONE = "none"


def shifted(day: datetime.date, days: int) -> datetime.date | None:
    """Return ``day`` moved by ``days``.

    >>> shifted(datetime.date(2024, 10, 31), 1)
    datetime.date(2024, 11, 1)
    """
    try:
        return day + days * ONE_DAY
    except OverflowError:
        return None


def shifted_month(year: int, month: int, months: int) -> tuple[int, int] | None:
    """Return (year, month) moved by ``months``.

    >>> shifted_month(2024, 10, -10), shifted_month(2024, 10, 3)
    ((2023, 12), (2025, 1))
    """
    index = year * MONTHS + month - 1 + months
    found = (index // MONTHS, index % MONTHS + 1)
    return found if found[0] in YEARS else None


@lru_cache(REMEMBERED)
def weekday(
    published: datetime.date, number: int, tense: Tense, which: int | None
) -> datetime.date | None:
    """Return the day meant by a weekday.

    ``which``: -1 last (strictly before publication), 1 next (strictly after), 0 this (in the week
    of publication, Monday to Sunday), ``None`` bare: the latest not after publication, or with a
    future tense the earliest not before it.

    >>> pub = datetime.date(2024, 10, 31)
    >>> weekday(pub, 3, Tense.NONE, None), weekday(pub, 2, Tense.FUTURE, None)
    (datetime.date(2024, 10, 30), datetime.date(2024, 11, 5))
    """
    today = published.isoweekday()
    if which == 0:
        return shifted(published, number - today)
    if which == 1:
        return shifted(published, (number - today - 1) % 7 + 1)
    if which == -1:
        return shifted(published, -((today - number - 1) % 7 + 1))
    if tense is Tense.FUTURE:
        return shifted(published, (number - today) % 7)
    return shifted(published, -((today - number) % 7))


def valid_day(year: int, month: int, day: int) -> datetime.date | None:
    """Return the date, or ``None`` where the calendar has none.

    >>> valid_day(2023, 2, 29) is None
    True
    """
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _in_years(year: int, reach: int, month: int, day: int) -> list[datetime.date]:
    """Return the dates with this month and day in the years around ``year``."""
    years = range(year - reach, year + reach + 1)
    return [found for each in years if (found := valid_day(each, month, day)) is not None]


def _nearest(published: datetime.date, month: int, day: int, tense: Tense) -> datetime.date | None:
    """Do as :func:`day_of_month` for a day that every year has, off the rim of the calendar."""
    same = valid_day(published.year, month, day)
    if same is None or same == published:
        return same
    other = same.replace(year=published.year + (1 if same < published else -1))
    if tense is Tense.NONE:
        gap = abs(other - published) - abs(same - published)
        return other if gap < NO_TIME or (not gap and other < published) else same
    return same if (same < published) == (tense is Tense.PAST) else other


@lru_cache(REMEMBERED)
def day_of_month(
    published: datetime.date, month: int, day: int, tense: Tense, weekday_number: int | None = None
) -> datetime.date | None:
    """Return the day meant by a month and a day without a year.

    PAST: the latest not after publication; FUTURE: the earliest not before it; NONE: the nearest,
    the past one of two as near. A weekday beside it prefers the year in which the two agree.

    >>> day_of_month(datetime.date(2024, 10, 31), 12, 12, Tense.PAST)
    datetime.date(2023, 12, 12)
    """
    if weekday_number is None and (month, day) != LEAP_DAY and 1 < published.year < YEARS[-1]:
        return _nearest(published, month, day, tense)
    near = _in_years(published.year, 1, month, day) or _in_years(published.year, 8, month, day)
    if weekday_number is not None:
        agreeing = [c for c in near if c.isoweekday() == weekday_number]
        near = agreeing or near
    return _chosen(published, near, tense)


def _chosen(
    published: datetime.date, near: list[datetime.date], tense: Tense
) -> datetime.date | None:
    """Return the day that the tense points to, of some around publication."""
    if tense is Tense.PAST:
        earlier = [c for c in near if c <= published]
        return max(earlier, default=None) or min(near, default=None)
    if tense is Tense.FUTURE:
        later = [c for c in near if c >= published]
        return min(later, default=None) or max(near, default=None)
    return min(near, key=lambda c: (abs(c - published), c > published), default=None)


def holiday(year: int, when: str) -> datetime.date | None:
    """Return a holiday in a year: month and day, or month, which one, and day of the week.

    "easter-2" and the like are so many days before or after Easter Sunday.

    >>> holiday(2024, "12-25"), holiday(2024, "11-4-4")
    (datetime.date(2024, 12, 25), datetime.date(2024, 11, 28))
    >>> holiday(2024, "easter-2")
    datetime.date(2024, 3, 29)
    """
    if when.startswith(EASTER):
        sunday = easter(year)
        return shifted(sunday, int(when[len(EASTER) :] or 0)) if sunday is not None else None
    month, day, *of_week = (int(each) for each in when.split("-"))
    if not of_week:
        return valid_day(year, month, day)
    first = valid_day(year, month, 1)
    if first is None:
        return None
    return shifted(first, (of_week[0] - first.isoweekday()) % 7 + (day - 1) * 7)


def easter(year: int) -> datetime.date | None:
    """Return Easter Sunday of the western churches, by the Gregorian calendar.

    The rule is that of Jones and Butcher, in whole numbers.

    >>> easter(2024), easter(2025)
    (datetime.date(2024, 3, 31), datetime.date(2025, 4, 20))
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    moved = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moved + 15) % 30
    weekday_shift = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday_shift) // 451
    month, day = divmod(epact + weekday_shift - 7 * correction + 114, 31)
    return valid_day(year, month, day + 1)


def beside_holiday(published: datetime.date, when: str, which: int) -> datetime.date | None:
    """Return the last (-1), this year's (0) or the next (1) holiday as seen from publication.

    >>> [str(beside_holiday(datetime.date(2024, 10, 31), "easter", n)) for n in (-1, 0, 1)]
    ['2024-03-31', '2024-03-31', '2025-04-20']
    """
    if which == 0:
        return holiday(published.year, when)
    years = (published.year - 1, published.year, published.year + 1)
    days = [day for year in years if (day := holiday(year, when)) is not None]
    if which < 0:
        return max((day for day in days if day < published), default=None)
    return min((day for day in days if day > published), default=None)


def near_holiday(published: datetime.date, when: str, tense: Tense) -> datetime.date | None:
    """Return the holiday meant where no year is said, by the rule for days.

    >>> near_holiday(datetime.date(2024, 10, 31), "12-25", Tense.PAST)
    datetime.date(2023, 12, 25)
    """
    years = (published.year - 1, published.year, published.year + 1)
    near = [day for year in years if (day := holiday(year, when)) is not None]
    return _chosen(published, near, tense)


def iso_day(value: str) -> datetime.date | None:
    """Return the day of an ISO 8601 date, or ``None`` for anything else.

    >>> iso_day("2024-10-31"), iso_day("2024-10")
    (datetime.date(2024, 10, 31), None)
    """
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


@lru_cache(REMEMBERED)
def year_of_month(published: datetime.date, month: int, tense: Tense) -> int | None:
    """Return the year meant by a month without one, by the same rule as for days.

    >>> year_of_month(datetime.date(2024, 10, 31), 3, Tense.FUTURE)
    2025
    """
    now = published.year * MONTHS + published.month
    near = [
        (year * MONTHS + month - now, year)
        for year in (published.year - 1, published.year, published.year + 1)
        if year in YEARS
    ]
    if tense is Tense.PAST:
        return (
            max((gap, year) for gap, year in near if gap <= 0 or len(near) == 1)[1]
            if any(gap <= 0 for gap, _ in near)
            else near[0][1]
        )
    if tense is Tense.FUTURE:
        return (
            min((gap, year) for gap, year in near if gap >= 0)[1]
            if any(gap >= 0 for gap, _ in near)
            else near[-1][1]
        )
    return min(near, key=lambda pair: (abs(pair[0]), pair[0] > 0))[1]


def full_year(digits: str) -> int:
    """Return the year of two or four digits: 00-49 are of this century, 50-99 of the last.

    >>> full_year("90"), full_year("24"), full_year("1850")
    (1990, 2024, 1850)
    """
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < CENTURY_PIVOT else 1900)


def week(day: datetime.date, week_start: int = 1) -> str | None:
    """Return the week of ``day`` as an EDTF interval.

    >>> week(datetime.date(2024, 10, 31))
    '2024-10-28/2024-11-03'
    """
    first = shifted(day, -((day.isoweekday() - week_start) % 7))
    last = shifted(first, 6) if first is not None else None
    return f"{first}/{last}" if first is not None and last is not None else None


def weekday_of_month(first: datetime.date, weekday: int, number: int) -> datetime.date | None:
    """Return the ``number``-th ``weekday`` (1 to 7) of a month, given its first day.

    -1 is the last. ``None`` where the month has no such day.

    >>> str(weekday_of_month(datetime.date(2024, 11, 1), 7, 2))
    '2024-11-10'
    >>> str(weekday_of_month(datetime.date(2024, 11, 1), 7, -1))
    '2024-11-24'
    """
    after = shifted_month(first.year, first.month, 1)
    if number < 0 and after is not None:
        last = shifted(datetime.date(*after, 1), -1)
        return shifted(last, -((last.isoweekday() - weekday) % 7)) if last is not None else None
    day = shifted(first, (weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    return day if day is not None and day.month == first.month else None


def week_of_period(first: datetime.date, last: datetime.date, number: int) -> datetime.date | None:
    """Return the Thursday of the week ``number`` (-1 the last) of a month or year.

    A week belongs to the month or year that has its Thursday, as in ISO 8601.

    >>> str(week_of_period(datetime.date(2015, 1, 1), datetime.date(2015, 1, 31), 1))
    '2015-01-01'
    """
    if number < 0:
        return shifted(last, -((last.isoweekday() - THURSDAY) % 7))
    thursday = shifted(first, (THURSDAY - first.isoweekday()) % 7 + 7 * (number - 1))
    return thursday if thursday is not None and thursday <= last else None


def weekend(day: datetime.date) -> str | None:
    """Return the Saturday and Sunday of the week (Monday to Sunday) of ``day``.

    >>> weekend(datetime.date(2024, 10, 31))
    '2024-11-02/2024-11-03'
    """
    saturday = shifted(day, 6 - day.isoweekday())
    sunday = shifted(saturday, 1) if saturday is not None else None
    return f"{saturday}/{sunday}" if saturday is not None and sunday is not None else None


def quarter(year: int, number: int) -> str:
    """Return a quarter as an EDTF interval of months.

    >>> quarter(2024, 3)
    '2024-07/2024-09'
    """
    return f"{year:04}-{number * 3 - 2:02}/{year:04}-{number * 3:02}"


def half(year: int, number: int) -> str:
    """Return a half-year as an EDTF interval of months.

    >>> half(2024, 1)
    '2024-01/2024-06'
    """
    return f"{year:04}-{number * 6 - 5:02}/{year:04}-{number * 6:02}"


def ago(published: datetime.date, amount: float, unit: str, week_start: int = 1) -> str | None:
    """Return the value ``amount`` units before publication (after it where negative).

    Days give a day, weeks a week, months a month, years a year, hours and minutes the day.

    >>> ago(datetime.date(2024, 10, 31), 6, "month"), ago(datetime.date(2024, 10, 31), 3, "day")
    ('2024-04', '2024-10-28')
    >>> ago(datetime.date(2024, 10, 31), 1.5, "year")
    '2023'
    """
    if unit in ("day", "week", "fortnight"):
        days = round(amount * {"day": 1, "week": 7, "fortnight": 14}[unit])
        found = shifted(published, -days)
        if found is None or unit == "day":
            return str(found) if found is not None else None
        return week(found, week_start)
    if unit == "month":
        if amount != int(amount):
            near = shifted(published, -round(amount * DAYS_OF_MONTH))
            return f"{near.year:04}-{near.month:02}" if near is not None else None
        moved = shifted_month(published.year, published.month, -int(amount))
        return f"{moved[0]:04}-{moved[1]:02}" if moved is not None else None
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if years is None:
        return str(published)
    # "A year and a half ago" is told in months, and cut to the year that they lead to.
    moved = shifted_month(published.year, published.month, -round(amount * years * MONTHS))
    return f"{moved[0]:04}" if moved is not None else None


@lru_cache(REMEMBERED)
def relative_unit(published: datetime.date, unit: str, which: int, week_start: int) -> str | None:
    """Return the value of last (-1), this (0) or next (1) week, month, quarter or year.

    >>> [relative_unit(datetime.date(2024, 10, 31), unit, -1, 1) for unit in ("month", "decade")]
    ['2024-09', '201X']
    """
    if unit == "week":
        day = shifted(published, which * 7)
        return week(day, week_start) if day is not None else None
    if unit == "month":
        month = shifted_month(published.year, published.month, which)
        return f"{month[0]:04}-{month[1]:02}" if month is not None else None
    if unit == "quarter":
        moved = shifted_month(published.year, published.month, which * 3)
        return quarter(moved[0], (moved[1] + 2) // 3) if moved is not None else None
    step = {"year": 1, "decade": 10, "century": 100}[unit]
    year = published.year + which * step
    if year not in YEARS:
        return None
    text = f"{year:04}"
    return {"year": text, "decade": text[:3] + "X", "century": text[:2] + "XX"}[unit]
