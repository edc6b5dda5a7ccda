"""Sentences put together from parts whose meaning is known: hedge, numeral, people, what happened.

Numbers, lengths of time and dates are written here by code of the tests' own, in the ways in which
news writes them, and must come back as the values that they were made from.
"""

from __future__ import annotations

import calendar
import datetime
import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factx

if TYPE_CHECKING:
    from collections.abc import Callable

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

HEDGES = {
    "": "exact",
    "exactly ": "exact",
    "a total of ": "exact",
    "at least ": "at_least",
    "no fewer than ": "at_least",
    "a minimum of ": "at_least",
    "more than ": "more_than",
    "over ": "more_than",
    "in excess of ": "more_than",
    "well over ": "more_than",
    "no more than ": "at_most",
    "at most ": "at_most",
    "fewer than ": "less_than",
    "under ": "less_than",
    "just under ": "less_than",
    "up to ": "up_to",
    "as many as ": "up_to",
    "nearly ": "nearly",
    "almost ": "nearly",
    "about ": "approximately",
    "around ": "approximately",
    "roughly ": "approximately",
    "some ": "approximately",
    "close to ": "approximately",
}
BOUNDS = {
    "exact": (True, True, True),
    "at_least": (True, True, False),
    "more_than": (True, True, False),
    "at_most": (False, False, True),
    "less_than": (False, False, True),
    "up_to": (False, False, True),
    "nearly": (False, True, True),
    "approximately": (False, True, False),
}
VICTIMS = {
    "people": "people",
    "civilians": "civilian",
    "soldiers": "military",
    "police officers": "police",
    "firefighters": "responder",
    "aid workers": "aid_worker",
    "journalists": "journalist",
    "hostages": "detainee",
}
EVENTS = {
    "were killed": "killed",
    "have died": "killed",
    "had been wounded": "injured",
    "were injured in the blast": "injured",
    "are missing": "missing",
    "were arrested on Tuesday": "detained",
    "were rescued": "rescued",
    "have been displaced": "displaced",
    "were kidnapped": "abducted",
    "fell ill": "ill",
}
UNITS = {"minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "month": "P{}M", "year": "P{}Y"}


def below_thousand(number: int) -> str:
    """Write 0 to 999 in words."""
    hundreds, rest = divmod(number, 100)
    tail = (
        ONES[rest] if rest < 20 else TENS[rest // 10 - 2] + f"-{ONES[rest % 10]}" * (rest % 10 > 0)
    )
    if not hundreds:
        return tail
    return f"{ONES[hundreds]} hundred" + (f" and {tail}" if rest else "")


def in_words(number: int) -> str:
    """Write 1 to 999,999,999 in words, as a person would."""
    millions, rest = divmod(number, 1_000_000)
    thousands, units = divmod(rest, 1_000)
    parts = [
        f"{below_thousand(part)}{scale}"
        for part, scale in ((millions, " million"), (thousands, " thousand"), (units, ""))
        if part
    ]
    return " ".join(parts)


WRITTEN: dict[str, Callable[[int], str]] = {
    "words": in_words,
    "digits": str,
    "grouped": "{:,}".format,
}
COUNTED = st.integers(2, 999) | st.integers(2, 999_999_999)


def only(text: str, kind: str, published: str | None = None) -> factx.Fact:
    """The one fact of that kind in a text."""
    (fact,) = factx.extract(text, kinds=[kind], published=published)
    return fact


def expected(qualifier: str, number: float) -> tuple[object, ...]:
    """Return (qualifier, low, best, high) as the qualifier shapes the number."""
    return (qualifier, *(number if filled else None for filled in BOUNDS[qualifier]))


def given_by(fact: factx.Fact) -> tuple[object, ...]:
    """Return (qualifier, low, best, high) of a fact."""
    assert not isinstance(fact, factx.Date)
    return (fact.qualifier, fact.low, fact.best, fact.high)


@settings(max_examples=500)
@given(
    st.sampled_from(sorted(HEDGES)),
    COUNTED,
    st.sampled_from(sorted(WRITTEN)),
    st.sampled_from(sorted(VICTIMS)),
    st.sampled_from(sorted(EVENTS)),
)
def test_hedge_numeral_people_event(
    hedge: str, number: int, form: str, victim: str, event: str
) -> None:
    """However a number is hedged and written, whoever they are: bounds, outcome, group and span."""
    counted = f"{hedge}{WRITTEN[form](number)} {victim}"
    fact = only(f"Officials in Lorn said {counted} {event}.", "casualty")
    assert isinstance(fact, factx.Casualty)
    assert fact.text == counted
    assert given_by(fact) == expected(HEDGES[hedge], number)
    assert (fact.outcome, fact.group) == (EVENTS[event], VICTIMS[victim])
    assert fact.victim is not None
    assert fact.victim.text == victim
    assert fact.source is not None
    assert fact.source.text == "Officials in Lorn"


@pytest.mark.parametrize(
    ("hedge", "victim", "event"), list(itertools.product(HEDGES, VICTIMS, EVENTS))[::7]
)
def test_sentences_may_start_with_the_number(hedge: str, victim: str, event: str) -> None:
    """At the head of a sentence, capitalised, the same words mean the same."""
    counted = f"{hedge}twelve {victim}"
    counted = counted[0].upper() + counted[1:]
    fact = only(f"{counted} {event}.", "casualty")
    assert fact.text == counted
    assert given_by(fact) == expected(HEDGES[hedge], 12)


@given(st.integers(1, 9999), st.sampled_from(["million", "billion"]), st.integers(0, 2))
def test_mixed_numerals(tenths: int, scale: str, places: int) -> None:
    """A figure with a scale ("2.5 million") is exact, without the errors of binary fractions."""
    figure = f"{tenths / 10**places:.{places}f}"
    value = tenths * {"million": 10**6, "billion": 10**9}[scale] // 10**places
    fact = only(f"The flood affected {figure} {scale} people.", "casualty")
    assert given_by(fact) == expected("exact", value)


@given(st.integers(2, 10**6), st.data(), st.sampled_from(sorted(WRITTEN)))
def test_ranges(low: int, data: st.DataObject, form: str) -> None:
    """Both ends of a range come back, whichever way it is said."""
    if form == "words":
        # Of larger ones it is unclear where one ends: "five hundred and sixty-two thousand".
        low = low % 98 + 2
    # Far ends share their scale: "two to three thousand" are thousands, both of them.
    more = data.draw(st.integers(1, low if form == "words" else 10**6))
    first, last = WRITTEN[form](low), WRITTEN[form](low + more)
    for said in (f"between {first} and {last}", f"from {first} to {last}", f"{first} to {last}"):
        fact = only(f"Police said {said} people were injured.", "casualty")
        assert given_by(fact) == ("range", low, None, low + more)
        assert fact.text == f"{said} people"


@pytest.mark.parametrize("scale", [100, 1_000, 100_000, 1_000_000])
@pytest.mark.parametrize("low", [1, 2, 5])
def test_ranges_of_round_numbers_in_words(low: int, scale: int) -> None:
    """The "and" of "between one hundred and two hundred" joins no numeral."""
    for high in range(low + 1, 10):
        said = f"between {in_words(low * scale)} and {in_words(high * scale)}"
        fact = only(f"{said.capitalize()} people died.", "casualty")
        assert given_by(fact) == ("range", low * scale, None, high * scale)


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(HEDGES)),
    st.integers(2, 999),
    st.sampled_from(["words", "digits"]),
    st.sampled_from(sorted(UNITS)),
)
def test_durations(hedge: str, number: int, form: str, unit: str) -> None:
    """A hedged length of time has the bounds of the hedge, and the period in ISO 8601."""
    said = f"{hedge}{WRITTEN[form](number)} {unit}s"
    fact = only(f"The talks lasted {said}.", "duration")
    assert isinstance(fact, factx.Duration)
    assert (fact.text, fact.unit) == (said, unit)
    assert given_by(fact) == expected(HEDGES[hedge], number)
    assert fact.iso == UNITS[unit].format(number)


