"""The fact models: what ``extract`` returns, and the shape of a saved result.

``docs/facts.md`` tells every field and convention. The models are frozen, and a fact that
contradicts itself (numbers their qualifier, a span its text, a duration its ISO 8601 form) cannot
be built.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, TypeAdapter, model_validator

from factx.calendar import iso_duration
from factx.edtf import is_edtf, is_value
from factx.parts import (
    CasualtyHead,
    DurationHead,
    Head,
    Numeric,
    Of,
    Per,
    Placed,
    QuantityHead,
    RuleId,
    Span,
)
from factx.timex import Timex3, date_timex3, duration_timex3, instant, length
from factx.vocabulary import (
    Anchor,
    Demographic,
    Dimension,
    Granularity,
    Group,
    Modifier,
    NumberForm,
    Outcome,
    PartOfDay,
    Polarity,
    Qualifier,
    Relation,
    Resolution,
    Scope,
    Severity,
    Status,
    TimexType,
)

if TYPE_CHECKING:
    import datetime

__all__ = [
    "Anchor",
    "Casualty",
    "Count",
    "Date",
    "Demographic",
    "Dimension",
    "Duration",
    "Fact",
    "Granularity",
    "Group",
    "Modifier",
    "NumberForm",
    "Outcome",
    "PartOfDay",
    "Polarity",
    "Qualifier",
    "Quantity",
    "Relation",
    "Resolution",
    "Scope",
    "Severity",
    "Span",
    "Status",
    "TimexType",
    "facts_adapter",
    "json_schema",
]


class Casualty(Numeric, CasualtyHead):
    """How many people something happened to.

    ``low``, ``best`` and ``high`` count people and are named as by UCDP: the bounds and the point
    that the text states, each ``None`` where it states none. ``outcome``, ``group``, ``scope``,
    ``status`` and ``severity`` take values of closed lists (``factx.facts.Outcome`` and so on).

    Raises:
        pydantic.ValidationError: the fields contradict each other, or one is of no such value (a
            ``ValueError``; so for every model).

    >>> fact = Casualty(id="f1", span=Span(text="At least 19 people", start=0, end=18),
    ...                 qualifier="at_least", low=19, best=19, high=None, outcome="killed")
    >>> fact.kind, fact.group, fact.scope, fact.text
    ('casualty', 'people', 'incident', 'At least 19 people')
    """

    _spans: ClassVar[tuple[str, ...]] = ("span", "source", "trigger", "victim")

    kind: Literal["casualty"] = "casualty"
    trigger: Span | None = Field(
        default=None, description="the words that tell the outcome; null if it is taken over"
    )
    victim: Span | None = Field(
        default=None, description="head noun phrase of the people, or null; no numeral, no hedge"
    )
    group: Group = Field(default="people", description="who they were")
    demographic: tuple[Demographic, ...] = Field(default=(), description="their age and sex")
    scope: Scope = Field(default="incident", description="what the number covers")
    of: Of = None
    severity: Severity | None = Field(default=None, description="how badly they were hurt")
    per: Per = None
    distributive: bool = Field(
        default=False, description="true for 'nine people each': the value is per event"
    )
    rule: RuleId = None


class Count(Numeric, Head):
    """How many things, or people to whom nothing happened.

    The numbers are those of the text as for a :class:`Casualty`; ``object`` is what is counted, and
    ``per`` the unit that a rate is counted by (scope "rate").

    >>> Count(id="f1", span=Span(text="12 boats", start=0, end=8),
    ...       qualifier="exact", low=12, best=12, high=12).best
    12
    """

    _spans: ClassVar[tuple[str, ...]] = ("span", "source", "object")

    kind: Literal["count"] = "count"
    object: Span | None = Field(
        default=None, description="what is counted: noun phrase without numeral, or null"
    )
    scope: Scope = Field(default="incident", description="what the number covers")
    of: Of = None
    per: Per = None
    rule: RuleId = None


class Quantity(Numeric, QuantityHead):
    """A number with a unit: money, proportions, lengths, temperatures, rates and more.

    ``unit`` is a code of ``factx.units.catalogue()``: an ISO 4217 code for money, else as in UCUM
    where that can be read ("km", "C", "t"). Values are in the stated unit, multipliers written out:
    $8.7 billion is 8700000000 USD. A percentage is 0 to 100, a fraction 0 to 1.

    >>> Quantity(id="f1", span=Span(text="$2 million", start=0, end=10), unit="USD",
    ...          dimension="currency", qualifier="exact", low=2e6, best=2e6, high=2e6).best
    2000000.0
    """

    _spans: ClassVar[tuple[str, ...]] = ("span", "source", "of_what")

    kind: Literal["quantity"] = "quantity"
    of_what: Span | None = Field(
        default=None, description="what it is a quantity of: '40 percent of the dead', or null"
    )
    scope: Scope = Field(default="incident", description="what the number covers")
    of: Of = None
    per: Per = None
    rule: RuleId = None


class Duration(Numeric, DurationHead):
    """A length of time.

    ``low``, ``best`` and ``high`` are in ``unit``: second, minute, hour, day, week, month or year.
    ``iso_low``, ``iso`` and ``iso_high`` tell the same as ISO 8601 durations. ``interval`` is an
    EDTF interval of level 0, for durations anchored to the document's date.

    >>> Duration(id="f1", span=Span(text="60-day", start=0, end=6), qualifier="exact", low=60,
    ...          best=60, high=60, unit="day", iso="P60D").iso
    'P60D'
    """

    _spans: ClassVar[tuple[str, ...]] = ("span", "source", "object")

    kind: Literal["duration"] = "duration"
    iso: str | None = Field(
        default=None, description="ISO 8601 duration of best, else of high; null if both are"
    )
    iso_low: str | None = Field(default=None, description="ISO 8601 duration of low")
    iso_high: str | None = Field(default=None, description="ISO 8601 duration of high")
    object: Span | None = Field(
        default=None, description="the noun that it modifies ('60-day truce'), or null"
    )
    anchor: Anchor | None = Field(
        default=None, description="on which side of the document's date it lies, or null"
    )
    interval: str | None = Field(
        default=None, description="an anchored duration as an EDTF interval, or null"
    )
    rule: RuleId = None

    @model_validator(mode="after")
    def _check_iso(self) -> Self:
        point = self.best if self.best is not None else self.high
        for name, given, amount in (
            ("iso", self.iso, point),
            ("iso_low", self.iso_low, self.low),
            ("iso_high", self.iso_high, self.high),
        ):
            if given is not None and given not in _iso_forms(amount, self.unit):
                raise ValueError(f"{name}={given!r} is not {amount!r} × {self.unit}")
        if self.interval is not None and not is_edtf(self.interval):
            raise ValueError(f"interval={self.interval!r} is not an EDTF interval")
        return self

    def timex3(self) -> Timex3:
        """Return the duration as TIMEX3; an anchored one has its points.

        >>> Duration(
        ...     id="f1",
        ...     span=Span(text="at least 3 days", start=0, end=15),
        ...     qualifier="at_least",
        ...     low=3,
        ...     best=3,
        ...     high=None,
        ...     unit="day",
        ...     iso="P3D",
        ... ).timex3().mod
        'EQUAL_OR_MORE'
        """
        return duration_timex3(self.text, self.iso, self.unit, self.qualifier, self.interval)

    def to_timedelta(self) -> datetime.timedelta:
        """Return an exact number of seconds, minutes, hours, days or weeks.

        Raises:
            InexactValueError: the number is hedged, vague or a range, or the unit is a month or a
                year, whose lengths differ.

        >>> Duration(id="f1", span=Span(text="60-day", start=0, end=6), qualifier="exact", low=60,
        ...          best=60, high=60, unit="day", iso="P60D").to_timedelta()
        datetime.timedelta(days=60)
        """
        return length(self.iso, self.best, self.unit, self.qualifier)


class Date(Placed, Head):
    """A point or stretch of time.

    ``value`` is EDTF (ISO 8601-2) of level 0 or 1, or one of the forms beside it that
    ``docs/dates.md`` lists; ``timex`` and ``mod`` have the names of TIMEX3. A date has no zone.

    >>> Date(id="f1", span=Span(text="October 2024", start=0, end=12), value="2024-10",
    ...      granularity="month", resolution="explicit").value
    '2024-10'
    """

    kind: Literal["date"] = "date"
    timex: TimexType = Field(
        default="DATE", description="TIME if a time of day is given, SET if it recurs"
    )
    value: str | None = Field(
        default=None,
        description="EDTF; also YYYY-MM-DDThh:mm, Thh:mm (day unknown), XXXX-MM-DD (year unknown); "
        "null if unresolved",
    )
    granularity: Granularity = Field(description="the length of what it names")
    resolution: Resolution = Field(description="where the value comes from")
    relation: Relation | None = Field(default=None, description="the word that governs it, or null")
    mod: Modifier | None = Field(default=None, description="part of the value, or approximate")
    part: PartOfDay | None = Field(default=None, description="part of the day, or null")
    alternatives: tuple[str, ...] = Field(
        default=(), description="other readings of an ambiguous date (03/04/2024), as values"
    )
    rule: RuleId = None

    @model_validator(mode="after")
    def _check_value(self) -> Self:
        for value in (self.value, *self.alternatives):
            if value is not None and not is_value(value):
                raise ValueError(f"{value!r} is neither EDTF nor a time nor a date without a year")
        return self

    def timex3(self) -> Timex3:
        """Return the date as TIMEX3: type, value, modifier, and the points of an interval.

        >>> Date(
        ...     id="f1",
        ...     span=Span(text="the third quarter of 2024", start=0, end=25),
        ...     value="2024-07/2024-09",
        ...     granularity="quarter",
        ...     resolution="explicit",
        ... ).timex3().value
        '2024-Q3'
        """
        return date_timex3(self.text, self.timex, self.value, self.granularity, self.mod, self.part)

    def to_datetime(self) -> datetime.datetime:
        """Return the time that is stated, without a zone; of a day its first moment.

        Raises:
            InexactValueError: the date is unresolved, approximate, or longer or less definite than
                a day.

        >>> noon = Date(id="f1", span=Span(text="noon on Sunday", start=0, end=14), timex="TIME",
        ...             value="2024-10-27T12:00", granularity="minute", resolution="relative")
        >>> noon.to_datetime()
        datetime.datetime(2024, 10, 27, 12, 0)
        """
        return instant(self.value, self.mod)


Fact = Annotated[Casualty | Count | Quantity | Duration | Date, Field(discriminator="kind")]
"""Any fact: ``kind`` tells which, and ``isinstance`` narrows it."""

facts_adapter: TypeAdapter[list[Any]] = TypeAdapter(list[Fact], config=ConfigDict(defer_build=True))
"""Reads and writes lists of facts: ``facts_adapter.validate_json(saved)``."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a list of facts as they are written.

    >>> schema = json_schema()
    >>> schema["type"], sorted(schema["$defs"])
    ('array', ['Casualty', 'Count', 'Date', 'Duration', 'Quantity', 'Span'])
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts",
        **facts_adapter.json_schema(mode="serialization"),
    }


@lru_cache(maxsize=4096)
def _iso_forms(amount: float | None, unit: str) -> tuple[str | None, str | None]:
    return iso_duration(amount, unit), iso_duration(amount, unit, carry=True)
