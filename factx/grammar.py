"""Rules compiled to patterns over the tape."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from factx import patterns
from factx.alphabet import Alphabet
from factx.emission import Emitter, Source, bundle, starts_plainly
from factx.errors import GrammarError
from factx.guards import guard
from factx.notation import Node, Notation
from factx.prefixes import either, matches_nothing, prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factx.lexicon import Lexicon, RuleRecord
    from factx.tape import Tape

NOWHERE = (-1, -1)
"""The place of a group that took no part in a match."""
ITSELF = ""
"""Instead of a name, the group that tells which rule matched."""
NEVER = "(?!)"
"""The pattern of a pass without rules."""


class Rule:
    """A compiled rule: its record, and where its named groups are in the pattern of its pass."""

    __slots__ = ("_group", "attributes", "groups", "id", "index", "record", "symbol")

    def __init__(self, record: RuleRecord, index: int, groups: Mapping[str, list[int]]) -> None:
        """Bind the record to the number of its own group and of its named groups."""
        self.record = record
        self.id = record.id
        self.attributes = record.attributes
        self.index = index
        self.groups = groups
        # Where a name has several groups, 0 sends the question on to all of them.
        self._group = {
            name: indices[0] if len(indices) == 1 else 0 for name, indices in groups.items()
        }
        self.symbol = ""

    def span(self, match: re.Match[str], name: str) -> tuple[int, int]:
        """Return the tape positions of the group ``name``, or (-1, -1) where it took no part."""
        group = self._group.get(name)
        if group:
            return match.span(group)
        if group is None:
            return NOWHERE
        for index in self.groups[name]:
            span = match.span(index)
            if span[0] >= 0:
                return span
        return NOWHERE


class RuleSet:
    """The rules of one pass in one pattern: at each place the first that fits, leftmost first.

    ``first`` are the symbols that a match can begin with.
    """

    __slots__ = ("by_index", "first", "name", "pattern", "rules")

    def __init__(self, name: str, pattern: re.Pattern[str], first: str, rules: list[Rule]) -> None:
        """Hold the compiled pattern and the rules whose alternatives it joins."""
        self.first = frozenset(first)
        self.name = name
        self.pattern = pattern
        self.rules = rules
        self.by_index: dict[int | None, Rule] = {rule.index: rule for rule in rules}

    def find(self, tape: Tape, begin: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches from ``begin`` up to ``end``, in order, without overlaps.

        The ``lastindex`` of a match tells its rule, in ``by_index``.
        """
        found = self.pattern.finditer(tape.symbols, begin, end)
        return found if tape.fired is None else self._noted(tape, found)

    def _noted(self, tape: Tape, found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
        for match in found:
            self.note(tape, self.by_index[match.lastindex], match)
            yield match

    def matches(
        self, tape: Tape, begin: int = 0, end: int = sys.maxsize
    ) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Yield (rule, match) for what :meth:`find` returns."""
        for match in self.find(tape, begin, end):
            yield self.by_index[match.lastindex], match

    def match_at(self, tape: Tape, position: int) -> tuple[Rule, re.Match[str]] | None:
        """Return (rule, match) where one fits right at ``position``."""
        if tape.symbols[position : position + 1] not in self.first:
            return None
        match = self.pattern.match(tape.symbols, position)
        if match is None:
            return None
        rule = self.by_index[match.lastindex]
        self.note(tape, rule, match)
        return rule, match

    def note(self, tape: Tape, rule: Rule, match: re.Match[str]) -> None:
        """Tell a tape that is being traced that ``rule`` fired."""
        if tape.fired is not None:
            first = tape.first
            tape.fired.append((self.name, rule.id, first[match.start()], first[match.end()]))


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
        self._alphabet = Alphabet(lexicon, trees)
        by_pass: dict[str, list[tuple[RuleRecord, Node]]] = {}
        for record, tree in trees:
            by_pass.setdefault(record.pass_name, []).append((record, tree))
        self._codes: dict[str, patterns.Code] = {}
        self._sets = {name: self._compile(name, members) for name, members in by_pass.items()}

    def state(self) -> dict[str, Any]:
        """Return what :meth:`from_state` needs, in types that ``marshal`` can write."""
        return {
            "alphabet": self._alphabet.state(),
            "passes": [
                (
                    name,
                    self._codes[name],
                    "".join(sorted(rules.first)),
                    [(rule.id, rule.index, dict(rule.groups)) for rule in rules.rules],
                )
                for name, rules in self._sets.items()
            ],
        }

    @classmethod
    def from_state(cls, lexicon: Lexicon, state: Mapping[str, Any]) -> Grammar:
        """Return the grammar that :meth:`state` described, without compiling anything."""
        grammar = cls.__new__(cls)
        grammar.lexicon = lexicon
        grammar._alphabet = Alphabet.from_state(state["alphabet"])
        grammar._codes = {}
        grammar._sets = {}
        records = {record.id: record for record in lexicon.rules}
        for name, code, first, described in state["passes"]:
            rules = [
                grammar._rule(records[rule], index, groups) for rule, index, groups in described
            ]
            grammar._codes[name] = code
            grammar._sets[name] = RuleSet(name, patterns.thaw(code), first, rules)
        return grammar

    def _rule(self, record: RuleRecord, index: int, groups: Mapping[str, list[int]]) -> Rule:
        rule = Rule(record, index, groups)
        if record.symbol:
            rule.symbol = self.symbol(*record.symbol)
        return rule

    def rules(self, name: str) -> RuleSet:
        """Return the compiled rules of the pass ``name``; a pack may have none for it."""
        found = self._sets.get(name)
        return RuleSet(name, re.compile(NEVER), "", []) if found is None else found

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
        emitter = Emitter(self._alphabet)
        groups: list[dict[str, list[int]]] = []
        sources: list[Source] = []
        for record, tree in members:
            prefix = prefix_of(tree, self._alphabet)
            if matches_nothing(tree):
                raise GrammarError(record.file, record.id, "the pattern can match nothing at all")
            if not prefix.first:
                reason = "no word, shape or symbol can start the pattern (is a category empty?)"
                raise GrammarError(record.file, record.id, reason)
            emitter.groups = {}
            leads, body = emitter.split(tree)
            # An empty group behind the rule tells which one matched, and leaves the first symbol in
            # front, where an alternative that cannot start is passed over at once.
            emitter.count += 1
            emitter.groups[ITSELF] = [emitter.count]
            groups.append(emitter.groups)
            looks = "" if starts_plainly(tree) else guard(prefix, self._alphabet)
            sources.append(Source(prefix, looks, leads, f"{body}()"))
        first = either([source.prefix for source in sources]).first
        numbers = _shared_numbers(groups)
        try:
            source, opening = bundle(sources, self._alphabet).whole, self._alphabet.opening(first)
            code = patterns.freeze(source, opening, numbers)
        except re.error:
            _blame([record for record, _ in members], [source.whole for source in sources])
            raise
        self._codes[name] = code
        if not patterns.is_source(code):
            groups = [
                {named: [numbers[each - 1] for each in those] for named, those in own.items()}
                for own in groups
            ]
        rules = [
            self._rule(record, own.pop(ITSELF)[0], own)
            for (record, _), own in zip(members, groups, strict=True)
        ]
        return RuleSet(name, patterns.thaw(code), self._alphabet.letters(first), rules)


def _shared_numbers(groups: list[dict[str, list[int]]]) -> list[int]:
    """Return numbers for the groups of a pass: shared by the rules, but for those of rules."""
    most = max(sum(map(len, own.values())) for own in groups) - 1
    numbers: list[int] = []
    for rule, own in enumerate(groups, start=1):
        named = sum(map(len, own.values())) - 1
        # Ascending, as the engine forgets on its way back only what is numbered above the rest.
        numbers += [*range(1, named + 1), most + rule]
    return numbers


def _blame(records: list[RuleRecord], sources: list[str]) -> None:
    """Name the rule whose pattern ``re`` cannot compile (a lookbehind of several lengths, say)."""
    for record, source in zip(records, sources, strict=True):
        try:
            re.compile(source)
        except re.error as error:
            raise GrammarError(record.file, record.id, error.msg) from None
