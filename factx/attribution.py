"""Attribution: which source stands behind which facts of a sentence."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from factx.sentences import holds, matches_within

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from factx.grammar import Grammar, Rule
    from factx.sentences import Sentence, Span, Spot
    from factx.tape import Tape

DEFAULT_STATUS = "reported"
AGAIN = "again"
"""The reach of a cue that has the source of the one before it."""
REACHES = ("number", "preceding", "following", "sentence", AGAIN)
"""What a rule may say of the facts that it gives the source to."""
REACH_ORDER = ("number", "complement", "preceding", "following", "sentence")
NEXT = 5
"""How far behind "the government's count of" its number may start, in words."""
FRESH = frozenset(("following", "complement"))
"""The reaches of attributions that end the reach of one before them."""


class Attribution:
    """One attribution: the words that make it, its source, its status, and how far it reaches."""

    __slots__ = ("end", "reach", "source", "start", "status")

    def __init__(self, start: int, end: int, source: Span | None, status: str, reach: str) -> None:
        """Hold the parts; positions are those of the tape of words."""
        self.start = start
        self.end = end
        self.source = source
        self.status = status
        self.reach = reach


class AttributionPass:
    """Finds attributions and hands source and status to the facts they cover."""

    __slots__ = ("_beside", "_cue", "_rules", "_values")

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the rules and the statuses of reporting verbs."""
        self._rules = grammar.rules("context.source")
        values = grammar.lexicon.values
        self._values = {**values["REPORT"], **values["ACCUSING"]}
        self._cue = grammar.rules("context.source-cue")
        self._beside = grammar.rules("context.source-beside")

    def run(self, words: Tape, sentences: Sequence[Sentence], clauses: Sequence[int]) -> None:
        """Set source and status of the spots; ``clauses`` are the positions where clauses start."""
        for sentence in sentences:
            where = (words, sentence.begin, sentence.end)
            if not (holds(self._cue, *where) or holds(self._beside, *where)):
                continue
            found: list[Attribution] = []
            for rule, match in matches_within(self._rules, words, sentence):
                attribution = self._attribution(words, rule, match)
                if attribution.reach == AGAIN:
                    attribution.reach = "following"
                    attribution.source = found[-1].source if found else None
                found.append(attribution)
            if found:
                _spread(sentence, found, clauses)

    def _attribution(self, words: Tape, rule: Rule, match: re.Match[str]) -> Attribution:
        source = rule.span(match, "source")
        reach = rule.attributes["reach"]
        status = rule.attributes.get("status")
        if rule.span(match, "denial")[0] >= 0:
            status, reach = "denied", "complement"
        elif rule.span(match, "final")[0] >= 0 and rule.span(match, "closing")[0] >= 0:
            reach = "preceding"
        if status is None:
            verb = rule.span(match, "verb")[0]
            status = self._values.get(words.word(verb)) if verb >= 0 else None
        return Attribution(
            match.start(),
            match.end(),
            source if source[0] >= 0 else None,
            status or DEFAULT_STATUS,
            reach,
        )


def _spread(sentence: Sentence, attributions: list[Attribution], clauses: Sequence[int]) -> None:
    """Hand out the attributions of one sentence, the narrowest reach first."""
    open_spots = list(sentence.spots)
    for reach in REACH_ORDER:
        for number, attribution in enumerate(attributions):
            if attribution.reach == reach:
                covered = _covered(open_spots, attributions, number, clauses)
                for spot in covered:
                    spot.source = attribution.source
                    spot.statuses.append(attribution.status)
                    open_spots.remove(spot)


def _covered(
    spots: list[Spot], attributions: list[Attribution], number: int, clauses: Sequence[int]
) -> list[Spot]:
    """Return which of the uncovered ``spots`` the attribution ``number`` covers."""
    attribution = attributions[number]
    end = attribution.end
    after = [spot for spot in spots if spot.start >= end or spot.trigger >= end]
    match attribution.reach:
        case "number":
            return [spot for spot in after[:1] if spot.start <= end + NEXT]
        case "complement":
            return _complement(_following(after, attributions, number), end, clauses)
        case "preceding":
            before = _preceding(spots, attributions, number, clauses)
            return before or _following(after, attributions, number)
        case "following":
            return _following(after, attributions, number)
        case _:
            return list(spots)


def _complement(after: list[Spot], end: int, clauses: Sequence[int]) -> list[Spot]:
    """Return the spots between ``end`` and the end of its clause.

    With "Israel denied hitting the convoy in the strike that killed 12" the 12 are not denied.
    """
    clause = bisect_right(clauses, end)
    stop = clauses[clause] if clause < len(clauses) else end
    return [spot for spot in after if spot.trigger < stop]


def _following(after: list[Spot], attributions: list[Attribution], number: int) -> list[Spot]:
    """Return the spots up to the next attribution that starts afresh."""
    for attribution in attributions[number + 1 :]:
        if attribution.reach in FRESH:
            return [spot for spot in after if spot.start < attribution.start]
    return after


def _preceding(
    spots: list[Spot], attributions: list[Attribution], number: int, clauses: Sequence[int]
) -> list[Spot]:
    """Return the spots before an attribution at the end of what it covers.

    With "Police said 12 had died, and 40 were hurt, the hospital said." the hospital has the last
    clause only: what stands before is already spoken for.
    """
    attribution = attributions[number]
    floor = -1
    for earlier in attributions[:number]:
        if earlier.reach == "preceding":
            floor = max(floor, earlier.end)
        elif earlier.reach == "following":
            clause = bisect_right(clauses, attribution.start - 1) - 1
            floor = max(floor, clauses[clause] if clause >= 0 else -1)
    return [spot for spot in spots if floor <= spot.start < attribution.start]
