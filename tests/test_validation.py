"""Validation: what is read from fixtures, and what counts as found, right and false."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.facts import facts_adapter
from factx.fixtures import Entry, Reject, read_entry, read_fixtures
from factx.validation import ATTRIBUTES, DECISIVE, Rates, Report, Tally, match, validate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factx.facts import Fact

    Saved = Callable[..., dict[str, Any]]
    Write = Callable[..., Path]

TEXT = "Police said 12 people died and 30 were wounded in Port Almar on Sunday."
SEEDS = Path(__file__).parent.parent / "seeds"


def entry(*facts: dict[str, Any], text: str = TEXT, **fields: Any) -> Entry:
    """An entry with these gold facts."""
    return read_entry(json.dumps({"id": "e", "text": text, "facts": facts, **fields}))


def predicted(*facts: dict[str, Any]) -> Sequence[Fact]:
    """The facts as models, as an extractor returns them."""
    return facts_adapter.validate_python(list(facts))


def report_on(gold: Entry, *predictions: dict[str, Any]) -> Report:
    """The report on one entry."""
    report = Report()
    report.add(gold, predicted(*predictions))
    return report


def counts(tally: Tally) -> tuple[int, int, int, int]:
    """The gold, found, right and false of a tally."""
    return tally.gold, tally.found, tally.right, tally.false


@pytest.fixture
def dead(saved: Saved) -> dict[str, Any]:
    """Twelve people died."""
    return saved(TEXT, "casualty", "12 people", 12, outcome="killed")


@pytest.fixture
def hurt(saved: Saved) -> dict[str, Any]:
    """Thirty were wounded."""
    return saved(TEXT, "casualty", "30", 30, outcome="injured")


def test_equal_facts_are_found_and_right(dead: dict[str, Any], hurt: dict[str, Any]) -> None:
    """Predictions equal to the gold score 1 throughout, and nothing differs."""
    report = report_on(entry(dead, hurt), dead, hurt)
    tally = report.kinds["casualty"]
    assert counts(tally) == (2, 2, 2, 0)
    assert tally.found_rates == tally.right_rates == Rates(1, 1, 1)
    assert tally.exact_spans == 2
    assert all(tally.attributes[name] == 2 for name in ATTRIBUTES["casualty"])
    assert report.differences == []


def test_no_prediction_is_a_miss(dead: dict[str, Any]) -> None:
    """A required fact that nothing overlaps is missed."""
    report = report_on(entry(dead))
    assert counts(report.kinds["casualty"]) == (1, 0, 0, 0)
    assert [(each.verdict, each.span.text) for each in report.differences] == [
        ("missed", "12 people")
    ]


def test_another_kind_is_a_miss_and_a_false_fact(dead: dict[str, Any], saved: Saved) -> None:
    """Kinds must agree: a count where the gold has a casualty is one miss and one false count."""
    report = report_on(entry(dead), saved(TEXT, "count", "12 people", 12))
    assert counts(report.kinds["casualty"]) == (1, 0, 0, 0)
    assert counts(report.kinds["count"]) == (0, 0, 0, 1)
    assert [each.verdict for each in report.differences] == ["missed", "false"]


def test_overlap_suffices_to_be_found(dead: dict[str, Any], saved: Saved) -> None:
    """A prediction with another extent is found and right, but its span is not exact."""
    tally = report_on(entry(dead), saved(TEXT, "casualty", "12", 12, outcome="killed")).kinds[
        "casualty"
    ]
    assert counts(tally) == (1, 1, 1, 0)
    assert tally.exact_spans == 0


def test_touching_spans_do_not_overlap(dead: dict[str, Any], saved: Saved) -> None:
    """Spans are half-open: one that ends where the other starts does not match it."""
    report = report_on(entry(dead), saved(TEXT, "casualty", "said ", 12, outcome="killed"))
    assert counts(report.kinds["casualty"]) == (1, 0, 0, 1)


@pytest.mark.parametrize("name", sorted(DECISIVE["casualty"] - {"low", "best", "high"}))
def test_decisive_attribute_makes_a_found_fact_wrong(name: str, dead: dict[str, Any]) -> None:
    """A found fact with another value of a decisive attribute is wrong, and it is said which."""
    other: dict[str, dict[str, Any]] = {
        "outcome": {"outcome": "injured"},
        "polarity": {"polarity": "negative"},
        "qualifier": {"qualifier": "at_least", "high": None},
    }
    report = report_on(entry(dead), dead | other[name])
    tally = report.kinds["casualty"]
    assert counts(tally) == (1, 1, 0, 0)
    assert tally.right_rates == Rates(0, 0, 0)
    assert tally.attributes[name] == 0
    assert set(report.differences[0].attributes) == set(other[name])


def test_other_attributes_are_measured_but_do_not_decide(dead: dict[str, Any]) -> None:
    """A wrong status leaves the fact right; its accuracy shows it."""
    tally = report_on(entry(dead), dead | {"status": "feared"}).kinds["casualty"]
    assert counts(tally) == (1, 1, 1, 0)
    assert tally.attributes["status"] == 0


def test_wrong_facts_count_against_right_precision(
    dead: dict[str, Any], hurt: dict[str, Any]
) -> None:
    """One of two found facts is right: found is perfect, right is half in both rates."""
    tally = report_on(entry(dead, hurt), dead, hurt | {"outcome": "ill"}).kinds["casualty"]
    assert tally.found_rates == Rates(1, 1, 1)
    assert tally.right_rates == Rates(0.5, 0.5, 0.5)


def test_largest_overlap_matches_first(dead: dict[str, Any], saved: Saved) -> None:
    """Of two predictions on one gold fact the larger overlap matches; the other is false."""
    narrow = saved(TEXT, "casualty", "12", 13, outcome="killed")
    report = report_on(entry(dead), narrow, dead)
    assert counts(report.kinds["casualty"]) == (1, 1, 1, 1)
    assert [(each.verdict, each.span.text) for each in report.differences] == [("false", "12")]


def test_one_prediction_serves_one_gold_fact(
    dead: dict[str, Any], hurt: dict[str, Any], saved: Saved
) -> None:
    """A prediction over two gold facts matches the one that it shares more with."""
    both = saved(TEXT, "casualty", "12 people died and 30", 12, outcome="killed")
    assert counts(report_on(entry(dead, hurt), both).kinds["casualty"]) == (2, 1, 1, 0)


def test_equal_overlaps_go_to_the_later(dead: dict[str, Any]) -> None:
    """Among equal overlaps the later gold fact and the later prediction are paired first."""
    facts = predicted(dead, dead)
    assert match(facts, facts) == {1: 1, 0: 0}
    assert match(facts[:1], facts) == {0: 1}
    assert match(facts, facts[:1]) == {1: 0}


def test_optional_fact_counts_nowhere(dead: dict[str, Any]) -> None:
    """An optional gold fact is neither missed, nor found, nor is a prediction of it false."""
    optional = entry(dead | {"required": False})
    for predictions in ([], [dead], [dead | {"outcome": "ill"}]):
        report = report_on(optional, *predictions)
        assert counts(report.kinds["casualty"]) == (0, 0, 0, 0)
        assert report.differences == []


def test_optional_fact_excuses_every_kind_that_overlaps_it(
    dead: dict[str, Any], saved: Saved
) -> None:
    """A prediction of another kind, or a second one, over an optional gold fact is not false."""
    report = report_on(
        entry(dead | {"required": False}), dead, dead, saved(TEXT, "count", "people died", 12)
    )
    assert all(counts(tally) == (0, 0, 0, 0) for tally in report.kinds.values())


def test_prediction_for_an_optional_fact_is_used_up(dead: dict[str, Any], saved: Saved) -> None:
    """The prediction that matches an optional fact is not there for a required one."""
    wide = saved(TEXT, "casualty", "12 people died and 30", 12, outcome="killed")
    required = saved(TEXT, "casualty", "30", 30, outcome="injured")
    gold = entry(dead | {"required": False}, required)
    assert counts(report_on(gold, wide).kinds["casualty"]) == (1, 0, 0, 0)


def test_numbers_are_compared_to_three_decimals(saved: Saved) -> None:
    """A fraction written with more decimals is the same number; 12 and 12.0 are."""
    text = "Two-thirds of the town was flooded."
    gold = saved(text, "quantity", "Two-thirds", 0.6667, unit="fraction", dimension="proportion")
    near = saved(text, "quantity", "Two-thirds", 0.66674, unit="fraction", dimension="proportion")
    far = saved(text, "quantity", "Two-thirds", 0.667, unit="fraction", dimension="proportion")
    wrong = saved(text, "quantity", "Two-thirds", 0.66, unit="fraction", dimension="proportion")
    right = [
        report_on(entry(gold, text=text), x).kinds["quantity"].right for x in (near, far, wrong)
    ]
    assert right == [1, 1, 0]


def test_duration_is_judged_by_its_iso_values(saved: Saved) -> None:
    """Two hours said in minutes are the same duration: unit and numbers do not decide."""
    text = "It lasted two hours."
    gold = saved(text, "duration", "two hours", 2, unit="hour", iso="PT2H")
    report = report_on(
        entry(gold, text=text), saved(text, "duration", "two hours", 120, unit="minute", iso="PT2H")
    )
    tally = report.kinds["duration"]
    assert (tally.right, tally.attributes["unit"], tally.attributes["iso"]) == (1, 0, 1)


def test_date_is_judged_by_value_granularity_and_relation(saved: Saved) -> None:
    """A date with another relation is wrong, with another resolution right."""
    fields = {"value": "2024-10-27", "granularity": "day", "resolution": "relative"}
    gold = saved(TEXT, "date", "Sunday", **fields)
    assert report_on(entry(gold), gold | {"resolution": "explicit"}).kinds["date"].right == 1
    assert report_on(entry(gold), gold | {"relation": "since"}).kinds["date"].right == 0


@pytest.mark.parametrize(
    ("piece", "hits"), [("Police", 1), ("Police said", 1), ("Sunday", 0), (None, 0)]
)
def test_source_hits_are_overlapping_sources(
    piece: str | None, hits: int, dead: dict[str, Any], saved: Saved
) -> None:
    """Where the gold names a source, a hit is a predicted source that overlaps it."""
    police = saved(TEXT, "count", "Police")["span"]
    given = saved(TEXT, "count", piece)["span"] if piece else None
    tally = report_on(entry(dead | {"source": police}), dead | {"source": given}).kinds["casualty"]
    assert (tally.sourced, tally.source_hits) == (1, hits)


def test_source_that_the_gold_lacks_is_not_counted(dead: dict[str, Any], saved: Saved) -> None:
    """Sources are counted over the facts whose gold has one."""
    police = saved(TEXT, "count", "Police")["span"]
    tally = report_on(entry(dead), dead | {"source": police}).kinds["casualty"]
    assert (tally.sourced, tally.source_hits) == (0, 0)


def test_false_fact_says_what_the_fixture_calls_it(saved: Saved) -> None:
    """A false fact on a listed non-fact carries its reason."""
    non_fact = saved(TEXT, "count", "Port Almar")["span"] | {"reason": "name"}
    report = report_on(entry(non_facts=[non_fact]), saved(TEXT, "count", "Almar", 1))
    assert [(each.verdict, each.reason) for each in report.differences] == [("false", "name")]


def test_categories_are_counted_apart(dead: dict[str, Any]) -> None:
    """Each category has a tally of its own over all kinds."""
    report = Report()
    report.add(entry(dead, category="passive"), predicted(dead))
    report.add(entry(dead, category="toll"), predicted())
    assert {name: counts(tally) for name, tally in report.categories.items()} == {
        "passive": (1, 1, 1, 0),
        "toll": (1, 0, 0, 0),
    }


def test_minimum_names_the_kinds_below_it(dead: dict[str, Any], saved: Saved) -> None:
    """Kinds under the minimum are named; one that occurs nowhere is not."""
    report = report_on(entry(dead), dead, saved(TEXT, "count", "Port", 1))
    assert report.below(0.5) == ["count"]
    assert report.below(0) == []


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_rates_lie_between_0_and_1(hits: int, missed: int, false: int) -> None:
    """Rates never leave 0 to 1, and F1 lies between precision and recall."""
    precision, recall, f1 = Rates.of(hits, hits + missed, false)
    assert 0 <= min(precision, recall) <= f1 + 1e-9
    assert f1 <= max(precision, recall) + 1e-9 <= 1 + 1e-9


def test_validate_reads_folders_at_any_depth(dead: dict[str, Any], write_jsonl: Write) -> None:
    """Of a folder every ``*.jsonl`` is read, in order of name, and nothing else."""
    record = {"id": "one", "text": TEXT, "facts": [dead]}
    write_jsonl("gold/b.jsonl", record)
    write_jsonl("gold/deep/a.jsonl", record, record)
    folder = write_jsonl("gold/notes.txt", "no record").parent
    report = validate([folder], extract=lambda *_, **__: predicted(dead))
    assert (report.entries, report.rejects) == (3, [])
    assert counts(report.kinds["casualty"]) == (3, 3, 3, 0)


def test_validate_passes_text_and_date(write_jsonl: Write) -> None:
    """The extractor is given each text with its date, or None."""
    seen: list[tuple[str, str]] = []

    def extract(text: str, *, published: object) -> Sequence[Fact]:
        seen.append((text, str(published)))
        return []

    path = write_jsonl(
        "gold.jsonl",
        {"id": "a", "text": "One.", "published": "2024-10-31", "facts": []},
        {"id": "b", "text": "Two.", "published": "2024-10-31T18:30:00", "facts": []},
        {"id": "c", "text": "Three.", "published": None, "facts": []},
    )
    validate([path], extract=extract)
    assert seen == [("One.", "2024-10-31"), ("Two.", "2024-10-31 18:30:00"), ("Three.", "None")]


def test_bad_records_are_set_aside_and_the_rest_is_scored(
    dead: dict[str, Any], write_jsonl: Write
) -> None:
    """Each bad record is reported with its file and line; good ones around it count."""
    good = {"id": "good", "text": TEXT, "facts": [dead]}
    path = write_jsonl("gold.jsonl", good, "{not json", "", good, '{"id": "x", "facts": []}')
    report = validate([path], extract=lambda *_, **__: predicted(dead))
    assert report.entries == 2
    assert [(each.file, each.line) for each in report.rejects] == [(str(path), 2), (str(path), 5)]
    assert report.rejects[1].reason == "text: Field required"


def test_missing_and_empty_places_are_reported(tmp_path: Path) -> None:
    """A path that does not exist and a folder without fixtures are rejects, not errors."""
    rejects = list(read_fixtures([tmp_path / "none.jsonl", tmp_path]))
    assert [str(each).removeprefix(str(tmp_path)) for each in rejects] == [
        "/none.jsonl: no such file or folder",
        ": no *.jsonl file in this folder",
    ]


def test_bytes_that_are_no_text_are_a_bad_record(tmp_path: Path) -> None:
    """A line that is not UTF-8 is rejected alone; a byte order mark is no fault."""
    path = tmp_path / "gold.jsonl"
    good = json.dumps({"id": "a", "text": "x", "facts": []}).encode()
    path.write_bytes(b"\xef\xbb\xbf" + good + b"\r\n" + good.replace(b"x", b"\xff") + b"\n" + good)
    kinds = [type(each) for each in read_fixtures([path])]
    assert kinds == [Entry, Reject, Entry]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "cat"}, "does not match any of the expected tags"),
        ({"outcome": "kiled"}, "facts[0].casualty.outcome: Input should be 'killed'"),
        ({"outcom": "killed"}, "facts[0].casualty.outcom: Extra inputs are not permitted"),
        ({"high": None}, "the qualifier 'exact' takes low and best and high"),
        ({"required": "yes"}, "facts[0].required: expected true or false, got 'yes'"),
        ({"span": {"text": "12", "start": 9, "end": 11}}, "facts[0].span: the text has"),
        ({"span": {"text": "", "start": 9, "end": 9}}, "9 to 9 is no piece of a text"),
        ({"trigger": {"text": "x", "start": 99, "end": 100}}, "facts[0].trigger: 99 to 100"),
    ],
)
def test_bad_fact_is_named_with_its_fault(
    change: dict[str, Any], reason: str, dead: dict[str, Any]
) -> None:
    """A fact that is not as documented rejects its record, saying which field and why."""
    with pytest.raises(ValueError, match=r"facts\[0\]") as error:
        entry(dead | change)
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[]", "should be an object"),
        ("{", "Invalid JSON"),
        ('{"id": 1, "text": "x", "facts": []}', "id: Input should be a valid string"),
        ('{"id": "a", "text": "x", "facts": {}}', "facts: Input should be a valid array"),
        ('{"id": "a", "text": "x", "facts": [], "published": "31/10/2024"}', "published"),
        ('{"id": "a", "text": "x", "facts": [], "published": 20241031}', "published"),
    ],
)
def test_bad_record_is_named_with_its_fault(line: str, reason: str) -> None:
    """A record that is not as documented is refused with the field and the reason."""
    with pytest.raises(ValueError, match=r".") as error:
        read_entry(line)
    assert reason in str(error.value)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.jsonl")), ids=lambda path: path.name)
def test_gold_scores_full_marks_against_itself(path: Path) -> None:
    """Each seed, handed back as predictions, is found and right throughout."""
    report = Report()
    for each in read_fixtures([path]):
        assert isinstance(each, Entry)
        report.add(each, [gold.fact for gold in each.facts])
    for tally in report.kinds.values():
        assert tally.gold == tally.found == tally.right == tally.exact_spans > 0
        assert tally.false == 0
    assert report.differences == []
