"""The one place where overlapping candidates compete."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.candidates import Candidate

_PRIORITY = {"casualty": 0, "date": 1, "duration": 2, "quantity": 3, "count": 4}


_start = attrgetter("start")


def resolve(candidates: list[Candidate], kinds: frozenset[str]) -> list[Candidate]:
    """Return the candidates of ``kinds`` in text order, without overlaps.

    Where two overlap, the more specific kind wins (casualty, date, duration, quantity, count), then
    the longer span, then the one found first. A fact never points at one that was dropped.
    """
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=_start):
        if kept and candidate.start < kept[-1].end:
            last = kept[-1]
            if (_PRIORITY[candidate.kind], candidate.start - candidate.end) < (
                _PRIORITY[last.kind],
                last.start - last.end,
            ):
                kept[-1] = candidate
            continue
        kept.append(candidate)
    kept = [candidate for candidate in kept if candidate.kind in kinds]
    present = {id(candidate) for candidate in kept}
    for candidate in kept:
        if candidate.of is not None and id(candidate.of) not in present:
            candidate.of = None
    return kept
