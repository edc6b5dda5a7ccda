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
        """Fetch the symbols of verbs and of clause borders."""
        self._future = frozenset(grammar.charset("FUTURE", "SCHEDULE"))
        self._sure_future = frozenset(grammar.charset("FUTURE"))
        self._past = frozenset(
            grammar.charset(
                "PAST_VERB",
                "END_ED",
                "TRANSITIVE_PAST",
                "INTRANSITIVE_PAST",
                "HARM_PAST",
                "REPORT_PAST",
            )
        )
        self._border = frozenset(grammar.charset("CLAUSE_BREAK", "BREAK"))
        self._stop = frozenset(grammar.charset("BREAK"))

    def tense(self, tape: Tape, begin: int, end: int) -> Tense:
        """Return the tense of the clause around the positions ``begin`` to ``end``.

        The clause's own verbs before the date decide, then those behind it, then the rest of the
        sentence before it.
        """
        symbols = tape.symbols
        left = symbols[max(0, begin - REACH) : begin][::-1]
        clause, rest = self._cut(left)
        found = self._judge(clause)
        if found is Tense.NONE:
            right, _ = self._cut(symbols[end : end + REACH])
            found = self._judge(right)
        if found is Tense.NONE:
            found = self._judge(self._until_stop(rest))
        return found

    def _cut(self, piece: str) -> tuple[str, str]:
        for number, symbol in enumerate(piece):
            if symbol in self._border:
                return piece[:number], piece[number:]
        return piece, ""

    def _until_stop(self, piece: str) -> str:
        for number, symbol in enumerate(piece):
            if symbol in self._stop:
                return piece[:number]
        return piece

    def _judge(self, piece: str) -> Tense:
        past = False
        future = False
        for symbol in piece:
            if symbol in self._sure_future:
                return Tense.FUTURE
            past = past or symbol in self._past
            future = future or symbol in self._future
        if past:
            return Tense.PAST
        return Tense.FUTURE if future else Tense.NONE
