"""Context: source, status, polarity and scope of what has been found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from factx.attribution import AttributionPass
from factx.epistemics import EpistemicPass
from factx.scope import ScopePass
from factx.sentences import SentenceReader, holds
from factx.tape import SymbolMemo

if TYPE_CHECKING:
    from factx.candidates import Candidate
    from factx.grammar import Grammar
    from factx.reading import Reading
    from factx.sentences import Sentence
    from factx.tape import Tape


class ContextPass:
    """The context passes in order; holds what they look up."""

    __slots__ = ("_attribution", "_clauses", "_epistemics", "_finite", "_scope", "_sentences")

    def __init__(self, grammar: Grammar, memo: SymbolMemo) -> None:
        """Fetch the rules; ``memo`` is the memory of symbols that texts are read with."""
        self._sentences = SentenceReader(grammar, memo)
        self._clauses = grammar.rules("context.clause")
        self._finite = grammar.rules("context.finite")
        self._attribution = AttributionPass(grammar)
        self._epistemics = EpistemicPass(grammar)
        self._scope = ScopePass(grammar)

    def __call__(self, tape: Tape, reading: Reading) -> None:
        """Fill in source, status, polarity and scope of the candidates of ``reading``."""
        candidates = [candidate for candidate in reading.candidates if candidate.number is not None]
        if not candidates:
            return
        words, sentences = self._sentences.read(tape, candidates)
        clauses = self._clause_starts(words, sentences)
        self._attribution.run(words, sentences, clauses)
        self._epistemics.run(words, sentences, clauses)
        first = words.first
        for sentence in sentences:
            for spot in sentence.spots:
                if spot.source is not None:
                    spot.candidate.source = (first[spot.source[0]], first[spot.source[1]])
        self._scope.run(words, sentences, clauses)
        for candidate in candidates:
            _inherit(candidate)

    def _clause_starts(self, words: Tape, sentences: list[Sentence]) -> list[int]:
        """Return the positions where clauses start, in order.

        A coordination starts a clause only behind a finite verb: in "no injuries or deaths were
        reported" it joins nouns.
        """
        ends = iter([sentence.end for sentence in sentences])
        end = next(ends)
        starts = [0]
        for rule, match in self._clauses.matches(words):
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


def _inherit(candidate: Candidate) -> None:
    """Let a part have the source and status of its whole, where it has none of its own."""
    whole = candidate.of
    if (
        whole is not None
        and candidate.scope == "subset"
        and candidate.source is None
        and candidate.status == "asserted"
    ):
        candidate.source = whole.source
        candidate.status = whole.status


_passes: WeakKeyDictionary[Grammar, ContextPass] = WeakKeyDictionary()


def apply(tape: Tape, reading: Reading) -> None:
    """Run the context passes of the grammar of ``reading``, which are made once a grammar."""
    run = _passes.get(reading.grammar)
    if run is None:
        run = _passes[reading.grammar] = ContextPass(reading.grammar, SymbolMemo(reading.grammar))
    run(tape, reading)
