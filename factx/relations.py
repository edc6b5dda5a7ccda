"""Relations: what the words directly before a date say of it ("since", "until the", "at least")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.grammar import Grammar
    from factx.tape import Tape

SINCE_REACH = 3
"""How far back "since" may stand before a verb in -ing and the date behind it."""
MEMO_LIMIT = 10_000
"""Distinct tokens before dates remembered before the memory is emptied."""
UNKNOWN, FURTHER = "unknown", "further"
"""What the memory of tokens says of one not met, and of one that depends on those before it."""


class RelationReader:
    """Tells the relation of a date; remembers what each token before one says."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the words of relations."""
        self._values: dict[str, str] = grammar.lexicon.values["RELATION"]
        self._second_words = frozenset(each.split()[1] for each in self._values if " " in each)
        self._since = frozenset(grammar.charset("=since"))
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
            asks = word in self._second_words or word in ("the", "least", "year")
            found = before[token] = FURTHER if asks else self._values.get(word)
        if found is FURTHER:
            found, at = self._further(tape, at)
        if found is None and at >= SINCE_REACH:
            behind = tape.symbols[at - SINCE_REACH : at]
            if (
                not self._since.isdisjoint(behind)
                and self._breaks.isdisjoint(tape.symbols[at - SINCE_REACH : begin])
                and _since_doing(tape, at)
            ):
                return "since"
        return found

    def _further(self, tape: Tape, at: int) -> tuple[str | None, int]:
        """Return the relation of several words ("until the", "prior to"), and their place."""
        word = tape.word(at)
        if word == "year" and at and tape.word(at - 1) == "the":
            at -= 1
            word = "the"
        if word == "the" and at:
            at -= 1
            word = tape.word(at)
        if word == "least" and at > 1 and tape.word(at - 1) == "at":
            at -= 2
            word = tape.word(at)
        if at and word in self._second_words:
            two = self._values.get(f"{tape.word(at - 1)} {word}")
            if two is not None:
                return two, at
        return self._values.get(word), at


def _since_doing(tape: Tape, at: int) -> bool:
    """Say whether a date ends such a phrase as "since making landfall last Tuesday"."""
    return any(
        tape.word(since) == "since" and tape.word(since + 1).endswith("ing")
        for since in range(at - SINCE_REACH, at)
    )
