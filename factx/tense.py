"""The tense of the clause around a date, read from the tape (docs/dates.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.resolution import Tense

if TYPE_CHECKING:
    from factx.grammar import Grammar
    from factx.tape import Tape

REACH = 30
"""How many symbols are looked at on either side."""


class TenseReader:
    """Tells whether the clause around a place points to the past or the future."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the cues."""
        self._rules = grammar.rules("tense")

    def tense(self, tape: Tape, begin: int, end: int) -> Tense:
        """Return the tense of the clause around the positions ``begin`` to ``end``.

        The clause's own verbs before the date decide, then those behind it, then the rest of the
        text before it.
        """
        clause, rest = self._before(tape, begin)
        found = _judge(clause)
        if found is Tense.NONE:
            found = _judge(self._behind(tape, end))
        return found if found is not Tense.NONE else _judge(rest)

    def _before(self, tape: Tape, begin: int) -> tuple[set[str], set[str]]:
        clause: set[str] = set()
        rest: set[str] = set()
        for rule, _ in self._rules.matches(tape, max(0, begin - REACH), begin):
            cue = rule.attributes["cue"]
            if cue == "border":
                rest |= clause
                clause = set()
            else:
                clause.add(cue)
        return clause, rest

    def _behind(self, tape: Tape, end: int) -> set[str]:
        found: set[str] = set()
        for rule, _ in self._rules.matches(tape, end, end + REACH):
            cue = rule.attributes["cue"]
            if cue == "border":
                break
            found.add(cue)
        return found


def _judge(cues: set[str]) -> Tense:
    if "future" in cues:
        return Tense.FUTURE
    if "past" in cues:
        return Tense.PAST
    return Tense.FUTURE if "schedule" in cues else Tense.NONE
