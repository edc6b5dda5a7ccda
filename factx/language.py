"""Reading a language pack: its TOML files, merged into one lexicon.

A language pack is a folder of TOML files. Every file may hold any of the tables described in
``docs/grammar.md``; all files are merged, and everything is checked while it is read, so that an
error names the file, the key and what was expected there.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any

from factx import shapes
from factx.errors import LexiconError
from factx.lexicon import NOUN_FORMS, VERB_FORMS, Lexicon, RuleRecord
from factx.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

TABLES = (
    "words",
    "values",
    "verbs",
    "nouns",
    "phrases",
    "aliases",
    "fragments",
    "symbols",
    "shape",
    "rule",
)
RULE_KEYS = ("id", "pass", "examples", "pattern", "as")
MISSING_FORM = "-"


def load(lang: str | Traversable = "en", extra: Iterable[Traversable] = ()) -> Lexicon:
    """Read a language pack and ``extra`` TOML files.

    Args:
        lang: the name of a folder of ``factx/lang``, or a folder.
        extra: files that are read after those of the pack.

    Raises:
        LexiconError: there is no such pack, or a file is not as documented.
    """
    return parse(files_of(lang, extra))


def files_of(lang: str | Traversable, extra: Iterable[Traversable] = ()) -> list[tuple[str, bytes]]:
    """Return the TOML files of a language pack, and ``extra`` ones, as (name, content).

    Raises:
        LexiconError: there is no such pack.
    """
    packs = resources.files("factx") / "lang"
    folder = packs / lang if isinstance(lang, str) else lang
    if not folder.is_dir():
        names = sorted(entry.name for entry in packs.iterdir() if entry.is_dir())
        reason = f"no such language pack; there are: {names}, or give a folder"
        raise LexiconError(str(lang), "lang", reason)
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [(file.name, file.read_bytes()) for file in (*files, *extra)]


def parse(files: Iterable[tuple[str, bytes]]) -> Lexicon:
    """Return the lexicon of TOML files given as (name, content).

    Raises:
        LexiconError: a file cannot be parsed, or a table, key or value is not as documented.
    """
    lexicon = Lexicon()
    for name, content in files:
        _read(lexicon, name, content)
    _add_case_variants(lexicon)
    return lexicon


def _add_case_variants(lexicon: Lexicon) -> None:
    """Let a capitalised surface count in all capitals too (older wire text)."""
    for surface in list(lexicon.cased):
        upper = surface.upper()
        if upper != surface:
            lexicon.cased[upper] = lexicon.cased.get(upper, frozenset()) | lexicon.cased[surface]


def _read(lexicon: Lexicon, name: str, content: bytes) -> None:
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(name, "(syntax)", str(error)) from None
    for table, rows in data.items():
        if table not in TABLES:
            raise LexiconError(name, table, f"unknown table; allowed are {', '.join(TABLES)}")
        listed = table in ("shape", "rule")
        expected = f"a list of tables, each headed [[{table}]]" if listed else f"a table [{table}]"
        _require(isinstance(rows, list if listed else dict), name, table, f"expected {expected}")
        _READERS[table](lexicon, name, rows)


def _require(condition: bool, file: str, key: str, reason: str) -> None:  # noqa: FBT001 - an assertion
    if not condition:
        raise LexiconError(file, key, reason)


def _lines(content: object, file: str, category: str) -> Iterator[tuple[str, str]]:
    """Yield (value, line) of a table of value = lines."""
    _require(isinstance(content, dict), file, category, "expected a table of value = lines")
    for value, lines in content.items():  # type: ignore[attr-defined]
        _require(isinstance(lines, str), file, f"{category}.{value}", "expected a string of lines")
        yield from ((value, line) for line in lines.splitlines() if line.strip())


def _texts(content: Mapping[str, object], file: str) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of a table of strings."""
    for name, text in content.items():
        _require(isinstance(text, str), file, name, "expected a string")
        yield name, str(text)


def _add(lexicon: Lexicon, file: str, category: str, surface: str) -> None:
    _require(
        category.replace("_", "").isalnum() and category == category.upper(),
        file,
        category,
        "a category is written in capitals, digits and underscores",
    )
    target = lexicon.words if surface == surface.lower() else lexicon.cased
    target[surface] = target.get(surface, frozenset()) | {category}


def _add_value(lexicon: Lexicon, file: str, category: str, surface: str, value: object) -> None:
    table = lexicon.values.setdefault(category, {})
    if surface in table and table[surface] != value:
        first = lexicon.origin.get(f"{category} {surface}", "elsewhere")
        known = f"{surface!r} has the value {table[surface]!r} already (in {first})"
        reason = f"{known}; one surface form in one place"
        raise LexiconError(file, category, reason)
    table[surface] = value
    lexicon.origin[f"{category} {surface}"] = file


