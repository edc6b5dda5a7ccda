"""What the tests share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# The same examples in every run, however slow the machine.
hypothesis.settings.register_profile("factx", derandomize=True, deadline=None)
hypothesis.settings.load_profile("factx")

SHAPES: dict[str, tuple[bool, bool, bool]] = {
    "exact": (True, True, True),
    "at_least": (True, True, False),
    "up_to": (False, False, True),
    "approximately": (False, True, False),
}


def span_in(text: str, piece: str) -> dict[str, Any]:
    """The span of the first occurrence of ``piece`` in ``text``."""
    start = text.index(piece)
    return {"text": piece, "start": start, "end": start + len(piece)}


@pytest.fixture
def saved() -> Callable[..., dict[str, Any]]:
    """Build a fact as a fixture saves it: ``saved(text, kind, piece, number, **fields)``."""

    def build(
        text: str, kind: str, piece: str, number: float | None = None, **fields: Any
    ) -> dict[str, Any]:
        fact = {"id": "f1", "kind": kind, "span": span_in(text, piece), **fields}
        if number is not None:
            qualifier = fact.setdefault("qualifier", "exact")
            for name, filled in zip(("low", "best", "high"), SHAPES[qualifier], strict=True):
                fact.setdefault(name, number if filled else None)
        return fact

    return build


@pytest.fixture
def write_jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Write records, or lines as they are, to a file: ``write_jsonl(name, *records)``."""

    def write(name: str, *records: dict[str, Any] | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [each if isinstance(each, str) else json.dumps(each) for each in records]
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    return write
