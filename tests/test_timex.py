"""TIMEX3, TimeML, and the conversions to datetime: what they say, and what they refuse."""

from __future__ import annotations

import datetime
import io
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factx
from factx import formats, timeml, timex
from factx.errors import InexactValueError

PUBLISHED = datetime.date(2024, 10, 31)
DATES = [
    # value, granularity, TIMEX3 value
    ("2024-10-31", "day", "2024-10-31"),
    ("2024-10", "month", "2024-10"),
    ("2024", "year", "2024"),
    ("1850~", "year", "1850"),
    ("198X", "decade", "198"),
    ("18XX", "century", "18"),
    ("2024-21", "season", "2024-SP"),
    ("2024-24", "season", "2024-WI"),
    ("2024-10-28/2024-11-03", "week", "2024-W44"),
    ("2024-12-30/2025-01-05", "week", "2025-W01"),
    ("2024-11-02/2024-11-03", "weekend", "2024-W44-WE"),
    ("2024-07/2024-09", "quarter", "2024-Q3"),
    ("2024-07/2024-12", "quarter", "2024-H2"),
    ("T06:00", "minute", "XXXX-XX-XXT06:00"),
    ("2024-10-30T15:30", "minute", "2024-10-30T15:30"),
    ("XXXX-07-11", "day", "XXXX-07-11"),
    (None, "day", "XXXX-XX-XX"),
    (None, "week", "XXXX-WXX"),
    (None, "decade", "XXX"),
]
INTERVALS = [
    # value, granularity, TIMEX3 value, begin, end
    ("2024-10-28/2024-11-03", "day", "P7D", "2024-10-28", "2024-11-03"),
    ("2024-10-27/2024-11-02", "week", "P7D", "2024-10-27", "2024-11-02"),
    ("2022-03/2022-05", "month", "P3M", "2022-03", "2022-05"),
    ("2011/2014", "year", "P4Y", "2011", "2014"),
    ("2011/2014-02-03", "day", "P1130D", "2011", "2014-02-03"),
    ("2023-10-07/..", "day", "PXX", "2023-10-07", None),
    ("XXXX-07-11/XXXX-07-12", "day", "PXX", "XXXX-07-11", "XXXX-07-12"),
]
MODS = [
    ("exact", None),
    ("at_least", "EQUAL_OR_MORE"),
    ("more_than", "MORE_THAN"),
    ("at_most", "EQUAL_OR_LESS"),
    ("less_than", "LESS_THAN"),
    ("up_to", "EQUAL_OR_LESS"),
    ("nearly", "LESS_THAN"),
    ("approximately", "APPROX"),
]


@pytest.mark.parametrize(("value", "granularity", "wanted"), DATES)
def test_date_has_a_timex3_value(value: str | None, granularity: str, wanted: str) -> None:
    """An EDTF value has its counterpart in TIMEX3; what is unknown is X."""
    found = timex.date_timex3("then", "DATE", value, granularity)
    assert found == ("then", "DATE", wanted, None, None, None)


@pytest.mark.parametrize(("value", "granularity", "wanted", "begin", "end"), INTERVALS)
def test_interval_is_a_duration_between_points(
    value: str, granularity: str, wanted: str, begin: str, end: str | None
) -> None:
    """An interval that is no week, weekend, quarter or half-year is a length between two points."""
    found = timex.date_timex3("then", "DATE", value, granularity)
    assert found == ("then", "DURATION", wanted, None, begin, end)


@pytest.mark.parametrize(
    ("part", "code"),
    [("morning", "TMO"), ("afternoon", "TAF"), ("evening", "TEV"), ("night", "TNI")],
)
def test_part_of_a_day_is_a_time(part: str, code: str) -> None:
    """A part of a day is a TIME with the code of the part."""
    found = timex.date_timex3("then", "DATE", "2024-10-29", "day", part=part)
    assert (found.type, found.value) == ("TIME", f"2024-10-29{code}")


@pytest.mark.parametrize(("qualifier", "mod"), MODS)
def test_hedge_of_a_duration_is_its_mod(qualifier: str, mod: str | None) -> None:
    """Qualifiers map to the modifiers of TIMEX3."""
    assert timex.duration_timex3("that", "P3D", "day", qualifier).mod == mod


def test_vague_duration_has_an_unknown_number() -> None:
    """A vague duration keeps its unit."""
    (fact,) = factx.extract("Rain fell for several days.", kinds=["duration"])
    assert isinstance(fact, factx.Duration)
    assert fact.timex3().value == "PXD"


def test_anchored_duration_has_points() -> None:
    """A duration anchored to the document's date runs between two points."""
    (fact,) = factx.extract("over the next five days", published=PUBLISHED, kinds=["duration"])
    assert isinstance(fact, factx.Duration)
    assert fact.timex3()[1:] == ("DURATION", "P5D", None, "2024-10-31", "2024-11-05")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2024-10-30", datetime.datetime(2024, 10, 30)),  # noqa: DTZ001 - zones are not kept
        ("2024-10-30T15:30", datetime.datetime(2024, 10, 30, 15, 30)),  # noqa: DTZ001
        ("2024-10-30T15", datetime.datetime(2024, 10, 30, 15)),  # noqa: DTZ001
        ("2024-12-31T24:00", datetime.datetime(2025, 1, 1)),  # noqa: DTZ001
    ],
)
def test_day_or_time_is_a_moment(value: str, wanted: datetime.datetime) -> None:
    """A time is that moment, a day its first; 24:00 is the next day's first."""
    assert timex.instant(value) == wanted


