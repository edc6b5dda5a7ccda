"""Documents that list what is in the data list all of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import pytest

import factx
from factx import vocabulary
from factx.cli import main
from factx.facts import Qualifier
from factx.pack import load_grammar
from factx.reading import PASSES

if TYPE_CHECKING:
    from factx.grammar import Grammar

OUTCOMES = (
    "TRANSITIVE",
    "INTRANSITIVE",
    "HARM",
    "TRIGGER_ADJECTIVE",
    "TRIGGER_NOMINAL",
    "TRIGGER_NOUN",
    "TRIGGER_PERSON",
)
"""Categories whose values are outcomes."""
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    """The English grammar."""
    return load_grammar("en")


def section(document: str, title: str) -> str:
    """The text under one heading of a document, up to the next heading of its level."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    match = re.search(
        rf"^(#+) {re.escape(title)}\n(.*?)(?=^\1 |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert match is not None, title
    return match[2]


def quoted(text: str) -> list[str]:
    """What stands between single backquotes, in order."""
    return re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def table(text: str) -> list[list[str]]:
    """The rows of the tables in a text, cell by cell, without their heads."""
    bodies = re.findall(r"^\|--.*\n((?:\|.*\n)+)", text, re.MULTILINE)
    lines = [line for body in bodies for line in body.splitlines()]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_files_of_the_english_pack_are_listed() -> None:
    """The table of files names every file of the English pack, and no other."""
    listed = {name for name in quoted(section("grammar.md", "Files")) if name.endswith(".toml")}
    assert listed == {file.name for file in (ROOT / "factx" / "lang" / "en").glob("*.toml")}


def test_passes_are_listed(grammar: Grammar) -> None:
    """The table of passes names those that the engine knows; each has rules in English."""
    rows = re.findall(r"^\| \d+ \| (.*?) \|", section("grammar.md", "Passes"), re.MULTILINE)
    assert sorted(name for row in rows for name in quoted(row)) == sorted(PASSES)
    assert set(grammar.passes()) == set(PASSES)


def test_attributes_of_rules_are_listed(grammar: Grammar) -> None:
    """The table of attributes names each that a rule of its pass has, and none that no rule has."""
    used = {
        (record.pass_name, name) for record in grammar.lexicon.rules for name in record.attributes
    }
    listed: set[tuple[str, str]] = set()
    for names, passes in re.findall(
        r"^\| (`.*?`) \| (`.*?`) \|", section("grammar.md", "Rules"), re.MULTILINE
    ):
        for shown in quoted(passes):
            stem = shown.removesuffix("…")
            members = [
                name
                for name in PASSES
                if name == shown or (stem != shown and name.startswith(stem))
            ]
            assert members, shown
            listed |= {(name, attribute) for name in members for attribute in quoted(names)}
    assert used <= listed
    assert {name for _, name in listed} == {name for _, name in used}


def test_values_of_closed_lists_are_listed() -> None:
    """The page of the fields names every value of every closed list (qualifiers: see hedges)."""
    listed = set(quoted((ROOT / "docs" / "facts.md").read_text(encoding="utf-8")))
    for name in vocabulary.__all__:
        if name != "Qualifier":
            assert set(get_args(getattr(vocabulary, name))) <= listed, name


def test_options_of_commands_are_listed() -> None:
    """The page of the command line names every command, and under each all of its options."""
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert f"`factx {name}" in section("cli.md", "The command line")
        options = {opt for each in command.params for opt in each.opts if opt.startswith("--")}
        if shown := options - {"--help"}:
            told = {word.split()[0] for word in quoted(section("cli.md", name))}
            assert shown <= told, name


def test_outcomes_are_listed(grammar: Grammar) -> None:
    """Words that stand alone in the table of outcomes carry that outcome in the data."""
    values = grammar.lexicon.values
    for name, *cells in table(section("casualties.md", "Outcomes")):
        words = {word for cell in cells for word in re.split("[,;] ", cell) if " " not in word}
        for word in words - {""}:
            found = {values[category].get(word) for category in OUTCOMES}
            assert quoted(name)[0] in found, word


def test_hedges_are_listed(grammar: Grammar) -> None:
    """Every hedge that the page shows is in the data under its qualifier; no class is left out."""
    before, after = (grammar.lexicon.phrases[name] for name in ("HEDGE_BEFORE", "HEDGE_AFTER"))
    classes = [row for row in table(section("hedges.md", "Classes")) if "](#" not in row[-2]]
    besides = table(section("hedges.md", "What hedges say besides"))
    for row in (*classes, *besides):
        (value,) = quoted(row[0])
        for phrases, shown in ((before, row[-2]), (after, row[-1])):
            assert {phrases.get(phrase) for phrase in shown.split(", ") if phrase} <= {value}
    assert {quoted(row[0])[0] for row in (*classes, *besides)} == {
        *before.values(),
        *after.values(),
    }


