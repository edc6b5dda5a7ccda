"""What dates were found to mean: those that a text names again are not worked out again."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factx.points import Found
    from factx.reading import Reading
    from factx.resolution import Tense
    from factx.tape import Tape
    from factx.tense import TenseReader

MEMO_LIMIT = 10_000
"""Distinct wordings remembered before the memory of what they mean is emptied."""
BY_THEIR_SURROUNDINGS = frozenset(("beside", "quarter"))
"""The readers that look beyond the words of a date: at dates before it, at words around it."""
Wording = tuple[str, str, int, datetime.date | None]
"""A rule, the words and how many symbols they take, the day of publication."""
Place = tuple[int, int]
"""Positions from the beginning of the words, the end exclusive."""


class Wordings:
    """Remembers the fields of dates by their wordings.

    But for a few, a date is told by its words, the day of publication and the tense around it: of
    those that were met before no more than the tense is asked for.
    """

    __slots__ = ("_by_tense", "_tenses")

    def __init__(self, tenses: TenseReader) -> None:
        """Start without any; ``tenses`` is asked for tenses."""
        self._tenses = tenses
        self._by_tense: dict[Wording, tuple[Place | None, dict[Tense | None, dict[str, Any]]]] = {}

    def recall(
        self, tape: Tape, reading: Reading, wording: Wording, begin: int
    ) -> dict[str, Any] | None:
        """Return the fields of the words at ``begin``, or ``None`` where they are not known."""
        known = self._by_tense.get(wording)
        if known is None:
            return None
        where, by_tense = known
        if where is None:
            return by_tense.get(None)
        tense = self._tenses.tense(tape, reading, begin + where[0], begin + where[1])
        # What is asked here is known already: a text of a million dates need not note it each time.
        reading.asked.clear()
        return by_tense.get(tense)

    def keep(
        self, reading: Reading, wording: Wording, begin: int, reads: str, found: Found
    ) -> dict[str, Any]:
        """Return the fields of what was found, and remember them where ``reading`` allows it."""
        fields = {
            "timex": found.timex,
            "value": found.value,
            "granularity": found.granularity,
            "resolution": found.resolution,
            "relation": None,
            "mod": found.mod,
            "part": found.part,
            "alternatives": found.alternatives,
        }
        asked = set(reading.asked)
        if reads in BY_THEIR_SURROUNDINGS or len(asked) > 1:
            return fields
        if len(self._by_tense) >= MEMO_LIMIT:
            self._by_tense.clear()
        where, tense = None, None
        if asked:
            start, end, tense = asked.pop()
            where = (start - begin, end - begin)
        known = self._by_tense.setdefault(wording, (where, {}))
        if known[0] == where:
            known[1][tense] = fields
        return fields
