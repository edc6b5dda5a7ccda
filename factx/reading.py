"""What the passes share while one text is read: grammar, options, and the candidates found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from factx.candidates import Candidate
    from factx.grammar import Grammar
    from factx.lexicon import Lexicon
    from factx.resolution import Tense

ALIKE_REACH = 8
"""How many facts back the dead may have been counted of whom "nine of the dead" speaks."""
KINDS = ("casualty", "count", "quantity", "duration", "date")
"""The kinds of facts."""
PASSES = (
    "sentence",
    "blockers",
    "numerals",
    "dates",
    "tense",
    "hedges",
    "numbers",
    "figures",
    "durations",
    "durations.object",
    "tense.measuring",
    "quantities",
    "quantities.tail",
    "figurative",
    "triggers",
    "groups",
    "events.nominal",
    "events.toll",
    "events.label",
    "events.subject",
    "events.object",
    "events.subset",
    "events.gapped",
    "events.alone",
    "events.inherit",
    "counts",
    "counts.total",
    "context.clause",
    "context.finite",
    "context.source-cue",
    "context.source-beside",
    "context.source",
    "context.status",
    "context.polarity",
    "context.scope",
    "context.event",
)
"""The passes that rules can belong to, in the order in which they run (docs/grammar.md)."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a text is to be read.

    ``day_first``: 03/04/2024 is 3 April (default: March 4). ``week_start``: the weekday that weeks
    start on, 1 = Monday to 7 = Sunday (default 1, as in ISO 8601). ``kinds``: the kinds of facts to
    return; of dates alone the passes behind durations are not run.
    """

    kinds: frozenset[str] = frozenset(KINDS)
    day_first: bool = False
    week_start: int = 1


class Antecedents:
    """Casualties and counts by where they start: what a later figure can be a part of."""

    __slots__ = ("_candidates", "_starts", "_stops")

    def __init__(self, stops: Sequence[int]) -> None:
        """Start without any; ``stops`` are the tokens behind the last one of each document."""
        self._starts: list[int] = []
        self._candidates: list[Candidate] = []
        self._stops = stops

    def add(self, candidate: Candidate) -> None:
        """Put ``candidate`` in its place, behind those that start where it does."""
        at = bisect_right(self._starts, candidate.start)
        self._starts.insert(at, candidate.start)
        self._candidates.insert(at, candidate)

    def before(self, token: int) -> Candidate | None:
        """Return the latest candidate of the document that starts before ``token``, or ``None``."""
        at = bisect_left(self._starts, token)
        if not at or apart(self._stops, self._starts[at - 1], token):
            return None
        return self._candidates[at - 1]

    def alike(self, part: Candidate) -> Candidate | None:
        """Return the latest whole with the outcome of ``part`` among the few before it."""
        at = bisect_left(self._starts, part.start)
        for found in reversed(self._candidates[max(0, at - ALIKE_REACH) : at]):
            if apart(self._stops, found.start, part.start):
                return None
            if found.fields.get("outcome") == part.fields["outcome"] and found.scope != "subset":
                return found
        return None


def apart(stops: Sequence[int], one: int, other: int) -> bool:
    """Say whether two tokens are of different documents, which end at ``stops``.

    >>> apart([10, 20], 3, 9), apart([10, 20], 3, 10)
    (False, True)
    """
    return len(stops) > 1 and bisect_right(stops, one) != bisect_right(stops, other)


class Reading:
    """A text being read, or several that stand one behind the other on one tape.

    ``stops`` are the tokens behind the last one of each document. Of the document that a pass is at
    ``begin`` and ``end`` are the tokens, ``published`` the date. ``asked`` holds the tenses that
    were asked for: the positions on the tape, and the answer.
    """

    __slots__ = (
        "_dates",
        "antecedents",
        "asked",
        "begin",
        "candidates",
        "end",
        "grammar",
        "lexicon",
        "options",
        "published",
        "stops",
    )

    def __init__(
        self,
        grammar: Grammar,
        options: Options,
        dates: Sequence[datetime.date | None],
        stops: Sequence[int],
    ) -> None:
        """Start with no candidates, at the first document."""
        self.grammar = grammar
        self.lexicon: Lexicon = grammar.lexicon
        self.options = options
        self.candidates: list[Candidate] = []
        self.antecedents = Antecedents(stops)
        self.asked: list[tuple[int, int, Tense]] = []
        self.stops = stops
        self._dates = dates
        self.begin, self.end, self.published = 0, stops[0], dates[0]

    def turn_to(self, token: int) -> None:
        """Turn to the document that ``token`` is of."""
        if not self.begin <= token < self.end:
            number = min(bisect_right(self.stops, token), len(self.stops) - 1)
            self.begin = self.stops[number - 1] if number else 0
            self.end = self.stops[number]
            self.published = self._dates[number]