@given(st.integers(2, 400), st.sampled_from(["words", "digits"]), st.sampled_from(sorted(UNITS)))
def test_hyphened_durations(number: int, form: str, unit: str) -> None:
    """A "60-day truce" lasts as long as 60 days, and the truce is what lasts."""
    fact = only(f"They agreed on a {WRITTEN[form](number)}-{unit} truce.", "duration")
    assert isinstance(fact, factx.Duration)
    assert fact.iso == UNITS[unit].format(number)
    assert fact.object is not None
    assert fact.object.text == "truce"


DATE_FORMS = (
    "{day} {month} {year}",
    "{month} {day}, {year}",
    "{month} {day} {year}",
    "{weekday}, {month} {day}, {year}",
    "{weekday} {day} {month} {year}",
    "{short} {day}, {year}",
    "{day} {short} {year}",
    "{month} {day}{th}, {year}",
    "the {day}{th} of {month} {year}",
    "{year}-{number:02}-{day:02}",
)


def ending(day: int) -> str:
    """The ending of an ordinal: 1st, 22nd, 13th."""
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@settings(max_examples=400)
@given(
    st.dates(datetime.date(1000, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(DATE_FORMS)
)
def test_full_dates(day: datetime.date, form: str) -> None:
    """A day with its year is that day, in every way of writing it and whenever it was published."""
    month = calendar.month_name[day.month]
    said = form.format(
        day=day.day,
        month=month,
        short=month if len(month) < 4 else f"{month[:3]}.",
        number=day.month,
        year=day.year,
        weekday=calendar.day_name[day.weekday()],
        th=ending(day.day),
    )
    for published in (None, "2024-10-31"):
        fact = only(f"The treaty was signed on {said}.", "date", published)
        assert isinstance(fact, factx.Date)
        assert fact.text == said.removeprefix("the ")
        assert (fact.value, fact.resolution) == (day.isoformat(), "explicit")


@settings(max_examples=300)
@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    st.integers(0, 6),
    st.booleans(),
)
def test_weekdays(published: datetime.date, weekday: int, future: bool) -> None:  # noqa: FBT001 - drawn
    """A weekday in the past tense is the last one up to publication, in the future tense the next.

    The day of publication itself counts as past; with "last" it is the one before.
    """
    name = calendar.day_name[weekday]
    back = (published.weekday() - weekday) % 7
    verb, days = ("will meet", (7 - back) % 7) if future else ("met", -back)
    fact = only(f"The ministers {verb} on {name}.", "date", published.isoformat())
    assert isinstance(fact, factx.Date)
    expected_day = published + datetime.timedelta(days)
    assert fact.value == expected_day.isoformat()


@given(
    st.integers(1, 5000), st.sampled_from(["words", "digits"]), st.dates(datetime.date(1900, 1, 1))
)
def test_days_ago(number: int, form: str, published: datetime.date) -> None:
    """A number of "days ago" is the day so many days before publication."""
    unit = "day" if number == 1 else "days"
    fact = only(f"It began {WRITTEN[form](number)} {unit} ago.", "date", published.isoformat())
    assert isinstance(fact, factx.Date)
    assert fact.value == (published - datetime.timedelta(number)).isoformat()


@given(st.integers(1, 10**7), st.sampled_from(sorted(HEDGES)))
def test_money(amount: int, hedge: str) -> None:
    """An amount with a sign is that much of the currency, with the bounds of its hedge."""
    fact = only(f"The flood caused {hedge}€{amount:,} in damage.", "quantity")
    assert isinstance(fact, factx.Quantity)
    assert (fact.unit, fact.dimension) == ("EUR", "currency")
    assert given_by(fact) == expected(HEDGES[hedge], amount)
