"""How a text was read: its tape, the rules that fired pass by pass, and the facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.facts import Fact

NOT_SHOWN = frozenset({"WORD"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its text, where it stands, and the categories that rules can tell it by."""

    text: str
    start: int
    end: int
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Firing:
    """One match of a rule: the pass, the rule's id, and the text that it covered."""

    pass_name: str
    rule: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that :meth:`Extractor.explain` tells about a text.

    ``tokens`` is the tape before any pass, ``firings`` the matches in the order in which the passes
    made them, ``facts`` the result. ``str()`` of it is a page to read.
    """

    tokens: tuple[Token, ...]
    firings: tuple[Firing, ...]
    facts: tuple[Fact, ...]

    def __str__(self) -> str:
        """Lay the explanation out for a terminal."""
        width = max((len(token.text) for token in self.tokens), default=0)
        lines = ["tape"]
        for token in self.tokens:
            shown = " ".join(name for name in token.categories if name not in NOT_SHOWN)
            lines.append(f"  {token.text!r:{width + 2}}  {shown}")
        lines.append("passes")
        done = ""
        for firing in self.firings:
            if firing.pass_name != done:
                done = firing.pass_name
                lines.append(f"  {done}")
            lines.append(f"    {firing.rule:32}  {firing.text!r}")
        lines.append("facts")
        lines += [f"  {fact.id} {fact.kind:9} {fact.text!r}  ({fact.rule})" for fact in self.facts]
        return "\n".join(lines)
