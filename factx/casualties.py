"""Casualty events: noun groups meet their triggers, and candidates come of it."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from factx.candidates import Candidate, Number, Pair, exceeds
from factx.people import Group, GroupNames, counts_people, naming
from factx.reading import apart
from factx.triggers import Trigger
from factx.victims import ARMED, add_up, complete, part_of_before, take_group_of

if TYPE_CHECKING:
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
    "events.gapped",
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
_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")
_CHAINED = ("events.label", "events.gapped")
_OF_WHOLE = ("CUT", "SHARE")
_SOUGHT = frozenset(("perpetrator", "criminal", "militant"))
ROLES = ("victims", "besides", "increment", "total", "previous", "gapped", "subset")
"""The groups of a rule that hold figures, in the order in which they are read."""
LIVING = "living"
"""What rules call a group whose dead are no part of those that it is taken from."""
LONGEST_CHAIN = 200
"""How many labels in a row, or figures that share a verb, are followed."""
MILLION = 1_000_000
"""From here on a bare figure of losses is one of money."""
REACH_OF_VERB = 12
"""How many tokens behind an event a bare number may still share its verb."""
Change = tuple[int, int, str, Any]


_position = itemgetter(0)


class CasualtyPass:
    """The event passes; holds what they look up."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Fetch the tables of triggers and people."""
        self.names = GroupNames(lexicon)
        self.lexicon = lexicon
        values = lexicon.values
        # Where a word is in several tables, the first of them decides.
        self._outcomes: dict[str, str] = {}
        for category in reversed(_TRIGGER_CATEGORIES):
            self._outcomes.update(values[category])
        self._roles: dict[str, tuple[str, ...]] = {}
        self._nouns = {**values["TRIGGER_PERSON"], **values["TRIGGER_NOUN"]}
        self._attributes = values["TRIGGER_NOMINAL"]
        self._sharing = {each.id for each in lexicon.rules if "shares_verb" in each.attributes}

    def __call__(self, tape: Tape, reading: Reading) -> Tape:
        """Return the tape with claimed groups marked; candidates go to ``reading``."""
        if not tape.symbols:
            return tape
        claimed = reading.grammar.symbol("CLAIMED")
        for name in PASSES:
            rules = reading.grammar.rules(name)
            rule_of = rules.by_index
            for _ in range(LONGEST_CHAIN if name in _CHAINED else 1):
                changes: list[Change] = []
                for match in rules.find(tape):
                    rule = rule_of[match.lastindex]
                    changes += self._event(tape, reading, rule, match, claimed)
                # "Dead 43 Missing 9", "two in Lorn, four in Asker": each shows by the one before.
                if not changes:
                    break
                changes.sort(key=_position)
                tape = tape.rewrite(changes)
        self._inherit(tape, reading)
        return tape

    def _inherit(self, tape: Tape, reading: Reading) -> None:
        """Let pronouns and bare increments take the group of the people named before them."""
        before: Candidate | None = None
        for candidate in sorted(reading.candidates, key=lambda c: c.start):
            if candidate.kind != "casualty":
                continue
            if before is not None and apart(reading.stops, before.start, candidate.start):
                before = None
            fields = candidate.fields
            if (
                before is not None
                and fields.get("stands_for")
                and (candidate.scope == "subset" or not self._apart(tape, before, candidate))
            ):
                if (
                    candidate.scope == "subset"
                    and candidate.of is None
                    and "pronoun" in fields
                    and not exceeds(candidate, before)
                ):
                    candidate.of = before
                whole = candidate.of or self._named(tape, before, candidate)
                if fields["group"] == "people":
                    fields["group"] = whole.fields["group"]
                if "pronoun" in fields and not fields["demographic"]:
                    fields["demographic"] = whole.fields["demographic"]
            elif (
                before is not None
                and fields.get("stands_for")
                and part_of_before(before, candidate)
                and self._begins_next(tape, before, candidate)
            ):
                # "Gunmen seized 13 fishermen. Two managed to escape."
                candidate.scope, candidate.of = "subset", before
                if fields["group"] == "people":
                    fields["group"] = before.fields["group"]
            fields.pop("stands_for", None)
            fields.pop("pronoun", None)
            before = candidate

    def _named(self, tape: Tape, before: Candidate, candidate: Candidate) -> Candidate:
        """Return whom a bare number counts: in "men, including a reporter, and nine" men."""
        word = tape.tokens[candidate.start - 1].strip().lower() if candidate.start else ""
        if before.scope != "subset" or before.of is None or self.lexicon.has("RELATIVE", word):
            return before
        return before.of

    @staticmethod
    def _apart(tape: Tape, before: Candidate, candidate: Candidate) -> bool:
        """Say whether a sentence ends between two candidates."""
        between = tape.text[tape.ends[before.end - 1] : tape.start(candidate.start)]
        return _SENTENCE_END.search(between) is not None

    @staticmethod
    def _begins_next(tape: Tape, before: Candidate, candidate: Candidate) -> bool:
        """Say whether a candidate begins the sentence behind that of another."""
        between = tape.text[tape.ends[before.end - 1] : tape.start(candidate.start)]
        ends = list(_SENTENCE_END.finditer(between))
        return len(ends) == 1 and not between[ends[0].end() :].strip()

    def _event(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str], claimed: str
    ) -> list[Change]:
        trigger, outcome, severity = self._trigger(tape, rule, match)
        made: list[Candidate] = []
        changes: list[Change] = []
        antecedent: Candidate | None = None
        groups = rule.groups
        if trigger is None or ("subset" in groups and rule.span(match, "subset")[0] >= 0):
            antecedent = self._antecedent(tape, reading, rule, match)
            if antecedent is not None:
                outcome = outcome or antecedent.fields["outcome"]
                antecedent = antecedent.of if "sibling" in rule.attributes else antecedent
        for role in self._roles_of(rule):
            begin, end = rule.span(match, role)
            if begin < 0:
                continue
            whole = made[0] if made else antecedent
            in_whole = False
            for position in range(begin, end):
                group = tape.record(position)
                if in_whole and made and isinstance(group, Candidate) and group.kind == "casualty":
                    # "Nine of the 14 miners trapped underground": of the 14 is told already.
                    in_whole = False
                    made[-1].fields["group"] = group.fields["group"]
                if not isinstance(group, (Group, Number)):
                    continue
                if in_whole:
                    # "Seven of the eight crew members": what befell the seven is not said of all.
                    in_whole = False
                    if made and isinstance(group, Group):
                        take_group_of(self.names, tape, made[-1], group)
                    continue
                in_whole = isinstance(group, Group) and group.kind in _OF_WHOLE
                if made and role == "subset" and trigger is None:
                    outcome = made[0].fields["outcome"]
                candidate = self._candidate(tape, reading, rule, group, outcome, trigger)
                if candidate is None:
                    continue
                if severity and not candidate.fields["severity"]:
                    candidate.fields["severity"] = severity
                if rule.attributes.get("alike") and not made:
                    whole = reading.antecedents.alike(candidate) or whole
                self._scope(role, candidate, whole, trigger)
                made.append(candidate)
                candidate.position = position
                changes.append((position, position + 1, claimed, candidate))
        if antecedent is not None and "adds_up" in rule.attributes and not add_up(antecedent, made):
            return []
        complete(self.names, tape, rule, match, made, trigger)
        for candidate in made:
            reading.candidates.append(candidate)
            reading.antecedents.add(candidate)
        return changes

    def _scope(
        self, role: str, candidate: Candidate, whole: Candidate | None, trigger: Pair | None
    ) -> None:
        """Give a figure the scope of its role."""
        if role == "gapped" and whole is not None and whole.scope == "subset" and whole.of:
            # "Nine people: two in Texas, three in Kansas": what follows a part is a part as well.
            role, whole = "subset", whole.of
        if role == "subset":
            self._part(candidate, whole, trigger)
        elif role in ("increment", "total", "previous"):
            candidate.scope = role

    def _roles_of(self, rule: Rule) -> tuple[str, ...]:
        """Return which groups of a rule hold figures, worked out once a rule."""
        roles = self._roles.get(rule.id)
        if roles is None:
            roles = self._roles[rule.id] = tuple(role for role in ROLES if role in rule.groups)
        return roles

    def _trigger(
        self, tape: Tape, rule: Rule, match: re.Match[str]
    ) -> tuple[Pair | None, str | None, str | None]:
        """Return (tokens of the trigger, outcome, severity) of a match."""
        outcome = rule.attributes.get("outcome")
        severity = None
        if "severity" in rule.groups:
            severe = rule.span(match, "severity")
            if severe[0] >= 0:
                severity = self.names.severities.get(tape.words(*severe))
        begin, end = rule.span(match, "trigger")
        if begin < 0:
            return None, outcome, severity
        record = tape.record(begin)
        if isinstance(record, Trigger):
            return (
                (record.start, record.end),
                outcome or record.outcome,
                severity or record.severity,
            )
        word = tape.word(end - 1)
        tokens = (tape.first[begin], tape.first[end])
        if outcome is None:
            outcome = self._outcomes.get(word)
        before = tape.word(begin - 1) if begin else ""
        return tokens, outcome, severity or self.names.severities.get(before)

    def _candidate(
        self,
        tape: Tape,
        reading: Reading,
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
                own, trigger = self._own(tape, group)
                outcome = own or rule.attributes.get("outcome")
        else:
            number = group
        if outcome is None or not counts_people(number):
            return None
        if victim is None and trigger is not None and self._is_money(tape, number, trigger):
            return None
        start, end = group.start, group.end
        bare = victim is None and noun is None
        if (
            bare
            and trigger is not None
            and trigger[0] == end
            and rule.attributes.get("joins")
            and not self._elliptic(reading, start)
        ):
            end = trigger[1]
        named, demographic = self.names.describe(naming(tape, group, victim))
        fields = {
            "outcome": outcome,
            "trigger": trigger,
            "victim": victim,
            "group": named,
            "demographic": demographic,
            "severity": None,
            "per": None,
            "distributive": False,
        }
        candidate = Candidate("casualty", start, end, number, rule.id, fields)
        if number.form == "negative":
            candidate.polarity = "negative"
        if "increment" in number.cues:
            candidate.scope = "increment"
        if isinstance(group, Group):
            if group.pronoun or _is_part(group, outcome):
                candidate.scope = "subset"
            if group.pronoun:
                fields["pronoun"] = True
                fields["group"] = self.names.named_before(tape, group)
            fields["stands_for"] = group.pronoun or bare
        if rule.attributes.get("armed"):
            if fields["group"] == "people" and trigger is not None:
                fields["group"] = self.names.side(tape, reading, trigger[0])
            elif fields["group"] not in ARMED:
                return None
        if fields["group"] in _SOUGHT and (
            rule.attributes.get("innocent") or outcome in ("displaced", "escaped")
        ):
            return None
        return candidate

    def _is_money(self, tape: Tape, number: Number, trigger: Pair) -> bool:
        """Say that a figure is a sum of money: "losses of 40 million"."""
        if (number.best or number.low or number.high or 0) < MILLION:
            return False
        return self.lexicon.has("MONEY_LOSS", tape.tokens[trigger[1] - 1].strip().lower())

    def _own(self, tape: Tape, group: Group) -> tuple[str | None, Pair | None]:
        """Return the outcome that a group's own words carry: "30 hostages", "two missing boys"."""
        if group.victim is None:
            return None, None
        start, end = group.victim
        head = tape.tokens[end - 1].strip().lower()
        outcome = self._nouns.get(head) or self._attributes.get(head)
        if outcome is not None:
            return outcome, (end - 1, end)
        if group.number.form == "negative":
            return None, None
        for token in range(start, end - 1):
            outcome = self._attributes.get(tape.tokens[token].strip().lower())
            if outcome is not None:
                return outcome, (token, token + 1)
        return None, None

    def _elliptic(self, reading: Reading, start: int) -> bool:
        """Say whether a bare number shares the verb of the event before it ("… and 30 wounded")."""
        before = reading.antecedents.before(start)
        return (
            before is not None
            and before.rule in self._sharing
            and 0 < start - before.end < REACH_OF_VERB
        )

    def _antecedent(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Candidate | None:
        whole = rule.span(match, "whole")
        if whole[0] >= 0:
            found = tape.record(whole[0])
            return found if isinstance(found, Candidate) else None
        part = max(rule.span(match, role)[0] for role in ("subset", "gapped", "previous"))
        return reading.antecedents.before(tape.first[part if part >= 0 else match.start()])

    def _part(self, candidate: Candidate, whole: Candidate | None, trigger: Pair | None) -> None:
        candidate.scope = "subset"
        candidate.of = whole
        if whole is not None and exceeds(candidate, whole):
            # "3,214 households (16,070 individuals)" tells the same in other units.
            if "pronoun" in candidate.fields:
                candidate.of = whole = None
            else:
                candidate.scope = whole.scope
        if whole is not None and trigger is not None and whole.fields["trigger"] == trigger:
            candidate.fields["trigger"] = None
        if whole is not None and candidate.fields["victim"] is None:
            candidate.fields["group"] = whole.fields["group"]


def _is_part(group: Group, outcome: str) -> bool:
    """Say that the people are some out of more: of the wounded only while they live."""
    if group.part == LIVING:
        return outcome != "killed"
    return bool(group.part) and group.number.form != "negative"
