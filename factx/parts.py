"""What the fact models are made of: spans, numbers with their hedges, and what all facts share.

A head holds the fields that stand before the span, so that a fact is written in the order of a
fixture. ``factx.facts`` puts the parts together.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from factx.vocabulary import Dimension, NumberForm, Outcome, Polarity, Qualifier, Status

# Left to right, so that 12 stays an int and 2.5 a float, and trying both is spared.
_Real = Annotated[
    Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True, allow_inf_nan=False)],
    Field(union_mode="left_to_right"),
]
Number = _Real | None
"""A finite number, an ``int`` or a ``float`` as given, never a ``bool``; or ``None``."""

# The filled ones of low, best and high for each qualifier, and the values that inclusive may have.
_FILLED: dict[str, tuple[str, tuple[bool, ...]]] = {
    "exact": ("low best high", (True,)),
    "at_least": ("low best", (True,)),
    "more_than": ("low best", (False,)),
    "at_most": ("high", (True,)),
    "less_than": ("high", (False,)),
    "up_to": ("high", (True,)),
    "nearly": ("best high", (False,)),
    "approximately": ("best", (True,)),
    "range": ("low high", (True, False)),
    "vague": ("low", (True, False)),
}
_SHAPES = frozenset(
    (qualifier, "low" in filled, "best" in filled, "high" in filled, inclusive)
    for qualifier, (filled, values) in _FILLED.items()
    for inclusive in values
) | {("vague", False, False, False, True), ("vague", False, False, False, False)}


class Model(BaseModel):
    """Frozen, and with no field beyond those told."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Span(Model):
    """A piece of the text, ``text[start:end]``: offsets in code points from 0, the end exclusive.

    >>> Span(text="12 people", start=4, end=13).end
    13
    """

    text: str = Field(description="the piece itself, as it stands in the text")
    start: int = Field(description="where it starts: a code point offset, from 0")
    end: int = Field(description="where it ends: the offset of the first code point behind it")


Of = Annotated[
    str | None,
    Field(
        description="id of the fact that this one is a part of (scope subset), or whose outcome it "
        "takes over (an ellipsis: 'and 11 more'); null if there is none"
    ),
]
Per = Annotated[
    str | None, Field(description="what a rate is counted by (day, year, barrel …), else null")
]
RuleId = Annotated[
    str | None,
    Field(description="id of the rule that found the fact; null in facts written by hand"),
]


class Head(Model):
    """What stands first in every fact."""

    id: str = Field(description="f1, f2 … in text order, unique in a text")
    kind: str = Field(description="the kind of fact, which tells what fields it has")


class CasualtyHead(Head):
    """What stands first in a casualty."""

    outcome: Outcome = Field(description="what happened to the people")


class QuantityHead(Head):
    """What stands first in a quantity."""

    unit: str = Field(description="code of the unit: km, t, C, percent, USD (ISO 4217) …")
    dimension: Dimension = Field(description="what the unit measures")


class DurationHead(Head):
    """What stands first in a duration."""

    unit: str = Field(description="unit of low, best and high: second, minute, hour … year")


class Placed(Model):
    """The place of a fact in the text."""

    _spans: ClassVar[tuple[str, ...]] = ("span",)

    span: Span = Field(
        description="hedge, numeral and counted noun phrase up to its head; of a date all of it"
    )

    @property
    def text(self) -> str:
        """The text of the fact's span."""
        return self.span.text

    @property
    def start(self) -> int:
        """Where the fact's span starts."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where the fact's span ends (exclusive)."""
        return self.span.end

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_spans(self.__dict__, self._spans)
        return self


class Numeric(Placed):
    """The number of a fact, and how the text speaks of it."""

    _spans: ClassVar[tuple[str, ...]] = ("span", "source")

    qualifier: Qualifier = Field(description="what the hedge says; decides which bounds are set")
    low: Number = Field(description="lower bound, as stated; null if there is none")
    best: Number = Field(description="the point that the text gives; null if it gives none")
    high: Number = Field(description="upper bound, as stated; null if there is none")
    inclusive: bool = Field(
        default=True, description="false if a bound is itself excluded ('more than 12')"
    )
    number_form: NumberForm = Field(default="digits", description="how the number is written")
    source: Span | None = Field(
        default=None, description="who says so: a noun phrase without its preposition, or null"
    )
    status: Status = Field(default="asserted", description="how sure the text is")
    polarity: Polarity = Field(
        default="positive", description="negative if it did not happen ('no one was hurt')"
    )

    # One call checks all of a fact, for calls are what checking costs.
    @model_validator(mode="after")
    def _check(self) -> Self:
        fields = self.__dict__
        low, high = fields["low"], fields["high"]
        filled = (low is not None, fields["best"] is not None, high is not None)
        if (fields["qualifier"], *filled, fields["inclusive"]) not in _SHAPES:
            raise ValueError(_misshapen(self))
        if low is not None and high is not None and low > high:
            raise ValueError(f"low={low!r} is above high={high!r}; swap them")
        _check_spans(fields, self._spans)
        return self


def _check_spans(fields: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        span: Span | None = fields[name]
        if span is not None and (span.end - span.start != len(span.text) or span.start < 0):
            raise ValueError(
                f"{name}: {span.start}:{span.end} is not as long as the text {span.text!r}"
            )


def _misshapen(fact: Numeric) -> str:
    filled, inclusive = _FILLED[fact.qualifier]
    given = f"given low={fact.low!r}, best={fact.best!r}, high={fact.high!r}"
    names = filled.replace(" ", " and ")
    present = [name for name in ("low", "best", "high") if getattr(fact, name) is not None]
    if fact.qualifier == "vague":
        return f"a vague number has no best and no high; set both to null ({given})"
    if present != filled.split():
        return f"the qualifier {fact.qualifier!r} takes {names} and nothing else, {given}"
    return f"the qualifier {fact.qualifier!r} means inclusive={inclusive[0]}"
