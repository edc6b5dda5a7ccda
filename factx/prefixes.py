"""What the first symbols of a pattern can be, so that most places of a text need no closer look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factx.alphabet import Alphabet
    from factx.notation import Node

DEPTH = 3
"""How many symbols are foreseen."""
ANYTHING = -1
"""The mask of what may stand before a pattern that asks for nothing, not even for a symbol."""

_TIMES = re.compile(r"\{(\d*)(,?)(\d*)\}")


class Prefix:
    """What a pattern matches, seen through its first symbols.

    ``masks[n]`` holds the symbols that can stand at place n of a match; ``lengths`` the lengths
    below :data:`DEPTH` that a match can have; ``behind`` the symbols that can stand before it, or
    :data:`ANYTHING`. All may hold too much, never too little.
    """

    __slots__ = ("behind", "lengths", "masks")

    def __init__(
        self, masks: tuple[int, ...], lengths: frozenset[int], behind: int = ANYTHING
    ) -> None:
        """Hold the parts."""
        self.masks = masks
        self.lengths = lengths
        self.behind = behind

    @property
    def least(self) -> int:
        """Return how many symbols every match has at the least, as far as is foreseen."""
        return min(self.lengths, default=DEPTH)

    def then(self, other: Prefix) -> Prefix:
        """Return the prefix of this pattern followed by another."""
        masks = list(self.masks)
        for length in self.lengths:
            for place in range(DEPTH - length):
                masks[length + place] |= other.masks[place]
        sums = {one + two for one in self.lengths for two in other.lengths}
        behind = self.behind
        if not self.masks[0]:
            behind &= other.behind
        return Prefix(tuple(masks), frozenset(length for length in sums if length < DEPTH), behind)


EMPTY = Prefix((0,) * DEPTH, frozenset((0,)))


def either(prefixes: Iterable[Prefix]) -> Prefix:
    """Return the prefix of a choice between patterns."""
    masks = [0] * DEPTH
    lengths: frozenset[int] = frozenset()
    behind = 0
    for prefix in prefixes:
        masks = [one | two for one, two in zip(masks, prefix.masks, strict=True)]
        lengths |= prefix.lengths
        behind |= prefix.behind
    return Prefix(tuple(masks), lengths, behind)


def prefix_of(node: Node, alphabet: Alphabet) -> Prefix:
    """Return the prefix of a parsed pattern."""
    kind = node[0]
    if kind == "set":
        mask = alphabet.mask(node[1], node[2])
        return Prefix((mask,) + (0,) * (DEPTH - 1), frozenset((1,)))
    if kind == "seq":
        prefix = EMPTY
        for item in reversed(node[1]):
            if item[0] == "look" and item[1] == "(?=":
                prefix = _ahead(prefix_of(item[2], alphabet), prefix, alphabet.all)
            else:
                prefix = prefix_of(item, alphabet).then(prefix)
        return prefix
    if kind == "alt":
        return either([prefix_of(item, alphabet) for item in node[1]])
    if kind == "repeat":
        return _repeated(prefix_of(node[1], alphabet), *_times(node[2]))
    if kind == "group" or node[1] == "(?>":
        return prefix_of(node[2], alphabet)
    if node[1] == "(?=":
        return _ahead(prefix_of(node[2], alphabet), EMPTY, alphabet.all)
    if node[1] == "(?<=":
        return Prefix(EMPTY.masks, EMPTY.lengths, _last(node[2], alphabet))
    return EMPTY


def _last(node: Node, alphabet: Alphabet) -> int:
    """Return the symbols that a match of ``node`` can end with, or :data:`ANYTHING`."""
    kind = node[0]
    if kind == "set":
        return alphabet.mask(node[1], node[2])
    if kind == "seq":
        return _last(node[1][-1], alphabet)
    if kind == "alt":
        mask = 0
        for item in node[1]:
            mask |= _last(item, alphabet)
        return mask
    return _last(node[2], alphabet) if kind == "group" else ANYTHING


def matches_nothing(node: Node) -> bool:
    """Say whether a parsed pattern can match no symbol at all, whatever it looks at."""
    kind = node[0]
    if kind == "set":
        return False
    if kind == "seq":
        return all(matches_nothing(item) for item in node[1])
    if kind == "alt":
        return any(matches_nothing(item) for item in node[1])
    if kind == "repeat":
        return _times(node[2])[0] == 0 or matches_nothing(node[1])
    if kind == "group" or node[1] == "(?>":
        return matches_nothing(node[2])
    return True


def _ahead(look: Prefix, rest: Prefix, everything: int) -> Prefix:
    """Return the prefix of ``rest`` where ``look`` fits as well."""
    near, far = rest.least, look.least
    masks = []
    for place in range(DEPTH):
        seen = look.masks[place] if place < far else everything
        if place < near:
            masks.append(rest.masks[place] & seen)
        else:
            masks.append(rest.masks[place] if far <= near else seen)
    return Prefix(tuple(masks), rest.lengths if far <= near else frozenset(), rest.behind)


def _repeated(prefix: Prefix, least: int, most: int) -> Prefix:
    power = EMPTY
    choices = [EMPTY] if least == 0 else []
    for times in range(1, most + 1):
        power = power.then(prefix)
        if times >= least:
            choices.append(power)
    return either(choices)


def _times(suffix: str) -> tuple[int, int]:
    """Return (least, most) of a quantifier, neither above the depth that is foreseen."""
    if suffix[0] in "?*+":
        return int(suffix[0] == "+"), 1 if suffix[0] == "?" else DEPTH
    found = _TIMES.match(suffix)
    if found is None:
        return 0, DEPTH
    least = int(found[1] or 0)
    most = (int(found[3]) if found[3] else DEPTH) if found[2] else least
    return min(least, DEPTH), min(most, DEPTH)
