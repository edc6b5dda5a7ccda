"""Triggers: phrases of several words that tell what happened, and those that only sound like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx.lexicon import VERB_FORMS

if TYPE_CHECKING:
    from factx.grammar import Grammar
    from factx.reading import Reading
    from factx.tape import Tape

_TRIGGER_SYMBOLS = (
    *(
        f"{category}_{form}"
        for category in ("TRANSITIVE", "INTRANSITIVE", "HARM", "CLAIM_LIFE", "LOSE")
        for form in VERB_FORMS
    ),
    "TRIGGER_ADJECTIVE",
    "TRIGGER_NOMINAL",
    "TRIGGER_NOUN_SINGULAR",
    "TRIGGER_NOUN_PLURAL",
)
Change = tuple[int, int, str, Any]


class Trigger:
    """A trigger phrase of several words: its outcome, severity, and the tokens that name it."""

    __slots__ = ("attributes", "end", "outcome", "severity", "start")

    def __init__(self, attributes: Any, severity: str | None, start: int, end: int) -> None:
        """Take the outcome from the attributes of the rule, and ``severity`` if not told."""
        self.attributes = attributes
        self.outcome = attributes.get("outcome")
        self.severity = severity or attributes.get("severity")
        self.start = start
        self.end = end


class FigurativePass:
    """Makes the triggers of figurative phrases ("dead heat") harmless."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the rules and the symbols of triggers."""
        self._rules = grammar.rules("figurative")
        self._triggers = frozenset(grammar.charset(*_TRIGGER_SYMBOLS))

    def __call__(self, tape: Tape, _reading: Reading) -> Tape:
        """Return the tape without the triggers of figurative phrases."""
        changes: list[Change] = []
        for rule, match in self._rules.matches(tape):
            begin, end = match.span()
            changes += [
                (position, position + 1, rule.symbol, None)
                for position in range(begin, end)
                if tape.symbols[position] in self._triggers
            ]
        return tape.rewrite(changes)


def read_triggers(tape: Tape, reading: Reading) -> Tape:
    """Return the tape with each trigger of several words ("shot dead") as one symbol."""
    changes: list[Change] = []
    first = tape.first
    severities = reading.lexicon.values["SEVERITY"]
    for rule, match in reading.grammar.rules("triggers").matches(tape):
        begin, end = match.span()
        inner = rule.span(match, "trigger")
        start, stop = inner if inner[0] >= 0 else (begin, end)
        severity = None
        if "severity" in rule.groups:
            severe = rule.span(match, "severity")[0]
            severity = severities.get(tape.word(severe)) if severe >= 0 else None
        trigger = Trigger(rule.attributes, severity, first[start], first[stop])
        changes.append((begin, end, rule.symbol, trigger))
    return tape.rewrite(changes)
