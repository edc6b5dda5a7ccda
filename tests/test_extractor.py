"""The extractor as its users see it: arguments, errors, threads, processes, explanations."""

from __future__ import annotations

import datetime
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import factx
from factx.candidates import Candidate, Number
from factx.extractor import Extractor
from factx.resolver import resolve

TEXT = (
    "At least 12 people, 3 of them children, were killed on Tuesday, police said. "
    "A 60-day truce cost $3.5 million and 40 houses."
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """One extractor for all tests."""
    return Extractor()


@pytest.mark.parametrize("text", [None, b"19 people", 12, ["12 people"], bytearray(b"x")])
def test_only_text_is_read(text: Any) -> None:
    """Anything but a ``str`` is a TypeError that names what was given."""
    with pytest.raises(factx.InputTypeError, match=rf"expected str, got {type(text).__name__}"):
        factx.extract(text)
    with pytest.raises(TypeError):
        factx.extract(text)


@pytest.mark.parametrize("text", ["", " ", "\n", "\t \n", "\0", ".", "Nothing happened."])
def test_texts_without_facts(text: str) -> None:
    """A text without facts, or without anything, has an empty list of them."""
    assert factx.extract(text) == []
    assert factx.extract(text, published="2024-10-31", kinds=["date"]) == []


@pytest.mark.parametrize(
    "published",
    ["yesterday-ish", "2024-02-30", "31/10/2024", "", "2024-13", 20241031, 1.5, b"2024"],
)
def test_published_is_a_date(published: Any) -> None:
    """What is no date is a ValueError that names the argument and tells what to give."""
    with pytest.raises(factx.InvalidDateError, match=r"^published: .*give YYYY-MM-DD"):
        factx.extract("12 people died on Tuesday.", published=published)
    with pytest.raises(ValueError, match="published"):
        factx.extract("", published=published)


@pytest.mark.parametrize(
    "published",
    [
        "2024-10-31",
        "2024-10-31T23:59:59",
        "2024-10-31T10:00:00+05:30",
        "2024-10-31T10:00:00Z",
        "20241031",
        datetime.date(2024, 10, 31),
        datetime.datetime(2024, 10, 31, 12, 30, tzinfo=datetime.UTC),
    ],
)
def test_published_in_any_form(extractor: Extractor, published: Any) -> None:
    """A date, a time on a day, or either in ISO 8601 all mean their day."""
    (fact,) = extractor.extract("It began yesterday.", published=published)
    assert isinstance(fact, factx.Date)
    assert fact.value == "2024-10-30"


@pytest.mark.parametrize("kinds", [["foo"], ["casualty", "foo"], "foo", ["Casualty"], [None], [1]])
def test_kinds_that_do_not_exist(kinds: Any) -> None:
    """A kind that there is not is a ValueError that lists those that there are."""
    for call in (lambda: factx.extract("", kinds=kinds), lambda: Extractor(kinds=kinds)):
        with pytest.raises(factx.UnknownOptionError, match=r"^kinds: .* is not one of 'casualty'"):
            call()


def test_kinds_may_be_one_or_many(extractor: Extractor) -> None:
    """One kind may be given by itself, several in any order or container; none gives nothing."""
    every = [fact.kind for fact in extractor.extract(TEXT)]
    assert set(every) == set(factx.KINDS)
    assert [fact.kind for fact in extractor.extract(TEXT, kinds="count")] == ["count"]
    two = extractor.extract(TEXT, kinds=iter(["date", "duration", "date"]))
    assert [fact.kind for fact in two] == ["date", "duration"]
    assert extractor.extract(TEXT, kinds=[]) == []


def test_kinds_of_the_extractor_are_its_default() -> None:
    """The extractor's own kinds hold where a call names none."""
    own = Extractor(kinds=["quantity"])
    assert [fact.kind for fact in own.extract(TEXT)] == ["quantity"]
    assert [fact.kind for fact in own.extract(TEXT, kinds=["date"])] == ["date"]


@pytest.mark.parametrize("day", [0, 8, -1, 1.5, "Monday", None])
def test_week_starts_that_do_not_exist(day: Any) -> None:
    """A week starts on a day from 1 to 7."""
    with pytest.raises(factx.UnknownOptionError, match=r"^week_start: .* is not one of 1, 2"):
        Extractor(week_start=day)


def test_languages_that_do_not_exist() -> None:
    """A language without a pack is an error that lists the packs."""
    with pytest.raises(factx.LexiconError, match=r"tlh: .*'en'"):
        Extractor(lang="tlh")


def test_antecedents_of_other_kinds_are_dropped(extractor: Extractor) -> None:
    """A fact never names one that is not there."""
    whole, part = extractor.extract(TEXT, kinds=["casualty"])
    assert isinstance(part, factx.Casualty)
    assert part.of == whole.id


def test_pickled_extractors_read_the_same() -> None:
    """An extractor goes to other processes with its options."""
    own = Extractor(kinds=["date"], day_first=True, week_start=7)
    again = pickle.loads(pickle.dumps(own))  # noqa: S301 - our own bytes
    text = "It was signed on 03/04/2024."
    assert again.options == own.options
    assert again.extract(text) == own.extract(text)
    assert again.extract(text)[0].value == "2024-04-03"


def test_threads_share_an_extractor(extractor: Extractor) -> None:
    """Many threads at once give what one gives: nothing of a text is kept in the extractor."""
    texts = [f"At least {number} people were killed in place{number}." for number in range(300)]
    alone = [extractor.extract(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(extractor.extract, texts * 4)) == alone * 4


def test_explanations_tell_the_rules_of_the_facts(extractor: Extractor) -> None:
    """An explanation has the facts of the text, and each fact's rule among those that fired."""
    explanation = extractor.explain(TEXT, published="2024-10-31")
    assert list(explanation.facts) == extractor.extract(TEXT, published="2024-10-31")
    assert {fact.rule for fact in explanation.facts} <= {each.rule for each in explanation.firings}
    assert all(TEXT[each.start : each.end] == each.text for each in explanation.firings)


def test_explanations_are_pages_to_read(extractor: Extractor) -> None:
    """Every token has a line with its categories, then come the passes, then the facts."""
    page = str(extractor.explain("Mr. Roe saw\n12 people."))
    lines = [" ".join(line.split()) for line in page.splitlines()]
    assert lines[0] == "tape"
    assert lines.index("passes") < lines.index("facts")
    assert "'people' PERSON_PLURAL" in page.replace("   ", " ") or "PERSON_PLURAL" in page
    assert any(line.startswith("sentence.abbreviation") for line in lines)
    assert any(line.startswith("f1 count '12 people'") for line in lines)


def test_explanations_tell_the_categories_of_each_word(extractor: Extractor) -> None:
    """Words that no rule tells apart share a symbol, but each has its own categories shown."""
    tokens = {token.text: token.categories for token in extractor.explain("He scored.").tokens}
    assert "=he" in tokens["He"]
    assert "=she" not in tokens["He"]
    assert "GAME_WORD" in tokens["scored"]
    assert "STRENGTH" not in tokens["scored"]


def test_explanations_of_nothing(extractor: Extractor) -> None:
    """An empty text has an explanation too."""
    assert str(extractor.explain("")) == "tape\npasses\nfacts"


def candidate(kind: str, start: int, end: int) -> Candidate:
    """A candidate of nothing but its kind and tokens."""
    return Candidate(kind, start, end, Number(start, end, 1, 1, 1), "x.y")


def chosen(*candidates: Candidate) -> list[tuple[str, int, int]]:
    """What the resolver keeps of candidates."""
    kept = resolve(list(candidates), frozenset(factx.KINDS))
    return [(each.kind, each.start, each.end) for each in kept]


def test_the_more_specific_kind_wins() -> None:
    """Where two candidates overlap, a casualty comes before a date, a date before a count."""
    assert chosen(candidate("count", 0, 5), candidate("casualty", 1, 3)) == [("casualty", 1, 3)]
    assert chosen(candidate("date", 0, 2), candidate("count", 1, 4)) == [("date", 0, 2)]


def test_the_longer_span_wins() -> None:
    """Of two candidates of one kind that overlap, the longer one is kept."""
    assert chosen(candidate("date", 2, 3), candidate("date", 2, 6)) == [("date", 2, 6)]
    assert chosen(candidate("date", 0, 3), candidate("date", 2, 6)) == [("date", 2, 6)]


def test_neighbours_are_kept_in_order() -> None:
    """Candidates that only touch are all kept, in the order of the text."""
    assert chosen(candidate("count", 3, 5), candidate("date", 0, 3)) == [
        ("date", 0, 3),
        ("count", 3, 5),
    ]
