"""Documents that list what is in the data list all of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factx.pack import load_grammar
from factx.reading import PASSES

if TYPE_CHECKING:
    from factx.grammar import Grammar

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
    """What stands between backquotes, in order."""
    return re.findall(r"`([^`]+)`", text)


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
