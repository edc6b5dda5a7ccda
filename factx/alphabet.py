"""The alphabet of the tape: one character for every ambiguity class that rules can tell apart.

A token's *ambiguity class* is its set of categories. Classes that no pattern can tell apart share
one character, and the classes named most often get the first of them, which stand side by side, so
that character sets are short runs.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from factx.errors import GrammarError
from factx.lexicon import GLUE, LITERAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factx.lexicon import Lexicon, RuleRecord
    from factx.notation import Node

BREAK = "BREAK"
"""Symbols of this category end a sentence: it is told apart whatever the rules name."""

ALPHABET = "".join(chr(code) for code in range(0x100, 0x1100))
"""The symbols: none means anything in the notation of ``re``, and all are beyond Latin-1, so that
strings of them are of one width and joining copies them."""


_ONES = re.compile("1+")


class Alphabet:
    """Allots one character to every ambiguity class that the patterns can tell apart."""

    def __init__(self, lexicon: Lexicon, trees: list[tuple[RuleRecord, Node]]) -> None:
        """Allot the symbols that the patterns ``trees`` over ``lexicon`` need.

        Raises:
            GrammarError: a pattern names a category that nothing belongs to.
        """
        sets: Counter[tuple[frozenset[str], bool]] = Counter()
        for _, tree in trees:
            _collect(tree, sets)
        used = self._indistinguishable(sets)
        merged: dict[frozenset[int], frozenset[str]] = {}
        self._used = used
        for categories in _all_classes(lexicon):
            key = frozenset(used[name] for name in categories if name in used)
            merged[key] = merged.get(key, frozenset()) | categories
        keys = self._ranked(merged, sets)
        self._allot([(key, merged[key]) for key in keys])
        self._check(trees, sets)

    def state(self) -> dict[str, Any]:
        """Return what :meth:`from_state` needs to make the same alphabet again."""
        return {
            "used": self._used,
            "keys": [
                (sorted(key), sorted(self.categories[symbol]))
                for key, symbol in self._symbols.items()
            ],
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Alphabet:
        """Return the alphabet that :meth:`state` described."""
        alphabet = cls.__new__(cls)
        alphabet._used = state["used"]
        alphabet._allot([(frozenset(key), frozenset(names)) for key, names in state["keys"]])
        return alphabet

    def _allot(self, classes: list[tuple[frozenset[int], frozenset[str]]]) -> None:
        """Give the classes their symbols, in the order given."""
        if len(classes) > len(ALPHABET):
            reason = f"the patterns tell {len(classes)} classes apart, {len(ALPHABET)} is the most"
            raise GrammarError("(pack)", "alphabet", f"{reason}; join categories")
        self._symbols = {key: symbol for (key, _), symbol in zip(classes, ALPHABET, strict=False)}
        self.categories = {
            symbol: names for (_, names), symbol in zip(classes, ALPHABET, strict=False)
        }
        self._texts: dict[int, str] = {}
        self._cache: dict[frozenset[str], str] = {}
        masks: dict[int, int] = {}
        for number, (key, _) in enumerate(classes):
            for group in key:
                masks[group] = masks.get(group, 0) | (1 << number)
        self._masks = masks
        self.all = (1 << len(classes)) - 1
        self.inside = self.all & ~masks.get(self._used.get(BREAK, -1), 0)

    def _check(
        self,
        trees: list[tuple[RuleRecord, Node]],
        sets: Counter[tuple[frozenset[str], bool]],
    ) -> None:
        known = {name for names in self.categories.values() for name in names}
        unknown = {name for names, _ in sets for name in names} - known
        if not unknown:
            return
        for record, tree in trees:
            own: Counter[tuple[frozenset[str], bool]] = Counter()
            _collect(tree, own)
            missing = sorted({name for names, _ in own for name in names} & unknown)
            if missing:
                reason = f"no word, shape or rule has the category {missing[0]}"
                raise GrammarError(record.file, record.id, reason)

    @staticmethod
    def _indistinguishable(sets: Iterable[tuple[frozenset[str], bool]]) -> dict[str, int]:
        """Number the categories; two that always stand in the same sets share a number."""
        uses: dict[str, set[int]] = {BREAK: {-1}}
        for number, (names, _) in enumerate(sets):
            for name in names:
                uses.setdefault(name, set()).add(number)
        numbers: dict[frozenset[int], int] = {}
        return {
            name: numbers.setdefault(frozenset(where), len(numbers)) for name, where in uses.items()
        }

    def _ranked(
        self,
        merged: Mapping[frozenset[int], frozenset[str]],
        sets: Mapping[tuple[frozenset[str], bool], int],
    ) -> list[frozenset[int]]:
        """Sort the classes: those that large positive sets name most come first."""
        weight: Counter[int] = Counter()
        for (names, negated), count in sets.items():
            groups = {self._used[name] for name in names}
            if len(groups) == 1 and next(iter(names)).startswith(LITERAL):
                continue
            for group in groups:
                weight[group] += 1 if negated else count
        return sorted(merged, key=lambda key: (-sum(weight[g] for g in key), sorted(key)))

    def symbol(self, categories: frozenset[str]) -> str:
        """Return the symbol of an ambiguity class."""
        cached = self._cache.get(categories)
        if cached is None:
            used = self._used
            key = frozenset(used[name] for name in categories if name in used)
            cached = self._symbols.get(key)
            if cached is None:
                cached = self._nearest(categories, key)
            self._cache[categories] = cached
        return cached

    def _nearest(self, categories: frozenset[str], key: frozenset[int]) -> str:
        """Give an unforeseen mixture (a word in odd case, say) the largest class inside it."""
        inside = [known for known in self._symbols if known <= key]
        best = max(inside, key=len, default=frozenset())
        if best not in self._symbols:
            reason = f"no symbol stands for {sorted(categories)}"
            raise GrammarError("(pack)", "alphabet", reason)
        return self._symbols[best]

    def mask(self, names: frozenset[str], negated: bool) -> int:  # noqa: FBT001 - part of a set
        """Return the symbols of ``names``, or all but them and sentence ends, as bits."""
        found = 0
        for name in names:
            found |= self._masks.get(self._used.get(name, -1), 0)
        return self.inside & ~found if negated else found

    def members(self, names: frozenset[str]) -> str:
        """Return the symbols of all classes with any of the categories ``names``."""
        return self.letters(self.mask(names, negated=False))

    def letters(self, mask: int) -> str:
        """Return the symbols of ``mask`` as a string."""
        return "".join(ALPHABET[first : last + 1] for first, last in _runs(mask))

    def text(self, mask: int) -> str:
        """Return the character set that matches exactly the symbols of ``mask``."""
        text = self._texts.get(mask)
        if text is None:
            outside = self.all & ~mask
            if mask.bit_count() <= 1 + outside.bit_count() // 2:
                body = _ranges(mask)
                text = body if mask.bit_count() == 1 else f"[{body}]"
            elif outside:
                text = f"[^{_ranges(outside)}]"
            else:
                text = r"[\s\S]"
            self._texts[mask] = text
        return text

    def opening(self, mask: int) -> str:
        """Return a character set for the symbols of ``mask``, a set even where it holds but one."""
        text = self.text(mask)
        return f"[\0{text}]" if mask.bit_count() == 1 else text


def _runs(mask: int) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of every run of bits set in ``mask``, ascending."""
    for match in _ONES.finditer(f"{mask:b}"[::-1]):
        yield match.start(), match.end() - 1


