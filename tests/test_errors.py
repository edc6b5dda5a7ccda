"""The tree of errors: what each is, says and keeps."""

from __future__ import annotations

import copy
import pickle

import pytest

from factx import errors

EACH = [
    errors.LexiconError("units.toml", "nouns.LENGTH", "no plural"),
    errors.GrammarError("dates.toml", "date.full", "unknown category MONTHS"),
    errors.UnknownOptionError("kinds", "casualities", ("casualty", "count")),
    errors.InvalidDateError("published", "2024-02-30"),
    errors.InputTypeError("text", "str", b"19 people"),
    errors.InexactValueError("P2M", "datetime.timedelta", "a month has no fixed length"),
    errors.DocumentError(7, "a.txt", ValueError("no text")),
]
each_error = pytest.mark.parametrize("error", EACH, ids=lambda error: type(error).__name__)


@each_error
def test_one_clause_catches_all(error: errors.FactxError) -> None:
    """Whatever factx raises on purpose is a FactxError."""
    with pytest.raises(errors.FactxError):
        raise error


def test_every_leaf_of_the_tree_is_tried_here() -> None:
    """No error of the tree is left out of these tests."""
    leaves = {
        each
        for each in vars(errors).values()
        if isinstance(each, type)
        and issubclass(each, errors.FactxError)
        and not each.__subclasses__()
    }
    assert leaves == {type(error) for error in EACH}


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (errors.UnknownOptionError, ValueError),
        (errors.InvalidDateError, ValueError),
        (errors.InexactValueError, ValueError),
        (errors.InputTypeError, TypeError),
    ],
)
def test_wrong_arguments_raise_what_python_programs_expect(
    kind: type[Exception], builtin: type[Exception]
) -> None:
    """A wrong value is a ValueError too and a wrong type a TypeError, as callers expect."""
    assert issubclass(kind, builtin)


@each_error
def test_errors_cross_processes_whole(error: errors.FactxError) -> None:
    """Pickling and copying keep type, message and attributes, as a pool of workers needs."""
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 - our own bytes
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert vars(again) == vars(error)


def test_language_data_errors_name_file_and_place() -> None:
    """An error in language data tells file, table or rule, and reason."""
    lexicon, grammar = EACH[0], EACH[1]
    assert str(lexicon) == "units.toml: nouns.LENGTH: no plural"
    assert isinstance(lexicon, errors.LexiconError)
    assert (lexicon.file, lexicon.key, lexicon.reason) == (
        "units.toml",
        "nouns.LENGTH",
        "no plural",
    )
    assert isinstance(grammar, errors.GrammarError)
    assert grammar.rule == grammar.place == "date.full"


def test_unknown_options_list_what_there_is() -> None:
    """The message holds what was given and every allowed value, which may come from a generator."""
    error = errors.UnknownOptionError("week_start", 9, (day for day in range(1, 4)))
    assert str(error) == "week_start: 9 is not one of 1, 2, 3"
    assert error.allowed == (1, 2, 3)


def test_wrong_types_are_named() -> None:
    """The message names the type that was given, not its value, which may be a whole document."""
    error = errors.InputTypeError("text", "str", ["a", "b"])
    assert str(error) == "text: expected str, got list"
    assert error.got == "list"
