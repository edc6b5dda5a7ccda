"""ISO 8601 durations, and the form and extent of EDTF values."""

from __future__ import annotations

import datetime
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.calendar import iso_duration
from factx.edtf import bounds, days_in_month, is_edtf, is_value

UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
MULTIPLES = ("fortnight", "quarter", "decade", "century")
NUMBER = r"\d+(?:\.\d+)?"
ISO = re.compile(
    rf"P(?=.)(?:{NUMBER}W|(?:{NUMBER}Y)?(?:{NUMBER}M)?(?:{NUMBER}D)?"
    rf"(?:T(?=.)(?:{NUMBER}H)?(?:{NUMBER}M)?(?:{NUMBER}S)?)?)"
)
SECONDS = {"S": 1, "M": 60, "H": 3600, "D": 86400}


def day(text: str) -> datetime.date:
    """The date of an ISO 8601 string."""
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("amount", "unit", "iso"),
    [
        (60, "day", "P60D"),
        (72, "hour", "PT72H"),
        (90, "minute", "PT90M"),
        (15, "month", "P15M"),
        (2.5, "hour", "PT2H30M"),
        (0.5, "hour", "PT30M"),
        (1.5, "day", "P1DT12H"),
        (3.5, "year", "P3Y6M"),
        (2.3, "hour", "PT2H18M"),
        (1.1, "day", "P1DT2H24M"),
        (2.5, "month", "P2.5M"),
        (1.5, "week", "P1.5W"),
        (1.3, "year", "P1.3Y"),
        (0.25, "second", "PT0.25S"),
        (1, "fortnight", "P2W"),
        (0.5, "fortnight", "P1W"),
        (3, "quarter", "P9M"),
        (1, "decade", "P10Y"),
        (0.5, "century", "P50Y"),
        (2, "century", "P200Y"),
        (0, "day", "P0D"),
        (10**30, "year", f"P{10**30}Y"),
    ],
)
def test_amounts_keep_their_unit_and_fractions_go_down_where_exact(
    amount: float, unit: str, iso: str
) -> None:
    """Whole amounts stay in the unit of the text; a fraction goes to smaller units if it can."""
    assert iso_duration(amount, unit) == iso


@pytest.mark.parametrize(
    ("amount", "unit", "iso"),
    [
        (105, "minute", "PT1H45M"),
        (160, "minute", "PT2H40M"),
        (120, "minute", "PT2H"),
        (30, "hour", "P1DT6H"),
        (15, "month", "P1Y3M"),
        (3723, "second", "PT1H2M3S"),
        (45, "minute", "PT45M"),
        (10, "day", "P10D"),
        (0, "minute", "PT0M"),
    ],
)
def test_compounds_carry(amount: float, unit: str, iso: str) -> None:
    """With ``carry`` whole larger units are moved out, as a compound was said."""
    assert iso_duration(amount, unit, carry=True) == iso


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        (None, "day"),
        (-1, "day"),
        (math.nan, "day"),
        (math.inf, "day"),
        (1.7e308, "century"),
        (3, "parsec"),
    ],
)
def test_what_is_no_duration_is_none(amount: float | None, unit: str) -> None:
    """An absent, negative or endless amount and an unknown unit give None and raise nothing."""
    assert iso_duration(amount, unit) is None


@given(
    st.integers(0, 10**9) | st.floats(0, 1e12),
    st.sampled_from(UNITS + MULTIPLES),
    st.booleans(),
)
def test_every_duration_is_well_formed(amount: float, unit: str, carry: bool) -> None:  # noqa: FBT001
    """Any amount of any unit gives an ISO 8601 duration; weeks stand alone in theirs."""
    iso = iso_duration(amount, unit, carry=carry)
    assert iso is not None
    assert ISO.fullmatch(iso), iso


@given(st.integers(0, 10**6), st.sampled_from(("second", "minute", "hour")))
def test_carrying_changes_no_length(amount: int, unit: str) -> None:
    """A carried duration is as long as the plain one."""

    def length(iso: str | None) -> int:
        assert iso is not None
        date, _, time = iso[1:].partition("T")
        parts = re.findall(r"(\d+)([DHMS])", date + time)
        return sum(int(number) * SECONDS[letter] for number, letter in parts)

    assert length(iso_duration(amount, unit, carry=True)) == length(iso_duration(amount, unit))


