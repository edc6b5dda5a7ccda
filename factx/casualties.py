"""Casualty events: noun groups meet their triggers, and candidates come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx.candidates import Candidate, Number, Pair
from factx.lexicon import VERB_FORMS
from factx.numbers import shape
from factx.people import Group, GroupNames

if TYPE_CHECKING:
    import re

    from factx.grammar import Rule
    from factx.lexicon import Lexicon
    from factx.reading import Reading
    from factx.tape import Tape

PASSES = (
    "events.nominal",
    "events.toll",
    "events.label",
    "events.subject",
    "events.object",
    "events.subset",
    "events.alone",
    "events.inherit",
)
_TRIGGER_CATEGORIES = (
    "TRANSITIVE",
    "INTRANSITIVE",
    "TRIGGER_ADJECTIVE",
    "TRIGGER_NOMINAL",
    "TRIGGER_NOUN",
    "TRIGGER_PERSON",
    "TOLL",
    "LIFE",
    "CLAIM_LIFE",
    "LOSE",
    "HARM",
)
_PART_RULES = frozenset(("group.partitive-cut",))
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
_ARMED = frozenset(("military", "militant", "police", "security", "peacekeeper"))
Change = tuple[int, int, str, Any]


class Trigger:
    """A trigger phrase of several words: its outcome, severity, and the tokens that name it."""

    __slots__ = ("attributes", "end", "outcome", "severity", "start")

    def __init__(self, attributes: Any, start: int, end: int) -> None:  # noqa: ANN401 - a rule's attributes
        """Take outcome and severity from the attributes of the rule."""
        self.attributes = attributes
        self.outcome = attributes.get("outcome")
        self.severity = attributes.get("severity")
        self.start = start
        self.end = end


def read_figurative(tape: Tape, reading: Reading) -> Tape:
    """Return the tape with the triggers of figurative phrases ("dead heat") made harmless."""
    changes: list[Change] = []
    triggers = reading.grammar.charset(*_TRIGGER_SYMBOLS)
    for rule, match in reading.grammar.rules("figurative").matches(tape):
        begin, end = match.span()
        changes += [
            (position, position + 1, rule.symbol, None)
            for position in range(begin, end)
            if tape.symbols[position] in triggers
        ]
    return tape.rewrite(changes)


def read_triggers(tape: Tape, reading: Reading) -> Tape:
    """Return the tape with each trigger of several words ("shot dead") as one symbol."""
    changes: list[Change] = []
    first = tape.first
    for rule, match in reading.grammar.rules("triggers").matches(tape):
        begin, end = match.span()
        inner = rule.span(match, "trigger")
        start, stop = inner if inner[0] >= 0 else (begin, end)
        changes.append((begin, end, rule.symbol, Trigger(rule.attributes, first[start], first[stop])))
    return tape.rewrite(changes)


class CasualtyPass:
    """The event passes; holds what they look up."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Fetch the tables of triggers and people."""
        self.names = GroupNames(lexicon)
        self.lexicon = lexicon
        values = lexicon.values
        self._outcomes = [
            values[category]
            for category in _TRIGGER_CATEGORIES
        ]
        self._nouns = {**values["TRIGGER_PERSON"], **values["TRIGGER_NOUN"]}
        self._severity = values["SEVERITY"]
        self._casualty_modifier = values["CASUALTY_MODIFIER"]

    def __call__(self, tape: Tape, reading: Reading) -> Tape:
        """Return the tape with claimed groups marked; candidates go to ``reading``."""
        claimed = reading.grammar.symbol("CLAIMED")
        for name in PASSES:
            rules = reading.grammar.rules(name)
            while True:
                changes: list[Change] = []
                for rule, match in rules.matches(tape):
                    changes += self._event(tape, reading, rule, match, claimed)
                changes.sort(key=lambda change: change[0])
                tape = tape.rewrite(changes)
                # "Dead 43 Missing 9": a label is recognised by the value claimed before it.
                if name != "events.label" or not changes:
                    break
        self._inherit(reading)
        return tape

    def _inherit(self, reading: Reading) -> None:
        """Let pronouns and bare increments take the group of the people named before them."""
        before: Candidate | None = None
        for candidate in sorted(reading.candidates, key=lambda c: c.start):
            if candidate.kind != "casualty":
                continue
            fields = candidate.fields
            if before is not None and fields.pop("stands_for", False):
                if candidate.scope == "subset" and candidate.of is None:
                    candidate.of = before
                whole = candidate.of or before
                if fields["group"] == "people":
                    fields["group"] = whole.fields["group"]
            fields.pop("stands_for", None)
            before = candidate

    def _event(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str], claimed: str
    ) -> list[Change]:
        trigger, outcome, severity = self._trigger(tape, rule, match)
        made: list[Candidate] = []
        changes: list[Change] = []
        antecedent: Candidate | None = None
        if rule.attributes.get("inherits") or rule.span(match, "subset")[0] >= 0:
            antecedent = self._antecedent(tape, reading, rule, match)
            if outcome is None and antecedent is not None:
                outcome = antecedent.fields["outcome"]
        for role in ("victims", "total", "previous", "subset"):
            begin, end = rule.span(match, role)
            if begin < 0:
                continue
            for position in range(begin, end):
                group = tape.record(position)
                if not isinstance(group, (Group, Number)):
                    continue
                candidate = self._candidate(tape, rule, group, outcome, trigger)
                if candidate is None:
                    continue
                if severity and not candidate.fields["severity"]:
                    candidate.fields["severity"] = severity
                if role == "subset":
                    self._part(candidate, rule, made[0] if made else antecedent, trigger)
                elif role != "victims":
                    candidate.scope = role
                made.append(candidate)
                candidate.position = position
                changes.append((position, position + 1, claimed, candidate))
        if rule.span(match, "topped")[0] >= 0:
            self._top(tape, made)
        self._describe_class(tape, rule, match, made)
        reading.candidates += made
        return changes

    def _trigger(
        self, tape: Tape, rule: Rule, match: re.Match[str]
    ) -> tuple[Pair | None, str | None, str | None]:
        """Return (tokens of the trigger, outcome, severity) of a match."""
        outcome = rule.attributes.get("outcome")
        severity = None
        severe = rule.span(match, "severity")
        if severe[0] >= 0:
            severity = self._severity.get(tape.words(*severe))
        begin, end = rule.span(match, "trigger")
        if begin < 0:
            return None, outcome, severity
        record = tape.record(begin)
        if isinstance(record, Trigger):
            return (record.start, record.end), outcome or record.outcome, severity or record.severity
        word = tape.word(end - 1)
        tokens = (tape.first[begin], tape.first[end])
        if outcome is None:
            for table in self._outcomes:
                outcome = table.get(word)
                if outcome is not None:
                    break
        before = tape.word(begin - 1) if begin else ""
        return tokens, outcome, severity or self._severity.get(before)

    def _candidate(
        self,
        tape: Tape,
        rule: Rule,
        group: Group | Number,
        outcome: str | None,
        trigger: Pair | None,
    ) -> Candidate | None:
        """Return the candidate for one group, or ``None`` where it carries no outcome."""
        victim = noun = None
        number: Number
        if isinstance(group, Group):
            victim, noun, number = group.victim, group.noun, group.number
            if noun is not None and trigger is None:
                trigger = noun
                outcome = self._nouns.get(tape.tokens[noun[1] - 1].strip().lower())
            elif rule.attributes.get("own_noun"):
                if victim is None or number.form == "negative":
                    return None
                outcome = self._nouns.get(tape.tokens[victim[1] - 1].strip().lower())
                trigger = (victim[1] - 1, victim[1])
        else:
            number = group
        if outcome is None:
            return None
        start, end = group.start, group.end
        if trigger is not None and victim is None and noun is None and trigger[0] == end:
            coordinated = start > 0 and tape.tokens[start - 1].strip().lower() == "and"
            if not coordinated and rule.id == "casualty.subject-headline":
                end = trigger[1]
        words = [token.strip() for token in tape.tokens[victim[0] : victim[1]]] if victim else []
        fields = {
            "outcome": outcome,
            "trigger": trigger,
            "victim": victim,
            "group": self.names.group(words) if words else "people",
            "demographic": self.names.demographic(words) if words else [],
            "severity": None,
            "per": None,
            "distributive": False,
        }
        candidate = Candidate("casualty", start, end, number, rule.id, fields)
        if number.best == 0 and number.high == 0:
            candidate.polarity = "negative"
        if "increment" in number.cues:
            candidate.scope = "increment"
        if isinstance(group, Group):
            if group.pronoun or group.rule in _PART_RULES:
                candidate.scope = "subset"
            fields["stands_for"] = group.pronoun or (
                victim is None and noun is None and (number.form == "article" or candidate.scope == "increment")
            )
        if rule.attributes.get("armed"):
            if fields["group"] == "people":
                fields["group"] = "military"
            elif fields["group"] not in _ARMED:
                return None
        return candidate

    def _antecedent(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Candidate | None:
        whole = rule.span(match, "whole")
        if whole[0] >= 0:
            found = tape.record(whole[0])
            return found if isinstance(found, Candidate) else None
        here = tape.first[match.start()]
        before = [c for c in reading.candidates if c.kind == "casualty" and c.start < here]
        return max(before, key=lambda c: c.start, default=None)

    def _part(
        self, candidate: Candidate, rule: Rule, whole: Candidate | None, trigger: Pair | None
    ) -> None:
        candidate.scope = "subset"
        candidate.of = whole
        if whole is not None and trigger is not None and whole.fields["trigger"] == trigger:
            candidate.fields["trigger"] = None
        if whole is not None and candidate.fields["victim"] is None:
            candidate.fields["group"] = whole.fields["group"]

    def _top(self, tape: Tape, made: list[Candidate]) -> None:
        for candidate in made:
            number = candidate.number
            if candidate.scope == "total" and number is not None and number.qualifier == "exact":
                shape(number, number.best or 0, "more_than")

    def _describe_class(
        self, tape: Tape, rule: Rule, match: re.Match[str], made: list[Candidate]
    ) -> None:
        """Let "five of them were children" take victim, group and demographic from the predicate."""
        begin, end = rule.span(match, "class")
        if begin < 0:
            return
        tokens = (tape.first[begin], tape.first[end])
        words = [token.strip() for token in tape.tokens[tokens[0] : tokens[1]]]
        for candidate in made:
            group = self.names.group(words)
            if group != "people":
                candidate.fields["group"] = group
            candidate.fields["demographic"] = self.names.demographic(words)

