"""Lengths of time as they were said: scaled, copied, freed of hedges, laid along the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx import resolution
from factx.candidates import Number
from factx.numerals import whole

if TYPE_CHECKING:
    import datetime

_STEPS = {
    "fortnight": (14, "day"),
    "week": (7, "day"),
    "decade": (120, "month"),
    "century": (1200, "month"),
    "year": (12, "month"),
    "quarter": (3, "month"),
}
_PER_DAY = {"hour": 24, "minute": 1440, "second": 86400}


def scaled(number: Number, factor: int) -> Number:
    """Return ``number`` with its bounds multiplied.

    >>> scaled(Number(0, 1, 2, None, 3, "range"), 10)
    Number(20, None, 30, range, digits)
    """
    same = Number(
        number.start,
        number.end,
        _times(number.low, factor),
        _times(number.best, factor),
        _times(number.high, factor),
        number.qualifier,
        number.inclusive,
        number.form,
        number.cues,
    )
    same.hedge = number.hedge
    return same


def copied(number: Number) -> Number:
    """Return the same number as a record of its own: the tape keeps what it read."""
    same = scaled(number, 1)
    same.scale = number.scale
    return same


def without_hedge(number: Number) -> Number:
    """Return the number without the one word of its hedge: exact, unless it is vague or a range.

    >>> without_hedge(Number(0, 2, 20, 20, None, "more_than"))
    Number(20, 20, 20, exact, digits)
    """
    value = number.best
    if value is None:
        plain = copied(number)
        plain.start += 1
        plain.hedge = ""
        return plain
    plain = Number(number.start + 1, number.end, value, value, value, form=number.form)
    plain.cues = number.cues
    return plain


def around(published: datetime.date, amount: float, unit: str, anchor: str) -> str | None:
    """Return the days from publication back ("past") or on ("future"), by ``amount`` units.

    The last day of a shorter month stands for its 29th to 31st; ``None`` beyond years 1 to 9999.

    >>> import datetime
    >>> around(datetime.date(2024, 10, 31), 6, "month", "past")
    '2024-04-30/2024-10-31'
    """
    factor, base = _STEPS.get(unit, (1, unit))
    count = amount * factor
    if base in _PER_DAY:
        count, base = count / _PER_DAY[base], "day"
    sign = -1 if anchor == "past" else 1
    other: datetime.date | None = None
    try:
        steps = sign * round(count)
    except (OverflowError, ValueError):
        return None
    if base == "day":
        other = resolution.shifted(published, steps)
    else:
        moved = resolution.shifted_month(published.year, published.month, steps)
        if moved is not None:
            day = published.day
            while other is None:
                other = resolution.valid_day(*moved, day)
                day -= 1
    if other is None:
        return None
    first, last = (other, published) if anchor == "past" else (published, other)
    return f"{first}/{last}"


def _times(bound: float | None, factor: int) -> float | None:
    return None if bound is None else whole(bound * factor)
