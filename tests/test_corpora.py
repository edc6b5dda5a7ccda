"""Run the tables of tests/corpora: sentences, and the facts that they must give.

A table names the ``kinds`` of facts that it lists in full. Every other key is a construction, an
array of cases::

    [[passive]]
    text      = "At least 12 people were killed."
    published = "2024-10-31"            # the default; "none" for a document without a date
    facts     = [{ span = "At least 12 people", outcome = "killed", number = "at_least 12" }]
    known_gap = "why it fails today"    # expected to fail, and a failure of the test once it passes

Facts stand in the order of the text. Of a fact only what is listed is compared: ``kind`` (by
default the first of ``kinds``), ``span``, and any field. ``number`` stands for the qualifier and
its bounds: ``"12"`` (exact), ``"at_least 12"``, ``"range 10 15"``, ``"vague 24"``, ``"vague"``.
Spans are given by their text, ``of`` by the text of the antecedent's span, null as ``"none"``.
A fact that is not listed is a fault, unless it lies on one marked ``optional``: of an optional
fact the absence is as good as the presence, and nothing more is compared.
"""

from __future__ import annotations

import functools
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import factx

if TYPE_CHECKING:
    from pydantic import BaseModel

TABLES = sorted((Path(__file__).parent / "corpora").glob("*.toml"))
SEEDS = Path(__file__).parent.parent / "seeds"
FILLED = {
    "exact": ("low", "best", "high"),
    "at_least": ("low", "best"),
    "more_than": ("low", "best"),
    "at_most": ("high",),
    "less_than": ("high",),
    "up_to": ("high",),
    "nearly": ("best", "high"),
    "approximately": ("best",),
    "range": ("low", "high"),
    "vague": ("low",),
}
MODELS: dict[str, type[BaseModel]] = {
    "casualty": factx.Casualty,
    "count": factx.Count,
    "quantity": factx.Quantity,
    "duration": factx.Duration,
    "date": factx.Date,
}
Case = dict[str, Any]
Place = tuple[int, int]


def cases() -> list[tuple[str, list[str], Case]]:
    """Return every case of every table: its name, the kinds listed in full, and the case."""
    found: list[tuple[str, list[str], Case]] = []
    for path in TABLES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        kinds = table.pop("kinds")
        for construction, rows in table.items():
            found += [
                (f"{path.stem}-{construction}-{index}", kinds, row)
                for index, row in enumerate(rows, 1)
            ]
    return found


def number_fields(number: str) -> dict[str, Any]:
    """Spell out a table's short form of a number."""
    first, *rest = number.split()
    qualifier, figures = ("exact", [first] * 3) if not rest and first != "vague" else (first, rest)
    wanted: dict[str, Any] = {"qualifier": qualifier, "low": None, "best": None, "high": None}
    if qualifier in {"at_least", "more_than", "nearly"}:
        figures = figures * 2
    for name, figure in zip(FILLED[qualifier], figures, strict=qualifier != "vague"):
        wanted[name] = float(figure)
    return wanted


def places(text: str, facts: list[Case]) -> list[Place]:
    """Find where the listed facts stand: each at its first place in the order of the text."""
    found: list[Place] = []
    at = 0
    for fact in facts:
        at = whole(text, fact["span"], at)
        found.append((at, at + len(fact["span"])))
        at += 1
    return found


def whole(text: str, piece: str, at: int) -> int:
    """Find the first place from ``at`` on where ``piece`` is not the inside of a word or number."""
    while True:
        at = text.index(piece, at)
        before, after = text[:at][-1:], text[at + len(piece) :][:1]
        if not (before.isalnum() and piece[0].isalnum()) and not (
            after.isalnum() and piece[-1].isalnum()
        ):
            return at
        at += 1


def plain(value: Any, by_id: dict[str, Any], name: str) -> Any:
    """Put a field's value in the form in which tables write it."""
    if name == "of" and value is not None:
        return by_id[value]["span"]["text"]
    if isinstance(value, dict):
        return value["text"]
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, float):
        return round(value, 4)
    return value


