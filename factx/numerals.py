"""Number words and digits -> values. Words are instructions to one small machine."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

from factx.candidates import Number
from factx.tape import FRACTION_SLASH

if TYPE_CHECKING:
    from collections.abc import Callable

    from factx.grammar import Grammar
    from factx.lexicon import Lexicon
    from factx.tape import Tape

ADD, HUNDRED, SCALE, DOZEN, HALF, POINT = range(6)
TEN = 10
LONGEST_POWER = 2
"""Digits of the exponent in a power of ten that is read."""
LONGEST_FIGURE = 50
"""Characters of a figure that is read before a power of ten, or in one word with a currency."""
GREATEST = 10**4200
"""Greater whole numbers are not read: Python writes none of more than 4300 digits."""
_POWER = re.compile(r"([\d.,]+)\s*(?:e|\S\s*10\s*\^?)\s*([^\d\s^]?)\s*(\d+)", re.IGNORECASE)
FIGURES_REMEMBERED = 1024
"""Distinct figures whose values are remembered."""
KNOWN_LIMIT = 10_000
"""Distinct numerals remembered before the memory of their values is emptied."""
_OPERATIONS = {
    "ONES": ADD,
    "TEENS": ADD,
    "TENS": ADD,
    "FRACTION_SIGN": HALF,
    "HALF": HALF,
    "QUARTER": HALF,
    "POINT": POINT,
    "NOUGHT_WORD": ADD,
    "HUNDRED": HUNDRED,
    "SCALE": SCALE,
    "SCALE_PLURAL": SCALE,
    "SCALE_SUFFIX": SCALE,
    "DOZEN": DOZEN,
    "DOZEN_PLURAL": DOZEN,
    "QUARTERS": DOZEN,
}


def digits_value(token: str) -> float:
    """Return the value of a token of digits, exact where it is whole.

    >>> digits_value("1,50,000"), digits_value("2.5")
    (150000, 2.5)
    """
    try:
        return int(token)
    except ValueError:
        text = "".join(token.split()).replace(",", "")
        return whole(float(text)) if "." in text else int(text)


@lru_cache(FIGURES_REMEMBERED)
def _known_value(token: str) -> float:
    return digits_value(token)


def figure_value(token: str) -> float:
    """Do as :func:`digits_value`, and remember the values of usual tokens: years, small numbers."""
    return _known_value(token) if len(token) <= LONGEST_FIGURE else digits_value(token)


def whole(value: float) -> float:
    """Return ``value`` as an ``int`` where it is a whole number.

    >>> whole(32.19 * 10**9), whole(2.5)
    (32190000000, 2.5)
    """
    if isinstance(value, int):
        return value
    rounded = round(value, 6)
    nearest = round(rounded)
    # Products of decimal fractions miss whole numbers by as little as binary fractions do.
    return nearest if abs(rounded - nearest) <= abs(rounded) * 1e-12 else rounded


class NumeralReader:
    """The machine: reads the tokens of one numeral, returns its value and largest scale."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the number words and their values from the lexicon."""
        self._operations: dict[str, tuple[int, float]] = {}
        for category, operation in _OPERATIONS.items():
            for surface, value in lexicon.values.get(category, {}).items():
                amount = float(value) if isinstance(value, str) else value
                self._operations[surface.removeprefix("+")] = (operation, amount)

    def value(self, words: list[str]) -> tuple[float, float, bool]:
        """Return (value, last scale or 1, whether it holds digits) of lower-case ``words``.

        What a number ends with is its scale as well: "three hundred", "four dozen".
        """
        total: float = 0
        current: float = 0
        scale: float = 1
        times: float = 1
        has_digits = False
        pending = False
        place = 0.0
        for word in words:
            operation = self._operations.get(word)
            if operation is None:
                if word[0].isdigit():
                    fraction = "/" in word or FRACTION_SLASH in word
                    current += _fraction(word) if fraction else digits_value(word)
                    pending = has_digits = True
                continue
            kind, value = operation
            if kind == POINT:
                place, pending = value, True
            elif place and kind == ADD:
                # One decimal a word, but "eleven" is two of them.
                place = place if value < TEN else place / TEN
                current += value * place
                place /= TEN
            elif kind == ADD:
                current += value
                pending, times = True, 1
            elif kind == HALF:
                if total and not pending:
                    total += scale * value
                else:
                    current += value
                    pending = True
            elif kind == SCALE:
                if pending or not total:
                    total += (current if pending else 1) * value
                else:
                    total *= value
                scale = value
                current, pending = 0, False
            else:
                current = (current if pending else 1) * value
                pending, times = True, value
        return whole(total + current), scale if total else times, has_digits


def power_value(text: str) -> float | None:
    """Return the value of a figure with a power of ten, ``None`` beyond what is ever counted.

    >>> power_value("3 × 10^8"), power_value("1.2e6"), power_value("2.5 x 10^-5")
    (300000000, 1200000, 2.5e-05)
    >>> power_value("1e999")
    """
    match = _POWER.search(text)
    if match is None or len(match[3]) > LONGEST_POWER or len(match[1]) > LONGEST_FIGURE:
        return None
    sign = "-" if match[2] not in ("", "+") else ""
    try:
        value = Decimal(f"{match[1].replace(',', '')}e{sign}{match[3]}")
    except InvalidOperation:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _fraction(word: str) -> float:
    """Return the value of a fraction in figures ("1/2"); of what is none, nothing."""
    above, _, below = word.replace(FRACTION_SLASH, "/").partition("/")
    return round(int(above) / int(below), 4) if int(below) else 0


def numeral_pass(grammar: Grammar) -> Callable[[Tape], Tape]:
    """Return the pass that puts one symbol in place of every numeral written in words or mixed."""
    rules = grammar.rules("numerals")
    reader = NumeralReader(grammar.lexicon)
    known: dict[str, tuple[float | None, float, str]] = {}

    def run(tape: Tape) -> Tape:
        changes = []
        first, tokens = tape.first, tape.tokens
        for match in rules.find(tape):
            rule = rules.by_index[match.lastindex]
            begin, end = match.span()
            start, stop = first[begin], first[end]
            said = tokens[start] if stop - start == 1 else "".join(tokens[start:stop])
            read = known.get(said)
            if read is None:
                if len(known) >= KNOWN_LIMIT:
                    known.clear()
                read = known[said] = (
                    _read(reader, tokens[start:stop])
                    if "power" not in rule.attributes
                    else (power_value(said), 1, "digits")
                )
            value, scale, form = read
            if value is None:
                continue
            number = Number(start, stop, value, value, value, form=form)
            number.scale = scale
            changes.append((begin, end, rule.symbol, number))
        return tape.rewrite(changes)

    return run


def _read(reader: NumeralReader, tokens: list[str]) -> tuple[float | None, float, str]:
    """Return (value, last scale, form) of a numeral; no value where none can hold it."""
    words = [token.strip().lower() for token in tokens]
    value: float | None
    try:
        value, scale, has_digits = reader.value(words)
    except OverflowError:
        return None, 1, "words"
    if value > GREATEST:
        value = None
    return value, scale, ("mixed" if len(words[-1]) > 1 else "digits") if has_digits else "words"


__all__ = ["NumeralReader", "digits_value", "figure_value", "numeral_pass", "power_value", "whole"]
