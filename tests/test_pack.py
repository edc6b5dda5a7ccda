"""Packs kept between processes: they only save time, and never decide what is read."""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factx import pack
from factx.pack import load_grammar
from factx.tape import SymbolMemo, read

if TYPE_CHECKING:
    from factx.grammar import Grammar

PACK = """
[words]
NUMBER = "one two three"
[values.PERSON]
men = "people"
[[shape]]
name = "word"
pattern = '\\w+'
categories = "WORD"
[[rule]]
id = "number.of-people"
pass = "p"
examples = ["two men", "three men"]
pattern = "(?P<number> NUMBER ) PERSON"
"""


@pytest.fixture
def language(tmp_path: Path) -> Path:
    """A small pack of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "all.toml").write_text(PACK, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for kept packs, not made yet."""
    folder = tmp_path / "kept" / "packs"
    monkeypatch.setenv(pack.CACHE_VARIABLE, str(folder))
    return folder


def kept(folder: Path) -> list[Path]:
    """The packs of a folder."""
    return sorted(folder.glob("*.pack"))


def works(grammar: Grammar) -> bool:
    """Say whether the grammar reads what the small pack is for, and knows its values."""
    tape = read("saw two men", SymbolMemo(grammar))
    ((rule, match),) = grammar.rules("p").matches(tape)
    number = tape.text_of(*rule.span(match, "number"))
    return (rule.id, number, grammar.lexicon.value("PERSON", "men")) == (
        "number.of-people",
        "two",
        "people",
    )


def test_a_pack_is_made_once(language: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is parsed, and the same is read."""
    assert works(load_grammar(language))
    assert len(kept(cache)) == 1

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("factx.pack.parse", never)
    assert works(load_grammar(language))


def test_a_kept_pack_needs_no_compilers(language: Path, cache: Path) -> None:
    """With a kept pack a process does not import what shapes are compiled with."""
    load_grammar(language)
    assert len(kept(cache)) == 1
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from factx.pack import load_grammar\n"
        f"load_grammar(Path({str(language)!r})).lexicon.categories('boat')\n"
        "print('regex' in sys.modules)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a pack",
        marshal.dumps(["a list"]),
        marshal.dumps({}),
        marshal.dumps({"lexicon": {}, "grammar": {}}),
        marshal.dumps({"lexicon": None, "grammar": 5}),
    ],
)
def test_a_broken_pack_is_made_again(language: Path, cache: Path, content: bytes) -> None:
    """What is no pack is done without and replaced."""
    load_grammar(language)
    (file,) = kept(cache)
    whole = len(file.read_bytes())
    file.write_bytes(content)
    assert works(load_grammar(language))
    assert len(file.read_bytes()) == whole


def test_half_a_pack_is_made_again(language: Path, cache: Path) -> None:
    """A pack that was cut off, wherever, is done without."""
    load_grammar(language)
    (file,) = kept(cache)
    whole = file.read_bytes()
    for size in range(0, len(whole), 97):
        file.write_bytes(whole[:size])
        assert works(load_grammar(language))


def test_changed_data_make_another_pack(language: Path, cache: Path, tmp_path: Path) -> None:
    """A pack belongs to what it was made of: one byte more, or another file, makes another."""
    load_grammar(language)
    mine = tmp_path / "mine.toml"
    for number, value in enumerate(("civilian", "military"), start=2):
        mine.write_text(f'[values.PERSON]\nwomen = "{value}"\n', encoding="utf-8")
        assert load_grammar(language, [mine]).lexicon.value("PERSON", "women") == value
        assert len(kept(cache)) == number
    assert load_grammar(language).lexicon.value("PERSON", "women") is None


def test_nothing_is_kept_where_nothing_can_be(
    language: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder cannot be made, the pack is made each time, without a word."""
    file = tmp_path / "a file"
    file.touch()
    monkeypatch.setenv(pack.CACHE_VARIABLE, str(file / "packs"))
    assert works(load_grammar(language))
    assert file.read_bytes() == b""


def test_nothing_is_kept_where_nothing_is_wanted(
    language: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty variable means no packs at all."""
    monkeypatch.setenv(pack.CACHE_VARIABLE, "")
    monkeypatch.setattr("factx.pack.user_cache_path", lambda *_, **__: tmp_path)
    assert works(load_grammar(language))
    assert kept(tmp_path) == []


def test_nothing_is_left_of_what_was_not_written(
    language: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves no half of a pack behind."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert works(load_grammar(language))
    assert list(cache.iterdir()) == []