def differences(expected: Case, given: dict[str, Any], by_id: dict[str, Any]) -> list[str]:
    """Say which of the listed fields the given fact has otherwise."""
    wanted = {k: v for k, v in expected.items() if k not in {"span", "kind", "number", "optional"}}
    if "number" in expected:
        wanted |= number_fields(expected["number"])
    faults = []
    for name, value in wanted.items():
        want = None if value == "none" else sorted(value) if isinstance(value, list) else value
        have = plain(given[name], by_id, name)
        if want != have:
            faults.append(f"{given['span']['text']!r}: {name} is {have!r}, not {want!r}")
    return faults


def judge(kinds: list[str], case: Case) -> list[str]:
    """List everything in which the program's facts differ from those of the case."""
    text, listed = case["text"], case["facts"]
    published = case.get("published", "2024-10-31")
    facts = factx.extract(text, published=None if published == "none" else published)
    given = [json.loads(fact.model_dump_json()) for fact in facts]
    by_id = {fact["id"]: fact for fact in given}
    spans = places(text, listed)
    optional = [at for fact, at in zip(listed, spans, strict=True) if fact.get("optional")]
    unclaimed = {(fact["kind"], fact["span"]["start"], fact["span"]["end"]): fact for fact in given}
    faults: list[str] = []
    for fact, (start, end) in zip(listed, spans, strict=True):
        found = unclaimed.pop((fact.get("kind", kinds[0]), start, end), None)
        if fact.get("optional"):
            continue
        if found is None:
            faults.append(f"{fact['span']!r}: not found")
        else:
            faults += differences(fact, found, by_id)
    for (kind, start, end), found in unclaimed.items():
        if kind in kinds and not any(start < b and a < end for a, b in optional):
            faults.append(
                f"{found['span']['text']!r}: a {kind} that is not there ({found['rule']})"
            )
    return faults


def parameters() -> list[Any]:
    """Hand the cases to pytest, known gaps as strict expected failures."""
    return [
        pytest.param(
            kinds,
            case,
            id=name,
            marks=[pytest.mark.xfail(strict=True, reason=case["known_gap"])]
            if "known_gap" in case
            else [],
        )
        for name, kinds, case in cases()
    ]


@pytest.mark.parametrize(("kinds", "case"), parameters())
def test_sentence_gives_the_facts_of_the_table(kinds: list[str], case: Case) -> None:
    """A sentence gives the facts listed for it, with the listed fields, and no others."""
    faults = judge(kinds, case)
    assert not faults, "\n".join([case["text"], *faults])


@pytest.mark.parametrize(("name", "kinds", "case"), cases(), ids=[name for name, _, _ in cases()])
def test_table_is_well_formed(name: str, kinds: list[str], case: Case) -> None:
    """A case has only known keys; its spans are in its text, its fields in the fact's model."""
    assert set(case) <= {"text", "published", "facts", "known_gap"}, name
    assert set(kinds) <= set(MODELS)
    assert all(end > start for start, end in places(case["text"], case["facts"]))
    for fact in case["facts"]:
        kind = fact.get("kind", kinds[0])
        assert kind in kinds
        fields = set(fact) - {"span", "kind", "number", "optional"}
        assert fields <= set(MODELS[kind].model_fields)
        if "number" in fact:
            assert number_fields(fact["number"])["qualifier"] in FILLED


@functools.cache
def seed_texts() -> frozenset[str]:
    """Collect the texts of the annotated sentences and documents."""
    return frozenset(
        json.loads(line)["text"]
        for path in SEEDS.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def test_sentences_are_all_different() -> None:
    """No sentence stands twice in the tables, nor in the seeds: each tells something new."""
    texts = [case["text"] for _, _, case in cases()]
    assert len(set(texts)) == len(texts)
    assert not seed_texts() & set(texts)
