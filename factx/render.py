"""Facts for people to read: in words, as tables, and as text with its facts highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from factx.facts import Casualty, Count, Date, Duration, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.facts import Fact
    from factx.tolls import Policy, Toll

STYLES = {
    "casualty": "bold red",
    "count": "cyan",
    "quantity": "green",
    "duration": "magenta",
    "date": "yellow",
}
_HEDGES = {
    "exact": "{best}",
    "at_least": "at least {low}",
    "more_than": "more than {low}",
    "at_most": "at most {high}",
    "less_than": "less than {high}",
    "up_to": "up to {high}",
    "nearly": "nearly {best}",
    "approximately": "about {best}",
    "range": "{low} to {high}",
}

_PLURALS = {"century": "centuries"}


def value_in_words(fact: Fact) -> str:
    """Return what ``fact`` says, for people: its number with its hedge, or its date.

    >>> from factx.facts import Span
    >>> value_in_words(Count(id="f1", span=Span(text="1,200 or more", start=0, end=13),
    ...                      qualifier="at_least", low=1200, best=1200, high=None))
    'at least 1,200'
    """
    if isinstance(fact, Date):
        relation, mod = (fact.relation or "").replace("_", " "), (fact.mod or "").lower()
        said = (relation, fact.value or "unresolved", mod, fact.part)
        return " ".join(word for word in said if word)
    words = [_hedged(fact)]
    if isinstance(fact, Quantity):
        words.append(fact.unit)
    elif isinstance(fact, Duration):
        words.append(fact.unit if fact.best == 1 else _PLURALS.get(fact.unit, fact.unit + "s"))
    return " ".join(words)


def details_in_words(fact: Fact) -> str:
    """Return what else there is to know of ``fact``, for people; less what is at its default.

    >>> from factx.facts import Span
    >>> details_in_words(Casualty(id="f2", span=Span(text="two children", start=0, end=12),
    ...     qualifier="exact", low=2, best=2, high=2, outcome="killed", demographic=("child",),
    ...     scope="subset", of="f1", status="reported"))
    'killed · child · subset of f1 · reported'
    """
    if isinstance(fact, Date):
        return f"{fact.granularity} · {fact.resolution}"
    parts: list[str | None] = []
    if isinstance(fact, Casualty):
        parts += [("not " if fact.polarity == "negative" else "") + fact.outcome, fact.severity]
        parts += [fact.group if fact.group != "people" else None, *fact.demographic]
    if isinstance(fact, Count | Duration):
        parts.append(fact.object.text if fact.object else None)
    if isinstance(fact, Quantity):
        parts.append(fact.of_what.text if fact.of_what else None)
    if isinstance(fact, Duration):
        parts += [fact.iso or fact.iso_low, fact.interval]
    else:
        scope = fact.scope if fact.scope != "incident" else None
        parts.append(f"{scope or 'part'} of {fact.of}" if fact.of else scope)
        parts.append(fact.per)
    parts.append(fact.status if fact.status != "asserted" else None)
    return " · ".join(part for part in parts if part)


def fact_table(facts: Sequence[Fact]) -> Table:
    """Return a table with a line a fact."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("id", style="dim")
    table.add_column("kind")
    table.add_column("text")
    table.add_column("says")
    table.add_column("details")
    table.add_column("source")
    for fact in facts:
        source = getattr(fact, "source", None)
        table.add_row(
            fact.id,
            Text(fact.kind, STYLES[fact.kind]),
            Text(" ".join(fact.text.split())),
            Text(value_in_words(fact)),
            Text(details_in_words(fact)),
            Text(" ".join(source.text.split()) if source else ""),
        )
    return table


def toll_table(tolls: Sequence[Toll], policy: Policy | None = None) -> Table:
    """Return a table with a line a toll; by ``policy``, with its one number."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for name in ("outcome", "says", *((policy,) if policy else ()), "status", "basis", "as of"):
        table.add_column(name)
    table.add_column("facts", style="dim")
    for toll in tolls:
        number = (_grouped(toll.point(policy)),) if policy else ()
        cells = (_hedged(toll), *number, toll.status, toll.basis, toll.as_of or "")
        table.add_row(Text(toll.outcome, STYLES["casualty"]), *cells, " ".join(toll.facts))
    return table


def highlighted(text: str, facts: Sequence[Fact]) -> Text:
    """Return ``text`` with the span of each fact in the colour of its kind.

    >>> highlighted("Nobody came.", []).plain
    'Nobody came.'
    """
    shown = Text(text)
    for fact in facts:
        shown.stylize(STYLES[fact.kind], fact.start, fact.end)
    return shown


def _hedged(figure: Casualty | Count | Quantity | Duration | Toll) -> str:
    if figure.qualifier == "vague":
        return "vaguely many" if figure.low is None else f"vague, from {_grouped(figure.low)}"
    bounds = {name: _grouped(getattr(figure, name)) for name in ("low", "best", "high")}
    return _HEDGES[figure.qualifier].format(**bounds)


def _grouped(number: float | None) -> str:
    return "" if number is None else f"{number:,}"
