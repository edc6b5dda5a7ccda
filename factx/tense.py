"""The tense of the clause around a date, read from the tape (docs/dates.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.resolution import Tense

if TYPE_CHECKING:
    from factx.grammar import Grammar
    from factx.tape import Tape

REACH = 30
"""How many symbols are looked at on either side."""


CLOSING, FUTURE, PAST, SCHEDULE = -1, 1, 2, 4
_BITS = {"border": 0, "closing": CLOSING, "future": FUTURE, "past": PAST, "schedule": SCHEDULE}


class TenseReader:
    """Tells whether the clause around a place points to the past or the future."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the cues."""
        self._rules = grammar.rules("tense")
        self._find = self._rules.pattern.finditer
        self._bits = {rule.index: _BITS[rule.attributes["cue"]] for rule in self._rules.rules}

    def tense(self, tape: Tape, begin: int, end: int) -> Tense:
        """Return the tense of the clause around the positions ``begin`` to ``end``.

        The clause's own verbs before the date decide, then those behind it, then the rest of the
        text before it.
        """
        bits = self._bits
        clause = rest = 0
        for match in self._find(tape.symbols, max(0, begin - REACH), begin):
            bit = bits[match.lastindex]  # type: ignore[index]
            if bit > 0:
                clause |= bit
            else:
                rest |= clause
                clause = 0
        if not clause:
            for match in self._find(tape.symbols, end, end + REACH):
                bit = bits[match.lastindex]  # type: ignore[index]
                if not bit:
                    break
                if bit > 0:
                    clause |= bit
        if tape.fired is not None:
            self._note(tape, begin, end)
        return _judge(clause or rest)

    def _note(self, tape: Tape, begin: int, end: int) -> None:
        """Tell a tape that is being traced of the cues around the positions."""
        for _ in self._rules.matches(tape, max(0, begin - REACH), begin):
            pass
        for rule, _ in self._rules.matches(tape, end, end + REACH):
            if rule.attributes["cue"] == "border":
                break


def _judge(cues: int) -> Tense:
    if cues & FUTURE:
        return Tense.FUTURE
    if cues & PAST:
        return Tense.PAST
    return Tense.FUTURE if cues & SCHEDULE else Tense.NONE
