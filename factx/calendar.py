"""ISO 8601 durations of amounts of time, with no knowledge of any text."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

__all__ = ["iso_duration"]

# Units that are so many of another unit.
_MULTIPLES = {
    "fortnight": (2, "week"),
    "quarter": (3, "month"),
    "decade": (10, "year"),
    "century": (100, "year"),
}
_DESIGNATORS = {
    "second": ("PT", "S"),
    "minute": ("PT", "M"),
    "hour": ("PT", "H"),
    "day": ("P", "D"),
    "week": ("P", "W"),
    "month": ("P", "M"),
    "year": ("P", "Y"),
}
# The next smaller unit with a fixed number to the larger: where a fraction can go exactly.
_SMALLER = {
    "year": (12, "month"),
    "day": (24, "hour"),
    "hour": (60, "minute"),
    "minute": (60, "second"),
}
_LARGER = {smaller: (times, larger) for larger, (times, smaller) in _SMALLER.items()}
_DATE_PART = frozenset({"year", "month", "day"})


def iso_duration(amount: float | None, unit: str, *, carry: bool = False) -> str | None:
    """Return ``amount`` units as an ISO 8601 duration.

    A fraction goes to smaller units where that is exact, else it stays a decimal. Amounts stay in
    the unit of the text ("90 minutes" is PT90M, "15 months" P15M) unless ``carry`` asks for larger
    units, as a compound asks ("1 hour and 45 minutes" is 105 minutes, PT1H45M).

    Args:
        amount: how many; ``None`` gives ``None``, so that an absent bound can be passed on.
        unit: second, minute, hour, day, week, fortnight, month, quarter, year, decade, century.
        carry: move whole larger units out of the amount.

    Returns:
        The duration, or ``None`` for an amount that is negative or not finite, or another unit.

    >>> iso_duration(60, "day"), iso_duration(3.5, "year"), iso_duration(2.5, "month")
    ('P60D', 'P3Y6M', 'P2.5M')
    >>> [iso_duration(*each) for each in ((1, "decade"), (1, "century"), (1, "fortnight"))]
    ['P10Y', 'P100Y', 'P2W']
    >>> iso_duration(105, "minute"), iso_duration(105, "minute", carry=True)
    ('PT105M', 'PT1H45M')
    """
    if amount is None:
        return None
    if unit in _MULTIPLES:
        times, unit = _MULTIPLES[unit]
        amount *= times
    designator = _DESIGNATORS.get(unit)
    if designator is None or not 0 <= amount < math.inf:
        return None
    if amount == int(amount):
        whole = int(amount)
        if carry and whole and unit in _LARGER:
            return _carried(whole, unit)
        return f"{designator[0]}{whole}{designator[1]}"
    # What was written, not its nearest binary fraction: 2.3 hours are 2 hours and 18 minutes.
    exact = Fraction(repr(amount))
    parts = _split(exact, unit)
    if parts is None:
        return f"{designator[0]}{Decimal(repr(amount)):f}{designator[1]}"
    return _joined(parts)


def _split(amount: Fraction, unit: str) -> list[tuple[int, str]] | None:
    """Return whole numbers of ever smaller units, or ``None`` where a rest would remain."""
    parts: list[tuple[int, str]] = []
    while True:
        whole = int(amount)
        if whole:
            parts.append((whole, unit))
        rest = amount - whole
        if not rest:
            return parts
        if unit not in _SMALLER:
            return None
        times, unit = _SMALLER[unit]
        amount = rest * times


def _carried(amount: int, unit: str) -> str:
    """Return a whole number of small units with the larger units moved out."""
    parts: list[tuple[int, str]] = []
    while unit in _LARGER:
        times, larger = _LARGER[unit]
        amount, rest = divmod(amount, times)
        if rest:
            parts.append((rest, unit))
        unit = larger
    if amount:
        parts.append((amount, unit))
    return _joined(parts[::-1])


def _joined(parts: list[tuple[int, str]]) -> str:
    date = "".join(f"{n}{_DESIGNATORS[unit][1]}" for n, unit in parts if unit in _DATE_PART)
    time = "".join(f"{n}{_DESIGNATORS[unit][1]}" for n, unit in parts if unit not in _DATE_PART)
    return f"P{date}T{time}" if time else f"P{date}"
