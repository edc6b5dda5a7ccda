"""Everything factx raises on purpose: one tree, each message saying what, where and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "DocumentError",
    "FactxError",
    "GrammarError",
    "InexactValueError",
    "InputTypeError",
    "InvalidDateError",
    "LanguageDataError",
    "LexiconError",
    "UnknownOptionError",
]


class FactxError(Exception):
    """The root of the tree: catch it to catch whatever factx raises on purpose.

    >>> issubclass(InvalidDateError, FactxError), issubclass(InvalidDateError, ValueError)
    (True, True)
    """

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the attributes, so that an error raised in a worker process arrives whole."""
        return (_restore, (type(self), self.args, self.__dict__.copy()))


class LanguageDataError(FactxError):
    """A language pack or a user's lexicon is not as documented; raised where it is loaded.

    Attributes:
        file: the file, as it was given to the loader.
        place: the table, key or rule at fault.
        reason: what is wrong there.

    >>> raise LanguageDataError("units.toml", "nouns.LENGTH", "no plural")
    Traceback (most recent call last):
    factx.errors.LanguageDataError: units.toml: nouns.LENGTH: no plural
    """

    def __init__(self, file: str, place: str, reason: str) -> None:
        """Say which ``place`` of which ``file`` is at fault, and why."""
        super().__init__(f"{file}: {place}: {reason}")
        self.file = file
        self.place = place
        self.reason = reason


class LexiconError(LanguageDataError):
    """A word list is not as documented; ``place`` (or ``key``) is its table or category."""

    @property
    def key(self) -> str:
        """The table or category at fault.

        >>> LexiconError("units.toml", "nouns.LENGTH", "no plural").key
        'nouns.LENGTH'
        """
        return self.place


class GrammarError(LanguageDataError):
    """A rule is not as documented; ``place`` (or ``rule``) is its id."""

    @property
    def rule(self) -> str:
        """The id of the rule at fault.

        >>> GrammarError("dates.toml", "date.day", "unknown category MONTHS").rule
        'date.day'
        """
        return self.place


class UnknownOptionError(FactxError, ValueError):
    """An option has a value that does not exist.

    Attributes:
        option: the name of the option.
        value: what was given.
        allowed: the values that exist.

    >>> raise UnknownOptionError("kinds", "casualities", ["casualty", "count"])
    Traceback (most recent call last):
    factx.errors.UnknownOptionError: kinds: 'casualities' is not one of 'casualty', 'count'
    """

    def __init__(self, option: str, value: object, allowed: Iterable[object]) -> None:
        """Say what was given for ``option`` and what could have been."""
        self.option = option
        self.value = value
        self.allowed = tuple(allowed)
        listed = ", ".join(repr(each) for each in self.allowed)
        super().__init__(f"{option}: {value!r} is not one of {listed}")


class InvalidDateError(FactxError, ValueError):
    """Something that should be a calendar date is none.

    Attributes:
        name: the argument.
        value: what was given.

    >>> print(InvalidDateError("published", "2024-02-30"))
    published: '2024-02-30' is not a date; give YYYY-MM-DD, a datetime.date or None
    """

    def __init__(self, name: str, value: object) -> None:
        """Say which argument holds what instead of a date."""
        super().__init__(
            f"{name}: {value!r} is not a date; give YYYY-MM-DD, a datetime.date or None"
        )
        self.name = name
        self.value = value


class InputTypeError(FactxError, TypeError):
    """An argument is of the wrong type.

    Attributes:
        name: the argument.
        expected: the type that it should be of, in words.
        got: the name of the type that it is of.

    >>> raise InputTypeError("text", "str", b"19 people")
    Traceback (most recent call last):
    factx.errors.InputTypeError: text: expected str, got bytes
    """

    def __init__(self, name: str, expected: str, value: object) -> None:
        """Say which argument should be of which type; ``value`` is what was given."""
        self.name = name
        self.expected = expected
        self.got = type(value).__name__
        super().__init__(f"{name}: expected {expected}, got {self.got}")


class InexactValueError(FactxError, ValueError):
    """A fact has no exact counterpart in the form that was asked for.

    Attributes:
        value: the value that cannot be converted.
        target: the form asked for.
        reason: why, and what can be asked for instead.

    >>> raise InexactValueError("P2M", "datetime.timedelta", "a month has no fixed length")
    Traceback (most recent call last):
    factx.errors.InexactValueError: P2M has no exact datetime.timedelta: a month has no fixed length
    """

    def __init__(self, value: object, target: str, reason: str) -> None:
        """Say which value has no exact counterpart of which form, and why."""
        super().__init__(f"{value} has no exact {target}: {reason}")
        self.value = value
        self.target = target
        self.reason = reason


class DocumentError(FactxError):
    """One of many documents cannot be read; its ``__cause__`` is the error that ``extract`` gave.

    Attributes:
        index: the place of the document among all, from 0.
        id: the document's own id, or ``None``.
        reason: what is wrong with it.

    >>> raise DocumentError(7, "a.txt", ValueError("no text"))
    Traceback (most recent call last):
    factx.errors.DocumentError: document 7 ('a.txt'): no text
    """

    def __init__(self, index: int, name: object, reason: Exception) -> None:
        """Say which document it is, and what was raised for it."""
        self.index = index
        self.id = name
        self.reason = str(reason) or type(reason).__name__
        called = "" if name is None else f" ({name!r})"
        super().__init__(f"document {index}{called}: {self.reason}")


def _restore(
    kind: type[FactxError], args: tuple[object, ...], attributes: dict[str, object]
) -> FactxError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(attributes)
    return error
