"""Who the people of a casualty were, and how their figures stand to each other, beyond the groups.

An event's rule may say more of its people than their own noun phrases do: "five of them were
children", "the army suffered 12 casualties", "three civilians, two women and a man, died".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.numbers import topped

if TYPE_CHECKING:
    import re

    from factx.candidates import Candidate, Pair
    from factx.grammar import Rule
    from factx.people import Group, GroupNames
    from factx.tape import Tape

ARMED = frozenset(("military", "militant", "police", "security", "peacekeeper"))
"""The groups of those who bear arms."""

_OF_THE_HELD = frozenset(("escaped", "killed", "released", "rescued"))
_OF_THE_LOST = frozenset(("killed", "rescued", "survived", "hospitalized"))
_OF_THE_HURT = frozenset(("killed", "hospitalized", "injured", "released"))
MAY_BECOME = {
    "abducted": _OF_THE_HELD,
    "detained": _OF_THE_HELD,
    "missing": _OF_THE_LOST,
    "trapped": _OF_THE_LOST,
    "casualties": _OF_THE_HURT,
    "hospitalized": _OF_THE_HURT,
    "ill": _OF_THE_HURT,
    "injured": _OF_THE_HURT,
}
"""What may become of some of those to whom something has happened."""


def complete(
    names: GroupNames,
    tape: Tape,
    rule: Rule,
    match: re.Match[str],
    made: list[Candidate],
    trigger: Pair | None,
) -> None:
    """Add what a rule says of all its figures together to the candidates ``made`` from it."""
    groups = rule.groups
    verb = rule.span(match, "topped")[0]
    if verb >= 0:
        _top(names, tape, verb, made)
    if "class" in groups:
        _describe_class(names, tape, rule.span(match, "class"), made)
    if "sufferer" in groups:
        _describe_sufferer(names, tape, rule.span(match, "sufferer"), made)
    if trigger and "adds_up" in rule.attributes and made and not add_up(made[0], made[1:]):
        for candidate in made:
            candidate.scope, candidate.of = "incident", None
            candidate.fields["trigger"] = trigger


def part_of_before(before: Candidate, candidate: Candidate) -> bool:
    """Say whether a bare number can be a part of the people before it: "One later died"."""
    whole, part = before.number, candidate.number
    if whole is None or part is None or whole.best is None or part.best is None:
        return False
    fields, own = before.fields, candidate.fields
    return (
        0 < part.best < whole.best
        and candidate.scope == "incident"
        and fields["victim"] is not None
        and own["outcome"] in MAY_BECOME.get(fields["outcome"], ())
        and (own["outcome"] != fields["outcome"] or own["severity"] is not None)
    )


def take_group_of(names: GroupNames, tape: Tape, candidate: Candidate, whole: Group) -> None:
    """Let the seven of "seven of the eight crew members" have the group of the eight."""
    if whole.victim is not None:
        words = [token.strip() for token in tape.tokens[whole.victim[0] : whole.victim[1]]]
        candidate.fields["group"] = names.group(words)
        candidate.fields["demographic"] = names.demographic(words)


def _top(names: GroupNames, tape: Tape, verb: int, made: list[Candidate]) -> None:
    """Let what has been topped by the verb be more than the figure, or at most: "never topped"."""
    never = verb > 0 and tape.word(verb - 1) in names.never
    for candidate in made:
        if candidate.scope == "total" and candidate.number is not None:
            topped(candidate.number, never=never)


def _describe_class(names: GroupNames, tape: Tape, place: Pair, made: list[Candidate]) -> None:
    """Let "five of them were children" and "the number of pupils killed" say who they are."""
    begin, end = place
    if begin < 0:
        return
    words = [token.strip() for token in tape.tokens[tape.first[begin] : tape.first[end]]]
    wholes = [candidate.of for candidate in made]
    for candidate in made:
        if candidate.scope not in ("subset", "total") or candidate in wholes:
            continue
        severity = names.severities.get(words[-1].lower())
        if severity is not None:
            # "Seven were taken to hospital, two of whom are critical."
            candidate.fields.update(outcome="injured", severity=severity)
            continue
        group = names.group(words)
        whole = candidate.of.fields["group"] if candidate.of else None
        if whole in ARMED and words[-1].lower() in names.open_heads:
            group = whole
        if candidate.scope == "total":
            # Whom the number counts is said: they are not those named before.
            candidate.fields.pop("stands_for", None)
        if group != "people":
            candidate.fields["group"] = group
        candidate.fields["demographic"] = names.demographic(words)


def _describe_sufferer(names: GroupNames, tape: Tape, place: Pair, made: list[Candidate]) -> None:
    """Let "security forces suffered 12 casualties" say whose casualties they are."""
    begin, end = place
    if begin < 0:
        return
    # The word before the head may tell more than the head: "security forces", "rebel units".
    first = max(tape.first[begin] - 1, 0)
    words = [token.strip() for token in tape.tokens[first : tape.first[end]]]
    for candidate in made:
        if candidate.fields["group"] == "people":
            candidate.fields["group"] = names.group(words)


def add_up(whole: Candidate, parts: list[Candidate]) -> bool:
    """Say whether the figures of ``parts`` add up to that of ``whole``."""
    figures = [(part.number and part.number.best) or 0 for part in parts]
    return whole.number is not None and whole.number.best == sum(figures)
