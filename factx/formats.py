"""Results as text for other programs: JSON, JSONL, CSV, TimeML, and fixtures to validate."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from factx.rows import COLUMNS, row
from factx.timeml import element

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Sequence

    from factx.facts import Fact


class Result(NamedTuple):
    """What was found in a document: its name, its text, its date if it is known, and its facts."""

    document: str
    text: str
    published: datetime.date | None
    facts: Sequence[Fact]


def write_json(results: Iterable[Result], out: TextIO) -> None:
    """Write an array with an object a document: its name, its date and its facts."""
    separator = "["
    for result in results:
        out.write(separator + "\n")
        out.write(
            _json(
                {
                    "document": result.document,
                    "published": _iso(result.published),
                    "facts": _dumped(result.facts),
                },
                indent=2,
            )
        )
        separator = ","
    out.write("[]\n" if separator == "[" else "\n]\n")


def write_jsonl(results: Iterable[Result], out: TextIO) -> None:
    """Write a line a fact: its document's name, then its fields."""
    for result in results:
        document = {"document": result.document}
        out.writelines(_json(document | fact) + "\n" for fact in _dumped(result.facts))


def write_fixture(results: Iterable[Result], out: TextIO) -> None:
    """Write a line a document, in the form that ``factx validate`` reads."""
    for result in results:
        facts = [
            {name: value for name, value in fact.items() if name != "rule"} | {"required": True}
            for fact in _dumped(result.facts)
        ]
        entry = {
            "id": result.document,
            "published": _iso(result.published),
            "text": result.text,
            "facts": facts,
        }
        out.write(_json(entry) + "\n")


def write_csv(results: Iterable[Result], out: TextIO) -> None:
    """Write a heading and a row a fact; several values in a cell are separated by blanks."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for result in results:
        for fact in result.facts:
            cells = row(result.document, fact)
            writer.writerow({name: _cell(value) for name, value in cells.items()})


def write_timeml(results: Iterable[Result], out: TextIO) -> None:
    """Write an XML document with a TimeML element a document, dates and durations marked up."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<documents>\n')
    out.writelines(
        element(result.text, result.facts, result.published, result.document) + "\n"
        for result in results
    )
    out.write("</documents>\n")


WRITERS: dict[str, Callable[[Iterable[Result], TextIO], None]] = {
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "timeml": write_timeml,
    "fixture": write_fixture,
}
"""The writer of each format."""


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, tuple) else value


def _dumped(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    return [fact.model_dump(mode="json") for fact in facts]


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
