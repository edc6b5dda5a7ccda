"""Candidates -> fact models: token pairs become spans, and each fact its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx.facts import Casualty, Count, Date, Duration, Fact, Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.candidates import Candidate, Number
    from factx.tape import Tape

_MODELS: dict[str, Any] = {
    "casualty": Casualty,
    "count": Count,
    "quantity": Quantity,
    "duration": Duration,
    "date": Date,
}
_SPAN_FIELDS = frozenset({"trigger", "victim", "object", "of_what"})


def build(tape: Tape, candidates: Sequence[Candidate]) -> list[Fact]:
    """Return the models of ``candidates`` (already in text order), with ids f1, f2 …"""
    ids = {id(candidate): f"f{number}" for number, candidate in enumerate(candidates, start=1)}
    return [_model(tape, candidate, ids) for candidate in candidates]


def _model(tape: Tape, candidate: Candidate, ids: dict[int, str]) -> Fact:
    values: dict[str, Any] = {
        "id": ids[id(candidate)],
        "span": _span(tape, candidate.start, candidate.end),
        "rule": candidate.rule,
    }
    number = candidate.number
    if number is not None:
        _put_number(values, number)
        source = candidate.source
        values["source"] = _span(tape, *source) if source is not None else None
        values["status"] = candidate.status
        values["polarity"] = candidate.polarity
    for name, value in candidate.fields.items():
        values[name] = (
            _span(tape, *value) if name in _SPAN_FIELDS and value is not None else value
        )
    if candidate.kind in ("casualty", "count", "quantity"):
        values["scope"] = candidate.scope
        values["of"] = ids.get(id(candidate.of)) if candidate.of is not None else None
    model: Fact = _MODELS[candidate.kind](**values)
    return model


def _put_number(values: dict[str, Any], number: Number) -> None:
    values["qualifier"] = number.qualifier
    values["low"] = number.low
    values["best"] = number.best
    values["high"] = number.high
    values["inclusive"] = number.inclusive
    values["number_form"] = number.form


def _span(tape: Tape, start: int, end: int) -> Span:
    begin = tape.start(start)
    stop = tape.ends[end - 1]
    return Span(text=tape.text[begin:stop], start=begin, end=stop)
