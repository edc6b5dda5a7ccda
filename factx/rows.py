"""A fact as a flat row: the table that CSV files and data frames hold, a row a fact.

The document's name stands first; a span ``x`` takes three columns, ``x_text``, ``x_start`` and
``x_end``. A kind leaves the columns empty that it has no field for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx.facts import Casualty, Count, Date, Duration, Quantity, Span

if TYPE_CHECKING:
    from factx.facts import Fact

_SPANS = frozenset({"span", "source", "trigger", "victim", "object", "of_what"})
_FIRST = ("id", "kind", "span", "rule")


def _columns() -> tuple[str, ...]:
    fields = dict.fromkeys(_FIRST)
    for model in (Casualty, Count, Quantity, Duration, Date):
        fields.update(dict.fromkeys(model.model_fields))
    columns = ["document"]
    for name in fields:
        parts = ("text", "start", "end") if name in _SPANS else ()
        columns.extend([f"{name}_{part}" for part in parts] or [name])
    return tuple(columns)


COLUMNS = _columns()
"""The names of the columns, in order."""


def row(document: str, fact: Fact) -> dict[str, Any]:
    """Return ``fact`` as a row, with a key for each of :data:`COLUMNS`.

    >>> fact = Count(id="f1", span=Span(text="12 boats", start=0, end=8), qualifier="exact",
    ...              low=12, best=12, high=12)
    >>> cells = row("a.txt", fact)
    >>> cells["document"], cells["span_text"], cells["span_end"], cells["best"], cells["outcome"]
    ('a.txt', '12 boats', 8, 12, None)
    """
    cells: dict[str, Any] = dict.fromkeys(COLUMNS)
    cells["document"] = document
    for name, value in fact:
        if isinstance(value, Span):
            cells[f"{name}_text"] = value.text
            cells[f"{name}_start"] = value.start
            cells[f"{name}_end"] = value.end
        elif name not in _SPANS:
            cells[name] = value
    return cells
