"""Noun groups: who and how many, before anything is known of what happened to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx.candidates import Number, Pair
from factx.numbers import shape
from factx.reading import apart

if TYPE_CHECKING:
    import re

    from factx.grammar import Rule
    from factx.lexicon import Lexicon
    from factx.reading import Reading
    from factx.tape import Tape

EQUAL_REACH = 14
"""How many symbols before "as many" the number may stand that it repeats."""
SIDE_REACH = 3
"""How many tokens before a verb whose men are lost may be told."""
MEMO_LIMIT = 10_000
"""Distinct head phrases remembered before the memory of whom they name is emptied."""


class Group:
    """A counted noun group: its number, its tokens, the victim head phrase, the trigger noun.

    ``kind`` is the category of its symbol; ``pronoun`` says that the head stands for people named
    before ("five of them"), ``part`` that they are some out of more ("living": unless they died),
    ``body`` what they belong to ("members of the security forces").
    """

    __slots__ = (
        "body",
        "end",
        "kind",
        "noun",
        "number",
        "part",
        "pronoun",
        "rule",
        "start",
        "victim",
    )

    def __init__(self, kind: str, number: Number, start: int, end: int, rule: str) -> None:
        """Start without victim and noun."""
        self.kind = kind
        self.number = number
        self.start = start
        self.end = end
        self.rule = rule
        self.victim: Pair | None = None
        self.noun: Pair | None = None
        self.pronoun = False
        self.part: bool | str = False
        self.body: Pair | None = None

    def __repr__(self) -> str:
        """Show kind, number and tokens."""
        return f"Group({self.kind}, {self.number}, {self.start}:{self.end})"


def read(tape: Tape, reading: Reading) -> Tape:
    """Return the tape with every noun group of people or trigger nouns as one symbol."""
    changes = []
    rules = reading.grammar.rules("groups")
    for match in rules.find(tape):
        rule = rules.by_index[match.lastindex]
        change = _group(tape, reading, rule, match)
        if change is not None:
            if "after" in rule.groups:
                _hedge_behind(tape, reading, rule.span(match, "after"), change[3].number)
            changes.append(change)
    return tape.rewrite(changes)


def _hedge_behind(tape: Tape, reading: Reading, place: Pair, number: Number) -> None:
    """Give an exact number the bounds of the hedge behind its noun ("2,000 people or more")."""
    if place[0] >= 0 and number.qualifier == "exact" and number.best is not None:
        qualifier = reading.lexicon.value("HEDGE_AFTER", tape.words(*place)) or "exact"
        shape(number, number.best, qualifier.partition("+")[0])


def _group(
    tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
) -> tuple[int, int, str, Any] | None:
    begin, end = match.span()
    first = tape.first
    groups, attributes = rule.groups, rule.attributes
    at = rule.span(match, "number")[0] if "number" in groups else -1
    if at >= 0:
        number = tape.record(at)
        if attributes.get("singular") and number.best not in (1, 0):
            return None
        start = number.start if at == begin else first[begin]
    elif attributes.get("equal"):
        before = _number_before(tape, reading, begin)
        if before is None:
            return None
        number = Number(first[begin], first[begin + 2], before.low, before.best, before.high)
        number.qualifier, number.inclusive, number.form = (
            before.qualifier,
            before.inclusive,
            "collective",
        )
        start = first[begin]
    elif attributes.get("nobody"):
        number = Number(first[begin], first[end], 0, 0, 0, form="negative")
        start = first[begin]
    elif "share" in groups and rule.span(match, "share")[0] >= 0:
        number = Number(first[begin], first[end], None, None, None, form="share")
        start = first[begin]
    else:
        amount, form = (2, "collective") if attributes.get("pair") else (1, "article")
        number = Number(first[begin], first[begin + 1], amount, amount, amount, form=form)
        start = first[begin]
    group = Group(rule.record.symbol[0], number, start, first[end], rule.id)
    victim = rule.span(match, "victim")
    if victim[0] >= 0:
        group.victim = (first[victim[0]], first[victim[1]])
    if "body" in groups:
        body = rule.span(match, "body")
        if body[0] >= 0:
            group.body = (first[body[0]], first[body[1]])
    if "noun" in groups:
        noun = rule.span(match, "noun")
        if noun[0] >= 0:
            group.noun = (first[noun[0]], first[noun[1]])
            inner = rule.span(match, "inner")
            if inner[1] > inner[0]:
                group.victim = None
    group.pronoun = bool(attributes.get("pronoun"))
    group.part = attributes.get("part", False)
    return (begin, end, rule.symbol, group)


def _number_before(tape: Tape, reading: Reading, begin: int) -> Number | None:
    """Return the nearest number of its sentence that "as many" can point at."""
    breaks = reading.grammar.charset("BREAK")
    for position in range(begin - 1, max(begin - EQUAL_REACH, -1), -1):
        if tape.symbols[position] in breaks or apart(
            reading.stops, tape.first[position], tape.first[begin]
        ):
            return None
        found = tape.record(position)
        if isinstance(found, Number):
            return found if found.best is not None or found.low is not None else None
    return None


def counts_people(number: Number) -> bool:
    """Say whether a number can count people: no share of them, and no fraction of one."""
    return number.form != "share" and not any(
        value is not None and value != int(value)
        for value in (number.low, number.best, number.high)
    )


def naming(tape: Tape, group: Group | Number, victim: Pair | None) -> list[str]:
    """Return the tokens that name the victims' group: their head, or what they belong to."""
    body = group.body if isinstance(group, Group) else None
    if body is None:
        body = victim
    return tape.tokens[body[0] : body[1]] if body else []