@pytest.mark.parametrize(
    "value",
    [
        *("2024", "2024-10", "2024-10-31", "2024-02-29", "0001", "0000", "-0044"),
        *("2024-10-31T08:30:00", "2024-10-31T08:30:00Z", "2024-10-31T08:30:00+05:30"),
        *("2024-21", "2024-24", "198X", "19XX", "2024-XX", "2024-10-XX", "2024-XX-XX"),
        *("1850~", "2024-10?", "2024-10-31%", "198X~", "Y17000", "Y-17000"),
        *("2024-10-28/2024-11-03", "2024-07/2024-09", "2011/2014", "2024/2024-03"),
        *("2024-10-31/..", "../2024", "2024/", "/2024", "1990~/2000?"),
    ],
)
def test_edtf_of_levels_0_and_1_is_accepted(value: str) -> None:
    """The forms of the specification's levels 0 and 1 are EDTF."""
    assert is_edtf(value)
    assert is_value(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "/", "..", "../..", "24", "20241031", "2024-1", "2024-13", "2024-00", "2024-25"),
        *("2024-10-32", "2024-10-00", "2023-02-29", "1900-02-29", "2024-21-05", "2024-XX-05"),
        *("2024-10-31/2024-10-30", "2014/2011", "2024-11/2024-10", "2024/2025/2026"),
        *("X024", "20X4", "2024-1X", "1850~~", "~1850", "Y2024", "2024 ", "\uff12024", "2024\n"),
        *("2024-10-31T25:00:00", "2024-02-30T08:00:00", "today"),
    ],
)
def test_what_is_not_edtf_is_refused(value: str) -> None:
    """Other forms, days that do not exist and intervals that run backwards are not."""
    assert not is_edtf(value)
    assert not is_value(value)


@pytest.mark.parametrize(
    "value",
    [
        *("2024-10-30T15:30", "2024-10-30T15", "2024-10-30T24:00", "T06:00", "T18", "T24"),
        *("XXXX-07-11", "XXXX-07", "XXXX-02-29", "XXXX-WXX-5", "XXXX-11-05/XXXX-11-08"),
    ],
)
def test_times_and_days_of_no_known_year_are_values(value: str) -> None:
    """What news says and EDTF of level 1 cannot is a value, though it is not EDTF."""
    assert is_value(value)
    assert not is_edtf(value)


@pytest.mark.parametrize(
    "value",
    [
        *("T24:30", "T25", "T12:60", "T1:00", "2024-02-30T10:00", "XXXX"),
        *("XXXX-02-30", "XXXX-13-01", "XXXX-WXX-8", "XXXX-04-31", "XXXX-04-00"),
    ],
)
def test_impossible_times_and_days_are_no_values(value: str) -> None:
    """There is no 25th hour, and no year has a 30 February."""
    assert not is_value(value)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-10-31", "2024-10-31", "2024-10-31"),
        ("2024-10-31T08:30", "2024-10-31", "2024-10-31"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("00XX", "0001-01-01", "0099-12-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-10-XX", "2024-10-01", "2024-10-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("1850~", "1850-01-01", "1850-12-31"),
        ("2024-07/2024-09", "2024-07-01", "2024-09-30"),
        ("2024-10-31/..", "2024-10-31", None),
        ("../2024", None, "2024-12-31"),
        ("9999-24", "9999-12-01", None),
        ("0000", None, None),
        ("-0044", None, None),
        ("Y17000", None, None),
        ("T06:00", None, None),
        ("XXXX-07-11", None, None),
    ],
)
def test_bounds_are_the_first_and_the_last_day(
    value: str, first: str | None, last: str | None
) -> None:
    """A value spans the days of its year, month, season or interval; an unknown end is None."""
    assert bounds(value) == (first and day(first), last and day(last))


@given(st.dates(), st.dates())
def test_intervals_of_days_are_edtf_when_in_order(one: datetime.date, other: datetime.date) -> None:
    """Two days in order are an interval of just these bounds; reversed they are no EDTF."""
    first, last = sorted((one, other))
    assert is_edtf(f"{first}/{last}")
    assert bounds(f"{first}/{last}") == (first, last)
    assert first == last or not is_edtf(f"{last}/{first}")


@given(st.text("0123456789-/.~?%XTYW: ", max_size=24))
def test_form_and_extent_are_total(text: str) -> None:
    """Any string has an answer; every EDTF value is a value, and bounds are in order."""
    assert is_value(text) or not is_edtf(text)
    first, last = bounds(text) if is_value(text) else (None, None)
    assert first is None or last is None or first <= last


@given(st.integers(1, 9998), st.integers(1, 12))
def test_months_have_the_days_of_the_calendar(year: int, month: int) -> None:
    """The last day of a month is the one before the first of the next."""
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    assert days_in_month(year, month) == (following - datetime.timedelta(days=1)).day
