"""What a whole document says per outcome: one reconciled toll from many facts.

``docs/tolls.md`` gives the rules and their reasons. Bounds stay those of the text: nothing here
widens a number but another source's number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from factx.errors import UnknownOptionError
from factx.facts import Casualty, Date, Demographic, Group, Outcome, Qualifier, Status
from factx.restatements import BREATH, distinct, size, tellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from factx.facts import Fact

__all__ = ["Basis", "Breakdown", "Policy", "Toll", "point", "tolls"]

Basis = Literal["stated", "summed"]
"""Whether the text states the figure, or it is the sum of the incidents that the text tells."""

Policy = Literal["stated", "conservative", "upper", "midpoint", "ucdp", "acled", "emdat"]
"""How one number is made of low, best and high."""

_POLICIES: tuple[str, ...] = get_args(Policy)
_LEFT_OUT = frozenset({"hypothetical", "expected", "denied"})
_WEAK = frozenset({"possible", "feared", "presumed"})
# The more a source commits itself, the smaller; a rival's figure is best only if none commits more.
_RANK = {"confirmed": 0, "asserted": 1, "reported": 1, "estimated": 2}
_WEAKEST = 3
# How far apart (in code points) figures stand that are told in one sentence.
_SENTENCE = 120
# What a coder of ACLED writes for a vague number, by the lower bound that factx reads in it.
_ACLED = {20: 10, 24: 12, 36: 12, 40: 20, 200: 100, 300: 100, 2_000: 1_000, 20_000: 10_000}
_ACLED |= {3_000: 1_000, 30_000: 10_000, 200_000: 100_000, 2_000_000: 1_000_000}


class Breakdown(BaseModel):
    """How many of a toll belong to one group, or to one demographic."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: Group | Demographic = Field(description="the group or the demographic")
    low: int | float | None = Field(description="lower bound, or null")
    best: int | float | None = Field(description="the point, or null")
    high: int | float | None = Field(description="upper bound, or null")
    facts: tuple[str, ...] = Field(description="ids of the facts that it rests on")


