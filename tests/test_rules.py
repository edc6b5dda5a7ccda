"""The English pack as data: every rule fires on its examples, and nothing is said twice."""

from __future__ import annotations

import ast
import collections
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import factx
from factx.attributes import NEEDED, OTHERS
from factx.extractor import Extractor
from factx.language import load
from factx.lexicon import NOUN_FORMS, VERB_FORMS, RuleRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(factx.__file__).parent / "lang" / "en"
FILES = sorted(FOLDER.glob("*.toml"))
TABLES = {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
RULES = load("en").rules
ENGINE = sorted((FOLDER.parent.parent).rglob("*.py"))

ASKED_AT_A_PLACE = {"durations.object"}
"""Passes that are asked what stands behind something, and search nothing."""
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """One extractor for all rules."""
    return Extractor()


@each_rule
def test_rule_fires_on_each_of_its_examples(extractor: Extractor, rule: RuleRecord) -> None:
    """Every example of a rule makes that rule fire, in its own pass and no other's."""
    for example in rule.examples:
        firings = extractor.explain(example, published="2024-10-31").firings
        fired = {(firing.pass_name, firing.rule) for firing in firings}
        assert (rule.pass_name, rule.id) in fired, example


@pytest.mark.parametrize("name", sorted({rule.pass_name for rule in RULES} - ASKED_AT_A_PLACE))
def test_no_pass_is_tried_at_every_word(extractor: Extractor, name: str) -> None:
    """What the rules of a pass can begin with is less than a quarter of all that words can be."""
    symbols = extractor.grammar._alphabet.categories  # noqa: SLF001 - how many there are
    assert len(extractor.grammar.rules(name).first) < len(symbols) / 4


@each_rule
def test_examples_are_worded_differently(rule: RuleRecord) -> None:
    """A rule has two examples or more that differ by more than case, blanks and figures."""
    skeletons = {" ".join(re.sub(r"\d", "", example).lower().split()) for example in rule.examples}
    assert len(skeletons) == len(rule.examples) > 1


@each_rule
def test_ids_have_an_area_and_a_name(rule: RuleRecord) -> None:
    """An id is ``area.name`` in lower case, as facts tell it to their readers."""
    assert re.fullmatch(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*", rule.id), rule.id


def test_ids_are_unique() -> None:
    """No two rules share an id, in whatever files they stand."""
    found = collections.Counter(row["id"] for table in TABLES.values() for row in _rules(table))
    assert [name for name, times in found.items() if times > 1] == []


def test_patterns_are_different() -> None:
    """No two rules of one pass have the same pattern: the second could never fire."""
    found = collections.Counter((rule.pass_name, " ".join(rule.pattern.split())) for rule in RULES)
    assert [place for place, times in found.items() if times > 1] == []


def test_no_form_stands_twice_in_a_category() -> None:
    """One surface form, one place: no category lists a word or phrase twice, in any files."""
    found = collections.Counter(
        place for table in TABLES.values() for place in (*_words(table), *_phrases(table))
    )
    assert [place for place, times in found.items() if times > 1] == []


def test_fragments_are_used() -> None:
    """Every named piece of pattern stands in a rule or in another fragment."""
    fragments = {name for table in TABLES.values() for name in table.get("fragments", {})}
    used = {
        name
        for table in TABLES.values()
        for pattern in _patterns(table)
        for name in re.findall(r"\{([A-Za-z][\w-]*)\}", pattern)
    }
    assert fragments - used == set()


def test_phrases_are_used() -> None:
    """Every category of phrases stands in a pattern, or the engine asks for its values."""
    phrases = {name for table in TABLES.values() for name in table.get("phrases", {})}
    patterns = "".join(path.read_text(encoding="utf-8") for path in (*FILES, *ENGINE))
    assert {name for name in phrases if patterns.count(name) < 2} == set()


def test_every_pass_is_run() -> None:
    """Each pass that a rule names is one that the engine asks for by that name."""
    engine = "".join(path.read_text(encoding="utf-8") for path in ENGINE)
    assert {rule.pass_name for rule in RULES if f'"{rule.pass_name}"' not in engine} == set()


def test_the_engine_names_no_rule() -> None:
    """What a rule is read for is told by its attributes: no code asks for the id of a rule."""
    ids = {rule.id for rule in RULES} - {rule.pass_name for rule in RULES}
    named = {
        (path.name, node.value)
        for path in ENGINE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in ids
    }
    assert named == set()


def test_the_engine_asks_for_no_word() -> None:
    """Words are compared with those of a table or a category, never with one that code spells."""
    for path in ENGINE:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for comparison in (node for node in ast.walk(tree) if isinstance(node, ast.Compare)):
            sides = [comparison.left, *comparison.comparators]
            if any(re.search(r"\.words?\(|\bword$", ast.unparse(side)) for side in sides):
                spelt = [
                    each.value
                    for side in sides
                    for each in ast.walk(side)
                    if isinstance(each, ast.Constant) and re.match("[a-z]{2}", str(each.value))
                ]
                assert spelt == [], f"{path.name}:{comparison.lineno}"


@pytest.mark.parametrize(
    ("name", "attribute"),
    [
        (name, attribute)
        for name, known in sorted(NEEDED.items())
        for attribute, allowed in known.items()
        if attribute in ("reads", "make", "cue", "reach") and isinstance(allowed, tuple)
    ]
    + [("blockers", "check"), ("counts", "only")],
)
def test_attributes_name_what_there_is(name: str, attribute: str) -> None:
    """The readers, checks and reaches that a pass knows are those that its rules name."""
    allowed = {**NEEDED.get(name, {}), **OTHERS.get(name, {})}[attribute]
    named = {
        rule.attributes[attribute]
        for rule in RULES
        if rule.pass_name == name and attribute in rule.attributes
    }
    assert isinstance(allowed, tuple)
    assert named == set(allowed)


def test_categories_are_asked_for() -> None:
    """Every list of words is named by a pattern or by the engine; a list of forms in one form."""
    patterns = " ".join(pattern for table in TABLES.values() for pattern in _patterns(table))
    engine = "".join(path.read_text(encoding="utf-8") for path in ENGINE)
    asked = {*re.findall(r"[A-Z][A-Z0-9_]+", patterns), *re.findall(r'"([A-Z][A-Z0-9_]+)"', engine)}
    bases = {name.rpartition("_")[0] for name in asked} | asked
    listed = {category for table in TABLES.values() for category, _ in _words(table)}
    forms = {f"_{form}" for form in (*VERB_FORMS, *NOUN_FORMS)}
    unasked = {
        name
        for name in listed - asked
        if not (any(name.endswith(form) for form in forms) and name.rpartition("_")[0] in bases)
    }
    assert unasked == set()


def test_attributes_are_read() -> None:
    """Every attribute that a rule may have is had by one, and one that the engine looks at."""
    engine = "".join(
        path.read_text(encoding="utf-8") for path in ENGINE if path.name != "attributes.py"
    )
    known = {name for table in (NEEDED, OTHERS) for names in table.values() for name in names}
    assert known == {name for rule in RULES for name in rule.attributes}
    assert {name for name in known if f'"{name}"' not in engine} == set()


def test_rewriting_rules_say_what_they_make() -> None:
    """In a pass that puts symbols in place of matches, every rule names its symbol."""
    rewriting = {rule.pass_name for rule in RULES if rule.symbol}
    assert [rule.id for rule in RULES if rule.pass_name in rewriting and not rule.symbol] == []


def _rules(table: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.get("rule", [])
    return found


def _patterns(table: dict[str, Any]) -> list[str]:
    return [*table.get("fragments", {}).values(), *(row["pattern"] for row in _rules(table))]


def _words(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (category, surface) of all tables of single words."""
    for category, surfaces in table.get("words", {}).items():
        yield from ((category, surface) for surface in surfaces.split())
    for category, values in table.get("values", {}).items():
        yield from ((category, surface) for surface in values)
    for name, forms in (("verbs", VERB_FORMS), ("nouns", NOUN_FORMS)):
        for category, by_value in table.get(name, {}).items():
            for lines in by_value.values():
                for line in lines.strip().splitlines():
                    yield from (
                        (f"{category}_{form}", surface)
                        for form, surface in dict(zip(forms, line.split(), strict=True)).items()
                        if surface != "-"
                    )


def _phrases(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield ({category}, phrase) of all tables of phrases."""
    for category, by_value in table.get("phrases", {}).items():
        for lines in by_value.values():
            yield from (
                (f"{{{category}}}", " ".join(line.split()))
                for line in lines.splitlines()
                if line.strip()
            )
