"""Candidates -> facts: token pairs become spans, and each fact gets its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from factx.moulds import MOULDS, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from factx.candidates import Candidate
    from factx.facts import Fact
    from factx.moulds import Mould, Row
    from factx.tape import Tape

_Built = TypeVar("_Built")
_Pair = tuple[int, int]


def build(tape: Tape, candidates: Sequence[Candidate], origin: int = 0) -> list[Fact]:
    """Return the models of ``candidates`` (already in text order), with ids f1, f2 and so on.

    ``origin`` is where their document begins in the text of the tape.
    """
    text, tokens, ends = tape.text, tape.tokens, tape.ends

    def spanned(start: int, end: int) -> Any:
        begin = ends[start] - len(tokens[start].lstrip())
        stop = ends[end - 1]
        return span(text[begin:stop], begin - origin, stop - origin)

    _number(candidates)
    facts: list[Fact] = []
    for candidate in candidates:
        mould = MOULDS[candidate.kind]
        facts.append(mould.model(_values(mould, candidate, spanned)))
    return facts


def build_rows(tape: Tape, candidates: Sequence[Candidate], origin: int = 0) -> list[Row]:
    """Return what :func:`build` does as rows, which another process makes models of."""
    tokens, ends = tape.tokens, tape.ends

    def placed(start: int, end: int) -> _Pair:
        return ends[start] - len(tokens[start].lstrip()) - origin, ends[end - 1] - origin

    _number(candidates)
    rows: list[Row] = []
    for candidate in candidates:
        kind = candidate.kind
        rows.append([*_values(MOULDS[kind], candidate, placed).values(), kind])
    return rows


def build_apart(
    tape: Tape,
    candidates: Sequence[Candidate],
    stops: Sequence[int],
    builder: Callable[[Tape, Sequence[Candidate], int], _Built],
) -> Iterator[_Built]:
    """Yield what ``builder`` makes of each document of a tape, made when it is asked for.

    ``stops`` are the tokens behind the last one of each. Facts that are dropped before the next are
    made leave their room, still in the processor's cache, to those.
    """
    at = origin = 0
    for stop in stops:
        begin = at
        while at < len(candidates) and candidates[at].start < stop:
            at += 1
        yield builder(tape, candidates[begin:at], origin)
        origin = tape.end(stop)


def _number(candidates: Sequence[Candidate]) -> None:
    for order, candidate in enumerate(candidates, start=1):
        candidate.order = order


def _values(
    mould: Mould, candidate: Candidate, spanned: Callable[[int, int], Any]
) -> dict[str, Any]:
    """Return the values of a fact; ``spanned`` makes a span of a pair of tokens."""
    values = mould.values.copy()
    values.update(candidate.fields)
    values["id"] = f"f{candidate.order}"
    values["span"] = spanned(candidate.start, candidate.end)
    values["rule"] = candidate.rule
    number = candidate.number
    if number is None:
        return values
    values["qualifier"] = number.qualifier
    values["low"] = number.low
    values["best"] = number.best
    values["high"] = number.high
    values["inclusive"] = number.inclusive
    values["number_form"] = number.form
    values["status"] = candidate.status
    values["polarity"] = candidate.polarity
    if candidate.source is not None:
        values["source"] = spanned(*candidate.source)
    if mould.scoped:
        values["scope"] = candidate.scope
        if candidate.of is not None:
            values["of"] = f"f{candidate.of.order}"
    for name in mould.spans:
        pair = values[name]
        if pair is not None:
            values[name] = spanned(*pair)
    return values
