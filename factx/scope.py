"""Scope: what a casualty figure covers, from the cues around it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from factx.candidates import exceeds
from factx.sentences import holds

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from factx.grammar import Grammar, Rule
    from factx.sentences import Sentence, Spot
    from factx.tape import Tape

ORDER = ("subset", "previous", "increment", "rate", "total", "incident")
"""The scopes in the order in which they are tested: the first that fits holds."""
REACHES = (
    "next",
    "inside",
    "sibling",
    "bracket",
    "spread",
    "spread-clause",
    "clause",
    "sentence",
    "outside-relatives",
    "unless-event",
    "none",
)
"""Which figures a cue gives its scope to."""
NEXT = 8
"""How far behind a cue the number that it announces may start, in words."""
BROAD_OUTCOMES = frozenset(("casualties", "affected"))
"""Outcomes that a bracket may break down into others: "1,282 casualties (532 deaths, …)"."""


class ScopePass:
    """Finds the cues of scope and applies them to the casualties."""

    __slots__ = ("_event", "_relatives", "_rules", "_units")

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the rules, the units of rates, and the nouns of single events."""
        self._rules = grammar.rules("context.scope")
        self._units = grammar.lexicon.values["RATE_UNIT"]
        self._event = grammar.rules("context.event")
        self._relatives = frozenset(grammar.charset("NEAR_RELATIVE"))

    def run(self, words: Tape, sentences: Sequence[Sentence], clauses: Sequence[int]) -> None:
        """Set the scope of the casualties among the spots."""
        waiting = iter(sentences)
        sentence = next(waiting, None)
        for match in self._rules.find(words):
            rule = self._rules.by_index[match.lastindex]
            while sentence is not None and match.start() >= sentence.end:
                sentence = next(waiting, None)
            if sentence is None:
                return
            spots = [spot for spot in sentence.spots if spot.candidate.kind == "casualty"]
            reach = rule.attributes["reach"]
            if reach == "sibling":
                _sibling(spots, match.start(), match.end())
            elif reach == "bracket":
                _bracket(spots, match.start(), rule.span(match, "inside")[1])
            elif reach == "unless-event":
                if not holds(self._event, words, sentence.begin, sentence.end):
                    _set(spots, rule.attributes["scope"])
            elif reach == "outside-relatives":
                begin, at = self._relative_clause(words, match.start(), sentence, clauses)
                inside = [
                    spot for spot in spots if spot.start >= begin or begin <= spot.trigger < at
                ]
                _set(inside, rule.attributes["scope"])
            elif reach in ("spread", "spread-clause"):
                _spread(rule, match, spots, clauses)
            else:
                unit = rule.span(match, "unit")[0]
                per = self._units.get(words.word(unit)) if unit >= 0 else None
                _set(_reached(rule, match, spots, clauses), rule.attributes["scope"], per)

    def _relative_clause(
        self, words: Tape, at: int, sentence: Sentence, clauses: Sequence[int]
    ) -> tuple[int, int]:
        """Return the relative clause that ``at`` is in, up to it, or the sentence if in none."""
        number = bisect_right(clauses, at) - 1
        begin = clauses[number] if number >= 0 else sentence.begin
        inside = begin > sentence.begin and words.symbols[begin] in self._relatives
        return (begin, at) if inside else (sentence.begin, sentence.end)


def _reached(
    rule: Rule, match: re.Match[str], spots: list[Spot], clauses: Sequence[int]
) -> list[Spot]:
    """Return the facts that a cue concerns by itself."""
    start, end = match.span()
    match rule.attributes["reach"]:
        case "sentence":
            return spots
        case "clause":
            beside = _beside(spots, start)
            if beside:
                return beside
            clause = bisect_right(clauses, start)
            return [
                spot
                for spot in spots
                if bisect_right(clauses, spot.start) == clause
                or bisect_right(clauses, spot.trigger) == clause
            ]
        case "next":
            within = rule.attributes.get("within", NEXT)
            return [spot for spot in spots if end <= spot.start <= end + within][:1]
        case "inside":
            return [spot for spot in spots if spot.start <= start < spot.end]
        case _:
            return []


def _beside(spots: list[Spot], start: int) -> list[Spot]:
    """Return the figure that ends where a cue starts, with those of its list before it."""
    found: list[Spot] = []
    for spot in reversed(spots):
        if spot.end == start:
            found.append(spot)
            start = spot.start - 1
        elif found:
            break
    return found


def _set(spots: list[Spot], scope: str, per: str | None = None) -> None:
    """Give the facts ``scope``, but those that have one already that comes before it in the order.

    What did not happen has no scope: it stays an incident.
    """
    for spot in spots:
        candidate = spot.candidate
        if candidate.polarity == "positive" and ORDER.index(scope) < ORDER.index(candidate.scope):
            candidate.scope = scope
            if per is not None:
                candidate.fields["per"] = per


def _sibling(spots: list[Spot], start: int, end: int) -> None:
    """Make what was added an increment, and the figure that it was added to a total."""
    totals = [spot for spot in spots if end <= spot.start <= end + NEXT][:1]
    outcome = totals[0].candidate.fields["outcome"] if totals else "killed"
    before = [spot for spot in spots if spot.end <= start]
    _set([spot for spot in before if spot.candidate.fields["outcome"] == outcome], "increment")
    _set(totals, "total")


def _bracket(spots: list[Spot], start: int, end: int) -> None:
    """Make the figures of a bracket parts of the figure right before it."""
    whole = next((spot for spot in spots if spot.end == start), None)
    if whole is None:
        return
    outcome = whole.candidate.fields["outcome"]
    for spot in spots:
        if (
            start < spot.start < end
            and (outcome in BROAD_OUTCOMES or spot.candidate.fields["outcome"] == outcome)
            and not exceeds(spot.candidate, whole.candidate)
        ):
            _set([spot], "subset")
            spot.candidate.of = whole.candidate


def _spread(rule: Rule, match: re.Match[str], spots: list[Spot], clauses: Sequence[int]) -> None:
    """Tell of figures that they are those of each of several events: "nine people each"."""
    start = match.start()
    if rule.attributes["reach"] == "spread":
        near = [spot for spot in spots if start in (spot.end, spot.trigger_end)][-1:]
    else:
        clause = bisect_right(clauses, start)
        near = [spot for spot in spots if bisect_right(clauses, spot.trigger) == clause]
    for spot in near:
        spot.candidate.fields["distributive"] = True
