"""The pattern notation of rules: text -> tree.

The notation is described in ``docs/grammar.md``. The tree is made of plain tuples, tagged by their
first item, so that walking it stays cheap:

``("set", names, negated)`` · ``("seq", [nodes])`` · ``("alt", [nodes])`` ·
``("repeat", node, suffix)`` · ``("group", name, node)`` · ``("look", opening, node)``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from factx.errors import GrammarError
from factx.lexicon import LITERAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Node = tuple[Any, ...]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<literal>'[^']+'|"[^"]+")
    | (?P<category>[A-Z][A-Z0-9_]*)
    | (?P<fragment>\{[A-Za-z][\w-]*\})
    | (?P<repeat>(?:[*+?]|\{\d*,?\d*\})[?+]?)
    | (?P<group>\(\?P<\w+>)
    | (?P<look>\((?:\?<[=!]|\?[=!]|\?>))
    | (?P<mark>[()|\[\]~])
    )""",
    re.VERBOSE,
)
MAX_DEPTH = 40


class Notation:
    """Parser of patterns; ``literal`` registers a quoted word and returns its category."""

    def __init__(
        self,
        fragments: Mapping[str, str],
        phrases: Mapping[str, Mapping[str, Any]],
        literal: Callable[[str], str],
    ) -> None:
        """Keep what patterns may refer to; trees of fragments are parsed once."""
        self._fragments = fragments
        self._phrases = phrases
        self._literal = literal
        self._trees: dict[str, Node] = {}

    def parse(self, pattern: str, file: str, rule: str, depth: int = 0) -> Node:
        """Return the tree of ``pattern``; ``file`` and ``rule`` are for errors.

        Raises:
            GrammarError: the pattern cannot be read, or it names an unknown fragment.
        """
        return _Reader(self, pattern, file, rule, depth).read()

    def fragment(self, name: str, file: str, rule: str, depth: int) -> Node:
        """Return the tree of the fragment ``name``: a named pattern, or a category of phrases."""
        tree = self._trees.get(name)
        if tree is None:
            if depth > MAX_DEPTH:
                raise GrammarError(file, rule, f"the fragment {{{name}}} refers to itself")
            if name in self._fragments:
                tree = self.parse(self._fragments[name], file, f"{rule} {{{name}}}", depth + 1)
            elif name in self._phrases:
                tree = self.phrases(self._phrases[name])
            else:
                known = ", ".join(sorted({*self._fragments, *self._phrases}))
                reason = f"unknown fragment {{{name}}}; there are: {known}"
                raise GrammarError(file, rule, reason)
            self._trees[name] = tree
        return tree

    def phrases(self, phrases: Iterable[str]) -> Node:
        """Return the tree of any of ``phrases``, the longest that fits; beginnings are shared."""
        trie: dict[str, Any] = {}
        for phrase in phrases:
            at = trie
            for word in phrase.split():
                at = at.setdefault(word, {})
            at[""] = {}
        return self._branches(trie)

    def _branches(self, trie: dict[str, Any]) -> Node:
        ends = [
            ("set", frozenset((self._literal(word),)), False)
            for word, rest in trie.items()
            if word and not rest.keys() - {""}
        ]
        branches: list[Node] = []
        for word, rest in trie.items():
            if word and rest.keys() - {""}:
                tail = self._branches({key: value for key, value in rest.items() if key})
                if "" in rest:
                    tail = ("repeat", tail, "?")
                branches.append(("seq", [("set", frozenset((self._literal(word),)), False), tail]))
        if ends:
            names = frozenset(name for _, own, _ in ends for name in own)
            branches.append(("set", names, False))
        return branches[0] if len(branches) == 1 else ("alt", branches)

    def words(self, phrase: str) -> Node:
        """Return the tree of a phrase of literal words."""
        if len(phrase) == 2 and phrase[0] == " ":
            return ("set", frozenset((self._literal(phrase),)), False)
        nodes: list[Node] = [
            ("set", frozenset((self._literal(word),)), False) for word in phrase.split()
        ]
        return nodes[0] if len(nodes) == 1 else ("seq", nodes)


class _Reader:
    """Recursive descent over the tokens of one pattern."""

    def __init__(self, notation: Notation, pattern: str, file: str, rule: str, depth: int) -> None:
        self.notation = notation
        self.file = file
        self.rule = rule
        self.depth = depth
        self.tokens: list[tuple[str, str]] = []
        position = 0
        pattern = pattern.rstrip()
        while position < len(pattern):
            match = _TOKEN.match(pattern, position)
            if match is None or match.lastgroup is None:
                raise self.error(f"cannot read the pattern from {pattern[position:][:30]!r} on")
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()
        self.at = 0

    def error(self, reason: str) -> GrammarError:
        return GrammarError(self.file, self.rule, reason)

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.at += 1
        return token

    def expect(self, mark: str) -> None:
        if self.take()[1] != mark:
            raise self.error(f"expected {mark!r}")

    def read(self) -> Node:
        node = self.alternatives()
        if self.peek()[0] != "end":
            raise self.error(f"unexpected {self.peek()[1]!r}")
        return node

    def alternatives(self) -> Node:
        branches = [self.sequence()]
        while self.peek()[1] == "|":
            self.take()
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else ("alt", branches)

    def sequence(self) -> Node:
        items: list[Node] = []
        while True:
            kind, text = self.peek()
            if kind == "end" or text in ("|", ")"):
                if not items:
                    raise self.error("an empty alternative matches nothing; use '?' instead")
                return items[0] if len(items) == 1 else ("seq", items)
            item = self.item()
            while self.peek()[0] == "repeat":
                item = ("repeat", item, self.take()[1])
            items.append(item)

    def item(self) -> Node:
        kind, text = self.take()
        if kind == "literal":
            return self.notation.words(text[1:-1])
        if kind == "category":
            return (
                ("set", frozenset(), True) if text == "ANY" else ("set", frozenset((text,)), False)
            )
        if kind == "fragment":
            return self.notation.fragment(text[1:-1], self.file, self.rule, self.depth)
        if kind == "group":
            node = self.alternatives()
            self.expect(")")
            return ("group", text[4:-1], node)
        if kind == "look":
            node = self.alternatives()
            self.expect(")")
            return ("look", text, node)
        if text == "(":
            node = self.alternatives()
            self.expect(")")
            return node if node[0] in ("set", "group", "look") else ("seq", [node])
        if text == "[":
            return ("set", self.union(), False)
        if text == "~":
            inner = self.item()
            if inner[0] != "set" or inner[2]:
                raise self.error(
                    "'~' stands before a category, a word or a union of single symbols"
                )
            return ("set", inner[1], True)
        raise self.error(f"unexpected {text!r}")

    def union(self) -> frozenset[str]:
        names: set[str] = set()
        while True:
            inner = self.item()
            if inner[0] != "set" or inner[2]:
                raise self.error(
                    "a union [A | B | 'x'] holds single symbols only; a phrase goes into ( … | … )"
                )
            names |= inner[1]
            mark = self.take()[1]
            if mark == "]":
                return frozenset(names)
            if mark != "|":
                raise self.error(f"expected '|' or ']' in a union, found {mark!r}")


__all__ = ["LITERAL", "Node", "Notation"]
