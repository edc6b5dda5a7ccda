"""Dates and durations as TIMEX3, the time expressions of TimeML, and as ``datetime`` objects.

Works on plain values (EDTF, ISO 8601, the closed lists of ``docs/dates.md``), so that the fact
models can be built on it. The methods of ``Date`` and ``Duration`` are the way in.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from factx.edtf import bounds
from factx.errors import InexactValueError

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_UNKNOWN = {
    "minute": "XXXX-XX-XXTXX:XX",
    "hour": "XXXX-XX-XXTXX",
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "season": "XXXX-XX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
"""What stands for a date that could not be resolved."""
_MODS = {
    "more_than": "MORE_THAN",
    "at_least": "EQUAL_OR_MORE",
    "less_than": "LESS_THAN",
    "nearly": "LESS_THAN",
    "at_most": "EQUAL_OR_LESS",
    "up_to": "EQUAL_OR_LESS",
    "range": "EQUAL_OR_LESS",
    "approximately": "APPROX",
}
"""TIMEX3 has no ranges: the value of one is its upper bound, and ``mod`` says so."""
_VAGUE = {
    "second": "PTXS",
    "minute": "PTXM",
    "hour": "PTXH",
    "day": "PXD",
    "week": "PXW",
    "month": "PXM",
    "year": "PXY",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])")
_YEAR = re.compile(r"\d{4}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d(?::\d\d)?)?)?")
# XML 1.0 cannot hold these at all; offsets stay as they are when each becomes one other character.
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}


class Timex3(NamedTuple):
    """A time expression in the terms of TIMEX3.

    ``type`` is DATE, TIME, DURATION or SET, ``value`` the normalised value, ``mod`` a TIMEX3
    modifier or ``None``. ``begin`` and ``end`` are the values of the points that a stretch of time
    runs from and to, where they are known (``beginPoint`` and ``endPoint``).
    """

    text: str
    type: str
    value: str
    mod: str | None = None
    begin: str | None = None
    end: str | None = None

    @property
    def points(self) -> int:
        """How many points the expression refers to: none, one or two."""
        return (self.begin is not None) + (self.end is not None)

    def xml(self, number: int = 1) -> str:
        """Return the XML element, followed by an empty element for each point.

        Args:
            number: the number in the element's ``tid``; the points take the numbers behind it.

        >>> print(Timex3("early June", "DATE", "2024-06", "START").xml())
        <TIMEX3 tid="t1" type="DATE" value="2024-06" mod="START">early June</TIMEX3>
        """
        head = [f'tid="t{number}"', f'type="{self.type}"', f'value="{escaped(self.value)}"']
        if self.mod is not None:
            head.append(f'mod="{self.mod}"')
        tail = []
        for name, value in (("beginPoint", self.begin), ("endPoint", self.end)):
            if value is not None:
                number += 1
                head.append(f'{name}="t{number}"')
                kind = "TIME" if "T" in value else "DATE"
                tail.append(f'<TIMEX3 tid="t{number}" type="{kind}" value="{escaped(value)}"/>')
        return f"<TIMEX3 {' '.join(head)}>{escaped(self.text)}</TIMEX3>{''.join(tail)}"


def escaped(text: str) -> str:
    r"""Return ``text`` as XML character data; what XML cannot hold becomes U+FFFD.

    >>> escaped("a < b & \x00") == "a &lt; b &amp; \ufffd"
    True
    """
    return _NOT_XML.sub("\ufffd", text).translate(_ENTITIES)


def date_timex3(
    text: str,
    kind: str,
    value: str | None,
    granularity: str,
    mod: str | None = None,
    part: str | None = None,
) -> Timex3:
    """Return a date as TIMEX3.

    Weeks, weekends, quarters and half-years that are intervals in EDTF are points of their own in
    TIMEX3; any other interval becomes a DURATION between two points.

    Args:
        text: the words of the date.
        kind: DATE, TIME or SET.
        value: its EDTF value, ``None`` if unresolved: then X stands for every digit.
        granularity: minute to century.
        mod: the TIMEX3 modifier.
        part: morning, afternoon, evening or night of a day.

    >>> date_timex3("last week", "DATE", "2024-10-21/2024-10-27", "week").value
    '2024-W43'
    >>> date_timex3("Tuesday night", "DATE", "2024-10-29", "day", part="night")[1:3]
    ('TIME', '2024-10-29TNI')
    >>> date_timex3("2011-2014", "DATE", "2011/2014", "year")[1:]
    ('DURATION', 'P4Y', None, '2011', '2014')
    """
    if value is None:
        return Timex3(text, kind, _UNKNOWN[granularity], mod)
    first, slash, last = value.partition("/")
    if slash:
        whole = _whole(first, last, granularity)
        if whole is not None:
            return Timex3(text, kind, whole, mod)
        begin, end = _open(first), _open(last)
        return Timex3(text, "DURATION", _length(first, last), mod, begin, end)
    point = _point(value)
    if part is not None and granularity == "day":
        return Timex3(text, "SET" if kind == "SET" else "TIME", point + _PARTS[part], mod)
    return Timex3(text, kind, point, mod)


def duration_timex3(
    text: str, iso: str | None, unit: str, qualifier: str, interval: str | None = None
) -> Timex3:
    """Return a duration as TIMEX3; an anchored one has its points.

    Args:
        text: the words of the duration.
        iso: its ISO 8601 value, ``None`` if it has none ("a few hours").
        unit: second, minute, hour, day, week, month or year.
        qualifier: one of the qualifiers of numbers.
        interval: its EDTF interval, if it is anchored to the document's date.

    >>> duration_timex3("less than 24 hours", "PT24H", "hour", "less_than")[1:4]
    ('DURATION', 'PT24H', 'LESS_THAN')
    >>> duration_timex3("a few hours", None, "hour", "vague").value
    'PTXH'
    """
    value = iso if iso is not None else _VAGUE.get(unit, "PXX")
    begin, _, end = (interval or "").partition("/")
    return Timex3(text, "DURATION", value, _MODS.get(qualifier), _open(begin), _open(end))


def instant(value: str | None, mod: str | None = None) -> datetime.datetime:
    """Return the moment of an EDTF value; that of a day is its first.

    Args:
        value: a day, or a day and a time.
        mod: the TIMEX3 modifier of the date.

    Raises:
        InexactValueError: the value is unknown, approximate, or longer or less definite than a day.

    >>> instant("2024-10-30T15:30"), instant("2024-10-30")
    (datetime.datetime(2024, 10, 30, 15, 30), datetime.datetime(2024, 10, 30, 0, 0))
    """
    target = "datetime.datetime"
    if value is None:
        reason = "the date is unresolved; give the date of publication"
        raise InexactValueError(value, target, reason)
    if mod == "APPROX" or value.endswith(("~", "?", "%")):
        raise InexactValueError(value, target, "the date is approximate")
    if _INSTANT.fullmatch(value) is None:
        reason = "only a day, or a time on a day, has one; see its bounds with factx.edtf.bounds"
        raise InexactValueError(value, target, reason)
    day, _, clock = value.partition("T")
    moment = datetime.datetime.fromisoformat(day)
    if not clock:
        return moment
    hour, minute, second = ([int(part) for part in clock.split(":")] + [0, 0])[:3]
    try:
        return moment + datetime.timedelta(hours=hour, minutes=minute, seconds=second)
    except OverflowError:
        reason = "24:00 of the last day is beyond the last year"
        raise InexactValueError(value, target, reason) from None


def length(iso: str | None, best: float | None, unit: str, qualifier: str) -> datetime.timedelta:
    """Return an exact number of units as a ``timedelta``.

    Args:
        iso: the ISO 8601 value, told in errors.
        best: how many.
        unit: second to year.
        qualifier: anything but "exact" has no exact length.

    Raises:
        InexactValueError: the number is hedged, or the unit has no fixed length.

    >>> length("PT72H", 72, "hour", "exact")
    datetime.timedelta(days=3)
    """
    target = "datetime.timedelta"
    if qualifier != "exact" or best is None:
        reason = f"it is {qualifier}; take low, best and high with the unit"
        raise InexactValueError(iso, target, reason)
    if unit not in _SECONDS:
        raise InexactValueError(iso, target, f"a {unit} has no fixed length")
    try:
        return datetime.timedelta(seconds=best * _SECONDS[unit])
    except OverflowError:
        raise InexactValueError(iso, target, "it is too long") from None


def _point(value: str) -> str:
    value = value.rstrip("~?%")
    if value.startswith("T"):
        return f"XXXX-XX-XX{value}"
    if len(value) == len("2024-22") and value[5:] in _SEASONS:
        return value[:5] + _SEASONS[value[5:]]
    if value.startswith("XXXX"):
        return value
    # A decade is three digits in TIMEX3, a century two.
    return value.rstrip("X") if "-" not in value else value


def _open(value: str) -> str | None:
    return _point(value) if value not in ("", "..") else None


def _whole(first: str, last: str, granularity: str) -> str | None:
    """Return an interval that is one point of the calendar in TIMEX3."""
    begin, end = bounds(f"{first}/{last}")
    if begin is None or end is None:
        return None
    if granularity in ("week", "weekend"):
        year, week, weekday = begin.isocalendar()
        if granularity == "week" and weekday == 1 and (end - begin).days == 6:
            return f"{year:04}-W{week:02}"
        if granularity == "weekend" and weekday == 6 and (end - begin).days == 1:
            return f"{year:04}-W{week:02}-WE"
    if granularity == "quarter" and begin.year == end.year:
        months = end.month - begin.month + 1
        number, rest = divmod(begin.month - 1, months)
        if months in (3, 6) and not rest:
            return f"{begin.year:04}-{'Q' if months == 3 else 'H'}{number + 1}"
    return None


def _length(first: str, last: str) -> str:
    """Return how long an interval is, both ends included, in their own unit."""
    begin, end = bounds(f"{first}/{last}")
    if begin is None or end is None:
        return "PXX"
    if _DAY.fullmatch(first) and _DAY.fullmatch(last):
        return f"P{(end - begin).days + 1}D"
    months = (end.year - begin.year) * 12 + end.month - begin.month + 1
    if _MONTH.fullmatch(first) and _MONTH.fullmatch(last):
        return f"P{months}M"
    if _YEAR.fullmatch(first) and _YEAR.fullmatch(last):
        return f"P{end.year - begin.year + 1}Y"
    return f"P{(end - begin).days + 1}D"