class GroupNames:
    """Victim group and demographic of a head phrase, from its words (docs/casualties.md)."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Fetch the tables."""
        values = lexicon.values
        self._sides = values["GROUP_SUBJECT"]
        self._person = {**values["COLLECTIVE"], **values["PERSON"]}
        self._fixed = values["FIXED_MODIFIER"]
        self._modifier = values["GROUP_MODIFIER"]
        self._demographic = values["DEMOGRAPHIC"]
        self._demographic_modifier = values["DEMOGRAPHIC_MODIFIER"]
        self.open_heads = lexicon.members("OPEN_HEAD")
        self.severities = values["SEVERITY"]
        self.never = values["NOT_TOPPING"]
        self._joining = lexicon.members("COORDINATOR") | {","}
        self._nationals = lexicon.members("NATIONALITY")
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {"": ("people", ())}

    def describe(self, tokens: list[str]) -> tuple[str, tuple[str, ...]]:
        """Return group and demographic of a head phrase, worked out once a phrase."""
        phrase = "".join(tokens)
        found = self._known.get(phrase)
        if found is None:
            if len(self._known) >= MEMO_LIMIT:
                self._known.clear()
            words = [token.strip() for token in tokens]
            found = self._known[phrase] = (self.group(words), self.demographic(words))
        return found

    def group(self, words: list[str]) -> str:
        """Return the victim group of a head phrase given as its words; "people" if none fits."""
        lower = [word.lower() for word in words]
        head = lower[-1]
        for word in lower[:-1]:
            if word in self._fixed:
                return str(self._fixed[word])
        own = self._person.get(words[-1]) or self._person.get(head)
        if own is not None and head not in self.open_heads:
            return str(own)
        for word in reversed(lower[:-1]):
            if word in self._modifier:
                return str(self._modifier[word])
        national = "civilian" if head in self._nationals else "people"
        return str(own or self._modifier.get(head) or national)

    def named_before(self, tape: Tape, pronoun: Group) -> str:
        """Return the group that "the attackers, two of whom" stands for; "people" if unnamed."""
        before = [token.strip().lower() for token in tape.tokens[pronoun.start - 2 : pronoun.start]]
        if len(before) == 2 and before[1] == ",":
            return str(self._person.get(before[0], "people"))
        return "people"

    def side(self, tape: Tape, reading: Reading, verb: int) -> str:
        """Return whose men are lost, told right before the token of the verb: "rebels have"."""
        breaks = reading.grammar.charset("BREAK")
        for token in range(verb - 1, max(verb - 1 - SIDE_REACH, -1), -1):
            if tape.plain[token] in breaks or apart(reading.stops, token, verb):
                break
            side = self._sides.get(tape.tokens[token].strip().lower())
            if side is not None:
                return str(side)
        return "people"

    def demographic(self, words: list[str]) -> tuple[str, ...]:
        """Return the demographics of a head phrase, in the order child, woman, man, elderly."""
        found: set[str] = set()
        lower = [word.lower() for word in words]
        heads = [lower[-1]]
        if not self._joining.isdisjoint(lower):
            heads = lower
        for word in heads:
            value = self._demographic.get(word) or self._demographic_modifier.get(word)
            if value is not None:
                found.update([value] if isinstance(value, str) else value)
        for word in lower[:-1]:
            value = self._demographic_modifier.get(word)
            if value is not None:
                found.update([value] if isinstance(value, str) else value)
        return tuple(name for name in ("child", "woman", "man", "elderly") if name in found)
