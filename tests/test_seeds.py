"""The seeds are what the program is held against, so they must be well formed themselves."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from factx.facts import facts_adapter

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLES = SEEDS / "articles"
KEYS = {"id", "category", "style", "published", "tags", "text", "facts", "non_facts"}
SUB_SPANS = ("trigger", "victim", "object", "source", "of_what")
SHORTEST, LONGEST = 150, 500
Entry = dict[str, Any]


def read(path: Path) -> list[Entry]:
    """Return the entries of one file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


ENTRIES = [entry for path in sorted(SEEDS.glob("*.jsonl")) for entry in read(path)]
EVERY_ENTRY = pytest.mark.parametrize("entry", ENTRIES, ids=[entry["id"] for entry in ENTRIES])


def spans(entry: Entry) -> list[dict[str, Any]]:
    """Collect every span of an entry: of facts, of their parts, and of what is no fact."""
    parts = [fact.get(name) for fact in entry["facts"] for name in SUB_SPANS]
    return [
        *(fact["span"] for fact in entry["facts"]),
        *(part for part in parts if part is not None),
        *entry["non_facts"],
    ]


@EVERY_ENTRY
def test_entry_has_the_documented_keys(entry: Entry) -> None:
    """An entry has every key of the format and no other."""
    assert set(entry) == KEYS


@EVERY_ENTRY
def test_spans_are_slices_of_the_text(entry: Entry) -> None:
    """A span's text is the slice of the entry's text between its offsets, without outer blanks."""
    for span in spans(entry):
        assert entry["text"][span["start"] : span["end"]] == span["text"]
        assert span["text"] == span["text"].strip() != ""


@EVERY_ENTRY
def test_facts_are_numbered_in_text_order(entry: Entry) -> None:
    """Facts are f1, f2 … in the order in which their spans start."""
    facts = entry["facts"]
    assert [fact["id"] for fact in facts] == [f"f{n}" for n in range(1, len(facts) + 1)]
    starts = [fact["span"]["start"] for fact in facts]
    assert starts == sorted(starts)


@EVERY_ENTRY
def test_antecedents_are_facts_of_the_entry(entry: Entry) -> None:
    """``of`` names another fact of the same entry."""
    ids = {fact["id"] for fact in entry["facts"]}
    for fact in entry["facts"]:
        if fact.get("of") is not None:
            assert fact["of"] in ids - {fact["id"]}


@EVERY_ENTRY
def test_facts_are_valid_models(entry: Entry) -> None:
    """Each fact is a factx fact, and what the model writes back is what the file says."""
    saved = [{k: v for k, v in fact.items() if k != "required"} for fact in entry["facts"]]
    written = facts_adapter.dump_python(facts_adapter.validate_python(saved), mode="json")
    for fact in written:
        assert fact.pop("rule") is None
    assert written == saved


@EVERY_ENTRY
def test_every_digit_is_accounted_for(entry: Entry) -> None:
    """Each run of digits lies in a fact or in a span that is said to be none."""
    covered = [(fact["span"]["start"], fact["span"]["end"]) for fact in entry["facts"]]
    covered += [(span["start"], span["end"]) for span in entry["non_facts"]]
    for digits in re.finditer(r"\d+", entry["text"]):
        inside = any(a <= digits.start() and digits.end() <= b for a, b in covered)
        assert inside, entry["text"][max(0, digits.start() - 30) : digits.end() + 30]


@EVERY_ENTRY
def test_no_fact_is_listed_twice(entry: Entry) -> None:
    """A span carries one fact of a kind."""
    seen = Counter((f["kind"], f["span"]["start"], f["span"]["end"]) for f in entry["facts"])
    assert max(seen.values(), default=1) == 1


def test_identifiers_and_texts_are_unique() -> None:
    """No identifier and no text stands twice in the seeds."""
    for key in ("id", "text"):
        assert len({entry[key] for entry in ENTRIES}) == len(ENTRIES)


def test_every_kind_of_fact_occurs() -> None:
    """The sentences and the articles each hold facts of all kinds."""
    for name in ("gold", "articles"):
        kinds = {fact["kind"] for entry in read(SEEDS / f"{name}.jsonl") for fact in entry["facts"]}
        assert kinds == {"casualty", "count", "quantity", "duration", "date"}


def test_articles_and_their_texts_belong_together() -> None:
    """Each article has a text file holding exactly its text, and each text file an entry."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in ARTICLES.glob("*.txt")}
    entries = {
        entry["id"].removeprefix("article-"): entry["text"]
        for entry in read(SEEDS / "articles.jsonl")
    }
    assert texts == entries


def test_articles_have_the_length_of_news() -> None:
    """An article has between 150 and 500 words."""
    for entry in read(SEEDS / "articles.jsonl"):
        assert SHORTEST <= len(entry["text"].split()) <= LONGEST, entry["id"]