def _ranges(mask: int) -> str:
    """Write the bits of ``mask`` as the body of a character set."""
    parts: list[str] = []
    for first, last in _runs(mask):
        parts.append(ALPHABET[first])
        if last > first:
            parts.append(("-" if last > first + 1 else "") + ALPHABET[last])
    return "".join(parts)


def _collect(node: Node, sets: Counter[tuple[frozenset[str], bool]]) -> None:
    kind = node[0]
    if kind == "set":
        sets[node[1], node[2]] += 1
    elif kind in ("seq", "alt"):
        for item in node[1]:
            _collect(item, sets)
    elif kind == "repeat":
        _collect(node[1], sets)
    else:
        _collect(node[2], sets)


def _all_classes(lexicon: Lexicon) -> Iterator[frozenset[str]]:
    """Yield the class of every known word in every case, every shape, and every rule's result."""
    seen: set[Any] = set()
    for surface in lexicon.words:
        yield lexicon.categories(surface)
        if surface[0] == GLUE and len(surface) > 1:
            for variant in (surface[1:], surface[1:].capitalize(), surface[1:].upper()):
                yield lexicon.categories(variant, glued=True)
    for surface in lexicon.cased:
        yield lexicon.categories(surface)
    for _, _, categories in lexicon.shapes:
        yield categories
    yield frozenset()
    for symbol in lexicon.symbols:
        yield frozenset((symbol,))
    for record in lexicon.rules:
        key = frozenset(record.symbol)
        if key and key not in seen:
            seen.add(key)
            yield key
