"""Scope: what a casualty figure covers, from the cues around it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from factx.sentences import holds

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from factx.grammar import Grammar, Rule
    from factx.sentences import Sentence, Spot
    from factx.tape import Tape

ORDER = ("subset", "previous", "increment", "rate", "total", "incident")
"""The scopes in the order in which they are tested: the first that fits holds."""
NEXT = 8
"""How far behind a cue the number that it announces may start, in words."""
BROAD_OUTCOMES = frozenset(("casualties", "affected"))
"""Outcomes that a bracket may break down into others: "1,282 casualties (532 deaths, …)"."""


class ScopePass:
    """Finds the cues of scope and applies them to the casualties."""

    __slots__ = ("_event", "_rules", "_units")

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the rules, the units of rates, and the nouns of single events."""
        self._rules = grammar.rules("context.scope")
        self._units = grammar.lexicon.values["RATE_UNIT"]
        self._event = grammar.rules("context.event")

    def run(self, words: Tape, sentences: Sequence[Sentence], clauses: Sequence[int]) -> None:
        """Set the scope of the casualties among the spots."""
        waiting = iter(sentences)
        sentence = next(waiting, None)
        for rule, match in self._rules.matches(words):
            while sentence is not None and match.start() >= sentence.end:
                sentence = next(waiting, None)
            if sentence is None:
                return
            spots = [spot for spot in sentence.spots if spot.candidate.kind == "casualty"]
            if spots:
                self._apply(words, rule, match, sentence, spots, clauses)

    def _apply(  # noqa: PLR0913 - the parts of one match
        self,
        words: Tape,
        rule: Rule,
        match: re.Match[str],
        sentence: Sentence,
        spots: list[Spot],
        clauses: Sequence[int],
    ) -> None:
        scope: str = rule.attributes["scope"]
        start, end = match.span()
        match rule.attributes["reach"]:
            case "sentence":
                for spot in spots:
                    _set(spot, scope)
            case "unless-event":
                if not holds(self._event, words, sentence.begin, sentence.end):
                    for spot in spots:
                        _set(spot, scope)
            case "clause":
                clause = bisect_right(clauses, start)
                unit = self._units.get(words.word(rule.span(match, "unit")[0]))
                for spot in spots:
                    if clause in (bisect_right(clauses, spot.start), bisect_right(clauses, spot.trigger)):
                        _set(spot, scope, unit)
            case "next":
                for spot in spots:
                    if end <= spot.start <= end + NEXT:
                        _set(spot, scope)
                        break
            case "inside":
                for spot in spots:
                    if spot.start <= start < spot.end:
                        _set(spot, scope)
            case "sibling":
                _sibling(spots, start, end)
            case "bracket":
                _bracket(spots, start, rule.span(match, "inside")[1])


def _set(spot: Spot, scope: str, per: Any = None) -> None:  # noqa: ANN401 - the value of a unit
    """Give the fact ``scope``, unless what it has already comes before it in the order."""
    candidate = spot.candidate
    if candidate.polarity == "negative" or ORDER.index(scope) >= ORDER.index(candidate.scope):
        return
    candidate.scope = scope
    if per is not None:
        candidate.fields["per"] = per


def _sibling(spots: list[Spot], start: int, end: int) -> None:
    """Make what was added an increment, and the figure that it was added to a total."""
    total = next((spot for spot in spots if end <= spot.start <= end + NEXT), None)
    outcome = "killed" if total is None else total.candidate.fields["outcome"]
    for spot in spots:
        if spot.end <= start and spot.candidate.fields["outcome"] == outcome:
            _set(spot, "increment")
    if total is not None:
        _set(total, "total")


def _bracket(spots: list[Spot], start: int, end: int) -> None:
    """Make the figures of a bracket parts of the figure right before it."""
    whole = next((spot for spot in spots if spot.end == start), None)
    if whole is None:
        return
    for spot in spots:
        if start < spot.start < end:
            candidate = spot.candidate
            outcome = whole.candidate.fields["outcome"]
            if outcome in BROAD_OUTCOMES or candidate.fields["outcome"] == outcome:
                _set(spot, "subset")
                candidate.of = whole.candidate