@pytest.mark.parametrize(
    "value",
    [
        None,
        "2024-10",
        "2024",
        "198X",
        "2024-22",
        "T06:00",
        "XXXX-07-11",
        "1850~",
        "2024-10-30~",
        "2024-10-28/2024-11-03",
        "9999-12-31T24:00",
    ],
)
def test_what_is_no_moment_is_refused(value: str | None) -> None:
    """Longer, open, approximate and unknown dates have no datetime, and the error says why."""
    with pytest.raises(InexactValueError, match=r"has no exact datetime\.datetime"):
        timex.instant(value)


def test_date_gives_its_datetime() -> None:
    """The method of the model asks for its own value and modifier."""
    (fact,) = factx.extract("It was signed on October 7, 2023.", kinds=["date"])
    assert isinstance(fact, factx.Date)
    assert fact.to_datetime().date() == datetime.date(2023, 10, 7)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("held for 72 hours", datetime.timedelta(hours=72)),
        ("held for two weeks", datetime.timedelta(weeks=2)),
        ("lasted 1 hour and 45 minutes", datetime.timedelta(minutes=105)),
    ],
)
def test_exact_duration_gives_its_timedelta(text: str, wanted: datetime.timedelta) -> None:
    """Exact seconds to weeks have a fixed length."""
    (fact,) = factx.extract(text, kinds=["duration"])
    assert isinstance(fact, factx.Duration)
    assert fact.to_timedelta() == wanted


@pytest.mark.parametrize(
    "text",
    [
        "held for two months",
        "for three years",
        "at least 3 days",
        "10 to 15 minutes",
        "a few hours",
    ],
)
def test_inexact_duration_is_refused(text: str) -> None:
    """Months, years, hedges, ranges and vague numbers have no timedelta."""
    (fact,) = factx.extract(text, kinds=["duration"])
    assert isinstance(fact, factx.Duration)
    with pytest.raises(InexactValueError, match=r"has no exact datetime\.timedelta"):
        fact.to_timedelta()


def test_endless_duration_is_refused() -> None:
    """A length that no timedelta can hold is refused, not wrapped."""
    with pytest.raises(InexactValueError, match="too long"):
        timex.length("P9999999999999D", 9999999999999, "day", "exact")


def test_element_names_its_points() -> None:
    """Points are empty elements behind the expression, numbered after it."""
    found = timex.date_timex3("Oct. 28 & 29", "DATE", "2024-10-28/2024-10-29", "day")
    root = ET.fromstring(f"<x>{found.xml(4)}</x>")  # noqa: S314 - our own output
    first, begin, end = root
    assert first.text == "Oct. 28 & 29"
    assert (first.get("tid"), first.get("beginPoint"), first.get("endPoint")) == ("t4", "t5", "t6")
    assert (begin.get("tid"), begin.get("value")) == ("t5", "2024-10-28")
    assert (end.get("tid"), end.get("value")) == ("t6", "2024-10-29")


TEXT = "A 60-day truce <began> on Monday & ends on October 28 to November 3.\nIt held."


def test_timeml_marks_dates_and_durations_up() -> None:
    """The document has its creation time, its name, and every date and duration marked up."""
    facts = factx.extract(TEXT, published=PUBLISHED)
    root = ET.fromstring(timeml.timeml(TEXT, facts, published=PUBLISHED, name="a<b"))  # noqa: S314
    assert root.findtext("DOCID") == "a<b"
    created = root.find("DCT/TIMEX3")
    assert created is not None
    assert created.get("functionInDocument") == "CREATION_TIME"
    marked = [each.text for each in root.findall("TEXT/TIMEX3") if each.text]
    assert marked == [f.text for f in facts if f.kind in {"date", "duration"}]
    numbers = [each.get("tid") for each in root.iter("TIMEX3")]
    assert len(set(numbers)) == len(numbers)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_timeml_keeps_the_text(noise: str) -> None:
    """Whatever the text, the document is well-formed and reads the same without its mark-up."""
    text = f"{noise} on Monday {noise}"
    facts = factx.extract(text, published=PUBLISHED)
    root = ET.fromstring(timeml.timeml(text, facts))  # noqa: S314
    body = root.find("TEXT")
    assert body is not None
    plain = "".join(body.itertext())
    assert len(plain) == len(text)
    assert all(a in {b, "\ufffd"} for a, b in zip(plain, text, strict=True))


def test_format_holds_every_document() -> None:
    """The writer puts all documents into one XML document, each under its name."""
    out = io.StringIO()
    results = [
        formats.Result(name, TEXT, PUBLISHED, factx.extract(TEXT, published=PUBLISHED))
        for name in ("one.txt", "two.txt")
    ]
    formats.WRITERS["timeml"](results, out)
    root = ET.fromstring(out.getvalue())  # noqa: S314
    assert [each.findtext("DOCID") for each in root] == ["one.txt", "two.txt"]
