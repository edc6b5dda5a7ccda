"""Which casualty figures of a document tell of the same people again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.facts import Casualty

BREATH = 250
"""Characters within which figures are told in one breath."""
# Incidents this large and this near to each other are one, counted twice.
_LARGE, _NEAR = 50, 1.2


def distinct(facts: Sequence[Casualty]) -> list[Casualty]:
    """Return the facts less restatements: a total stands for its incidents, else the first told."""
    kept: list[Casualty] = []
    for fact in facts:
        for place, other in enumerate(kept):
            if restates(fact, other):
                if fact.scope == "total" != other.scope:
                    kept[place] = fact
                break
        else:
            kept.append(fact)
    return kept


def restates(fact: Casualty, other: Casualty) -> bool:
    """Say whether ``fact`` tells again what ``other`` has told."""
    if fact.scope == "increment" != other.scope:
        return False
    if fact.trigger is not None and fact.trigger == other.trigger:
        return False  # members of one list: two officers and two soldiers were killed
    if fact.number_form in ("definite", "name"):
        return True  # the driver: somebody told of before
    return (
        (size(fact) == size(other) or _recounts(fact, other))
        and (fact.group == other.group or "people" in (fact.group, other.group))
        and (fact.demographic == other.demographic or not (fact.demographic and other.demographic))
    )


def _recounts(fact: Casualty, other: Casualty) -> bool:
    """Say whether two large figures far apart are too near to each other to be of two events."""
    smaller, larger = sorted((size(fact), size(other)))
    apart = abs(fact.start - other.start) > BREATH and fact.scope == other.scope == "incident"
    return apart and smaller >= _LARGE and larger <= smaller * _NEAR


def tellings(fact: Casualty, facts: Sequence[Casualty]) -> int:
    """Return how often ``fact`` is told among ``facts``, itself included."""
    return sum(1 for other in facts if fact is other or restates(fact, other))


def size(fact: Casualty) -> float:
    """Return the figure to compare by: the best, else the higher bound, else the lower."""
    for bound in (fact.best, fact.high, fact.low):
        if bound is not None:
            return bound
    return 0
