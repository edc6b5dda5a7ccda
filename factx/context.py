"""Context: source, status, polarity, scope, severity and sides of what has been found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.attribution import AttributionPass
from factx.epistemics import EpistemicPass
from factx.scope import ScopePass
from factx.sentences import SentenceReader, holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.candidates import Candidate
    from factx.grammar import Grammar
    from factx.lexicon import Lexicon
    from factx.reading import Reading
    from factx.sentences import Sentence, Spot
    from factx.tape import Tape


INJURED = frozenset(("injured", "ill", "hospitalized"))
"""Outcomes that can be more or less severe."""


class ContextPass:
    """The context passes in order; holds what they look up."""

    __slots__ = (
        "_attribution",
        "_clauses",
        "_describe",
        "_epistemics",
        "_finite",
        "_scope",
        "_sentences",
    )

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the rules."""
        self._sentences = SentenceReader(grammar)
        self._clauses = grammar.rules("context.clause")
        self._finite = grammar.rules("context.finite")
        self._attribution = AttributionPass(grammar)
        self._epistemics = EpistemicPass(grammar)
        self._scope = ScopePass(grammar)
        self._describe = _Describer(grammar.lexicon)

    def __call__(self, tape: Tape, reading: Reading) -> None:
        """Fill in source, status, polarity and scope of the candidates of ``reading``."""
        candidates = [candidate for candidate in reading.candidates if candidate.number is not None]
        if not candidates:
            return
        words, sentences = self._sentences.read(tape, candidates)
        if not sentences:
            return
        clauses = self._clause_starts(words, sentences)
        self._attribution.run(words, sentences, clauses)
        self._epistemics.run(words, sentences, clauses)
        first = words.first
        for sentence in sentences:
            for spot in sentence.spots:
                if spot.source is not None:
                    spot.candidate.source = (first[spot.source[0]], first[spot.source[1]])
        self._scope.run(words, sentences, clauses)
        self._describe.run(words, sentences)
        for sentence in sentences:
            near = {spot.candidate for spot in sentence.spots}
            for spot in sentence.spots:
                if spot.candidate.of in near:
                    _inherit(spot.candidate)

    def _clause_starts(self, words: Tape, sentences: list[Sentence]) -> list[int]:
        """Return the positions where clauses start, in order.

        A coordination starts a clause only behind a finite verb: in "no injuries or deaths were
        reported" it joins nouns.
        """
        ends = iter([sentence.end for sentence in sentences])
        end = next(ends)
        starts = [0]
        for match in self._clauses.find(words):
            rule = self._clauses.by_index[match.lastindex]
            start = match.start()
            while start > end:
                starts.append(end)
                end = next(ends)
            if not rule.attributes.get("coordinates") or holds(
                self._finite, words, starts[-1], start
            ):
                starts.append(start)
        starts.append(end)
        starts.extend(ends)
        return starts


class _Describer:
    """Completes severity and group of casualties."""

    __slots__ = ("_groups", "_injuries", "_lexicon", "_severity")

    def __init__(self, lexicon: Lexicon) -> None:
        """Fetch the words of severity and of injuries, and the groups that speak of "our men"."""
        self._severity = lexicon.values["SEVERITY"]
        self._groups = lexicon.values["GROUP_SUBJECT"]
        self._injuries = lexicon.members("INJURY_WORD")
        self._lexicon = lexicon

    def run(self, words: Tape, sentences: Sequence[Sentence]) -> None:
        """Describe the casualties of ``sentences``."""
        for sentence in sentences:
            for spot in sentence.spots:
                fields = spot.candidate.fields
                if fields.get("outcome") in INJURED and fields.get("severity") is None:
                    fields["severity"] = self._severity_of(words, sentence, spot)
                if spot.source is not None and fields.get("group") == "people":
                    self._take_sides(words, sentence, spot)

    def _severity_of(self, words: Tape, sentence: Sentence, spot: Spot) -> str | None:
        """Return the severity that a word in the trigger or right before it tells.

        An injury may have one more word before it: "serious head injuries".
        """
        begin, end = spot.trigger, spot.trigger_end
        if end == begin:
            return None
        begin -= 2 if words.word(end - 1) in self._injuries else 1
        for position in range(max(begin, sentence.begin), end):
            severity: str | None = self._severity.get(words.word(position))
            if severity is not None:
                return severity
        return None

    def _take_sides(self, words: Tape, sentence: Sentence, spot: Spot) -> None:
        """Give "our men" the group of the source that says so, and those behind them as well."""
        said = (words.word(position) for position in range(spot.start, spot.end))
        if not any(self._lexicon.has("OUR_SIDE", word) for word in said):
            return
        begin, end = spot.source or (0, 0)
        for position in range(begin, end):
            group = self._groups.get(words.word(position))
            if group is not None:
                for other in sentence.spots:
                    fields = other.candidate.fields
                    if other is spot or (
                        other.start > spot.start
                        and fields.get("group") == "people"
                        and fields.get("victim") is None
                    ):
                        fields["group"] = group
                return


def _inherit(candidate: Candidate) -> None:
    """Let a part have the source and status of its whole in its sentence, for want of its own."""
    whole = candidate.of
    if (
        whole is not None
        and candidate.scope == "subset"
        and candidate.source is None
        and candidate.status == "asserted"
    ):
        candidate.source = whole.source
        candidate.status = whole.status
