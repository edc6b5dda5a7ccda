"""The tense of the clause around a date, read from the tape (docs/dates.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.resolution import Tense
from factx.tape import Tape, positions

if TYPE_CHECKING:
    from factx.grammar import Grammar
    from factx.reading import Reading

REACH = 30
"""How many tokens are looked at on either side."""
NEAR = 10
"""How many tokens are looked at first: the clause has mostly begun there."""


RESUMING, CLOSING, FUTURE, PAST, SCHEDULE, PROMISE, SAID, ELAPSED = -2, -1, 1, 2, 4, 8, 16, 32
_BITS = {"border": 0, "closing": CLOSING, "future": FUTURE, "past": PAST, "schedule": SCHEDULE}
_BITS |= {"promise": PROMISE, "said": SAID, "resuming": RESUMING, "elapsed": ELAPSED}
CUES = tuple(_BITS)
"""What a rule says that its words are a cue of."""


class TenseReader:
    """Tells whether the clause around a place points to the past or the future."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the cues."""
        self._rules = grammar.rules("tense")
        self._find = self._rules.pattern.finditer
        self._bits = {rule.index: _BITS[rule.attributes["cue"]] for rule in self._rules.rules}

    def tense(self, tape: Tape, reading: Reading, begin: int, end: int) -> Tense:
        """Return the tense of the clause around the positions ``begin`` to ``end``.

        ``reading`` is told what was asked and answered.

        The clause's own verbs before the date decide, then those behind it, then the rest of the
        text before it.
        """
        symbols = tape.plain
        asked = (begin, end)
        begin, end = tape.first[begin], tape.first[end]
        floor = reading.begin
        clause, rest, begun = self._before(symbols, max(floor, begin - NEAR), begin)
        if not begun:
            clause, rest, _ = self._before(symbols, max(floor, begin - REACH), begin)
        if not clause:
            bits = self._bits
            for match in self._find(symbols, end, min(end + REACH, reading.end)):
                bit = bits[match.lastindex]  # type: ignore[index]
                if not bit:
                    break
                if bit > 0:
                    clause |= PAST if bit == SAID else bit
            if begun and not clause:
                rest = self._before(symbols, max(floor, begin - REACH), begin)[1]
        if tape.fired is not None:
            self._note(tape, begin, end)
        tense = _judge(clause or rest)
        reading.asked.append((*asked, tense))
        return tense

    def _before(self, symbols: str, begin: int, end: int) -> tuple[int, int, bool]:
        """Return the cues of the clause before ``end``, those before it, and if one began there."""
        bits = self._bits
        clause = rest = 0
        begun = False
        for match in self._find(symbols, begin, end):
            bit = bits[match.lastindex]  # type: ignore[index]
            if bit == SAID:
                # What is said behind a promise is past: "officers who asked to stay unnamed said".
                clause = clause & ~PROMISE | PAST
            elif bit > 0:
                clause |= bit
            elif bit == RESUMING:
                # "The side it beat in May on Sunday": the second day is that of the main clause.
                clause = rest if begun else clause
            else:
                rest |= clause
                clause = 0
                begun = True
        return clause, rest, begun

    def _note(self, tape: Tape, begin: int, end: int) -> None:
        """Tell a tape that is being traced of the cues around the tokens."""
        first = positions(0, len(tape.plain) + 1)
        plain = Tape(tape.text, tape.tokens, tape.ends, tape.plain, first, {}, tape.fired)
        for _ in self._rules.matches(plain, max(0, begin - REACH), begin):
            pass
        for rule, _ in self._rules.matches(plain, end, end + REACH):
            if rule.attributes["cue"] == "border":
                break


def _judge(cues: int) -> Tense:
    if cues & ELAPSED:
        return Tense.PAST
    if cues & FUTURE:
        return Tense.FUTURE
    if cues & PROMISE:
        return Tense.NONE
    if cues & PAST:
        return Tense.PAST
    return Tense.FUTURE if cues & SCHEDULE else Tense.NONE
