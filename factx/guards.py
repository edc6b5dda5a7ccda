"""Guards: a look at the symbols around a place that says where a pattern cannot begin.

Most places where the first symbol of some rule stands are none where a rule matches: an article may
begin a date, and nearly never does. A guard stands in front of rules and looks at a few symbols at
once, so that the rules behind it are tried at few places.
"""

from __future__ import annotations

from math import prod
from operator import or_
from typing import TYPE_CHECKING

from factx.prefixes import DEPTH

if TYPE_CHECKING:
    from factx.alphabet import Alphabet
    from factx.prefixes import Prefix

WAYS = 3
"""How many kinds of first symbols are told apart: each takes a moment wherever a guard looks."""
Way = tuple[int, ...]
"""The symbols that may stand at each of the first places."""


def guard(prefix: Prefix, alphabet: Alphabet) -> str:
    """Return the source of looks that hold wherever ``prefix`` can begin, and nearly only there."""
    behind = prefix.behind & alphabet.all
    before = "" if behind == alphabet.all else f"(?<={alphabet.text(behind)})"
    ways = []
    for way in _ways(prefix, alphabet.all):
        masks = list(way)
        while len(masks) > 1 and masks[-1] == alphabet.all:
            masks.pop()
        ways.append("".join(map(alphabet.text, masks)))
    return f"{before}(?={'|'.join(ways)})"


def _ways(prefix: Prefix, everything: int) -> list[Way]:
    """Return what may stand at the first places, for each kind of first symbol."""
    paths = [path.masks for path in prefix.paths]
    kinds = [prefix.first]
    for first, *_ in paths:
        kinds = [part for kind in kinds for part in (kind & first, kind & ~first) if part]
    ways: dict[Way, int] = {}
    for kind in kinds:
        rest = [0] * (DEPTH - 1)
        for path in paths:
            if path[0] & kind:
                for place in range(1, DEPTH):
                    rest[place - 1] |= path[place] if place < len(path) else everything
        ways[tuple(rest)] = ways.get(tuple(rest), 0) | kind
    found: list[Way] = [(first, *rest) for rest, first in ways.items()]
    while len(found) > WAYS:
        pairs = [(_loss(found[j], found[i]), j, i) for i in range(len(found)) for j in range(i)]
        _, one, two = min(pairs)
        found.append(tuple(map(or_, found[one], found[two])))
        del found[two], found[one]
    return found


def _loss(one: Way, two: Way) -> int:
    """Return how many more beginnings fit where two ways are taken as one."""
    rest = prod(map(int.bit_count, map(or_, one[1:], two[1:])))
    return sum(
        way[0].bit_count() * (rest - prod(map(int.bit_count, way[1:]))) for way in (one, two)
    )
