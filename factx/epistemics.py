"""Status and polarity: how sure a text is of a fact, from the cues around it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.grammar import Grammar
    from factx.sentences import Sentence, Spot
    from factx.tape import Tape

REACHES = ("near", "right", "clause", "sentence", "none")
"""Which facts a cue concerns, besides those that it stands in."""
NEAR = 4
"""How many words may stand between a cue and the trigger that it is near to."""


class Cue:
    """One cue: its words, how far it reaches, and the clause that it stands in."""

    __slots__ = ("attributes", "clause", "end", "region", "start")

    def __init__(self, start: int, end: int, attributes: Any, clauses: Sequence[int]) -> None:
        """Work out the clause, and where the clause behind the cue ends."""
        self.start = start
        self.end = end
        self.attributes = attributes
        self.clause = bisect_right(clauses, start)
        # A conjunction right behind the cue ("feared | that 40 died") opens what the cue governs.
        following = bisect_right(clauses, end)
        self.region = clauses[following] if following < len(clauses) else end


class EpistemicPass:
    """Finds the cues of status and polarity and applies the strongest to each fact."""

    __slots__ = ("_polarity", "_status", "_strength")

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the rules and the order of strength."""
        self._status = grammar.rules("context.status")
        self._polarity = grammar.rules("context.polarity")
        self._strength = grammar.lexicon.values["STRENGTH"]

    def run(self, words: Tape, sentences: Sequence[Sentence], clauses: Sequence[int]) -> None:
        """Set status and polarity; attribution has left its statuses with the spots."""
        waiting = iter(sentences)
        sentence = next(waiting, None)
        for match in self._status.find(words):
            rule = self._status.by_index[match.lastindex]
            while sentence is not None and match.start() >= sentence.end:
                sentence = next(waiting, None)
            if sentence is None:
                break
            cue = Cue(match.start(), match.end(), rule.attributes, clauses)
            for spot in sentence.spots:
                if reaches(cue, spot, sentence, clauses):
                    spot.statuses.append(rule.attributes["status"])
        self._negate(words, sentences)
        strength = self._strength
        for sentence in sentences:
            for spot in sentence.spots:
                number = spot.candidate.number
                if number is not None and "estimated" in number.cues:
                    spot.statuses.append("estimated")
                if spot.statuses:
                    spot.candidate.status = min(spot.statuses, key=strength.__getitem__)

    def _negate(self, words: Tape, sentences: Sequence[Sentence]) -> None:
        waiting = iter(sentences)
        sentence = next(waiting, None)
        for rule, match in self._polarity.matches(words):
            while sentence is not None and match.start() >= sentence.end:
                sentence = next(waiting, None)
            if sentence is None:
                return
            for spot in sentence.spots:
                if spot.trigger <= match.end() < spot.trigger_end:
                    spot.candidate.polarity = rule.attributes["polarity"]


def reaches(cue: Cue, spot: Spot, sentence: Sentence, clauses: Sequence[int]) -> bool:
    """Say whether ``cue`` concerns the fact at ``spot``."""
    match cue.attributes["reach"]:
        case "sentence":
            return True
        case "clause":
            return cue.clause in (
                bisect_right(clauses, spot.start),
                bisect_right(clauses, spot.trigger),
            )
        case "right":
            return (
                cue.end <= spot.start < cue.region
                or cue.end <= spot.trigger < cue.region
                or spot.start <= cue.start < spot.end
            )
        case "none":
            return False
        case _:
            if spot.start <= cue.start < spot.end or cue.start <= spot.trigger < cue.end:
                return True
            if not cue.end <= spot.trigger <= cue.end + cue.attributes.get("within", NEAR):
                return False
            return not any(cue.end <= other.start < spot.trigger for other in sentence.spots)
