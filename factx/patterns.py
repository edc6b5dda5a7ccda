"""Regular expressions that can be kept: a compiled pattern as plain data, and back.

Compiling the patterns of a whole grammar takes ``re`` most of a second, as its compiler is written
in Python. What it hands to the matching engine is a list of numbers, which can be stored and handed
over again. Where the interpreter does it in another way than foreseen here, patterns travel as
their source and are compiled when they arrive.

The engine has a place in every match for every group of a pattern. In a choice between rules each
has its own groups and only one rule matches, so that rules may share numbers, which the notation of
``re`` does not allow: matches become as small as those of the rule with most groups.
"""

from __future__ import annotations

import array
import importlib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Code = tuple[str, bytes, int, int]
"""A pattern's source, the numbers of its program ("" where unknown), its flags and its groups."""

_ITEM = "I"
_HAS_SET = 4
_LEAVES = frozenset(("IN", "LITERAL", "NOT_LITERAL", "ANY", "AT"))
"""Operations without a pattern inside; sets have thousands of members to look through in vain."""


def _internals() -> tuple[Any, Any, Any] | None:
    """Return the parser, the compiler and the engine of ``re``, if they are as expected here."""
    try:
        parser = importlib.import_module("re._parser")
        compiler = importlib.import_module("re._compiler")
        engine = importlib.import_module("_sre")
    except ImportError:
        return None
    expected = ((parser, "parse"), (compiler, "_code"), (engine, "compile"), (engine, "MAGIC"))
    if not all(hasattr(module, name) for module, name in expected):
        return None
    return parser, compiler, engine


def version() -> str:
    """Return what stored programs depend on: the engine's version and the width of its numbers."""
    found = _internals()
    return f"{found[2].MAGIC}.{found[2].CODESIZE}" if found is not None else "source"


def freeze(source: str, opening: str = "", numbers: Sequence[int] = ()) -> Code:
    """Return ``source`` compiled, as plain data.

    Args:
        source: a pattern in the notation of ``re``.
        opening: a set of characters that every match starts with: searching then passes over all
            others at once. It may hold too many, never too few.
        numbers: the number that each group is to have, in their order; two that never take part in
            the same match may share one. Not heeded where :func:`is_source` says so.

    >>> thaw(freeze("a(b+)")).match("abb")[1]
    'bb'
    """
    found = _internals()
    if found is None:
        return source, b"", 0, 0
    parser, compiler, _ = found
    try:
        tree = parser.parse(source, 0)
        groups = int(tree.state.groups)
        if numbers:
            _renumber(tree, (0, *numbers))
            groups = 1 + max(numbers)
        program = _program(compiler, tree)
        if opening:
            program = _opened(program, _program(compiler, parser.parse(opening, 0)))
        written = array.array(_ITEM, program).tobytes()
    except (AttributeError, TypeError, OverflowError):
        return source, b"", 0, 0
    return source, written, int(tree.state.flags), groups


def is_source(code: Code) -> bool:
    """Say whether a pattern travels as its source, with its groups numbered as they come."""
    return not code[1]


def _renumber(tree: Any, numbers: Sequence[int]) -> None:
    """Give the groups of a parsed pattern, and of all patterns inside it, other numbers."""
    for place, (operation, argument) in enumerate(tree.data):
        name = str(operation)
        if name in _LEAVES:
            continue
        for inner in _inside(argument):
            _renumber(inner, numbers)
        if name == "SUBPATTERN" and argument[0] is not None:
            tree.data[place] = (operation, (numbers[argument[0]], *argument[1:]))


def _inside(argument: Any) -> Iterator[Any]:
    """Yield the patterns that stand in the argument of an operation."""
    if hasattr(argument, "data"):
        yield argument
    elif isinstance(argument, tuple | list):
        for item in argument:
            yield from _inside(item)


def _program(compiler: Any, tree: Any) -> list[int]:
    code = compiler._code(tree, 0)  # noqa: SLF001 - the one step that re does not offer apart
    return [int(number) for number in code]


def _opened(program: list[int], opening: list[int]) -> list[int]:
    """Return ``program`` with the set of characters that ``opening`` starts with as its own.

    A program starts with a block of facts about it: its code, the length of the rest, flags, least
    and greatest length of a match, and then, where a flag says so, a set of first characters, by
    which the engine runs through a text without trying anything.
    """
    if program[0] != opening[0] or program[2] or opening[2] != _HAS_SET:
        return program
    facts = opening[: opening[1] + 1]
    facts[3:5] = program[3:5]
    return facts + program[program[1] + 1 :]


def thaw(code: Code) -> re.Pattern[str]:
    """Return the compiled pattern of :func:`freeze`; its groups have no names.

    Raises:
        ValueError: the engine does not take the program; it is one of another engine, or damaged.
    """
    source, written, flags, groups = code
    found = _internals() if written else None
    if found is None:
        return re.compile(source)
    program = array.array(_ITEM)
    program.frombytes(written)
    try:
        pattern: re.Pattern[str] = found[2].compile(
            source, flags, program.tolist(), groups - 1, {}, (None,) * groups
        )
    except (RuntimeError, TypeError) as error:
        raise ValueError(f"no program for this engine: {error}") from error
    return pattern
