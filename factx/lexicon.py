"""Language data: words and their categories, values, phrases, shapes and rule records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factx.shapes import Shape, ShapeReader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

VERB_FORMS = ("BASE", "PRESENT", "PAST", "PARTICIPLE", "GERUND")
NOUN_FORMS = ("SINGULAR", "PLURAL")
GLUE = "+"
"""Prefix of the surfaces that count only where no blank stands before them."""
LITERAL = "="
"""Prefix of the categories that stand for one literal word of a pattern."""


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """One rule as written: its id, pass, examples, pattern, replacement and free attributes."""

    id: str
    pass_name: str
    examples: tuple[str, ...]
    pattern: str
    symbol: tuple[str, ...]
    attributes: Mapping[str, Any]
    file: str


class Tables(dict[str, dict[str, Any]]):
    """Tables by category; one that a pack does not have is empty."""

    def __missing__(self, category: str) -> dict[str, Any]:
        """Return an empty table."""
        return {}


@dataclass(slots=True)
class Lexicon:
    """All language data of one pack, merged.

    ``words`` maps a lower-case surface to its categories; ``cased`` holds the surfaces that count
    only when capitalised as written (or in all capitals). ``values`` gives the value of a surface
    in a category, ``phrases`` the phrases of a category with their values.
    """

    words: dict[str, AbstractSet[str]] = field(default_factory=dict)
    cased: dict[str, AbstractSet[str]] = field(default_factory=dict)
    values: Tables = field(default_factory=Tables)
    phrases: Tables = field(default_factory=Tables)
    aliases: dict[str, str] = field(default_factory=dict)
    fragments: dict[str, str] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)
    rules: list[RuleRecord] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    origin: dict[str, str] = field(default_factory=dict)
    literal_only: set[str] = field(default_factory=set)
    shape_reader: ShapeReader | None = None
    _as_words: dict[AbstractSet[str], frozenset[str]] = field(default_factory=dict)

    def value(self, category: str, surface: str) -> Any:
        """Return the value of ``surface`` in ``category``, or ``None``.

        >>> from factx.language import load
        >>> load("en").value("MONTH", "October")
        10
        """
        table = self.values.get(category)
        if table is None:
            return None
        found = table.get(surface)
        if found is None:
            lower = surface.lower()
            found = table.get(lower)
            if found is None and " " in lower:
                # Phrases are listed with plain signs: "- odd" stands for "– odd" as well.
                words = [self.aliases.get(word, word) for word in lower.split(" ")]
                found = table.get(" ".join(words))
        return found

    def has(self, category: str, surface: str) -> bool:
        """Say whether ``surface`` belongs to ``category`` in any of its cases."""
        return category in self.words.get(surface.lower(), ()) or category in self.cased.get(
            surface, ()
        )

    def members(self, category: str) -> frozenset[str]:
        """Return the words, in lower case, that belong to ``category``."""
        return frozenset(word for word, names in self.words.items() if category in names)

    def add_literal(self, surface: str) -> str:
        """Make ``surface`` a category of its own, for a pattern that names it; return its name."""
        category = LITERAL + surface
        if surface not in self.words:
            self.words[surface] = frozenset()
            self.literal_only.add(surface)
        self.words[surface] = self.words[surface] | {category}
        return category

    def shape(self, token: str) -> frozenset[str]:
        """Return the categories that the mere shape of an unknown token gives it."""
        if self.shape_reader is None:
            self.shape_reader = ShapeReader(self.shapes)
        return self.shape_reader.read(token)

    def categories(self, token: str, *, glued: bool = False) -> frozenset[str]:
        """Return all categories of a token (given without its leading blanks).

        A token of the lexicon keeps its general categories; a word that is only a literal of some
        pattern keeps the shape of its lower-case form. A ``glued`` token has no blank before it
        ("k" in "12k") and belongs also to the categories of its surface behind a plus sign ("+k").
        """
        if glued and (glued_surface := GLUE + token.lower()) in self.words:
            return self.categories(token) | self.words[glued_surface]
        token = self.aliases.get(token, token)
        lower = token.lower()
        known = self.words.get(lower)
        cased = self.cased.get(token)
        if cased is None:
            if known is None:
                return self.shape(token)
            if lower not in self.literal_only and lower[0].isalpha():
                return self._as_word(known)
        found: set[str] = set(known or ())
        found.update(cased or ())
        if lower in self.literal_only and cased is None:
            found.update(self.shape(lower))
        elif lower[:1].isalpha():
            found.add("WORD")
        return frozenset(found)

    def _as_word(self, known: AbstractSet[str]) -> frozenset[str]:
        """Return ``known``, the categories of a word, and that it is one."""
        found = self._as_words.get(known)
        if found is None:
            found = self._as_words[known] = frozenset(known) | {"WORD"}
        return found
