"""Gold fixtures: texts with the facts that they state, read from JSONL and checked line by line.

``docs/validation.md`` describes the format. A record that is not as described is set aside with its
file, line and reason, and the rest is read on.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from factx.facts import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FACT: TypeAdapter[Fact] = TypeAdapter(Fact)
_SPANS = ("span", "trigger", "victim", "object", "of_what", "source")


class Gold(NamedTuple):
    """A fact of a fixture; if it is not ``required``, finding it and leaving it are both right."""

    fact: Fact
    required: bool


class NonFact(Span):
    """A piece of a fixture's text that looks like a fact and is none, with the reason."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a fixture.

    ``id``, ``category`` and ``published`` (the date that relative dates are read against) are those
    of the record; ``file`` and ``line`` say where it stands, lines counted from 1.
    """

    file: str
    line: int
    id: str
    category: str
    text: str
    published: datetime.date | None
    facts: tuple[Gold, ...]
    non_facts: tuple[NonFact, ...]


@dataclass(frozen=True, slots=True)
class Reject:
    """A record (``line``, from 1) or a whole file (``line`` is ``None``) that cannot be used.

    >>> str(Reject("gold.jsonl", 3, "not JSON"))
    'gold.jsonl:3: not JSON'
    >>> str(Reject("gold.jsonl", None, "no such file"))
    'gold.jsonl: no such file'
    """

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        """Where, then why."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.reason}"


class _Record(BaseModel):
    """A line of a fixture as it must be; its facts are checked one by one, to name the bad one."""

    id: str
    text: str
    facts: list[dict[str, Any]]
    category: str = ""
    published: datetime.date | datetime.datetime | None = None
    non_facts: list[NonFact] = []


def read_fixtures(paths: Iterable[str | Path]) -> Iterator[Entry | Reject]:
    """Yield the records of JSONL files, in order: each an :class:`Entry`, or why it is none.

    Args:
        paths: files, and folders whose ``*.jsonl`` files are read, at any depth, in order of name.

    >>> [str(each) for each in read_fixtures(["/no/such/gold.jsonl"])]
    ['/no/such/gold.jsonl: no such file or folder']
    """
    for path in map(Path, paths):
        if not path.is_dir():
            yield from _read_file(path)
            continue
        files = sorted(path.rglob("*.jsonl"))
        if not files:
            yield Reject(str(path), None, "no *.jsonl file in this folder")
        for file in files:
            yield from _read_file(file)


def read_entry(line: str | bytes, file: str = "", number: int = 1) -> Entry:
    """Return the entry that ``line`` of a fixture holds.

    Args:
        line: a JSON object; ``bytes`` must be UTF-8.
        file: where the line comes from, kept in the entry.
        number: its number there, from 1.

    Raises:
        ValueError: it is not as described; the message says where in the record, and how.

    >>> read_entry('{"id": "a", "text": "Nobody came.", "facts": []}').text
    'Nobody came.'
    >>> read_entry('{"id": "a", "facts": []}')
    Traceback (most recent call last):
    ValueError: text: Field required
    """
    try:
        record = _Record.model_validate_json(line, strict=True)
    except ValidationError as error:
        raise ValueError(_first_fault(error)) from None
    for non_fact in record.non_facts:
        _check_span(record.text, non_fact, "non_facts")
    return Entry(
        file=file,
        line=number,
        id=record.id,
        category=record.category,
        text=record.text,
        published=record.published,
        facts=tuple(_gold(record.text, each, at) for at, each in enumerate(record.facts)),
        non_facts=tuple(record.non_facts),
    )


def _read_file(path: Path) -> Iterator[Entry | Reject]:
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except FileNotFoundError:
        yield Reject(str(path), None, "no such file or folder")
        return
    except OSError as error:
        yield Reject(str(path), None, error.strerror or str(error))
        return
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield read_entry(line, str(path), number)
        except ValueError as error:
            yield Reject(str(path), number, str(error))


def _gold(text: str, saved: dict[str, Any], at: int) -> Gold:
    place = f"facts[{at}]"
    required = saved.get("required", True)
    if not isinstance(required, bool):
        raise ValueError(f"{place}.required: expected true or false, got {required!r}")  # noqa: TRY004
    try:
        fact = _FACT.validate_python({k: v for k, v in saved.items() if k != "required"})
    except ValidationError as error:
        raise ValueError(f"{place}.{_first_fault(error)}") from None
    for name in _SPANS:
        span = getattr(fact, name, None)
        if span is not None:
            _check_span(text, span, f"{place}.{name}")
    return Gold(fact, required)


def _check_span(text: str, span: Span, place: str) -> None:
    if not 0 <= span.start < span.end <= len(text):
        reason = f"{span.start} to {span.end} is no piece of a text of {len(text)} characters"
        raise ValueError(f"{place}: {reason}")
    there = text[span.start : span.end]
    if there != span.text:
        reason = f"the text has {there!r} from {span.start} to {span.end}, not {span.text!r}"
        raise ValueError(f"{place}: {reason}")


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    place = ".".join(str(step) for step in fault["loc"])
    message = fault["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
