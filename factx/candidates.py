"""What passes hand on: light records of facts to be, before any model is built."""

from __future__ import annotations

from typing import Any

Pair = tuple[int, int]
"""Token indices, the end exclusive."""


class Number:
    """A number as it was said: value and bounds, hedge, form, and the tokens it takes.

    ``low``/``best``/``high``/``qualifier``/``inclusive`` have the shapes of the table in
    ``docs/hedges.md``; ``form`` is the number form; ``cues`` holds what the hedge says besides its
    bounds: ``"increment"`` (another, a further, more), ``"estimated"`` (an estimated), ``"total"``
    (a cumulative total of), ``"extreme"`` (a maximum of). ``hedge`` is the lower-case hedge before
    the numeral ("" for none), ``scale`` the last scale word's value ("2.5 million": 1,000,000).
    """

    __slots__ = (
        "best",
        "cues",
        "end",
        "form",
        "hedge",
        "high",
        "inclusive",
        "low",
        "qualifier",
        "scale",
        "start",
    )

    def __init__(  # noqa: PLR0913 - a plain record
        self,
        start: int,
        end: int,
        low: float | None,
        best: float | None,
        high: float | None,
        qualifier: str = "exact",
        inclusive: bool = True,  # noqa: FBT001, FBT002 - a field
        form: str = "digits",
        cues: frozenset[str] = frozenset(),
    ) -> None:
        """Hold the fields."""
        self.start = start
        self.end = end
        self.low = low
        self.best = best
        self.high = high
        self.qualifier = qualifier
        self.inclusive = inclusive
        self.form = form
        self.cues = cues
        self.hedge = ""
        self.scale: float = 1

    def __repr__(self) -> str:
        """Show the bounds and the hedge."""
        return f"Number({self.low}, {self.best}, {self.high}, {self.qualifier}, {self.form})"


class Candidate:
    """A fact in the making: its kind, tokens and rule, its number, and the fields of its kind.

    ``fields`` holds what the model of the kind asks for beyond the number, with spans as token
    pairs; ``of`` points at another candidate. Context passes fill ``source`` (a token pair),
    ``status``, ``polarity`` and ``scope``; ``order`` is its number among the facts of its document.
    """

    __slots__ = (
        "end",
        "fields",
        "kind",
        "number",
        "of",
        "order",
        "polarity",
        "position",
        "rule",
        "scope",
        "source",
        "start",
        "status",
    )

    def __init__(
        self,
        kind: str,
        start: int,
        end: int,
        number: Number | None,
        rule: str,
        fields: dict[str, Any] | None = None,
    ) -> None:
        """Hold the fields; everything that context decides starts from its default."""
        self.kind = kind
        self.start = start
        self.end = end
        self.number = number
        self.rule = rule
        self.fields: dict[str, Any] = {} if fields is None else fields
        self.of: Candidate | None = None
        self.source: Pair | None = None
        self.status = "asserted"
        self.polarity = "positive"
        self.scope = "incident"
        self.position = -1
        self.order = 0

    def __repr__(self) -> str:
        """Show kind, tokens, number and fields."""
        return f"Candidate({self.kind}, {self.start}:{self.end}, {self.number}, {self.fields})"


def exceeds(part: Candidate, whole: Candidate) -> bool:
    """Say whether a part is larger than its whole, as nothing that is a part can be."""
    more = part.number.low if part.number is not None else None
    most = whole.number.high if whole.number is not None else None
    return more is not None and most is not None and more > most
