"""Lengths of time: what they are, where they are anchored, and what is none."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factx
from factx.calendar import iso_duration
from factx.edtf import is_edtf

PUBLISHED = datetime.date(2024, 10, 31)
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")


def durations(text: str, published: datetime.date | None = PUBLISHED) -> list[factx.Duration]:
    """Return the durations of a text."""
    found = factx.extract(text, published=published, kinds=["duration"])
    return [fact for fact in found if isinstance(fact, factx.Duration)]


@pytest.mark.parametrize(
    ("text", "span", "iso"),
    [
        ("They waited for nearly an hour and a half.", "nearly an hour and a half", "PT1H30M"),
        ("Less than a week after taking office, he resigned.", "Less than a week", "P1W"),
        ("A quarter-century of war ended.", "quarter-century", "P25Y"),
        ("It ran for two weeks and three days.", "two weeks and three days", "P17D"),
        ("He ran 11 straight hours.", "11 straight hours", "PT11H"),
        ("A weeklong curfew was lifted.", "weeklong", "P1W"),
        ("The road was shut for 36h.", "36h", "PT36H"),
        ("A fortnight later, rain came.", "A fortnight", "P2W"),
    ],
)
def test_forms_of_a_length(text: str, span: str, iso: str) -> None:
    """Halves, hedges, compounds and single words give one duration with its ISO 8601 value."""
    (fact,) = durations(text)
    assert (fact.text, fact.iso) == (span, iso)


@pytest.mark.parametrize(
    "text",
    [
        "A girl of 3 years of age survived.",
        "An 18-year-old student was hurt.",
        "A 5 year old boy was hurt.",
        "The museum opens every two weeks.",
        "The next day, troops withdrew.",
        "The following day, troops withdrew.",
        "Talks went on for months.",
        "It happened within days.",
        "Prices rose 3 percent a year.",
        "A second avalanche followed a second later.",
        "Six were dead after a second avalanche.",
    ],
)
def test_what_is_no_length(text: str) -> None:
    """Ages, rates, recurrences, single days and bare plurals are no durations."""
    assert not [fact for fact in durations(text) if fact.text != "a second"]


@pytest.mark.parametrize(
    ("text", "anchor", "interval"),
    [
        ("in the past six weeks", "past", "2024-09-19/2024-10-31"),
        ("over the next three months", "future", "2024-10-31/2025-01-31"),
        ("during the last 24 hours", "past", "2024-10-30/2024-10-31"),
        ("in the past week", "past", "2024-10-24/2024-10-31"),
        ("over the last eight months", "past", "2024-02-29/2024-10-31"),
        ("for six weeks", None, None),
        ("in the last few days", "past", None),
    ],
)
def test_anchor(text: str, anchor: str | None, interval: str | None) -> None:
    """Past, last and next lay a length along the calendar; a vague one has no interval."""
    (fact,) = durations(text)
    assert (fact.anchor, fact.interval) == (anchor, interval)


def test_anchor_without_a_date_of_publication() -> None:
    """Nothing is invented: without a date of publication there is no interval."""
    (fact,) = durations("in the past six weeks", None)
    assert (fact.anchor, fact.interval) == ("past", None)


@pytest.mark.parametrize("published", [datetime.date.min, datetime.date.max])
@pytest.mark.parametrize(
    "text", ["in the past 99999999999 years", "the next 5 days", "last 3 years"]
)
def test_ends_of_the_calendar(published: datetime.date, text: str) -> None:
    """Intervals beyond the years 1 to 9999 are left out, without an error."""
    for fact in durations(f"It rained in {text}.", published):
        assert fact.interval is None or is_edtf(fact.interval)


@pytest.mark.parametrize(
    ("text", "value", "granularity"),
    [
        ("Three days ago", "2024-10-28", "day"),
        ("two weeks ago", "2024-10-14/2024-10-20", "week"),
        ("six months ago", "2024-04", "month"),
        ("two decades ago", "2004", "year"),
        ("about six months ago", "2024-04~", "month"),
        ("several years ago", None, "year"),
        ("ten days from now", "2024-11-10", "day"),
    ],
)
def test_length_before_publication_is_a_date(
    text: str, value: str | None, granularity: str
) -> None:
    """So long ago, or from now, is a date as fine as its unit."""
    (fact,) = factx.extract(text, published=PUBLISHED)
    assert isinstance(fact, factx.Date)
    assert (fact.value, fact.granularity) == (value, granularity)


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high"),
    [
        ("It took over two weeks.", "more_than", 2, None),
        ("Forty died over two weeks.", "exact", 2, 2),
        ("It lasted 12 days or so.", "approximately", None, None),
        ("It lasted a day or two.", "range", 1, 2),
        ("a two- to three-week delay", "range", 2, 3),
    ],
)
def test_hedges(text: str, qualifier: str, low: float | None, high: float | None) -> None:
    """Over is a bound behind a verb that measures, and else means during."""
    (fact,) = durations(text)
    assert (fact.qualifier, fact.low, fact.high) == (qualifier, low, high)


@given(st.integers(1, 5000), st.sampled_from(UNITS))
def test_number_and_unit_round_trip(number: int, unit: str) -> None:
    """Any whole number of any unit keeps its number, its unit and its ISO 8601 value."""
    text = f"It lasted {number} {unit}{'s' * (number > 1)}."
    (fact,) = durations(text)
    assert (fact.best, fact.unit, fact.iso) == (number, unit, iso_duration(number, unit))
