"""Facts in the forms that the field uses: UCDP, GDELT, HXL, EM-DAT, GTD, Wikimpacts.

Each function takes the facts of one document and returns plain values; ``docs/exports.md`` gives
the mappings. A figure that the text does not give is ``None``, never zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.facts import Casualty
from factx.tolls import Policy, Toll, point, tolls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factx.facts import Fact

__all__ = ["emdat", "gdelt", "gtd", "hxl", "ucdp", "wikimpacts"]

Figure = int | float | None

_GDELT = {
    "killed": "KILL",
    "injured": "WOUND",
    "abducted": "KIDNAP",
    "detained": "ARREST",
    "affected": "AFFECT",
    "displaced": "AFFECT",
    "evacuated": "AFFECT",
    "homeless": "AFFECT",
}
# The fields between ObjectType and Offset say where; factx reads no places.
_NOWHERE = "#" * 8
_HXL = {
    "killed": "#affected+killed",
    "injured": "#affected+injured",
    "missing": "#affected+missing",
    "ill": "#affected+infected",
    "displaced": "#affected+displaced",
    "abducted": "#affected+abducted",
    "affected": "#affected",
    "in_need": "#inneed",
}
_HXL_DEMOGRAPHICS = {"child": "+children", "woman": "+f", "man": "+m", "elderly": "+elderly"}
_WIKIMPACTS = {
    "killed": "Deaths",
    "injured": "Injuries",
    "affected": "Affected",
    "displaced": "Displaced",
    "homeless": "Homeless",
}
_UNREAL = frozenset({"hypothetical", "expected", "denied"})


def ucdp(facts: Iterable[Fact], sides: Mapping[str, str] | None = None) -> dict[str, Figure]:
    """Return deaths as an event of UCDP GED has them: best, low, high, and by side.

    Args:
        facts: the facts of one document.
        sides: which group fights on which side, ``"a"`` or ``"b"`` (``{"military": "a", "militant":
            "b"}``). Groups that are on no side, civilians excepted, are ``deaths_unknown``, and so
            is what the groups leave of the best.

    >>> from factx.facts import Span
    >>> fact = Casualty(id="f1", span=Span(text="5 soldiers", start=0, end=10), group="military",
    ...                 qualifier="exact", low=5, best=5, high=5, outcome="killed")
    >>> ucdp([fact], {"military": "a"})["deaths_a"]
    5
    """
    row: dict[str, Figure] = dict.fromkeys(
        ("best", "low", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    )
    toll = _by_outcome(facts).get("killed")
    if toll is None:
        return row
    best = point(toll, "ucdp")
    row["best"] = best
    row["low"] = toll.low if toll.low is not None else toll.best
    row["high"] = toll.high if toll.high is not None else toll.best
    columns = {group: f"deaths_{side}" for group, side in (sides or {}).items()}
    columns.setdefault("civilian", "deaths_civilians")
    told: float = 0
    for part in toll.groups:
        column = columns.get(part.name)
        value = part.best if part.best is not None else part.low
        if column is not None and value is not None:
            row[column] = (row[column] or 0) + value
            told += value
    if best is not None:
        row["deaths_unknown"] = max(best - told, 0)
    return row


def gdelt(facts: Iterable[Fact]) -> str:
    """Return casualties as the field V2.1COUNTS of GDELT's Global Knowledge Graph.

    One block a fact, ``CountType#Number#ObjectType#`` … ``#Offset``, blocks parted by semicolons;
    the fields of places are empty. The number is the conservative point; what has none, what did
    not happen, and outcomes without a type of their own are left out.

    >>> from factx.facts import Span
    >>> fact = Casualty(id="f1", span=Span(text="5 miners", start=7, end=15), qualifier="exact",
    ...                 low=5, best=5, high=5, outcome="killed",
    ...                 victim=Span(text="miners", start=9, end=15))
    >>> gdelt([fact])
    'KILL#5#miners########7'
    """
    blocks = []
    for fact in facts:
        if not isinstance(fact, Casualty) or fact.outcome not in _GDELT:
            continue
        number = point(fact, "conservative")
        if number is None or fact.polarity == "negative" or fact.status in _UNREAL:
            continue
        # A separator inside a name would start another field.
        victim = fact.victim.text.replace("#", " ").replace(";", " ") if fact.victim else ""
        blocks.append(f"{_GDELT[fact.outcome]}#{number:.0f}#{victim}{_NOWHERE}{fact.start}")
    return ";".join(blocks)


def hxl(facts: Iterable[Fact], policy: Policy = "conservative") -> dict[str, float]:
    """Return one number per HXL hashtag, with attributes for the demographics that are told.

    Raises:
        UnknownOptionError: a policy that does not exist.

    >>> from factx.facts import Span
    >>> fact = Casualty(id="f1", span=Span(text="5 women", start=0, end=7), qualifier="exact",
    ...                 low=5, best=5, high=5, outcome="injured", demographic=("woman",))
    >>> hxl([fact])
    {'#affected+injured': 5, '#affected+injured+f': 5}
    """
    row: dict[str, float] = {}
    for toll in tolls(facts):
        tag = _HXL.get(toll.outcome)
        value = point(toll, policy)
        if tag is None or value is None:
            continue
        row[tag] = value
        for part in toll.demographics:
            number = part.best if part.best is not None else part.low
            if number is not None:
                row[tag + _HXL_DEMOGRAPHICS[part.name]] = number
    return row


def emdat(facts: Iterable[Fact]) -> dict[str, Figure]:
    """Return the impact variables of EM-DAT, rolled up as its guidelines say.

    Total deaths hold those missing who are presumed or feared dead; injured holds the hospitalised
    and the ill; affected holds the displaced and the evacuated; total affected is the sum of
    injured, affected and homeless.

    >>> from factx.facts import Span
    >>> fact = Casualty(id="f1", span=Span(text="10 to 20", start=0, end=8), qualifier="range",
    ...                 low=10, best=None, high=20, outcome="killed")
    >>> emdat([fact])["total_deaths"]
    15.0
    """
    told = list(facts)
    by_outcome = _by_outcome(told)
    lost = _by_outcome(
        fact
        for fact in told
        if isinstance(fact, Casualty)
        and fact.outcome == "missing"
        and fact.status in ("presumed", "feared")
    )

    def rolled(*outcomes: str) -> Figure:
        return _sum([by_outcome.get(outcome) for outcome in outcomes])

    injured = rolled("injured", "hospitalized", "ill")
    affected = rolled("affected", "displaced", "evacuated")
    homeless = rolled("homeless")
    parts = [part for part in (injured, affected, homeless) if part is not None]
    return {
        "total_deaths": _sum([by_outcome.get("killed"), lost.get("missing")]),
        "injured": injured,
        "affected": affected,
        "homeless": homeless,
        "total_affected": sum(parts) if parts else None,
    }


def gtd(facts: Iterable[Fact]) -> dict[str, Figure]:
    """Return the casualty and hostage variables of the Global Terrorism Database.

    ``nkill`` and ``nwound`` hold the perpetrators, ``nkillter`` and ``nwoundte`` are them alone.
    ``ishostkid`` is 1 if anyone is said to have been taken, else 0. Numbers are minimum values.

    >>> from factx.facts import Span
    >>> fact = Casualty(id="f1", span=Span(text="2 attackers", start=0, end=11), qualifier="exact",
    ...                 low=2, best=2, high=2, outcome="killed", group="perpetrator")
    >>> row = gtd([fact])
    >>> row["nkill"], row["nkillter"], row["nwound"], row["ishostkid"]
    (2, 2, None, 0)
    """
    by_outcome = _by_outcome(facts)

    def number(outcome: str, group: str | None = None) -> Figure:
        toll = by_outcome.get(outcome)
        if toll is None:
            return None
        if group is None:
            return point(toll, "conservative")
        found = (part for part in toll.groups if part.name == group)
        return next((part.best if part.best is not None else part.low for part in found), None)

    return {
        "nkill": number("killed"),
        "nkillter": number("killed", "perpetrator"),
        "nwound": number("injured"),
        "nwoundte": number("injured", "perpetrator"),
        "ishostkid": int("abducted" in by_outcome),
        "nhostkid": number("abducted"),
        "nreleased": number("released"),
    }


def wikimpacts(facts: Iterable[Fact]) -> dict[str, Figure | bool]:
    """Return totals as Wikimpacts has them: ``Total_Deaths_Min``, ``_Max``, ``_Approx`` and so on.

    Min is low or best, Max high or best, and Approx is true unless the number is exact. factx makes
    up no width: a bound that the text does not give is ``None``.

    >>> from factx.facts import Span
    >>> fact = Casualty(id="f1", span=Span(text="about 30", start=0, end=8), outcome="killed",
    ...                 qualifier="approximately", low=None, best=30, high=None)
    >>> wikimpacts([fact])
    {'Total_Deaths_Min': 30, 'Total_Deaths_Max': 30, 'Total_Deaths_Approx': True}
    """
    row: dict[str, Figure | bool] = {}
    for toll in tolls(facts):
        name = _WIKIMPACTS.get(toll.outcome)
        if name is not None:
            row[f"Total_{name}_Min"] = toll.low if toll.low is not None else toll.best
            row[f"Total_{name}_Max"] = toll.high if toll.high is not None else toll.best
            row[f"Total_{name}_Approx"] = toll.qualifier != "exact"
    return row


def _by_outcome(facts: Iterable[Fact]) -> dict[str, Toll]:
    return {toll.outcome: toll for toll in tolls(facts)}


def _sum(found: Sequence[Toll | None]) -> Figure:
    numbers = [point(toll, "emdat") for toll in found if toll is not None]
    given = [number for number in numbers if number is not None]
    return sum(given) if given else None
