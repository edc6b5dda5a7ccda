"""Arithmetic on days, weeks and months; no knowledge of any text.

A result that would leave the years 1 to 9999 is ``None``: nothing here raises on values of the
documented types. Weekdays are numbered as in ISO 8601, 1 (Monday) to 7 (Sunday).
"""

from __future__ import annotations

import datetime

from factx.edtf import days_in_month

ONE_DAY = datetime.timedelta(days=1)
CENTURY_PIVOT = 50
MONTHS = 12
YEARS = range(datetime.MINYEAR, datetime.MAXYEAR + 1)
Day = datetime.date


def shifted(day: Day, days: int) -> Day | None:
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


def shifted_by_months(day: Day, months: int) -> Day | None:
    """Return ``day`` moved by whole months; the last day of a shorter month stands for its 29th to 31st.

    >>> shifted_by_months(datetime.date(2024, 10, 31), -8)
    datetime.date(2024, 2, 29)
    """
    moved = shifted_month(day.year, day.month, months)
    if moved is None:
        return None
    return Day(*moved, min(day.day, days_in_month(*moved)))


def valid_day(year: int, month: int, day: int) -> Day | None:
    """Return the date, or ``None`` where the calendar has none.

    >>> valid_day(2023, 2, 29) is None
    True
    """
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def full_year(digits: str) -> int:
    """Return the year of two or four digits: 00-49 are of this century, 50-99 of the last.

    >>> full_year("90"), full_year("24"), full_year("1850")
    (1990, 2024, 1850)
    """
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < CENTURY_PIVOT else 1900)


def month_value(year: int, month: int) -> str:
    """Return a month in EDTF.

    >>> month_value(987, 6)
    '0987-06'
    """
    return f"{year:04}-{month:02}"


def interval(first: Day | str | None, last: Day | str | None) -> str | None:
    """Return an EDTF interval, or ``None`` where an end is missing.

    >>> interval(datetime.date(2024, 10, 1), "2024-10-03")
    '2024-10-01/2024-10-03'
    """
    return None if first is None or last is None else f"{first}/{last}"


def week(day: Day, week_start: int = 1) -> str | None:
    """Return the week of ``day`` as an EDTF interval.

    >>> week(datetime.date(2024, 10, 31)), week(datetime.date(2024, 10, 31), 7)
    ('2024-10-28/2024-11-03', '2024-10-27/2024-11-02')
    """
    first = shifted(day, -((day.isoweekday() - week_start) % 7))
    return interval(first, shifted(first, 6) if first is not None else None)


def numbered_week(year: int, number: int) -> str | None:
    """Return a week by its number in ISO 8601 as an EDTF interval.

    >>> numbered_week(2020, 53), numbered_week(2021, 53)
    ('2020-12-28/2021-01-03', None)
    """
    try:
        first = Day.fromisocalendar(year, number, 1)
    except (ValueError, OverflowError):
        return None
    return interval(first, shifted(first, 6))


def weekend(day: Day) -> str | None:
    """Return the Saturday and Sunday of the week (Monday to Sunday) of ``day``.

    >>> weekend(datetime.date(2024, 10, 31))
    '2024-11-02/2024-11-03'
    """
    saturday = shifted(day, 6 - day.isoweekday())
    return interval(saturday, shifted(saturday, 1) if saturday is not None else None)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Day | None:
    """Return the ``nth`` weekday of a month; -1 is the last.

    >>> nth_weekday(2024, 11, 4, 4), nth_weekday(2024, 11, 5, -1)
    (datetime.date(2024, 11, 28), datetime.date(2024, 11, 29))
    """
    first = valid_day(year, month, 1)
    if first is None:
        return None
    day = 1 + (weekday - first.isoweekday()) % 7
    last = days_in_month(year, month)
    day = day + 7 * (nth - 1) if nth > 0 else day + (last - day) // 7 * 7
    return valid_day(year, month, day)


def easter(year: int) -> Day:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).

    >>> easter(2024), easter(2025)
    (datetime.date(2024, 3, 31), datetime.date(2025, 4, 20))
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return Day(year, month, day + 1)


def months_value(year: int, first: int, count: int) -> str:
    """Return ``count`` months of a year from the month ``first`` on as an EDTF interval.

    >>> months_value(2024, 7, 3)
    '2024-07/2024-09'
    """
    return f"{month_value(year, first)}/{month_value(year, first + count - 1)}"