def test_bounds_of_hedges_are_as_shown() -> None:
    """A fact of each class is valid with low, best and high as the page shows, and no otherwise."""
    rows = table(section("hedges.md", "Classes"))
    assert {quoted(row[0])[0] for row in rows} == set(get_args(Qualifier))
    span = factx.Span(text="12 boats", start=0, end=8)
    for row in rows:
        qualifier = quoted(row[0])[0]
        fields: dict[str, Any] = {
            "id": "f1",
            "span": span,
            "qualifier": qualifier,
            "inclusive": qualifier not in ("more_than", "less_than", "nearly"),
        }
        bounds = [12 if cell else None for cell in row[1:4]]
        factx.Count(**fields, low=bounds[0], best=bounds[1], high=bounds[2])
        swapped = [None if bound else 12 for bound in bounds]
        with pytest.raises(ValueError, match=qualifier):
            factx.Count(**fields, low=swapped[0], best=swapped[1], high=swapped[2])


def test_vague_words_are_listed(grammar: Grammar) -> None:
    """Every vague word that the page shows has its bound in the data; no bound is left out."""
    vague = grammar.lexicon.phrases["VAGUE_WORD"]
    rows = table(section("hedges.md", "Vague words"))
    for low, words in rows:
        assert {vague[word] for word in words.split(", ")} == {low}
    assert {low for low, _ in rows} == set(vague.values())


def marked(document: str, name: str) -> str:
    """The part of a document between ``<!-- name … -->`` and ``<!-- /name -->``."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    match = re.search(rf"<!-- {name}\b.*?-->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
    assert match is not None, name
    return match[1]


def others(cell: str) -> dict[str, str]:
    """The fields of a cell such as ``relation by, mod END``."""
    return dict(pair.split(" ", 1) for pair in cell.split(", ") if pair)


def test_dates_are_read_as_shown() -> None:
    """Each date in the table of the page has the value and the fields that the row shows."""
    rows = table(marked("dates.md", "dates"))
    assert len(rows) > 30
    for text, value, granularity, resolution, more in rows:
        (fact,) = factx.extract(text, published="2024-10-31", kinds=["date"])
        assert isinstance(fact, factx.Date)
        assert [fact.value, fact.granularity, fact.resolution] == [value, granularity, resolution]
        told = {
            name: str(getattr(fact, name))
            for name in ("relation", "mod", "part")
            if getattr(fact, name) is not None
        }
        if fact.timex != "DATE":
            told["timex"] = fact.timex
        if fact.alternatives:
            told["alternatives"] = " ".join(fact.alternatives)
        assert told == others(more), text


def test_durations_are_read_as_shown() -> None:
    """Each duration in the table of the page has the ISO 8601 forms and fields of its row."""
    rows = table(marked("dates.md", "durations"))
    assert len(rows) > 8
    for text, low, iso, high, more in rows:
        (fact,) = factx.extract(text, kinds=["duration"])
        assert isinstance(fact, factx.Duration)
        assert [fact.iso_low or "", fact.iso or "", fact.iso_high or ""] == [low, iso, high], text
        for name, shown in others(more).items():
            found = getattr(fact, name)
            assert (found.text if isinstance(found, factx.Span) else found) == shown, text


def test_relations_are_listed(grammar: Grammar) -> None:
    """The table of relations names every relation with its words."""
    listed = {
        quoted(name)[0]: words.partition(";")[0].split(", ")
        for name, words in table(section("dates.md", "Relations"))
    }
    relations = grammar.lexicon.phrases["RELATION"]
    assert {phrase: name for name, phrases in listed.items() for phrase in phrases} == relations


def shown(value: object) -> str:
    """A field as the tables write it."""
    if isinstance(value, factx.Span):
        return value.text
    return "" if value is None else str(value)


@pytest.mark.parametrize(
    ("name", "kind", "fields"),
    [
        ("counts", "count", ("text", "low", "best", "high", "object", "scope")),
        ("quantities", "quantity", ("text", "best", "unit", "dimension", "of_what")),
    ],
)
def test_counts_and_quantities_are_read_as_shown(
    name: str, kind: str, fields: tuple[str, ...]
) -> None:
    """Each row of the tables shows the facts of its text; several stand in order."""
    rows = table(marked("quantities.md", name))
    assert len(rows) > 8
    for text, *cells in rows:
        facts = factx.extract(text, kinds=[kind])
        told = ["; ".join(shown(getattr(fact, field)) for fact in facts) for field in fields]
        assert told == cells, text


def test_numbers_that_are_no_facts_are_listed() -> None:
    """Each example is taken off for the reason that the row gives; no reason is left out."""
    extractor = factx.Extractor()
    reasons = {
        record.id: record.attributes["reason"]
        for record in extractor.grammar.lexicon.rules
        if "reason" in record.attributes
    }
    rows = table(marked("quantities.md", "non-facts"))
    for name, examples in rows:
        for example in examples.split("; "):
            explanation = extractor.explain(example)
            fired = {reasons[each.rule] for each in explanation.firings if each.rule in reasons}
            assert (quoted(name)[0] in fired, explanation.facts) == (True, ()), example
    assert {quoted(name)[0] for name, _ in rows} == set(reasons.values())
