"""What the first symbols of a pattern can be, so that most places of a text need no closer look."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factx.alphabet import Alphabet
    from factx.notation import Node

DEPTH = 3
"""How many symbols are foreseen."""
ANYTHING = -1
"""The mask of what may stand before a pattern that asks for nothing, not even for a symbol."""
MOST = 64
"""How many ways to begin are told apart."""

_TIMES = re.compile(r"\{(\d*)(,?)(\d*)\}")


class Path(NamedTuple):
    """One way in which a match can begin; it may hold too much, never too little."""

    masks: tuple[int, ...]
    """The symbols that can stand at each of its first places."""
    goes_on: bool
    """Whether what the pattern asks for next stands right behind ``masks``."""


class Prefix:
    """What a pattern matches, seen through its first symbols.

    ``paths`` are the ways in which a match can begin; ``behind`` the symbols that can stand before
    it, or :data:`ANYTHING`. It may hold too much, never too little.
    """

    __slots__ = ("behind", "paths")

    def __init__(self, paths: Iterable[Path], behind: int = ANYTHING) -> None:
        """Hold the paths, as few as say the same."""
        self.paths = _joined(paths) if behind else []
        self.behind = behind

    @property
    def first(self) -> int:
        """Return the symbols that a match can begin with."""
        return reduce(or_, (path.masks[0] for path in self.paths if path.masks), 0)

    def then(self, other: Prefix) -> Prefix:
        """Return the prefix of this pattern followed by another."""
        paths: list[Path] = []
        for path in self.paths:
            if not path.goes_on or len(path.masks) == DEPTH:
                paths.append(path)
                continue
            paths += [Path((path.masks + more.masks)[:DEPTH], more.goes_on) for more in other.paths]
        empty = not any(path.masks for path in self.paths)
        return Prefix(paths, self.behind & other.behind if empty else self.behind)


def _joined(paths: Iterable[Path]) -> list[Path]:
    """Return ``paths`` without impossible ones, those that differ in one place joined there."""
    known = {path for path in paths if all(path.masks)}
    if len(known) < 2:
        return list(known)
    for place in range(DEPTH):
        alike: dict[Path, int] = {}
        for masks, goes_on in known:
            here = masks[place] if place < len(masks) else 0
            others = Path(_with(masks, place, 0), goes_on)
            alike[others] = alike.get(others, 0) | here
        known = {
            Path(_with(masks, place, here), goes_on) for (masks, goes_on), here in alike.items()
        }
    if len(known) > MOST:
        wide: dict[tuple[int, bool], tuple[int, ...]] = {}
        for masks, goes_on in known:
            kind = (len(masks), goes_on)
            wide[kind] = tuple(map(or_, masks, wide.get(kind, masks)))
        known = {Path(masks, goes_on) for (_, goes_on), masks in wide.items()}
    return sorted(known)


def _with(masks: tuple[int, ...], place: int, mask: int) -> tuple[int, ...]:
    """Return ``masks`` with another one at ``place``, if they go that far."""
    return (*masks[:place], mask, *masks[place + 1 :]) if place < len(masks) else masks


EMPTY = Prefix([Path((), goes_on=True)])


def either(prefixes: Sequence[Prefix]) -> Prefix:
    """Return the prefix of a choice between patterns."""
    paths = [path for prefix in prefixes for path in prefix.paths]
    return Prefix(paths, reduce(or_, (prefix.behind for prefix in prefixes)))


def prefix_of(node: Node, alphabet: Alphabet) -> Prefix:
    """Return the prefix of a parsed pattern."""
    kind = node[0]
    if kind == "set":
        return Prefix([Path((alphabet.mask(node[1], node[2]),), goes_on=True)])
    if kind == "seq":
        prefix = EMPTY
        for item in reversed(node[1]):
            if item[0] == "look" and item[1] == "(?=":
                prefix = _ahead(prefix_of(item[2], alphabet), prefix)
            elif item[0] == "look" and item[1] == "(?!":
                prefix = _without(_refused(item[2], alphabet), prefix)
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
        return _ahead(prefix_of(node[2], alphabet), EMPTY)
    if node[1] == "(?<=":
        return Prefix(EMPTY.paths, _last(node[2], alphabet))
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


def _ahead(look: Prefix, rest: Prefix) -> Prefix:
    """Return the prefix of ``rest`` where ``look`` fits as well."""
    paths: list[Path] = []
    for seen, _ in look.paths:
        for masks, goes_on in rest.paths:
            both = tuple(map(and_, seen, masks))
            if len(seen) > len(masks) and goes_on:
                # What the pattern asks for next stands where the look has been already.
                paths.append(Path(both + seen[len(masks) :], goes_on=False))
            else:
                paths.append(Path(both + masks[len(seen) :], goes_on))
    return Prefix(paths, rest.behind)


def _refused(node: Node, alphabet: Alphabet) -> int:
    """Return symbols that match ``node`` whatever follows them; not each, but no other."""
    kind = node[0]
    if kind == "set":
        return alphabet.mask(node[1], node[2])
    if kind == "alt":
        return reduce(or_, (_refused(item, alphabet) for item in node[1]), 0)
    if kind == "seq" and len(node[1]) == 1:
        return _refused(node[1][0], alphabet)
    return _refused(node[2], alphabet) if kind == "group" else 0


def _without(mask: int, rest: Prefix) -> Prefix:
    """Return the prefix of ``rest`` where no symbol of ``mask`` comes first."""
    paths = [
        Path((masks[0] & ~mask, *masks[1:]), goes_on) if masks else Path(masks, goes_on)
        for masks, goes_on in rest.paths
    ]
    return Prefix(paths, rest.behind)


def _repeated(prefix: Prefix, least: int, most: int) -> Prefix:
    power = EMPTY
    choices = [EMPTY] if least == 0 else []
    for times in range(1, max(least, most) + 1):
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
