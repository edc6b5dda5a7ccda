"""How models are put together from values that need no validation, and how they travel as rows.

A text has thousands of facts, and validating what the passes have just made costs more than making
it. So models are filled through their slots here; tests hold that each one validates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from factx.facts import Casualty, Count, Date, Duration, Fact, Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = list[Any]
"""The values of a fact in the order of its model, spans as pairs of offsets; then its kind."""
SPANS = ("span", "source", "trigger", "victim", "object", "of_what")
"""The fields that are spans."""

# The parts of a model, without the look-ups and checks of ordinary attribute assignment.
_new = object.__new__
_put_values = BaseModel.__dict__["__dict__"].__set__
_put_names = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_put_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_put_private = BaseModel.__dict__["__pydantic_private__"].__set__


class Mould:
    """What all facts of one kind share: the model, its fields with defaults, its spans.

    ``values`` is the ``__dict__`` of an object, of which the names are kept apart: its copies share
    them, are made in half the time of other dictionaries and take a third of their room. ``spans``
    are the fields that are spans, and may be none; ``scoped`` says whether there is a scope.
    """

    __slots__ = ("_model", "_names", "_places", "scoped", "spans", "values")

    def __init__(self, model: type[BaseModel]) -> None:
        """Take fields and defaults from ``model``."""
        fields = list(model.model_fields)
        self._model = model
        self._names = set(fields)
        self._places = tuple(fields.index(name) for name in SPANS if name in fields)
        self.spans = tuple(name for name in SPANS[2:] if name in fields)
        self.scoped = "scope" in fields
        shared = type("Values", (), {})()
        for name, field in model.model_fields.items():
            default = None if field.is_required() else field.get_default(call_default_factory=True)
            setattr(shared, name, default)
        self.values: dict[str, Any] = vars(shared)

    def model(self, values: dict[str, Any]) -> Any:
        """Return the model with ``values``, a filled copy of those of the mould."""
        made = _new(self._model)
        _put_values(made, values)
        _put_names(made, self._names)
        _put_extra(made, None)
        _put_private(made, None)
        return made

    def model_of(self, text: str, row: Row) -> Any:
        """Return the model of a row, less its kind, of a fact of ``text``."""
        for place in self._places:
            if row[place] is not None:
                start, end = row[place]
                row[place] = span(text[start:end], start, end)
        values = self.values.copy()
        values.update(zip(values, row, strict=True))
        return self.model(values)


_MODELS: tuple[type[BaseModel], ...] = (Casualty, Count, Quantity, Duration, Date)
MOULDS: dict[str, Mould] = {
    mould.values["kind"]: mould for mould in [Mould(model) for model in _MODELS]
}
"""The moulds by kind."""
_SPAN_NAMES = set(Span.model_fields)


def span(text: str, start: int, end: int) -> Span:
    """Return a span.

    >>> span("Tuesday", 3, 10)
    Span(text='Tuesday', start=3, end=10)
    """
    made = _new(Span)
    _put_values(made, {"text": text, "start": start, "end": end})
    _put_names(made, _SPAN_NAMES)
    _put_extra(made, None)
    _put_private(made, None)
    return made


def models(text: str, rows: Sequence[Row]) -> list[Fact]:
    """Return the facts of ``text`` that were sent as rows."""
    return [MOULDS[row.pop()].model_of(text, row) for row in rows]
