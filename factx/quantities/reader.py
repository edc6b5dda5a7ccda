"""The pass: every rule of "quantities" names the method that reads its matches (``make``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.quantities.degrees import DegreeReader
from factx.quantities.proportions import ProportionReader

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from factx.grammar import Rule
    from factx.quantities.amounts import Change
    from factx.reading import Reading
    from factx.tape import Tape


class QuantityReader(ProportionReader, DegreeReader):
    """Reads every kind of quantity of one text."""

    __slots__ = ()


MAKERS: dict[str, Callable[[QuantityReader, Rule, re.Match[str]], list[Change]]] = {
    "money": QuantityReader.money,
    "money-range": QuantityReader.money_range,
    "minus-money": QuantityReader.minus_money,
    "one-coin": QuantityReader.one_coin,
    "glued-money": QuantityReader.glued_money,
    "measure": QuantityReader.measure,
    "unit-and-time": QuantityReader.unit_and_time,
    "shared": QuantityReader.shared,
    "compound": QuantityReader.compound,
    "spoken-price": QuantityReader.spoken_price,
    "measure-range": QuantityReader.measure_range,
    "suspended": QuantityReader.suspended,
    "paired-speed": QuantityReader.paired_speed,
    "half-unit": QuantityReader.half_unit,
    "mixed-fraction": QuantityReader.mixed_fraction,
    "one-unit": QuantityReader.one_unit,
    "temperature": QuantityReader.temperature,
    "temperature-range": QuantityReader.temperature_range,
    "magnitude": QuantityReader.magnitude,
    "bare-magnitude": QuantityReader.bare_magnitude,
    "coded-magnitude": QuantityReader.coded_magnitude,
    "part": QuantityReader.part,
    "one-part": QuantityReader.one_part,
    "half": QuantityReader.half,
    "slashed": QuantityReader.slashed,
    "share": QuantityReader.share,
    "lone-share": QuantityReader.lone_share,
    "per-many": QuantityReader.per_many,
}
"""The reader of each value of a rule's ``make``."""


def read(tape: Tape, reading: Reading) -> Tape:
    """Return the tape with every quantity as one symbol; the candidates go to ``reading``."""
    reader = QuantityReader(tape, reading)
    changes: list[Change] = []
    rules = reader.tools.rules
    for match in rules.find(tape):
        rule = rules.by_index[match.lastindex]
        try:
            made = MAKERS[rule.attributes["make"]](reader, rule, match)
        except OverflowError:
            # Hundreds of digits times a unit's factor: beyond what a binary fraction holds.
            continue
        # A sign may reach back to its prefix ("C$"), but not into an amount before it ("2C$3").
        if made and not (changes and made[0][0] < changes[-1][1]):
            changes += made
    return tape.rewrite(changes)
