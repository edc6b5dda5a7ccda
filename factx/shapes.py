r"""Shapes: what a token that no table lists is taken for, by its look alone.

Shapes are written in the notation of the ``regex`` package, which knows the properties of Unicode
(``\p{Lu}``), and are matched by ``re``: what ``regex`` finds in a property is written out as a set
of characters. So the patterns can be kept as :mod:`factx.patterns` keeps those of rules, and a
process that finds a kept pack needs no ``regex``.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from factx import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable

_PIECE = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\.|[^\\\[]+|.", re.DOTALL)
"""A set, a property, another escaped character, or what stands between them."""
_PROPERTY = re.compile(r"\\[pP]\{")


class Shape(NamedTuple):
    """One shape as written: its name, its pattern, and the categories that it gives."""

    name: str
    pattern: str
    categories: frozenset[str]


class ShapeReader:
    """The shapes of a pack in one pattern: the first that fits all of a token."""

    __slots__ = ("_categories", "_pattern", "code")

    def __init__(self, shapes: Iterable[Shape], code: patterns.Code | None = None) -> None:
        """Compile ``shapes``, or take up the ``code`` of an earlier reader of the same ones."""
        shapes = list(shapes)
        self.code = _compiled(shapes) if code is None else code
        self._pattern = patterns.thaw(self.code)
        self._categories = [frozenset[str](), *(shape.categories for shape in shapes)]

    def read(self, token: str) -> frozenset[str]:
        """Return the categories of the first shape that fits all of ``token``, or none."""
        match = self._pattern.fullmatch(token)
        return self._categories[match.lastindex or 0] if match else self._categories[0]


def _compiled(shapes: Iterable[Shape]) -> patterns.Code:
    # An empty group behind a shape tells which one fits, and leaves its first character where the
    # engine looks before it tries the shape.
    joined = "|".join(f"(?:{written_out(shape.pattern)})()" for shape in shapes)
    return patterns.freeze(joined or "(?!)")


def check(pattern: str) -> None:
    """Look whether a shape can be compiled.

    Raises:
        ValueError: it cannot; the message says why.
    """
    import regex

    try:
        regex.compile(pattern)
        groups = re.compile(written_out(pattern)).groups
    except (regex.error, re.error) as error:
        raise ValueError(str(error)) from error
    if groups:
        reason = "a shape has no groups to be asked for; write (?:...) instead of (...)"
        raise ValueError(reason)


def written_out(pattern: str) -> str:
    r"""Return ``pattern`` in the notation of ``re``, properties as the characters that have them.

    >>> written_out(r"\p{Zl}+|[\p{Zl}a-c]?x") == "[\u2028]+|[a-c\u2028]?x"
    True
    """
    return "".join(
        _members(piece) if _PROPERTY.search(piece) else piece for piece in _PIECE.findall(pattern)
    )


@cache
def _members(piece: str) -> str:
    """Return the set of the characters that ``piece``, a set or a property, stands for."""
    import regex

    runs = regex.findall(f"{piece}+", _characters())
    body = "".join(
        re.escape(run[0]) + (f"-{re.escape(run[-1])}" if len(run) > 1 else "") for run in runs
    )
    return f"[{body}]" if runs else "(?!)"


@cache
def _characters() -> str:
    return "".join(map(chr, range(sys.maxunicode + 1)))
