"""Rules written as ``re`` source, and joined so that little is looked at twice."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from factx.guards import guard
from factx.prefixes import Prefix, either

if TYPE_CHECKING:
    from factx.alphabet import Alphabet
    from factx.notation import Node

BUNDLE = 5
"""Rules of one pass that share a guard."""
ATOMIC = "(?>"
"""How a part opens that takes symbols and gives none back: no look."""


class Source(NamedTuple):
    """A rule, or a bundle of them, as ``re`` source."""

    prefix: Prefix
    guard: str
    """What tells at once that the rule cannot start here."""
    leads: tuple[str, ...]
    """What it looks at before its first symbol, part by part; none has a group."""
    body: str

    @property
    def whole(self) -> str:
        """All of it."""
        return "".join((self.guard, *self.leads, self.body))


def bundle(sources: list[Source], alphabet: Alphabet, leads: tuple[str, ...] = ()) -> Source:
    """Join rules in order, behind a guard and what all of them look at first."""
    prefix = either([source.prefix for source in sources])
    looks = guard(prefix, alphabet)
    return Source(prefix, looks, leads, f"(?:{_alternation(sources, alphabet)})")


def _alternation(sources: list[Source], alphabet: Alphabet) -> str:
    """Join rules in order, in bundles that are passed over where none of them can start."""
    sources = _factored(sources, alphabet)
    while len(sources) > BUNDLE:
        chunks = [sources[at : at + BUNDLE] for at in range(0, len(sources), BUNDLE)]
        # A rule that is left over has a guard of its own.
        sources = [chunk[0] if len(chunk) == 1 else bundle(chunk, alphabet) for chunk in chunks]
    return "|".join(source.whole for source in sources)


def _factored(sources: list[Source], alphabet: Alphabet) -> list[Source]:
    """Let rules in a row that look at the same first look at it once."""
    factored: list[Source] = []
    for lead, run in groupby(sources, key=_first_lead):
        rules = list(run)
        if lead and len(rules) > 1:
            rest = [rule._replace(leads=rule.leads[1:]) for rule in rules]
            factored.append(bundle(rest, alphabet, (lead,)))
        else:
            factored += rules
    return factored


def _first_lead(source: Source) -> str:
    return source.leads[0] if source.leads else ""


class Emitter:
    """Writes trees as ``re`` source, counting groups."""

    def __init__(self, alphabet: Alphabet) -> None:
        """Start at the first group of a pass."""
        self.alphabet = alphabet
        self.count = 0
        self.groups: dict[str, list[int]] = {}

    def split(self, node: Node) -> tuple[tuple[str, ...], str]:
        """Return what a pattern looks at before its first symbol, part by part, and the rest."""
        items = list(node[1]) if node[0] == "seq" else [node]
        leads: list[str] = []
        rest = ""
        while items and not rest and _only_looks(items[0]):
            groups = self.count
            source = self.emit(items.pop(0))
            if self.count == groups:
                leads.append(source)
            else:
                rest = source
        return tuple(leads), rest + self.emit(("seq", items))

    def emit(self, node: Node) -> str:
        """Return the source of a tree."""
        kind = node[0]
        if kind == "set":
            return self.alphabet.text(self.alphabet.mask(node[1], node[2]))
        if kind == "seq":
            return "".join(
                f"(?:{self.emit(item)})" if item[0] == "alt" else self.emit(item)
                for item in node[1]
            )
        if kind == "alt":
            return "|".join(self.emit(item) for item in node[1])
        if kind == "repeat":
            body = self.emit(node[1])
            return f"{body if node[1][0] == 'set' else f'(?:{body})'}{node[2]}"
        if kind == "group":
            self.count += 1
            self.groups.setdefault(node[1], []).append(self.count)
            return f"({self.emit(node[2])})"
        return f"{node[1]}{self.emit(node[2])})"


def starts_plainly(node: Node) -> bool:
    """Say whether a pattern starts with one symbol that it must have."""
    while node[0] == "seq":
        node = node[1][0]
    return bool(node[0] == "set")


def _only_looks(node: Node) -> bool:
    """Say whether a part of a pattern takes no symbol."""
    if node[0] == "seq":
        return all(map(_only_looks, node[1]))
    return bool(node[0] == "look" and node[1] != ATOMIC)
