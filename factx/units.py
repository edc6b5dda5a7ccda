"""Units by code: their dimension and names elsewhere, and the way to quantulum3 and pint.

The codes and what they stand for are data (``factx/units.toml``), the words for them are the
language pack's. quantulum3 and pint are imported only when a quantity is handed to them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from factx.errors import InexactValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factx.facts import Quantity

CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit's code stands for.

    ``code`` and ``dimension`` are those of a quantity's ``unit`` and ``dimension``; ``ucum``,
    ``quantulum`` and ``pint`` the unit's name in UCUM, in quantulum3's catalogue and for pint's
    parser, "" where it has none; ``si`` the factor to the SI unit of the dimension, or ``None``.
    """

    code: str
    dimension: str
    ucum: str = ""
    quantulum: str = ""
    pint: str = ""
    si: float | None = None


@cache
def catalogue() -> Mapping[str, Unit]:
    """Return all units by code.

    >>> catalogue()["km"].dimension, catalogue()["USD"].quantulum
    ('length', 'united states dollar')
    """
    data = _data()
    units = {code: Unit(code, **fields) for code, fields in data["units"].items()}
    for code, name in data["currencies"].items():
        units[code] = Unit(code, CURRENCY, ucum=f"[{code}]", quantulum=name)
    return units


def unit_of(code: str) -> Unit:
    """Return the unit of ``code``; the catalogue is read when the first one is asked for.

    Raises:
        KeyError: the catalogue has no such code.
    """
    return catalogue()[code]


def excluded() -> Mapping[str, str]:
    """Return the names of quantulum3's catalogue that are left out, each with the reason.

    >>> excluded()["hour"]
    'a length of time: a duration, not a quantity'
    """
    return {name: reason for reason, names in _data()["excluded"].items() for name in names}


def combined(values: list[tuple[float, str]]) -> float | None:
    """Return values of one dimension in the first one's unit; ``None`` if they do not add up.

    >>> combined([(4, "ft"), (6, "in")]), combined([(4, "ft"), (6, "kg")])
    (4.5, None)
    """
    first = unit_of(values[0][1])
    total = 0.0
    for value, code in values:
        unit = unit_of(code)
        if unit.dimension != first.dimension or unit.si is None or first.si is None:
            return None
        total += value * unit.si / first.si
    return round(total, 4)


def to_quantulum(quantity: Quantity) -> Any:
    """Return ``quantity`` as a :class:`quantulum3.classes.Quantity`.

    A range becomes its middle with half its width as the uncertainty, which is how quantulum3
    writes one; of any other number its best, low or high goes over, the first that is known.

    Raises:
        InexactValueError: the number is vague and has no bound at all.
    """
    from quantulum3 import classes, load

    value, uncertainty = _point(quantity, "quantulum3 quantity")
    name = unit_of(quantity.unit).quantulum
    names = load.units().names
    unit = (
        names[name]
        if name
        else classes.Unit(
            name=quantity.unit,
            entity=classes.Entity(name=quantity.dimension, uri=None),
            uri=None,
        )
    )
    return classes.Quantity(
        value=value,
        unit=unit,
        surface=quantity.span.text,
        span=(quantity.span.start, quantity.span.end),
        uncertainty=uncertainty,
    )


def to_pint(quantity: Quantity, registry: Any = None) -> Any:
    """Return ``quantity`` as a pint quantity of ``registry`` (default: the application's own).

    A range becomes its middle, any other number its best, low or high, the first that is known.

    Raises:
        InexactValueError: the number is vague and has no bound, or pint knows no such unit
            (currencies, magnitudes).
    """
    name = unit_of(quantity.unit).pint
    if not name:
        reason = "pint has no such unit; take the value and the code of `quantity.unit` instead"
        raise InexactValueError(f"{quantity.span.text!r}", "pint quantity", reason)
    value, _ = _point(quantity, "pint quantity")
    if registry is None:
        import pint

        registry = pint.get_application_registry()
    return registry.Quantity(value, registry.parse_units(name))


def _point(quantity: Quantity, target: str) -> tuple[float, float | None]:
    low, best, high = quantity.low, quantity.best, quantity.high
    if best is None and low is not None and high is not None:
        return (low + high) / 2, (high - low) / 2
    for value in (best, low, high):
        if value is not None:
            return value, None
    reason = "its number is vague and states no bound"
    raise InexactValueError(f"{quantity.span.text!r}", target, reason)


@cache
def _data() -> dict[str, Any]:
    file = resources.files("factx") / "units.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
