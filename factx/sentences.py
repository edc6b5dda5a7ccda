"""The words of the sentences that hold facts: what the context passes look for cues in.

Noun groups and events have become single symbols by the time context is read, and cues stand inside
them ("12 confirmed deaths"). So context reads the plain words again, but only of the sentences in
which something was found, strung together with a sentence end before, between and after them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from factx.tape import Tape, positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factx.candidates import Candidate
    from factx.grammar import Grammar, Rule, RuleSet

LONGEST = 1000
"""Tokens: what is longer than any sentence is read in parts, so that time grows with the length."""
Span = tuple[int, int]
"""Positions on the tape of words, the end exclusive."""


class Spot:
    """Where a candidate stands on the tape of words: its own span, and that of its trigger."""

    __slots__ = ("candidate", "end", "source", "start", "statuses", "trigger", "trigger_end")

    def __init__(self, candidate: Candidate, shift: int, begin: int, end: int) -> None:
        """Place ``candidate``; ``shift`` takes tokens to positions, the sentence is ``begin:end``.

        A trigger in another sentence, or none, is taken to stand where the number does.
        """
        self.candidate = candidate
        self.start = candidate.start + shift
        self.end = candidate.end + shift
        trigger = candidate.fields.get("trigger")
        self.trigger = self.start
        self.trigger_end = self.start
        if trigger is not None and begin <= trigger[0] + shift < end:
            self.trigger = trigger[0] + shift
            self.trigger_end = trigger[1] + shift
        self.source: Span | None = None
        self.statuses: list[str] = []


class Sentence:
    """One sentence on the tape of words: ``begin:end`` without the sentence ends around it."""

    __slots__ = ("begin", "end", "spots")

    def __init__(self, begin: int, end: int) -> None:
        """Start without spots."""
        self.begin = begin
        self.end = end
        self.spots: list[Spot] = []


class SentenceReader:
    """Finds the sentences that hold candidates, and writes their words as a tape."""

    __slots__ = ("_break", "_breaks", "_cues", "_inner", "_to_break", "_up_to_break")

    def __init__(self, grammar: Grammar) -> None:
        """Look up the symbols of sentence ends."""
        breaks = grammar.charset("BREAK")
        self._cues = grammar.rules("context.source-cue")
        self._break = grammar.symbol_of(grammar.lexicon.categories("\n"))
        marks = re.escape(breaks)
        self._breaks = re.compile(f"[{marks}]")
        self._to_break = re.compile(f"[^{marks}]*+")
        self._up_to_break = re.compile(f"(?s:.*)[{marks}]")
        # A period behind an abbreviation looks like a sentence end to the memory of symbols.
        self._inner = dict.fromkeys(map(ord, breaks), grammar.symbol("DOT"))

    def read(self, tape: Tape, candidates: list[Candidate]) -> tuple[Tape, list[Sentence]]:
        """Return the tape of words and its sentences, each with the spots of its candidates.

        Of the sentences that hold candidates those are read that hold a casualty or words that may
        name a source: elsewhere there is nothing to be asked.
        """
        plain = tape.plain
        pieces = [self._break]
        starts = positions(0, 1)
        sentences: list[Sentence] = []
        for begin, end, inside in self._groups(tape, candidates):
            pieces += (self._words(plain[begin:end]), self._break)
            shift = len(starts) - begin
            sentence = Sentence(len(starts), len(starts) + end - begin)
            sentence.spots = [
                Spot(candidate, shift, sentence.begin, sentence.end) for candidate in inside
            ]
            sentences.append(sentence)
            starts.extend(positions(begin, end + 1))
        starts.append(starts[-1])
        words = Tape(tape.text, tape.tokens, tape.ends, "".join(pieces), starts, {}, tape.fired)
        return words, sentences

    def _groups(
        self, tape: Tape, candidates: list[Candidate]
    ) -> Iterator[tuple[int, int, list[Candidate]]]:
        """Yield (first token, token behind the last, candidates) of sentences to be read."""
        symbols, first = tape.symbols, tape.first
        candidates.sort(key=_start)
        last = len(candidates)
        at = 0
        start = stop = 0
        while at < last:
            token = candidates[at].start
            if token >= first[stop]:
                position = bisect_right(first, token, stop) - 1
                before = self._up_to_break.match(symbols, stop, position)
                start = stop if before is None else before.end()
                stop = self._to_break.match(symbols, position).end()  # type: ignore[union-attr]
            begin = first[start]
            begin += (token - begin) // LONGEST * LONGEST
            end = min(first[stop], begin + LONGEST)
            inside = []
            asked = False
            while at < last and candidates[at].start < end:
                candidate = candidates[at]
                inside.append(candidate)
                if candidate.kind == "casualty":
                    asked = True
                at += 1
            if asked or holds(
                self._cues, tape, bisect_left(first, begin, start), bisect_left(first, end, start)
            ):
                yield begin, end, inside

    def _words(self, piece: str) -> str:
        return piece.translate(self._inner) if self._breaks.search(piece) is not None else piece


def holds(rules: RuleSet, words: Tape, begin: int, end: int) -> bool:
    """Say whether ``rules`` match anywhere between two positions."""
    match = rules.pattern.search(words.symbols, begin, end)
    if match is None:
        return False
    rules.note(words, rules.by_index[match.lastindex or 0], match)
    return True


def matches_within(
    rules: RuleSet, words: Tape, sentence: Sentence
) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Yield (rule, match) over one sentence and the sentence ends around it."""
    return rules.matches(words, sentence.begin - 1, sentence.end + 1)


def _start(candidate: Candidate) -> int:
    return candidate.start