class Toll(BaseModel):
    """What a document as a whole says of one outcome.

    ``low``, ``best`` and ``high`` count people and are named as by UCDP; ``qualifier`` and
    ``status`` take the values of a casualty's; ``as_of`` is EDTF.

    >>> from factx.facts import Span
    >>> lead = Casualty(id="f1", span=Span(text="At least 19 people", start=0, end=18),
    ...                 qualifier="at_least", low=19, best=19, high=None, outcome="killed")
    >>> (toll,) = tolls([lead])
    >>> toll.outcome, toll.low, toll.best, toll.high, toll.basis, toll.facts
    ('killed', 19, 19, None, 'stated', ('f1',))
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    outcome: Outcome = Field(description="what happened to the people")
    low: int | float | None = Field(description="lower bound, or null")
    best: int | float | None = Field(description="the point that the text gives, or null")
    high: int | float | None = Field(description="upper bound, or null")
    qualifier: Qualifier = Field(description="the hedge of the figure; range if sources differ")
    status: Status = Field(description="status of the figure; of a sum, the least certain one")
    basis: Basis = Field(description="stated in the text, or summed from its incidents")
    as_of: str | None = Field(default=None, description="the date it is stated for, EDTF, or null")
    groups: tuple[Breakdown, ...] = Field(default=(), description="parts by group")
    demographics: tuple[Breakdown, ...] = Field(default=(), description="parts by age and sex")
    facts: tuple[str, ...] = Field(description="ids of the facts that the figure rests on")

    def point(self, policy: Policy = "stated") -> float | None:
        """Return one number by a policy (see :func:`point`).

        Raises:
            UnknownOptionError: a policy that does not exist.
        """
        return point(self, policy)


def point(figure: Toll | Casualty, policy: Policy = "stated") -> float | None:
    """Return one number for a toll or a casualty, or ``None`` where the policy gives none.

    ``stated``: best. ``conservative``: best, else low. ``upper``: high, else best. ``midpoint`` and
    ``emdat``: best, else the mean of low and high, else low. ``ucdp``: best, else low. ``acled``:
    as conservative, but dozens are 12, hundreds 100, thousands 1,000.

    Raises:
        UnknownOptionError: a policy that does not exist.

    >>> from factx.facts import Span
    >>> fact = Casualty(id="f1", span=Span(text="dozens", start=0, end=6), qualifier="vague",
    ...                 low=24, best=None, high=None, outcome="killed")
    >>> [point(fact, policy) for policy in ("stated", "conservative", "acled", "emdat")]
    [None, 24, 12, 24]
    """
    low, best, high = figure.low, figure.best, figure.high
    if policy not in _POLICIES:
        raise UnknownOptionError("policy", policy, _POLICIES)
    if policy == "upper":
        return high if high is not None else best
    if policy == "stated" or best is not None:
        return best
    if policy == "acled" and figure.qualifier == "vague" and low is not None:
        return _ACLED.get(int(low), low)
    if policy in ("midpoint", "emdat") and low is not None and high is not None:
        return (low + high) / 2
    return low


def tolls(facts: Iterable[Fact]) -> list[Toll]:
    """Return one toll per outcome that ``facts``, all those of one document, tell of.

    Rates, previous figures, negatives, and what is hypothetical, expected or denied are left out; a
    subset only appears in the breakdowns. Outcomes come in the order of ``factx.facts.Outcome``;
    one of which nothing is told has no toll.

    Args:
        facts: facts of any kinds, as extracted or read from a file; their ids must be those of one
            text.

    >>> from factx import extract
    >>> text = "A blast killed 12 people. Another three died later, bringing the toll to 15."
    >>> [(toll.outcome, toll.best, toll.basis) for toll in tolls(extract(text))]
    [('killed', 15, 'stated')]
    """
    casualties: dict[str, list[Casualty]] = {}
    dates: list[Date] = []
    for fact in facts:
        if isinstance(fact, Casualty):
            casualties.setdefault(fact.outcome, []).append(fact)
        elif isinstance(fact, Date) and fact.relation == "as_of":
            dates.append(fact)
    found = (
        _toll(casualties[outcome], dates) for outcome in get_args(Outcome) if outcome in casualties
    )
    return [toll for toll in found if toll is not None]


def _toll(facts: Sequence[Casualty], dates: Sequence[Date]) -> Toll | None:
    usable = _usable(facts)
    whole = [fact for fact in usable if fact.scope != "subset"]
    if not whole:
        return None
    chosen, rivals = _choose(whole)
    told = [*chosen, *rivals]
    low, best, high = _added(chosen)
    if rivals:
        lows = [_floor(fact) for fact in rivals]
        highs = [_ceiling(fact) for fact in rivals]
        low = _least([low if low is not None else best, *lows])
        high = _most([high if high is not None else best, *highs])
    lead = chosen[0]
    single = len(chosen) == 1
    return Toll(
        outcome=lead.outcome,
        low=low,
        best=best,
        high=high,
        qualifier=lead.qualifier if single and not rivals else _hedge(low, best, high),
        status=lead.status if single else max(chosen, key=_rank).status,
        basis="stated" if single else "summed",
        as_of=_as_of(told, dates),
        groups=_broken_down(usable, lambda fact: fact.group if fact.group != "people" else None),
        demographics=_broken_down(
            usable, lambda fact: fact.demographic[0] if len(fact.demographic) == 1 else None
        ),
        facts=tuple(fact.id for fact in told),
    )


def _usable(facts: Sequence[Casualty]) -> list[Casualty]:
    usable = [
        fact
        for fact in facts
        if fact.scope not in ("rate", "previous")
        and fact.polarity == "positive"
        and fact.status not in _LEFT_OUT
        and not fact.distributive
        and size(fact) > 0
    ]
    firm = [fact for fact in usable if fact.status not in _WEAK]
    usable = firm or usable
    # "Dozens" in the headline is the 32 of the body, unless the body tells of fewer.
    largest = max((size(fact) for fact in usable if fact.qualifier != "vague"), default=0)
    return [fact for fact in usable if fact.qualifier != "vague" or size(fact) > largest]


def _choose(facts: list[Casualty]) -> tuple[list[Casualty], list[Casualty]]:
    """Return the facts that make the figure, and the rival figures of other sources."""
    told = distinct(facts)
    totals = [fact for fact in told if fact.scope == "total"]
    repeated = [fact for fact in told if size(fact) > 1 and tellings(fact, facts) > 1]
    if totals:
        everyone = [fact for fact in totals if fact.group == "people"]
        groups = {fact.group for fact in totals}
        if not everyone and len(groups) > 1:
            return [_largest([t for t in totals if t.group == each]) for each in sorted(groups)], []
        stated = _largest(everyone or totals)
        # The whole may be told as an incident ("the storm killed 44"), and a total be of one place.
        for lead in (told[0], *repeated):
            sure = lead.qualifier != "approximately" and lead.group in ("people", stated.group)
            if sure and lead.scope == "incident" and size(lead) > size(stated):
                stated = lead
        return _rivalled(stated, [fact for fact in told if fact.scope != "increment"])
    incidents = [fact for fact in told if fact.scope != "increment"] or told
    rivals = [fact for fact in incidents[1:] if _is_rival(incidents[0], fact)]
    if rivals:
        return _rivalled(incidents[0], rivals)
    chosen = _headed(incidents, repeated)
    added = [fact for fact in told if fact not in incidents and _follows(fact, chosen)]
    return [*chosen, *added], []


def _follows(increment: Casualty, facts: Sequence[Casualty]) -> bool:
    """Tell whether an increment ("another nine died") is one to ``facts`` and not to a detail."""
    return any(0 <= increment.start - fact.end <= BREATH for fact in facts)


def _largest(facts: Sequence[Casualty]) -> Casualty:
    """Return the highest figure, for tolls rise; an approximate one only if there is no other."""
    sure = [fact for fact in facts if fact.qualifier != "approximately"]
    return max(sure or facts, key=size)


def _headed(facts: list[Casualty], repeated: list[Casualty]) -> list[Casualty]:
    """Return the figure of the whole, if one holds what the others tell; else all figures."""
    lead, *others = facts
    if not others:
        return [lead]
    opening = [lead]
    for fact in others:
        if fact.start - opening[-1].end > _SENTENCE:
            break
        opening.append(fact)
    if len(opening) > 1 and all(fact in repeated for fact in opening):
        return opening  # place by place, and told again further down
    if lead in repeated and lead is max(repeated, key=size):
        return [lead]
    for whole in sorted(repeated, key=size, reverse=True):
        if _holds(whole, [fact for fact in facts if fact is not whole]):
            return [whole]
    details = [fact for fact in others if fact.start - lead.end > _SENTENCE]
    adds_up = len(others) > 1 and sum(map(size, others)) == size(lead)
    if (details or adds_up) and _holds(lead, others):
        return [lead]
    breath = [fact for fact in facts if fact not in details]
    if len(breath) > 1 and details and sum(map(size, details)) <= sum(map(size, breath)):
        groups = {fact.group for fact in breath}
        if all("people" in groups or fact.group in groups for fact in details):
            return breath
    return facts


def _holds(whole: Casualty, parts: Sequence[Casualty]) -> bool:
    return all(
        whole.group in ("people", part.group) and size(part) <= size(whole) for part in parts
    )


def _rivalled(
    stated: Casualty, others: Sequence[Casualty]
) -> tuple[list[Casualty], list[Casualty]]:
    rivals = [fact for fact in others if _is_rival(stated, fact)]
    if not rivals:
        return [stated], []
    best = min([stated, *rivals], key=_rank)
    return [best], [fact for fact in (stated, *rivals) if fact is not best]


def _is_rival(one: Casualty, other: Casualty) -> bool:
    return (
        one.source is not None
        and other.source is not None
        and one.source.text.lower() != other.source.text.lower()
        and one.group == other.group
        and one.demographic == other.demographic
        and other.scope != "increment"
        and size(one) != size(other)
        and abs(one.start - other.start) <= 2 * BREATH
    )


def _rank(fact: Casualty) -> int:
    return _RANK.get(fact.status, _WEAKEST)


def _floor(fact: Casualty) -> float | None:
    return fact.low if fact.low is not None else fact.best


def _ceiling(fact: Casualty) -> float | None:
    return fact.high if fact.high is not None else fact.best


def _least(values: Sequence[float | None]) -> float | None:
    return min((value for value in values if value is not None), default=None)


def _most(values: Sequence[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)


def _added(
    facts: Sequence[Casualty],
) -> tuple[float | None, float | None, float | None]:
    """Add bound by bound; what one fact lacks, the sum lacks."""
    if len(facts) == 1:
        return facts[0].low, facts[0].best, facts[0].high
    return (
        _sum([fact.low for fact in facts]),
        _sum([fact.best for fact in facts]),
        _sum([fact.high for fact in facts]),
    )


def _sum(values: Sequence[float | None]) -> float | None:
    given = [value for value in values if value is not None]
    return sum(given) if len(given) == len(values) else None


def _hedge(low: float | None, best: float | None, high: float | None) -> Qualifier:
    if low is not None and high is not None:
        return "exact" if low == high else "range"
    if low is not None:
        return "at_least" if best is not None else "vague"
    return "approximately" if best is not None else "up_to"


def _as_of(facts: Sequence[Casualty], dates: Sequence[Date]) -> str | None:
    """Return the date that stands nearest to a fact, if it stands in the same breath."""
    near = [
        (distance, date.value)
        for date in dates
        for fact in facts
        if (distance := max(date.start - fact.end, fact.start - date.end)) <= BREATH
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _broken_down(
    facts: Sequence[Casualty], name: Callable[[Casualty], Group | Demographic | None]
) -> tuple[Breakdown, ...]:
    parts: dict[Group | Demographic, list[Casualty]] = {}
    for fact in facts:
        if (key := name(fact)) is not None:
            parts.setdefault(key, []).append(fact)
    broken = []
    for key, told in parts.items():
        chosen, _ = _choose(told)
        low, best, high = _added(chosen)
        ids = tuple(fact.id for fact in chosen)
        broken.append(Breakdown(name=key, low=low, best=best, high=high, facts=ids))
    return tuple(broken)
