"""The fact models: what ``extract`` returns, and the shape of a saved result.

Every field and closed list is described in ``docs/facts.md``. The models are frozen; a fact whose
numbers contradict its qualifier cannot be built.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

Qualifier = Literal[
    "exact",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "up_to",
    "nearly",
    "approximately",
    "range",
    "vague",
]
NumberForm = Literal[
    "digits",
    "words",
    "mixed",
    "article",
    "definite",
    "collective",
    "negative",
    "vague",
    "name",
]
Status = Literal[
    "asserted",
    "reported",
    "confirmed",
    "unconfirmed",
    "claimed",
    "alleged",
    "estimated",
    "feared",
    "presumed",
    "possible",
    "hypothetical",
    "expected",
    "denied",
]
Polarity = Literal["positive", "negative"]
Outcome = Literal[
    "killed",
    "injured",
    "casualties",
    "missing",
    "abducted",
    "detained",
    "released",
    "escaped",
    "rescued",
    "survived",
    "unharmed",
    "hospitalized",
    "trapped",
    "evacuated",
    "displaced",
    "homeless",
    "affected",
    "in_need",
    "ill",
]
Group = Literal[
    "people",
    "civilian",
    "military",
    "police",
    "security",
    "militant",
    "criminal",
    "perpetrator",
    "journalist",
    "aid_worker",
    "health_worker",
    "responder",
    "peacekeeper",
    "official",
    "detainee",
    "migrant",
    "protester",
]
Demographic = Literal["child", "woman", "man", "elderly"]
Scope = Literal["incident", "total", "increment", "subset", "previous", "rate"]
Severity = Literal["critical", "serious", "minor"]
Dimension = Literal[
    "length",
    "mass",
    "area",
    "volume",
    "speed",
    "temperature",
    "currency",
    "proportion",
    "magnitude",
    "rate",
    "energy",
    "power",
    "other",
]
Number = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True)] | None

# Which of low, best and high a qualifier fills, and whether its bounds are included (None: either).
_SHAPES: dict[str, tuple[bool, bool, bool, bool | None]] = {
    "exact": (True, True, True, True),
    "at_least": (True, True, False, True),
    "more_than": (True, True, False, False),
    "at_most": (False, False, True, True),
    "less_than": (False, False, True, False),
    "up_to": (False, False, True, True),
    "nearly": (False, True, True, False),
    "approximately": (False, True, False, True),
    "range": (True, False, True, None),
}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Model):
    """A piece of the text: ``text[start:end]``, in code points, the end exclusive.

    >>> Span(text="12 people", start=4, end=13).end
    13
    """

    text: str
    start: int
    end: int


class _Fact(_Model):
    id: str
    span: Span
    rule: str | None = None

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


class _Numeric(_Fact):
    qualifier: Qualifier
    low: Number
    best: Number
    high: Number
    inclusive: bool = True
    number_form: NumberForm = "digits"
    source: Span | None = None
    status: Status = "asserted"
    polarity: Polarity = "positive"

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        low, best, high = self.low, self.best, self.high
        wanted = _SHAPES.get(self.qualifier)
        if wanted is None:
            if best is not None or high is not None:
                reason = "a vague number has no best and no high; set both to null"
                raise ValueError(reason)
            return self
        given = (low is not None, best is not None, high is not None)
        if given != wanted[:3]:
            names = [
                name for name, on in zip(("low", "best", "high"), wanted, strict=False) if on
            ]
            reason = (
                f"the qualifier {self.qualifier!r} takes {' and '.join(names)} and nothing else, "
                f"given low={low!r}, best={best!r}, high={high!r}"
            )
            raise ValueError(reason)
        if wanted[3] is not None and self.inclusive is not wanted[3]:
            reason = f"the qualifier {self.qualifier!r} means inclusive={wanted[3]}"
            raise ValueError(reason)
        if low is not None and high is not None and low > high:
            reason = f"low={low!r} is above high={high!r}; swap them"
            raise ValueError(reason)
        return self


class Casualty(_Numeric):
    """How many people something happened to."""

    kind: Literal["casualty"] = "casualty"
    outcome: Outcome
    trigger: Span | None = None
    victim: Span | None = None
    group: Group = "people"
    demographic: tuple[Demographic, ...] = ()
    scope: Scope = "incident"
    of: str | None = None
    severity: Severity | None = None
    per: str | None = None
    distributive: bool = False


class Count(_Numeric):
    """How many things, or people to whom nothing happened."""

    kind: Literal["count"] = "count"
    object: Span | None = None
    scope: Scope = "incident"
    of: str | None = None
    per: str | None = None


class Quantity(_Numeric):
    """A number with a unit: money, proportions, lengths, temperatures, rates …"""

    kind: Literal["quantity"] = "quantity"
    unit: str
    dimension: Dimension
    of_what: Span | None = None
    scope: Scope = "incident"
    of: str | None = None
    per: str | None = None


class Duration(_Numeric):
    """A length of time, as ISO 8601."""

    kind: Literal["duration"] = "duration"
    unit: str
    iso: str | None = None
    iso_low: str | None = None
    iso_high: str | None = None
    object: Span | None = None
    anchor: Literal["past", "future"] | None = None
    interval: str | None = None


class Date(_Fact):
    """A point or stretch of time, as EDTF."""

    kind: Literal["date"] = "date"
    timex: Literal["DATE", "TIME", "SET"] = "DATE"
    value: str | None = None
    granularity: Literal[
        "minute",
        "hour",
        "day",
        "week",
        "weekend",
        "month",
        "quarter",
        "season",
        "year",
        "decade",
        "century",
    ]
    resolution: Literal["explicit", "partial", "relative", "unresolved"]
    relation: Literal["since", "until", "before", "after", "by", "as_of"] | None = None
    mod: Literal["START", "MID", "END", "APPROX"] | None = None
    part: Literal["morning", "afternoon", "evening", "night"] | None = None
    alternatives: tuple[str, ...] = ()


Fact = Annotated[
    Casualty | Count | Quantity | Duration | Date, Field(discriminator="kind")
]
facts_adapter: TypeAdapter[list[Any]] = TypeAdapter(list[Fact])
