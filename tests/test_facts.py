"""The fact models: what they refuse, how they are written, and that what is extracted validates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

import factx
from factx import vocabulary
from factx.facts import facts_adapter, json_schema

GOLD = Path(__file__).parents[1] / "seeds" / "gold.jsonl"
ENTRIES: list[dict[str, Any]] = [
    json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()
]

SHAPES = {
    "exact": (12, 12, 12, True),
    "at_least": (12, 12, None, True),
    "more_than": (12, 12, None, False),
    "at_most": (None, None, 12, True),
    "less_than": (None, None, 12, False),
    "up_to": (None, None, 12, True),
    "nearly": (None, 12, 12, False),
    "approximately": (None, 12, None, True),
    "range": (10, None, 12, True),
    "vague": (24, None, None, True),
}


def count(**fields: Any) -> factx.Count:
    """Return a count of 12 boats, with ``fields`` instead of its own."""
    values: dict[str, Any] = {
        "id": "f1",
        "span": {"text": "12 boats", "start": 3, "end": 11},
        "qualifier": "exact",
        "low": 12,
        "best": 12,
        "high": 12,
    }
    return factx.Count.model_validate(values | fields)


def duration(**fields: Any) -> factx.Duration:
    """Return a duration of 90 minutes, with ``fields`` instead of its own."""
    values: dict[str, Any] = {
        "id": "f1",
        "span": {"text": "90 minutes", "start": 0, "end": 10},
        "qualifier": "exact",
        "low": 90,
        "best": 90,
        "high": 90,
        "unit": "minute",
    }
    return factx.Duration.model_validate(values | fields)


def date(**fields: Any) -> factx.Date:
    """Return a date with ``fields`` instead of its own."""
    values: dict[str, Any] = {
        "id": "f1",
        "span": {"text": "March 4", "start": 0, "end": 7},
        "granularity": "day",
        "resolution": "partial",
    }
    return factx.Date.model_validate(values | fields)


@pytest.mark.parametrize("qualifier", get_args(vocabulary.Qualifier))
def test_a_qualifier_decides_which_bounds_there_are(qualifier: str) -> None:
    """A qualifier takes the bounds of its own, and none of a qualifier that fills others."""
    own = SHAPES[qualifier]
    for low, best, high, inclusive in SHAPES.values():
        shape = {"low": low, "best": best, "high": high, "inclusive": inclusive}
        if (low, best, high, inclusive) == own:
            assert count(qualifier=qualifier, **shape).qualifier == qualifier
        elif [bound is None for bound in (low, best, high)] != [each is None for each in own[:3]]:
            with pytest.raises(ValidationError, match=f"'{qualifier}' takes|vague number"):
                count(qualifier=qualifier, **shape)


def test_a_vague_number_may_have_no_bound_at_all() -> None:
    """Such as many: it has neither low nor best nor high."""
    assert count(qualifier="vague", low=None, best=None, high=None).low is None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"inclusive": False}, "means inclusive=True"),
        ({"qualifier": "more_than", "high": None}, "means inclusive=False"),
        ({"qualifier": "range", "low": 13, "best": None}, "above high"),
        ({"low": True, "best": True, "high": True}, "valid integer"),
        ({"low": float("nan"), "best": float("nan"), "high": float("nan")}, "finite"),
        ({"qualifier": "roughly"}, "Input should be"),
        ({"colour": "red"}, "Extra inputs"),
        ({"span": {"text": "12 boats", "start": 3, "end": 10}}, "not as long as"),
        ({"span": {"text": "12 boats", "start": -8, "end": 0}}, "not as long as"),
        ({"object": {"text": "boats", "start": 6, "end": 12}}, "object: 6:12"),
        ({"source": {"text": "police", "start": 9, "end": 3}}, "source: 9:3"),
    ],
)
def test_a_fact_that_contradicts_itself_is_refused(fields: dict[str, Any], reason: str) -> None:
    """Numbers fit their qualifier, spans their text, values their lists, and the message tells."""
    with pytest.raises(ValidationError, match=reason):
        count(**fields)


def test_numbers_stay_what_they_are() -> None:
    """A whole number stays an int and a fraction a float, also through JSON."""
    fact = count(qualifier="range", low=2, best=None, high=2.5)
    again = factx.Count.model_validate_json(fact.model_dump_json())
    assert [type(again.low), type(again.high)] == [int, float]


@pytest.mark.parametrize("iso", ["PT90M", "PT1H30M", None])
def test_a_duration_may_be_carried_or_not(iso: str | None) -> None:
    """90 minutes are PT90M and, where hours are told, PT1H30M; absent is no contradiction."""
    assert duration(iso=iso).iso == iso


@pytest.mark.parametrize(
    "fields",
    [{"iso": "PT9M"}, {"iso": "P90M"}, {"iso_low": "PT1H"}, {"iso_high": ""}, {"interval": "soon"}],
)
def test_a_duration_agrees_with_its_numbers(fields: dict[str, Any]) -> None:
    """The ISO 8601 forms are those of low, best and high, and the interval is EDTF."""
    with pytest.raises(ValidationError, match="is not"):
        duration(**fields)


def test_the_iso_form_of_a_bound_alone_is_that_of_the_bound() -> None:
    """Where there is no best ("up to 90 minutes"), iso is the form of high."""
    fact = duration(qualifier="up_to", low=None, best=None, iso="PT90M", iso_high="PT90M")
    assert fact.iso == "PT90M"


@pytest.mark.parametrize(
    "value", ["2024-03-04", "T06:00", "XXXX-03-04", "198X", "2024-10/..", None]
)
def test_values_of_dates(value: str | None) -> None:
    """A value is EDTF, a time, a date without a year, or null."""
    assert date(value=value).value == value


@pytest.mark.parametrize("fields", [{"value": "2024-02-30"}, {"alternatives": ("4 March",)}])
def test_a_date_that_does_not_exist_is_refused(fields: dict[str, Any]) -> None:
    """Values and alternatives must be dates of the calendar."""
    with pytest.raises(ValidationError, match="neither EDTF"):
        date(**fields)


def test_facts_are_frozen() -> None:
    """A fact can be kept, compared and shared, not changed."""
    fact = count()
    with pytest.raises(ValidationError, match="frozen"):
        fact.low = 13  # type: ignore[misc]
    assert fact == count()


def test_the_place_of_a_fact_has_shorthands() -> None:
    """``text``, ``start`` and ``end`` are those of the span."""
    fact = count()
    assert (fact.text, fact.start, fact.end) == ("12 boats", 3, 11)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["id"]))
def test_a_fact_is_written_in_the_order_of_a_fixture(entry: dict[str, Any]) -> None:
    """What is read from a fixture is written with its keys in its order, and the rule last."""
    saved = [{k: v for k, v in fact.items() if k != "required"} for fact in entry["facts"]]
    written = facts_adapter.dump_python(facts_adapter.validate_python(saved), mode="json")
    assert [[*fact, "rule"] for fact in saved] == [list(fact) for fact in written]
    assert saved == [{k: v for k, v in fact.items() if k != "rule"} for fact in written]


def test_what_is_extracted_validates() -> None:
    """Extraction builds facts without validating them: each is as validation would have left it."""
    for entry in ENTRIES:
        found = factx.extract(entry["text"], published=entry["published"])
        written = facts_adapter.dump_python(found)
        again = facts_adapter.validate_python(written)
        assert again == found
        assert json.dumps(facts_adapter.dump_python(found, mode="json")) == json.dumps(
            facts_adapter.dump_python(again, mode="json")
        )


def test_the_schema_describes_every_field() -> None:
    """Each field of each model but the fixed kind is described for readers of the JSON Schema."""
    for model in json_schema()["$defs"].values():
        for name, field in model["properties"].items():
            assert name == "kind" or field.get("description"), (model["title"], name)


def test_the_schema_lists_the_closed_lists() -> None:
    """The schema holds the values of the closed lists."""
    casualty = json_schema()["$defs"]["Casualty"]["properties"]
    assert casualty["outcome"]["enum"] == list(get_args(vocabulary.Outcome))


def test_every_closed_list_is_exported() -> None:
    """``factx.facts`` gives every list of ``factx.vocabulary`` by name."""
    from factx import facts

    assert set(vocabulary.__all__) <= set(facts.__all__)
