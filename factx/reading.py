"""What the passes share while one text is read: grammar, options, and the candidates found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from factx.candidates import Candidate
    from factx.grammar import Grammar
    from factx.lexicon import Lexicon
    from factx.resolution import Tense

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

    __slots__ = ("_candidates", "_starts")

    def __init__(self) -> None:
        """Start without any."""
        self._starts: list[int] = []
        self._candidates: list[Candidate] = []

    def add(self, candidate: Candidate) -> None:
        """Put ``candidate`` in its place, behind those that start where it does."""
        at = bisect_right(self._starts, candidate.start)
        self._starts.insert(at, candidate.start)
        self._candidates.insert(at, candidate)

    def before(self, token: int) -> Candidate | None:
        """Return the latest candidate that starts before ``token``, or ``None``."""
        at = bisect_left(self._starts, token)
        return self._candidates[at - 1] if at else None


class Reading:
    """One text being read.

    ``asked`` holds the tenses that were asked for: the positions on the tape, and the answer.
    """

    __slots__ = (
        "antecedents",
        "asked",
        "candidates",
        "grammar",
        "lexicon",
        "options",
        "published",
    )

    def __init__(self, grammar: Grammar, published: datetime.date | None, options: Options) -> None:
        """Start with no candidates."""
        self.grammar = grammar
        self.lexicon: Lexicon = grammar.lexicon
        self.published = published
        self.options = options
        self.candidates: list[Candidate] = []
        self.antecedents = Antecedents()
        self.asked: list[tuple[int, int, Tense]] = []
