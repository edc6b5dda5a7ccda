"""Rules compiled to patterns over the tape.

This module alone knows which character stands for what. A token's *ambiguity class* is its set of
categories; classes that no pattern can tell apart share one character, and the classes named most
often get the low code points, where character sets are cheapest.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from factx.errors import GrammarError
from factx.lexicon import GLUE, LITERAL, Lexicon, RuleRecord
from factx.notation import Node, Notation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factx.tape import Tape

BREAK = "BREAK"
"""The one category that the engine itself knows: symbols of this category end a sentence."""

_NOTATION = frozenset("\\^$.|?*+()[]{}-#&~")
ALPHABET = "".join(chr(code) for code in range(1, 0x1000) if chr(code) not in _NOTATION)
"""The symbols: no character that means anything in the notation of ``re``."""


BUNDLE = 8
"""Rules of one pass that share a look at the first symbol."""


class Rule:
    """A compiled rule: its record, and where its named groups are in the pattern of its pass."""

    __slots__ = ("attributes", "groups", "id", "index", "record", "symbol")

    def __init__(self, record: RuleRecord, index: int, groups: Mapping[str, list[int]]) -> None:
        """Bind the record to the number of its own group and of its named groups."""
        self.record = record
        self.id = record.id
        self.attributes = record.attributes
        self.index = index
        self.groups = groups
        self.symbol = ""

    def span(self, match: re.Match[str], name: str) -> tuple[int, int]:
        """Return the tape positions of the group ``name``, or (-1, -1) where it took no part."""
        for index in self.groups.get(name, ()):
            span = match.span(index)
            if span[0] >= 0:
                return span
        return (-1, -1)


class RuleSet:
    """The rules of one pass in one pattern: at each place the first that fits, leftmost first."""

    __slots__ = ("by_index", "name", "pattern", "rules")

    def __init__(self, name: str, pattern: str, rules: list[Rule]) -> None:
        """Compile the pattern."""
        self.name = name
        self.pattern = re.compile(pattern)
        self.rules = rules
        self.by_index = {rule.index: rule for rule in rules}

    def matches(self, tape: Tape) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Yield (rule, match) over the whole tape, in order, without overlaps."""
        by_index = self.by_index
        fired = tape.fired
        for match in self.pattern.finditer(tape.symbols):
            rule = by_index[match.lastindex]  # type: ignore[index]
            if fired is not None:
                first = tape.first
                fired.append((self.name, rule.id, first[match.start()], first[match.end()]))
            yield rule, match


class Grammar:
    """All rules of a lexicon, compiled, and the alphabet they are written in."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Parse every rule, allot the symbols, and compile pass by pass.

        Raises:
            GrammarError: a pattern cannot be read, names an unknown category, or matches nothing.
        """
        self.lexicon = lexicon
        notation = Notation(lexicon.fragments, lexicon.phrases, lexicon.add_literal)
        trees = [
            (record, notation.parse(record.pattern, record.file, record.id))
            for record in lexicon.rules
        ]
        self._alphabet = _Alphabet(lexicon, trees)
        self._fallbacks: dict[frozenset[str], str] = {}
        by_pass: dict[str, list[tuple[RuleRecord, Node]]] = {}
        for record, tree in trees:
            by_pass.setdefault(record.pass_name, []).append((record, tree))
        self._sets = {name: self._compile(name, members) for name, members in by_pass.items()}

    def rules(self, name: str) -> RuleSet:
        """Return the compiled rules of the pass ``name``.

        Raises:
            GrammarError: no rule belongs to that pass.
        """
        try:
            return self._sets[name]
        except KeyError:
            known = ", ".join(sorted(self._sets))
            raise GrammarError("(pack)", name, f"no rule has this pass; there are: {known}") from None

    def passes(self) -> list[str]:
        """Return the names of all passes, sorted."""
        return sorted(self._sets)

    def symbol(self, *categories: str) -> str:
        """Return the symbol of the class with exactly these categories (as in a rule's ``as``)."""
        return self.symbol_of(frozenset(categories))

    def symbol_of(self, categories: frozenset[str]) -> str:
        """Return the symbol of an ambiguity class."""
        return self._alphabet.symbol(categories)

    def charset(self, *categories: str) -> str:
        """Return the characters of all symbols in any of ``categories``, for fast scans."""
        return self._alphabet.members(frozenset(categories))

    def describe(self, symbol: str) -> frozenset[str]:
        """Return the categories that ``symbol`` stands for, as far as rules tell them apart."""
        return self._alphabet.categories.get(symbol, frozenset())

    def _compile(self, name: str, members: list[tuple[RuleRecord, Node]]) -> RuleSet:
        emitter = _Emitter(self._alphabet)
        rules: list[Rule] = []
        sources: list[tuple[int, str]] = []
        for record, tree in members:
            mask, nullable = self._alphabet.first(tree)
            if nullable:
                raise GrammarError(record.file, record.id, "the pattern can match nothing at all")
            if not mask:
                reason = "no word, shape or symbol can start the pattern (is a category empty?)"
                raise GrammarError(record.file, record.id, reason)
            emitter.groups = {}
            body = emitter.emit(("seq", [tree]) if tree[0] == "alt" else tree)
            # An empty group behind the rule tells which one matched, and leaves the first symbol in
            # front, where an alternative that cannot start is passed over at once.
            emitter.count += 1
            sources.append((mask, f"{body}()" if _starts_plainly(tree) else f"{self._alphabet.guard(mask)}{body}()"))
            rule = Rule(record, emitter.count, emitter.groups)
            if record.symbol:
                rule.symbol = self.symbol(*record.symbol)
            rules.append(rule)
        pattern = self._alternation(sources)
        return RuleSet(name, pattern, rules)


    def _alternation(self, sources: list[tuple[int, str]]) -> str:
        """Join rules in order, in bundles that are passed over whole where none of them can start."""
        while len(sources) > BUNDLE:
            bundles = []
            for at in range(0, len(sources), BUNDLE):
                chunk = sources[at : at + BUNDLE]
                mask = 0
                for own, _ in chunk:
                    mask |= own
                joined = "|".join(source for _, source in chunk)
                bundles.append((mask, f"{self._alphabet.guard(mask)}(?:{joined})"))
            sources = bundles
        first = 0
        for own, _ in sources:
            first |= own
        return f"{self._alphabet.guard(first)}(?:{'|'.join(source for _, source in sources)})"


