"""Relations: what the words directly before a date say of it ("since", "until the", "at least")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from factx.grammar import Grammar
    from factx.tape import Tape

SINCE_REACH = 3
"""How far back "since" may stand before a verb in -ing and the date behind it."""
LONGEST_PHRASE = 3
"""Words of the longest relation, and of what may stand behind one."""
MEMO_LIMIT = 10_000
"""Distinct tokens before dates remembered before the memory is emptied."""
UNKNOWN, FURTHER = "unknown", "further"
"""What the memory of tokens says of one not met, and of one that depends on those before it."""


class RelationReader:
    """Tells the relation of a date; remembers what each token before one says."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the words of relations."""
        self._values: dict[str, str] = grammar.lexicon.values["RELATION"]
        self._fillers: dict[str, str] = grammar.lexicon.values["RELATION_FILLER"]
        self._last_words = frozenset(
            phrase.split()[-1]
            for phrase in (*self._values, *self._fillers)
            if " " in phrase or phrase in self._fillers
        )
        self._lexicon = grammar.lexicon
        self._since = frozenset(grammar.charset("SINCE"))
        self._breaks = frozenset(grammar.charset("BREAK"))
        self._before: dict[str, str | None] = {}

    def relation(self, tape: Tape, begin: int) -> str | None:
        """Return the relation that the words directly before ``begin`` state, if any."""
        if not begin:
            return None
        at = begin - 1
        token = tape.tokens[tape.first[at]]
        before = self._before
        found = before.get(token, UNKNOWN)
        if found is UNKNOWN:
            if len(before) >= MEMO_LIMIT:
                before.clear()
            word = token.strip().lower()
            asks = word in self._last_words
            found = before[token] = FURTHER if asks else self._values.get(word)
        if found is FURTHER:
            found, at = self._further(tape, at)
        near = tape.symbols[max(0, at - SINCE_REACH) : at]
        if found is None and not self._since.isdisjoint(near):
            found = "since" if self._since_doing(tape, at) else None
        return found

    def _further(self, tape: Tape, at: int) -> tuple[str | None, int]:
        """Return the relation of several words ("until the", "prior to"), and their place."""
        at -= self._longest(tape, at, self._fillers)
        size = self._longest(tape, at, self._values) if at >= 0 else 0
        return (self._values[_words(tape, at, size)], at) if size else (None, at)

    def _longest(self, tape: Tape, at: int, phrases: Collection[str]) -> int:
        """Return how many words up to ``at`` are the longest of ``phrases``, 0 for none."""
        for size in range(min(LONGEST_PHRASE, at + 1), 0, -1):
            if _words(tape, at, size) in phrases:
                return size
        return 0

    def _since_doing(self, tape: Tape, at: int) -> bool:
        """Say whether a date ends such a phrase as "since making landfall last Tuesday"."""
        return any(
            self._lexicon.has("SINCE", tape.word(since))
            and "END_ING" in self._lexicon.shape(tape.word(since + 1))
            and self._breaks.isdisjoint(tape.symbols[since : at + 1])
            for since in range(max(0, at - SINCE_REACH), at)
        )


def _words(tape: Tape, at: int, size: int) -> str:
    return " ".join([tape.word(position) for position in range(at - size + 1, at + 1)])
