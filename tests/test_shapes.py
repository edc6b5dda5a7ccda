"""Shapes: the notation of ``regex``, matched by ``re``, kept and taken up again."""

from __future__ import annotations

import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from factx.language import load
from factx.shapes import Shape, ShapeReader, check, written_out

SHAPES = load("en").shapes
READER = ShapeReader(SHAPES)
PATTERN = regex.compile("|".join(f"({shape.pattern})" for shape in SHAPES))
PLANE = 0x10000
"""Characters of a plane of Unicode; the first two hold nearly all that there is."""


def by_regex(token: str) -> frozenset[str]:
    """Return what the shapes give ``token`` as the package ``regex`` itself reads them."""
    match = PATTERN.fullmatch(token)
    return SHAPES[(match.lastindex or 0) - 1].categories if match else frozenset()


def test_every_character_is_taken_for_what_regex_says() -> None:
    """Each character of Unicode has the categories that its properties give it."""
    codes = (*range(2 * PLANE), *range(2 * PLANE, sys.maxunicode + 1, 97))
    odd = [hex(code) for code in codes if READER.read(chr(code)) != by_regex(chr(code))]
    assert odd == []


@given(st.text(alphabet="aéßſÅÉŁ́٣19.,:/- \n_’$x", max_size=8))
def test_tokens_are_taken_for_what_regex_says(token: str) -> None:
    """Letters with and without accents, digits and signs in any mixture are read alike."""
    assert READER.read(token) == by_regex(token)


def test_a_reader_takes_up_what_another_compiled() -> None:
    """The code of one reader makes another, which gives the same categories."""
    again = ShapeReader(SHAPES, READER.code)
    for token in ("Naïve", "x1", "12,000", "ÉTAT", "12:30", ""):
        assert again.read(token) == READER.read(token)


def test_no_shapes_fit_nothing() -> None:
    """A pack without shapes gives no token any category."""
    assert ShapeReader([]).read("a") == frozenset()
    assert ShapeReader([]).read("") == frozenset()


def test_the_first_shape_that_fits_counts() -> None:
    """A shape whose alternatives begin alike is left for the next one that fits all."""
    reader = ShapeReader(
        [
            Shape("short or long", "a|ab", frozenset({"X"})),
            Shape("any", r"\p{Ll}+", frozenset({"Y"})),
        ]
    )
    assert [reader.read(token) for token in ("a", "ab", "abc", "A")] == [
        {"X"},
        {"X"},
        {"Y"},
        frozenset(),
    ]


@pytest.mark.parametrize(
    ("pattern", "fits", "fails"),
    [
        (r"\P{L}+", "12", "1a"),
        (r"[^\p{L}\d]+", "--", "-1"),
        (r"[]\p{Zl}]", "]", "["),
        (r"\\p[{]L}", r"\p{L}", "a"),
        (r"\p{Script=Greek}+", "λόγος", "logos"),
        (r"[\p{Lu}\-\]]+", "A-]", "a"),
    ],
)
def test_properties_are_written_out(pattern: str, fits: str, fails: str) -> None:
    """Negated properties, properties in sets, and what only looks like one."""
    reader = ShapeReader([Shape("it", pattern, frozenset({"X"}))])
    check(pattern)
    assert reader.read(fits) == {"X"}
    assert reader.read(fails) == frozenset()


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"\p{Nonsense}", "unknown property"),
        ("[a", "unterminated|missing"),
        ("(a)", r"no groups .* write \(\?:\.\.\.\)"),
        (r"(?<=a+)b", "fixed-width"),
    ],
)
def test_what_cannot_be_compiled_is_refused(pattern: str, reason: str) -> None:
    """A faulty shape is an error that says why: by ``regex``, or by what ``re`` can do."""
    with pytest.raises(ValueError, match=reason):
        check(pattern)


def test_sets_without_properties_stay_as_they_are() -> None:
    """What ``re`` can read is left as it is written."""
    assert written_out(r"[0-9]{1,3}(?:,[0-9]{3})+|\d\.[^\n\]]") == (
        r"[0-9]{1,3}(?:,[0-9]{3})+|\d\.[^\n\]]"
    )
