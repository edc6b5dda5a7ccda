"""What a text says of a date: a light record that holds what was said, and nothing worked out."""

from __future__ import annotations

from typing import NamedTuple


class Value(NamedTuple):
    """A date worked out: EDTF value, granularity, and how it was come by (see ``docs/dates.md``)."""

    value: str | None
    granularity: str
    resolution: str
    alternatives: tuple[str, ...] = ()


class Said:
    """A date as it was said; fields that the text leaves open are ``None``.

    ``kind`` says what is named, and with it which other fields count:

    =============  ==============================================================================
    ``day``        ``day``, ``month``, ``year``, ``weekday`` of a calendar date, some of them open
    ``weekday``    ``weekday``; ``nth`` of ``month`` and ``year``; or of a week (``unit`` "week")
    ``month``      ``month`` and ``year``
    ``year`` ``decade`` ``century``  ``year`` (the first of the decade), ``number`` of the century
    ``unit``       the last, this or next ``unit``: week, month, quarter, year, decade, century
    ``quarter`` ``half`` ``season``  ``number`` (a season's is its EDTF code) of ``year``
    ``weekend``    the weekend
    ``shift``      ``number`` days from publication
    ``holiday``    ``name`` (its rule, see ``calendar.toml``) in ``year``
    ``time``       ``hour`` and ``minute``
    ``part``       ``number`` units of ``unit`` at the start (``nth`` >= 1) or end (-1) of ``first``
    ``week-of``    the week around (0), from (1) or up to (-1) the day ``first``: ``nth``
    ``range``      from ``first`` to ``last``
    =============  ==============================================================================

    ``which`` is -1 for last, 0 for this, 1 for next, and says of a day, month, quarter, half or
    season how many years from that of publication it lies (``year_shift``) or which one it is.
    ``value`` holds what needs no working out, such as a numeric date.
    """

    __slots__ = (
        "day",
        "first",
        "hour",
        "kind",
        "last",
        "minute",
        "month",
        "name",
        "nth",
        "number",
        "rule",
        "unit",
        "value",
        "weekday",
        "which",
        "year",
        "year_shift",
    )

    def __init__(self, kind: str, rule: str = "") -> None:
        """Start with nothing said."""
        self.kind = kind
        self.rule = rule
        self.year: int | None = None
        self.year_shift: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.weekday: int | None = None
        self.which: int | None = None
        self.unit = ""
        self.number: int | None = None
        self.nth: int | None = None
        self.hour: int | None = None
        self.minute: int | None = None
        self.name = ""
        self.first: Said | None = None
        self.last: Said | None = None
        self.value: Value | None = None