def _read_words(lexicon: Lexicon, file: str, content: Mapping[str, str]) -> None:
    for category, surfaces in content.items():
        _require(
            isinstance(surfaces, str), file, category, "expected one string of words and blanks"
        )
        for surface in surfaces.split():
            _add(lexicon, file, category, surface)


def _read_values(lexicon: Lexicon, file: str, content: Mapping[str, Mapping[str, Any]]) -> None:
    for category, table in content.items():
        _require(
            isinstance(table, dict), file, category, "expected a table of surface = value lines"
        )
        for surface, value in table.items():
            _add(lexicon, file, category, surface)
            _add_value(lexicon, file, category, surface, value)


def _read_forms(
    lexicon: Lexicon,
    file: str,
    content: Mapping[str, Mapping[str, str]],
    forms: tuple[str, ...],
) -> None:
    for category, table in content.items():
        for value, line in _lines(table, file, category):
            surfaces = line.split()
            key = f"{category}.{value}"
            reason = f"expected {len(forms)} forms ({', '.join(forms).lower()}), found {line!r}"
            _require(len(surfaces) == len(forms), file, key, reason)
            for form, surface in zip(forms, surfaces, strict=True):
                if surface != MISSING_FORM:
                    _add(lexicon, file, f"{category}_{form}", surface)
                    _add_value(lexicon, file, category, surface, value)


def _read_verbs(lexicon: Lexicon, file: str, content: Mapping[str, Mapping[str, str]]) -> None:
    _read_forms(lexicon, file, content, VERB_FORMS)


def _read_nouns(lexicon: Lexicon, file: str, content: Mapping[str, Mapping[str, str]]) -> None:
    _read_forms(lexicon, file, content, NOUN_FORMS)


def _read_phrases(lexicon: Lexicon, file: str, content: Mapping[str, Mapping[str, str]]) -> None:
    for category, table in content.items():
        for value, line in _lines(table, file, category):
            phrase = " ".join(line.split())
            lexicon.phrases.setdefault(category, {})[phrase] = value
            _add_value(lexicon, file, category, phrase, value)


def _read_aliases(lexicon: Lexicon, file: str, content: Mapping[str, str]) -> None:
    lexicon.aliases.update(_texts(content, file))


def _read_fragments(lexicon: Lexicon, file: str, content: Mapping[str, str]) -> None:
    for name, pattern in _texts(content, file):
        first = lexicon.origin.get("{" + name)
        _require(first is None, file, name, f"the fragment is defined in {first} already")
        lexicon.origin["{" + name] = file
        lexicon.fragments[name] = pattern


def _read_symbols(lexicon: Lexicon, file: str, content: Mapping[str, str]) -> None:
    lexicon.symbols.update(_texts(content, file))


def _read_shapes(lexicon: Lexicon, file: str, content: list[Mapping[str, str]]) -> None:
    for shape in content:
        _require(
            set(shape) == {"name", "pattern", "categories"},
            file,
            "shape",
            "expected the keys name, pattern and categories",
        )
        _require(
            all(isinstance(text, str) for text in shape.values()), file, "shape", "all strings"
        )
        try:
            shapes.check(shape["pattern"])
        except ValueError as error:
            raise LexiconError(file, shape["name"], f"the shape's pattern: {error}") from None
        categories = frozenset(shape["categories"].split())
        lexicon.shapes.append(Shape(shape["name"], shape["pattern"], categories))


def _read_rules(lexicon: Lexicon, file: str, content: list[Mapping[str, Any]]) -> None:
    known = {rule.id for rule in lexicon.rules}
    for rule in content:
        name = str(rule.get("id", "(no id)"))
        for key in ("id", "pass", "pattern", "examples"):
            _require(key in rule, file, name, f"the rule lacks the key {key!r}")
        for key in ("id", "pass", "pattern"):
            _require(isinstance(rule[key], str), file, name, f"{key!r} is a string")
        _require(name not in known, file, name, "another rule has this id")
        known.add(name)
        _require(
            isinstance(rule["examples"], list) and len(rule["examples"]) > 1,
            file,
            name,
            "a rule has two examples or more, differently worded",
        )
        symbol = rule.get("as", [])
        _require(isinstance(symbol, list), file, name, "expected a list of categories as 'as'")
        lexicon.rules.append(
            RuleRecord(
                id=name,
                pass_name=rule["pass"],
                examples=tuple(rule["examples"]),
                pattern=rule["pattern"],
                symbol=tuple(symbol),
                attributes={key: value for key, value in rule.items() if key not in RULE_KEYS},
                file=file,
            )
        )


_READERS: dict[str, Any] = {
    "words": _read_words,
    "values": _read_values,
    "verbs": _read_verbs,
    "nouns": _read_nouns,
    "phrases": _read_phrases,
    "aliases": _read_aliases,
    "fragments": _read_fragments,
    "symbols": _read_symbols,
    "shape": _read_shapes,
    "rule": _read_rules,
}
