"""What holds for every text whatsoever, tried on texts of all kinds that Hypothesis makes up."""

from __future__ import annotations

import datetime
import functools
import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import factx
from factx.edtf import bounds, is_edtf, is_value
from factx.extractor import Extractor
from factx.language import load

ISO_DURATION = re.compile(
    r"P(?=[0-9T])(?:[0-9.]+Y)?(?:[0-9.]+M)?(?:[0-9.]+W)?(?:[0-9.]+D)?"
    r"(?:T(?=[0-9])(?:[0-9.]+H)?(?:[0-9.]+M)?(?:[0-9.]+S)?)?"
)
ODD_NUMBERS = (
    "12", "2.5", "1,204", "0", "00", "0000", "1", "30", "2024", "7:45", "9:99", "24:60",
    "13/09/2024", "31/31/31", "2024-10-07", "2024-02-30", "1.2.3", "1/2", "1/0", "0/0", "½", "3½",
    "²", "٣", "１２", "5%", "$5", "$", "€", "-5", "-5+", "1e5", "12th", "0th", "1990s", "'90s",
    "60-day", "two-year-old", "1990-91", "8-10", "500k", "99999999999999999999", "1,2,3", "0001",
    "9999", "Q5", "99th", "XIV", "∞", "1e510", "1e-510", "2C$0", "9" * 320, "9" * 310 + ".5",
    "EUR" + "9" * 4400, "9" * 3999 + " trillion",
)  # fmt: skip
MARKS = [
    *",.;:!?()[]\"'-–—/%&+*#@…•|",
    "\n",
    "\n\n",
    "\t",
    " - ",
    "\0",
    "\ud800",
    "\N{GRINNING FACE}",
]
PUBLISHED = st.none() | st.dates() | st.datetimes()
EXTREMES = (
    "0001-01-01", "0001-12-31", "9999-01-01", "9999-12-31", "2024-02-29", "1900-02-28",
    "2020-12-31", "2021-01-01", "2021-01-03", "2026-12-31", "2027-01-01",
)  # fmt: skip
RELATIVE = (
    "today", "yesterday", "tomorrow", "last Friday", "on Tuesday", "next Monday", "this week",
    "last week", "next week", "last weekend", "this weekend", "this month", "last month",
    "next month", "this quarter", "last quarter", "this year", "last year", "next year",
    "in March", "in February", "on February 29", "on 31 December", "on 1 January", "two days ago",
    "a week ago", "53 weeks ago", "two months ago", "12 years ago", "2,000 years ago",
    "a decade ago", "9999 days ago", "a century ago", "two weeks from now", "in the past year",
    "over the next 99 years", "for the past two centuries", "last summer", "last winter",
    "overnight", "this morning", "last night", "on the night of 28 February",
    "from 28 December to 3 January", "the first half of this year", "in early May",
    "by the end of the year", "at 7:45 on Sunday", "earlier this month", "later this year",
    "in the first week of January", "in the last week of this month", "in week 42 of last year",
    "on Tuesday of next week", "on Friday last week", "at last Easter", "before next Christmas",
    "on Good Friday", "this past Wednesday", "over the past weekend", "by the end of year",
)  # fmt: skip
UNRELATED = (
    "\n\nThe weather was fine.",
    "\n\nNobody spoke. The river rose.",
    "\n\nThe committee met again\n",
    "\n\n",
)


@functools.cache
def extractor() -> Extractor:
    """One extractor for all texts."""
    return Extractor()


@functools.cache
def pieces() -> st.SearchStrategy[str]:
    """The words of the pack, the texts of its examples, odd numbers and marks."""
    lexicon = load("en")
    examples = sorted({example for rule in lexicon.rules for example in rule.examples})
    words = sorted({word for example in examples for word in example.split()})
    phrases = sorted({phrase for table in lexicon.phrases.values() for phrase in table})
    listed = sorted(surface for surface in lexicon.words if surface[0] not in "+=")
    return st.one_of(
        *(st.sampled_from(each) for each in (words, words, phrases, listed, ODD_NUMBERS, examples)),
        st.sampled_from(MARKS),
        st.integers(0, 10**6).map(str),
    )


@st.composite
def mixtures(draw: st.DrawFn) -> str:
    """Texts of words, numbers and marks that rules know, in any order."""
    parts = draw(st.lists(pieces(), max_size=25))
    blanks = draw(st.lists(st.sampled_from([" ", " ", " ", "", "\N{NO-BREAK SPACE}"]), min_size=1))
    return "".join(part + blanks[number % len(blanks)] for number, part in enumerate(parts))


ANY_TEXT = st.text(st.characters(exclude_categories=())) | mixtures()


def read(text: str, published: Any = None, **options: Any) -> list[factx.Fact]:
    """Extract with the one extractor."""
    return extractor().extract(text, published=published, **options)


def told(facts: list[factx.Fact]) -> list[dict[str, Any]]:
    """What the facts say, without their numbers of order."""
    order = {fact.id: fact.start for fact in facts}
    return [
        {**fact.model_dump(exclude={"id", "of"}), "of": order.get(getattr(fact, "of", None) or "")}
        for fact in facts
    ]


def source(fact: factx.Fact) -> str | None:
    """The words of the fact's source."""
    span = getattr(fact, "source", None)
    return span.text if span is not None else None


