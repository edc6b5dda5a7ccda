"""Units against the catalogue of quantulum3, and against the words of the English pack."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from quantulum3 import load as quantulum

import factx
from factx.language import load
from factx.units import CURRENCY, Unit, catalogue, combined, excluded, to_quantulum
from factx.vocabulary import Dimension

NAMES = frozenset(quantulum.units().names)
UNITS = catalogue()
WORDS = (
    "UNIT",
    "UNIT_BEFORE_OF",
    "UNIT_LETTER",
    "CURRENCY",
    "CURRENCY_CODE",
    "CURRENCY_SIGN",
    "CURRENCY_MARK",
)


def test_names_in_the_catalogue_of_quantulum_exist() -> None:
    """Every name that a unit has in quantulum3's catalogue is one of the installed catalogue."""
    assert {unit.quantulum for unit in UNITS.values() if unit.quantulum} - NAMES == set()
    assert set(excluded()) - NAMES == set()


def test_the_catalogue_of_quantulum_is_covered() -> None:
    """Every unit of quantulum3's catalogue is one of ours, or is left out for a reason."""
    covered = {unit.quantulum for unit in UNITS.values()}
    assert NAMES - covered - set(excluded()) == set()
    assert covered & set(excluded()) == set()
    assert all(reason.strip() for reason in excluded().values())


def test_dimensions_are_those_of_quantities() -> None:
    """Every unit has a dimension that a quantity may have."""
    assert {unit.dimension for unit in UNITS.values()} <= set(get_args(Dimension))


def test_currencies_have_iso_codes() -> None:
    """A currency's code is three capitals, as in ISO 4217."""
    codes = [unit.code for unit in UNITS.values() if unit.dimension == CURRENCY]
    assert [code for code in codes if not re.fullmatch("[A-Z]{3}", code)] == []


@pytest.mark.parametrize("table", WORDS)
def test_words_mean_units_that_exist(table: str) -> None:
    """Every word, sign and code of the pack that means a unit means one of the list."""
    assert set(load("en").values[table].values()) - set(UNITS) == set()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It cost $3.5 million.", "USD"),
        ("The wave was 12 metres high.", "m"),
        ("Some 40 percent of homes were lost.", "percent"),
        ("It was -18 °C in the valley.", "C"),
    ],
)
def test_quantities_go_over_to_quantulum(text: str, unit: str) -> None:
    """A quantity becomes one of quantulum3's: the same value, text and place, its unit by name."""
    (fact,) = factx.extract(text, kinds=["quantity"])
    assert isinstance(fact, factx.Quantity)
    other = to_quantulum(fact)
    assert fact.unit == unit
    assert (other.value, other.surface, other.span) == (
        fact.best,
        fact.text,
        (fact.start, fact.end),
    )
    assert other.unit.name == (UNITS[unit].quantulum or unit)


def test_ranges_go_over_with_their_width() -> None:
    """A range is its middle, and half its width the uncertainty, as quantulum3 has it."""
    (fact,) = factx.extract("It rained 10 to 15 mm.", kinds=["quantity"])
    assert isinstance(fact, factx.Quantity)
    other = to_quantulum(fact)
    assert (other.value, other.uncertainty, other.unit.name) == (12.5, 2.5, "millimetre")


def test_measures_that_do_not_add_up() -> None:
    """Values of two dimensions, or of units without a factor, have no sum."""
    assert combined([(1, "km"), (500, "m")]) == 1.5
    assert combined([(5, "USD"), (50, "EUR")]) is None
    assert combined([(1, "km"), (1, "kg")]) is None
    assert Unit("x", "length").si is None


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("It lies 10 1/2 miles away.", ("exact", 10.5, 10.5, 10.5)),
        ("It lies up to 10 1/2 miles away.", ("up_to", None, None, 10.5)),
        ("It lies at least 3½ miles away.", ("at_least", 3.5, 3.5, None)),
    ],
)
def test_fractions_keep_the_hedge_of_their_number(text: str, shape: tuple[object, ...]) -> None:
    """A fraction behind a number adds to the bound that its hedge left, whichever that is."""
    (fact,) = factx.extract(text, kinds=["quantity"])
    assert isinstance(fact, factx.Quantity)
    assert (fact.qualifier, fact.low, fact.best, fact.high) == shape
