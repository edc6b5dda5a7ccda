"""Values of the Extended Date/Time Format (EDTF, ISO 8601-2), levels 0 and 1: form and extent.

Next to EDTF proper stand the forms that news needs and EDTF levels 0 and 1 lack: times without
seconds (``2024-10-30T15:30``), times of no known day (``T06:00``), and dates of no known year
(``XXXX-07-11``, ``XXXX-07``, ``XXXX-WXX-5`` for any Friday).
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

__all__ = ["bounds", "days_in_month", "is_edtf", "is_value"]

Bounds = tuple[datetime.date | None, datetime.date | None]
"""First and last day; ``None`` for an end that is open, unknown or outside years 1 to 9999."""

_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# One date of level 0 or 1. Unspecified digits go from the right: 201X, 20XX, 2004-XX, 1985-XX-XX.
_DATE = re.compile(
    r"""
    (?P<sign> - )? (?P<year> [0-9]{4} )
      (?: - (?: (?P<season> 2[1-4] )
              | (?P<month> 0[1-9] | 1[0-2] ) (?: - (?P<day> [0-9]{2} | XX ) )?
              | XX (?: -XX )? ) )?
      (?P<qualifier> [?~%] )?
    | (?P<digits> -? [0-9] (?: [0-9]{2}X | [0-9]XX ) ) [?~%]?
    | Y-?[1-9][0-9]{4,} [?~%]?
    """,
    re.VERBOSE,
)
_DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)?"
)
_CLOCK = r"T(?:(?:[01][0-9]|2[0-3])(?::[0-5][0-9])?|24(?::00)?)"
_DAY_AND_CLOCK = re.compile(rf"((?:[0-9]{{4}}|XXXX)-[0-9]{{2}}-[0-9]{{2}})?{_CLOCK}")
_NO_YEAR = re.compile(r"XXXX-(?:(0[1-9]|1[0-2])(?:-([0-3][0-9]))?|WXX-[1-7])")
_SEASON_MONTHS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 14)}


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month, 1 to 12, in the proleptic Gregorian calendar.

    >>> days_in_month(2024, 2), days_in_month(1900, 2), days_in_month(2023, 12)
    (29, 28, 31)
    """
    if month == 2 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return 29
    return _DAYS[month]


@lru_cache(maxsize=8192)
def is_edtf(value: str) -> bool:
    """Tell whether ``value`` is EDTF of level 0 or 1.

    Dates must exist in the calendar, and an interval may not end before it begins.

    >>> [is_edtf(each) for each in ("2024-10-31", "198X", "2024-22", "1850~", "2024-10-21/..")]
    [True, True, True, True, True]
    >>> [is_edtf(each) for each in ("2024-02-30", "2024-13", "2024-10-31/2024-10-30", "today")]
    [False, False, False, False]
    """
    first, slash, last = value.partition("/")
    if not slash:
        return _is_date(value) or _is_date_time(value)
    if not all(end in ("", "..") or _is_date(end) for end in (first, last)):
        return False
    if first in ("", "..") and last in ("", ".."):
        return False
    begin, stop = bounds(first)[0], bounds(last)[1]
    return begin is None or stop is None or begin <= stop


@lru_cache(maxsize=8192)
def is_value(value: str) -> bool:
    """Tell whether ``value`` is EDTF of level 0 or 1, or a time or a date of no known year.

    >>> [is_value(each) for each in ("2024-10-30T15:30", "T06", "XXXX-07-11", "XXXX-07-11T06")]
    [True, True, True, True]
    >>> [is_value(each) for each in ("T25:00", "XXXX-02-30", "2024-02-30T10:00", "")]
    [False, False, False, False]
    """
    if is_edtf(value):
        return True
    if match := _DAY_AND_CLOCK.fullmatch(value):
        return match[1] is None or _is_date(match[1]) or _is_yearless(match[1])
    first, slash, last = value.partition("/")
    if slash:
        return _is_yearless(first) and _is_yearless(last)
    return _is_yearless(value)


def bounds(value: str) -> Bounds:
    """Return the first and the last day that ``value`` spans.

    Seasons are those of the northern hemisphere by months: spring (21) March to May, winter (24)
    December to February of the next year. Anything without a known day has no bounds.

    >>> bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> bounds("2024-10-21/..")
    (datetime.date(2024, 10, 21), None)
    >>> bounds("198X")
    (datetime.date(1980, 1, 1), datetime.date(1989, 12, 31))
    >>> bounds("T06:00")
    (None, None)
    """
    first, slash, last = value.partition("/")
    if slash:
        return bounds(first)[0], bounds(last)[1]
    match = _DATE.fullmatch(value.partition("T")[0])
    if match is None or match["sign"] or value.startswith(("Y", "-")):
        return None, None
    if (digits := match["digits"]) is not None:
        low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
        return _day(max(low, 1), 1, 1), _day(high, 12, 31)
    year = int(match["year"])
    if season := match["season"]:
        begin, end = _SEASON_MONTHS[season]
        return _day(year, begin, 1), _last_of_month(year + (end > 12), (end - 1) % 12 + 1)
    if month := match["month"]:
        day = match["day"]
        if day is None or day == "XX":
            return _day(year, int(month), 1), _last_of_month(year, int(month))
        return _day(year, int(month), int(day)), _day(year, int(month), int(day))
    return _day(year, 1, 1), _day(year, 12, 31)


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if match is None:
        return False
    day = match["day"]
    if day is None or day == "XX":
        return True
    return 1 <= int(day) <= days_in_month(int(match["year"]), int(match["month"]))


def _is_date_time(value: str) -> bool:
    match = _DATE_TIME.fullmatch(value)
    return match is not None and _is_date(match[1])


def _is_yearless(value: str) -> bool:
    match = _NO_YEAR.fullmatch(value)
    if match is None:
        return False
    # A leap year, for the year is not known.
    return match[2] is None or 1 <= int(match[2]) <= days_in_month(2000, int(match[1]))


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _last_of_month(year: int, month: int) -> datetime.date | None:
    return _day(year, month, days_in_month(year, month))