@settings(max_examples=600)
@given(ANY_TEXT, PUBLISHED)
def test_every_fact_is_within_its_model(text: str, published: Any) -> None:
    """Any text is read, and every fact passes the checks of its model, which making it skips.

    So ``low <= best <= high``, the shape is that of the qualifier, a date's value is EDTF, a
    duration's ISO 8601, and all of it comes back from JSON as it was.
    """
    facts = read(text, published)
    for fact in facts:
        assert type(fact).model_validate(fact.model_dump()) == fact
        bound = [getattr(fact, name, None) for name in ("low", "best", "high")]
        given_bounds = [value for value in bound if value is not None]
        assert given_bounds == sorted(given_bounds)
        if isinstance(fact, factx.Date):
            assert all(is_value(value) for value in (fact.value, *fact.alternatives) if value)
        if isinstance(fact, factx.Duration):
            periods = (fact.iso, fact.iso_low, fact.iso_high)
            assert all(ISO_DURATION.fullmatch(period) for period in periods if period)
            assert fact.interval is None or is_edtf(fact.interval)


@settings(max_examples=400)
@given(ANY_TEXT)
def test_spans_are_slices_of_the_text(text: str) -> None:
    """Every span is the text between its offsets, in code points, without blanks at its ends."""
    for fact in read(text, "2024-10-31"):
        for _, value in fact:
            if isinstance(value, factx.Span):
                assert text[value.start : value.end] == value.text
                assert value.text
                assert value.text == value.text.strip()


@settings(max_examples=400)
@given(ANY_TEXT)
def test_facts_are_in_order_and_apart(text: str) -> None:
    """Facts stand in the order of the text, numbered from f1 on, and none overlaps another."""
    facts = read(text, "2024-10-31")
    assert [fact.id for fact in facts] == [f"f{number}" for number in range(1, len(facts) + 1)]
    ends = [0, *(fact.end for fact in facts)]
    assert all(end <= fact.start < fact.end for end, fact in zip(ends, facts, strict=False))


@given(ANY_TEXT)
def test_antecedents_are_facts_before_or_behind(text: str) -> None:
    """What a fact is a part of is another fact of the same text."""
    facts = read(text)
    ids = {fact.id for fact in facts}
    for fact in facts:
        antecedent = getattr(fact, "of", None)
        assert antecedent is None or antecedent in ids - {fact.id}


@given(ANY_TEXT, PUBLISHED)
def test_reading_again_gives_the_same(text: str, published: Any) -> None:
    """The same text gives the same facts, however often it is read and whatever came between."""
    first = read(text, published)
    read("At least 12 people were killed on Tuesday.")
    assert read(text, published) == first


@given(st.lists(st.tuples(ANY_TEXT, PUBLISHED), max_size=4))
def test_texts_read_together_give_what_each_gives(documents: list[tuple[str, Any]]) -> None:
    """Whatever stands before or behind a text, reading them together changes nothing in it."""
    assert list(extractor().extract_many(documents)) == [read(*each) for each in documents]


@given(ANY_TEXT, st.sets(st.sampled_from(factx.KINDS), min_size=1))
def test_kinds_select_from_all_facts(text: str, kinds: set[str]) -> None:
    """Asking for some kinds gives those facts of these kinds that asking for all gives.

    Only ``of`` is null where the fact that it names is not among them.
    """
    chosen = [fact for fact in read(text, "2024-10-31") if fact.kind in kinds]
    assert told(read(text, "2024-10-31", kinds=kinds)) == told(chosen)


@settings(max_examples=300)
@given(mixtures(), st.sampled_from(UNRELATED))
def test_what_follows_changes_nothing_before(text: str, addition: str) -> None:
    """A paragraph that is added behind a text leaves the facts of the text alone."""
    assert told(read(text + addition)) == told(read(text))


@settings(max_examples=300)
@given(mixtures())
def test_what_stands_before_moves_facts_only(text: str) -> None:
    """A paragraph without facts before a text moves its facts and changes nothing in them."""
    before = "The committee met again.\n\n"
    moved = [
        (fact.kind, fact.text, fact.start - len(before), fact.rule, source(fact))
        for fact in read(before + text)
    ]
    assert moved == [
        (fact.kind, fact.text, fact.start, fact.rule, source(fact)) for fact in read(text)
    ]


@pytest.mark.parametrize("published", EXTREMES)
@pytest.mark.parametrize("phrase", RELATIVE)
def test_no_day_of_publication_is_too_odd(phrase: str, published: str) -> None:
    """Leap days, year ends, weeks 53, the first year and the last: nothing raises, all is valid."""
    for tense in ("died", "will die"):
        for fact in read(f"Two people {tense} {phrase}.", published):
            assert type(fact).model_validate(fact.model_dump()) == fact


@settings(max_examples=400)
@given(
    st.sampled_from(RELATIVE),
    st.sampled_from(["died", "will die"]),
    st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)),
    st.integers(0, 800),
)
def test_later_publication_never_means_an_earlier_date(
    phrase: str, tense: str, published: datetime.date, days: int
) -> None:
    """What a phrase means never moves back as the day of publication moves on."""
    text = f"Two people {tense} {phrase}."
    one, two = (
        [fact for fact in read(text, day) if isinstance(fact, factx.Date)]
        for day in (published, published + datetime.timedelta(days))
    )
    assert [fact.text for fact in one] == [fact.text for fact in two]
    for earlier, later in zip(one, two, strict=True):
        assume(earlier.value and later.value)
        before, after = (bounds((fact.value or "").rstrip("~")) for fact in (earlier, later))
        assert all(a <= b for a, b in zip(before, after, strict=True) if a and b)
