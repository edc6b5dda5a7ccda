"""Language packs, compiled: made once, then kept in the user's cache between processes.

A kept pack is plain data (``marshal``), named by a digest of everything that it depends on: the
files' contents, the version of factx, the interpreter. A cache that cannot be read or written is
done without, silently: it only saves time.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

from factx import patterns
from factx.grammar import Grammar
from factx.language import files_of, parse
from factx.lexicon import Lexicon, RuleRecord, Tables
from factx.shapes import Shape, ShapeReader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

FORMAT = 2
"""Raised whenever the shape of a kept pack changes."""
CACHE_VARIABLE = "FACTX_CACHE"
"""Environment variable: another folder for kept packs, or empty for none."""
_FIELDS = (
    "words",
    "cased",
    "values",
    "phrases",
    "aliases",
    "fragments",
    "symbols",
    "origin",
    "literal_only",
)
_TABLES = ("values", "phrases")


def load_grammar(lang: str | Traversable = "en", extra: Iterable[Traversable] = ()) -> Grammar:
    """Return the compiled grammar of a language pack and ``extra`` TOML files.

    Args:
        lang: the name of a folder of ``factx/lang``, or a folder.
        extra: files that are read after those of the pack.

    Raises:
        LexiconError, GrammarError: the language data is not as documented.
    """
    files = files_of(lang, extra)
    file = _file(files)
    kept = _fetch(file) if file is not None else None
    if kept is not None:
        # What was written by something else is as good as nothing.
        with contextlib.suppress(KeyError, ValueError, TypeError, AttributeError):
            return Grammar.from_state(_lexicon(kept["lexicon"]), kept["grammar"])
    grammar = Grammar(parse(files))
    if file is not None:
        _keep(file, {"lexicon": _state(grammar.lexicon), "grammar": grammar.state()})
    return grammar


def _file(files: Iterable[tuple[str, bytes]]) -> Path | None:
    """Return where the pack of ``files`` is kept; ``None`` where nothing is to be kept."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen == "":
        return None
    digest = hashlib.sha256()
    tag = sys.implementation.cache_tag or sys.version
    digest.update(f"{FORMAT} {tag} {patterns.version()} {marshal.version}".encode())
    for module in _SOURCES:
        with contextlib.suppress(OSError):
            digest.update(Path(__file__).with_name(module).read_bytes())
    for name, content in files:
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    folder = Path(chosen) if chosen else user_cache_path("factx", appauthor=False)
    return folder / f"{digest.hexdigest()[:32]}.pack"


_SOURCES = (
    "language.py",
    "lexicon.py",
    "shapes.py",
    "notation.py",
    "grammar.py",
    "alphabet.py",
    "patterns.py",
    "prefixes.py",
    "guards.py",
)
"""The modules that make a pack: another version of one of them makes another pack."""


def _fetch(file: Path) -> dict[str, Any] | None:
    try:
        kept = marshal.loads(file.read_bytes())  # noqa: S302 - marshal builds data, it runs nothing
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return kept if isinstance(kept, dict) else None


def _keep(file: Path, state: dict[str, Any]) -> None:
    """Write atomically, so that another process never reads half a pack."""
    with contextlib.suppress(OSError, ValueError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(marshal.dumps(state))
            Path(temporary).replace(file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _state(lexicon: Lexicon) -> dict[str, Any]:
    state = {name: getattr(lexicon, name) for name in _FIELDS}
    for name in _TABLES:
        state[name] = dict(state[name])
    state["shapes"] = [tuple(shape) for shape in lexicon.shapes]
    state["shape_code"] = (lexicon.shape_reader or ShapeReader(lexicon.shapes)).code
    state["rules"] = [
        (r.id, r.pass_name, r.examples, r.pattern, r.symbol, dict(r.attributes), r.file)
        for r in lexicon.rules
    ]
    return state


def _lexicon(state: dict[str, Any]) -> Lexicon:
    fields = {name: state[name] for name in _FIELDS}
    lexicon = Lexicon(**fields | {name: Tables(fields[name]) for name in _TABLES})
    # Thousands of words share a few hundred sets of categories: keep each set once.
    shared: dict[frozenset[str], frozenset[str]] = {}
    for table in (lexicon.words, lexicon.cased):
        for surface, names in table.items():
            found = frozenset(names)
            table[surface] = shared.setdefault(found, found)
    lexicon.shapes = [Shape(*shape) for shape in state["shapes"]]
    lexicon.shape_reader = ShapeReader(lexicon.shapes, state["shape_code"])
    lexicon.rules = [RuleRecord(*record) for record in state["rules"]]
    return lexicon
