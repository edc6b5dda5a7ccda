"""Candidates -> fact models: token pairs become spans, and each fact its id.

A text has thousands of facts, and validating what the passes have just made costs more than making
it. So models are put together from their parts here; tests hold that each one validates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from factx.facts import Casualty, Count, Date, Duration, Fact, Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.candidates import Candidate
    from factx.tape import Tape

_SPAN_FIELDS = ("trigger", "victim", "object", "of_what")


class _Mould:
    """What all facts of one kind share: the model, its fields with defaults, its spans.

    ``values`` is the ``__dict__`` of an object, of which the names are kept apart: its copies share
    them, are made in half the time of other dictionaries and take a third of their room.
    """

    __slots__ = ("model", "names", "scoped", "spans", "values")

    def __init__(self, model: type[BaseModel]) -> None:
        fields = model.model_fields
        self.model = model
        self.names = set(fields)
        self.spans = tuple(name for name in _SPAN_FIELDS if name in fields)
        self.scoped = "scope" in fields
        shared = type("Values", (), {})()
        for name, field in fields.items():
            default = None if field.is_required() else field.get_default(call_default_factory=True)
            setattr(shared, name, default)
        self.values: dict[str, Any] = vars(shared)


_MODELS: tuple[type[BaseModel], ...] = (Casualty, Count, Quantity, Duration, Date)
_MOULDS = {mould.values["kind"]: mould for mould in [_Mould(model) for model in _MODELS]}
_SPAN_NAMES = set(Span.model_fields)

# The parts of a model, without the look-ups and checks of ordinary attribute assignment.
_new = object.__new__
_put_values = BaseModel.__dict__["__dict__"].__set__
_put_names = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_put_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_put_private = BaseModel.__dict__["__pydantic_private__"].__set__


def build_apart(
    tape: Tape, candidates: Sequence[Candidate], stops: Sequence[int]
) -> list[list[Fact]]:
    """Return the models of each document of a tape; ``stops`` are the tokens behind their last."""
    found = []
    at = origin = 0
    for stop in stops:
        begin = at
        while at < len(candidates) and candidates[at].start < stop:
            at += 1
        found.append(build(tape, candidates[begin:at], origin))
        origin = tape.end(stop)
    return found


def build(tape: Tape, candidates: Sequence[Candidate], origin: int = 0) -> list[Fact]:
    """Return the models of ``candidates`` (already in text order), with ids f1, f2 and so on.

    ``origin`` is where their document begins in the text of the tape.
    """
    text, tokens, ends = tape.text, tape.tokens, tape.ends

    def span(start: int, end: int) -> Span:
        begin = ends[start] - len(tokens[start].lstrip())
        stop = ends[end - 1]
        made = _new(Span)
        _put_values(made, {"text": text[begin:stop], "start": begin - origin, "end": stop - origin})
        _put_names(made, _SPAN_NAMES)
        _put_extra(made, None)
        _put_private(made, None)
        return made

    for order, candidate in enumerate(candidates, start=1):
        candidate.order = order
    facts: list[Fact] = []
    for candidate in candidates:
        mould = _MOULDS[candidate.kind]
        values = mould.values.copy()
        values.update(candidate.fields)
        values["id"] = f"f{candidate.order}"
        values["span"] = span(candidate.start, candidate.end)
        values["rule"] = candidate.rule
        number = candidate.number
        if number is not None:
            values["qualifier"] = number.qualifier
            values["low"] = number.low
            values["best"] = number.best
            values["high"] = number.high
            values["inclusive"] = number.inclusive
            values["number_form"] = number.form
            values["status"] = candidate.status
            values["polarity"] = candidate.polarity
            if candidate.source is not None:
                values["source"] = span(*candidate.source)
            if mould.scoped:
                values["scope"] = candidate.scope
                if candidate.of is not None:
                    values["of"] = f"f{candidate.of.order}"
            for name in mould.spans:
                pair = values[name]
                if pair is not None:
                    values[name] = span(*pair)
        made: Any = _new(mould.model)
        _put_values(made, values)
        _put_names(made, mould.names)
        _put_extra(made, None)
        _put_private(made, None)
        facts.append(made)
    return facts