class _Alphabet:
    """Allots one character to every ambiguity class that the patterns can tell apart."""

    def __init__(self, lexicon: Lexicon, trees: list[tuple[RuleRecord, Node]]) -> None:
        self.lexicon = lexicon
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
        self._symbols = dict(zip(keys, ALPHABET, strict=False))
        self.categories = {self._symbols[key]: merged[key] for key in keys}
        self._masks: dict[int, int] = {}
        for number, key in enumerate(keys):
            for group in key:
                self._masks[group] = self._masks.get(group, 0) | (1 << number)
        self.all = (1 << len(keys)) - 1
        break_group = used.get(BREAK, -1)
        self.inside = self.all & ~self._masks.get(break_group, 0)
        self._texts: dict[int, str] = {}
        self._cache: dict[frozenset[str], str] = {}
        self._check(trees, sets)

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
        found = 0
        for name in names:
            found |= self._masks.get(self._used.get(name, -1), 0)
        return self.inside & ~found if negated else found

    def members(self, names: frozenset[str]) -> str:
        mask = self.mask(names, negated=False)
        return "".join(ALPHABET[number] for number in _bits(mask))

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

    def guard(self, mask: int) -> str:
        return f"(?={self.text(mask)})"

    def first(self, node: Node) -> tuple[int, bool]:
        """Return which symbols can start ``node``, and whether it can match nothing."""
        kind = node[0]
        if kind == "set":
            return self.mask(node[1], node[2]), False
        if kind == "seq":
            mask = 0
            for item in node[1]:
                own, nullable = self.first(item)
                mask |= own
                if not nullable:
                    return mask, False
            return mask, True
        if kind == "alt":
            mask, any_nullable = 0, False
            for item in node[1]:
                own, nullable = self.first(item)
                mask |= own
                any_nullable = any_nullable or nullable
            return mask, any_nullable
        if kind == "repeat":
            own, nullable = self.first(node[1])
            return own, nullable or _is_optional(node[2])
        if kind == "group":
            return self.first(node[2])
        if node[1] == "(?>":
            return self.first(node[2])
        return 0, True


class _Emitter:
    """Writes trees as ``re`` source, counting groups."""

    def __init__(self, alphabet: _Alphabet) -> None:
        self.alphabet = alphabet
        self.count = 0
        self.groups: dict[str, list[int]] = {}

    def emit(self, node: Node) -> str:
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


def _starts_plainly(node: Node) -> bool:
    """Say whether a pattern starts with one symbol that it must have."""
    while node[0] == "seq":
        node = node[1][0]
    return bool(node[0] == "set")


def _is_optional(suffix: str) -> bool:
    return suffix[0] in "*?" or suffix.startswith(("{0", "{,"))


def _bits(mask: int) -> list[int]:
    """Return the numbers of the bits set in ``mask``, ascending."""
    return [number for number, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"]


def _ranges(mask: int) -> str:
    """Write the bits of ``mask`` as the body of a character set."""
    parts: list[str] = []
    numbers = _bits(mask)
    at = 0
    while at < len(numbers):
        end = at
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        parts.append(ALPHABET[numbers[at]])
        if end > at:
            parts.append(("-" if end > at + 1 else "") + ALPHABET[numbers[end]])
        at = end + 1
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
