"""Numbers: numerals, hedges, ranges that are none, vague and zero; and those that are no facts."""

from __future__ import annotations

import pytest

import factx
from factx import blockers
from factx.extractor import Extractor
from factx.numerals import NumeralReader, digits_value, whole
from factx.reading import Reading
from factx.tape import read


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """One extractor for all tests."""
    return Extractor()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twelve", 12),
        ("twenty - three", 23),
        ("two hundred and six", 206),
        ("one million two hundred thousand and five", 1_200_005),
        ("two hundred million", 200_000_000),
        ("2.5 million", 2_500_000),
        ("1,50,000", 150_000),
        ("3 ½", 3.5),
        ("half a million", 500_000),
        ("one and a half million", 1_500_000),
        ("two million and a half", 2_500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("5 lakh crore", 5_000_000_000_000),
        ("a hundred thousand", 100_000),
        ("zero", 0),
    ],
)
def test_numerals(extractor: Extractor, words: str, value: float) -> None:
    """The words of a numeral are instructions to one machine, which gives its value."""
    reader = NumeralReader(extractor.grammar.lexicon)
    assert reader.value(words.split())[0] == value


def test_whole_numbers_are_whole() -> None:
    """What is whole is an ``int``, however it came about; what is not keeps its fraction."""
    assert repr(whole(0.1 + 0.2)) == "0.3"
    assert repr(whole(1.1 * 10**6)) == "1100000"
    assert repr(whole(1234567890.5)) == "1234567890.5"
    assert repr(digits_value("1,204")) == "1204"
    assert repr(digits_value("0012")) == "12"
    assert digits_value("9" * 400) > 10**399


@pytest.mark.parametrize(
    ("said", "shape"),
    [
        ("more than a dozen", ("more_than", 12, 12, None)),
        ("at least another five", ("at_least", 5, 5, None)),
        ("about 20 to 25", ("range", 20, None, 25)),
        ("10 or more", ("at_least", 10, 10, None)),
        ("10 or fewer", ("at_most", None, None, 10)),
        ("20 or so", ("approximately", None, 20, None)),
        ("twenty-odd", ("approximately", None, 20, None)),
        ("100+", ("at_least", 100, 100, None)),
        ("seventeen (17)", ("exact", 17, 17, 17)),
        ("two or three", ("range", 2, None, 3)),
        ("two to three thousand", ("range", 2000, None, 3000)),
        ("at least 20 but fewer than 40", ("range", 20, None, 40)),
        ("a couple of", ("approximately", None, 2, None)),
        ("dozens of", ("vague", 24, None, None)),
        ("several hundred", ("vague", 300, None, None)),
        ("no", ("exact", 0, 0, 0)),
    ],
)
def test_numbers_as_they_are_said(
    extractor: Extractor, said: str, shape: tuple[object, ...]
) -> None:
    """Hedges before and behind, ranges, vague quantifiers and zero shape the bounds."""
    (fact,) = extractor.extract(f"Officials said {said} people were killed.", kinds=["casualty"])
    assert isinstance(fact, factx.Casualty)
    assert (fact.qualifier, fact.low, fact.best, fact.high) == shape
    assert fact.text == f"{said} people"


def test_increments_and_estimates_are_told(extractor: Extractor) -> None:
    """What a hedge says besides its bounds goes to scope and status."""
    (more,) = extractor.extract("Another nine people were killed.")
    (guess,) = extractor.extract("An estimated 40 people were killed.")
    assert isinstance(more, factx.Casualty)
    assert isinstance(guess, factx.Casualty)
    assert (more.scope, more.best) == ("increment", 9)
    assert (guess.status, guess.qualifier) == ("estimated", "approximately")


def test_a_range_that_falls_is_none(extractor: Extractor) -> None:
    """Where the second number is not above the first, each is a number of its own."""
    facts = extractor.extract("Between 50 and 10 people were killed.", kinds=["casualty"])
    assert [(fact.qualifier, fact.best) for fact in facts if isinstance(fact, factx.Casualty)] == [
        ("exact", 50),
        ("exact", 10),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Jane Roe, 45, died.", "age"),
        ("The 12-year-old boy died.", "age"),
        ("Ghana beat Mali 2-1 away.", "score"),
        ("Flight 370 vanished.", "identifier"),
    ],
)
def test_numbers_that_are_no_facts_have_a_reason(
    extractor: Extractor, text: str, reason: str
) -> None:
    """A blocked number is one symbol, and its record says what it is."""
    tape = read(text, extractor._memo)  # noqa: SLF001 - the pass is tried by itself
    blocked = blockers.read(
        tape, Reading(extractor.grammar, extractor.options, [None], [len(tape.tokens)])
    )
    reasons = [record for record in blocked.records.values() if isinstance(record, str)]
    assert reasons == [reason]
    assert extractor.extract(text, kinds=["count", "quantity", "duration"]) == []


def test_dates_are_no_scores(extractor: Extractor) -> None:
    """The end of a date in ISO 8601 looks like a score, and is none."""
    (fact,) = extractor.extract("It has been so since 2023-10-07.")
    assert isinstance(fact, factx.Date)
    assert (fact.value, fact.relation) == ("2023-10-07", "since")
