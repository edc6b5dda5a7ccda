"""Counts: numbers with something countable behind them that no other pass has claimed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from factx.candidates import Candidate, Number, Pair
from factx.people import Group

if TYPE_CHECKING:
    import re

    from factx.grammar import Grammar, Rule
    from factx.lexicon import Lexicon
    from factx.reading import Reading
    from factx.tape import Tape


FIRST_YEAR, LAST_YEAR = 1900, 2100
ROUND = 50
"""A figure that opens a sentence and is no multiple of this is a year."""
YEAR_CUES = frozenset(("DETERMINER", "POSSESSIVE", "PREPOSITION", "CALENDAR_NAME"))
"""Categories of the words before a year that modifies a noun."""


def read(tape: Tape, reading: Reading) -> None:
    """Add a candidate for every count of ``tape`` to ``reading``."""
    breaks = _breaks(reading.grammar)
    found: list[tuple[int, Candidate]] = []
    for rule, match in reading.grammar.rules("counts").matches(tape):
        begin, end = match.span()
        again = rule.span(match, "again")[0] >= 0
        if again and not (found and _together(tape, breaks, found[-1][0], begin)):
            continue
        for candidate in _candidates(tape, reading.lexicon, rule, match):
            if candidate.scope == "subset":
                candidate.of = found[-1][1] if again else _whole(reading, candidate)
            found.append((end, candidate))
            reading.candidates.append(candidate)
    if found:
        for _, match in reading.grammar.rules("counts.total").matches(tape):
            for position, candidate in found:
                if candidate.scope == "incident" and _together(tape, breaks, *sorted((position, match.start()))):
                    candidate.scope = "total"


@lru_cache(maxsize=4)
def _breaks(grammar: Grammar) -> frozenset[str]:
    """Return the symbols that end a sentence."""
    return frozenset(grammar.charset("BREAK"))


def _together(tape: Tape, breaks: frozenset[str], begin: int, end: int) -> bool:
    """Say that no sentence ends between two positions of the tape."""
    return breaks.isdisjoint(tape.symbols[begin:end])


def _candidates(tape: Tape, lexicon: Lexicon, rule: Rule, match: re.Match[str]) -> list[Candidate]:
    if rule.span(match, "total")[0] < 0:
        one = _candidate(tape, lexicon, rule, match)
        return [] if one is None else [one]
    found = []
    for name in ("previous", "total"):
        number = _number(tape, rule.span(match, name)[0]) if rule.span(match, name)[0] >= 0 else None
        if number is not None:
            candidate = _made(tape, lexicon, rule, match, number, number.start, number.end, None)
            candidate.scope = name
            found.append(candidate)
    return found


def _candidate(tape: Tape, lexicon: Lexicon, rule: Rule, match: re.Match[str]) -> Candidate | None:
    group = rule.span(match, "group")
    if group[0] >= 0:
        return _of_group(tape, lexicon, rule, match, group[0])
    for name in ("number", "one", "more", "again"):
        at = rule.span(match, name)[0]
        if at >= 0:
            break
    number = _number(tape, at)
    if number is None or (number.low is None and number.qualifier == "vague"):
        return None
    if number.form == "negative" and rule.id != "count.none":
        return None
    single = number.best == 1 and number.form == "words"
    place = rule.span(match, "object")
    thing: Pair | None = None
    start, end = number.start, number.end
    if place[0] >= 0:
        thing = (tape.first[place[0]], tape.first[place[1]])
        head = tape.tokens[thing[1] - 1].strip().lower()
        if lexicon.value("UNCOUNTED", head) is not None:
            return None
        if place[0] > at:
            end = thing[1]
        thing = _bare(tape, place)
    if name == "one" and number.best != 1:
        return None
    if rule.attributes.get("vague") and number.qualifier != "vague":
        return None
    if name == "more" and "increment" not in number.cues:
        return None
    if single and scope_of(rule) == "subset":
        return None
    if thing is not None and name == "number" and _dates_it(tape, lexicon, number, at):
        return None
    head_at = rule.span(match, "head")[0]
    if head_at >= 0:
        thing = (tape.first[head_at], tape.first[head_at + 1])
        start = thing[0]
    return _made(tape, lexicon, rule, match, number, start, end, thing)


def _of_group(
    tape: Tape, lexicon: Lexicon, rule: Rule, match: re.Match[str], at: int
) -> Candidate | None:
    group = tape.record(at)
    if not isinstance(group, Group) or group.victim is None:
        return None
    number = group.number
    if number.form in ("negative", "article") or (number.low is None and number.qualifier == "vague"):
        return None
    if number.best == 1 and rule.id == "count.part":
        return None
    return _made(tape, lexicon, rule, match, number, group.start, group.end, group.victim)


def _made(  # noqa: PLR0913 - the parts of one fact
    tape: Tape,
    lexicon: Lexicon,
    rule: Rule,
    match: re.Match[str],
    number: Number,
    start: int,
    end: int,
    thing: Pair | None,
) -> Candidate:
    candidate = Candidate("count", start, end, number, rule.id, {"object": thing, "per": None})
    scope = scope_of(rule)
    per = rule.span(match, "per")
    if per[0] >= 0:
        candidate.scope = "rate"
        word = tape.word(per[0])
        candidate.fields["per"] = lexicon.value("RATE_UNIT", word) or word
    elif scope is not None:
        candidate.scope = scope
    elif "increment" in number.cues:
        candidate.scope = "increment"
    elif "total" in number.cues:
        candidate.scope = "total"
    if number.best == 0 and number.high == 0:
        candidate.polarity = "negative"
    return candidate


def scope_of(rule: Rule) -> str | None:
    """Return the scope that a rule fixes, or ``None``."""
    scope: str | None = rule.attributes.get("scope")
    return scope


def _dates_it(tape: Tape, lexicon: Lexicon, number: Number, at: int) -> bool:
    """Say that a bare figure before a noun is its year ("the 1997 floods"), not how many there were."""
    if number.qualifier != "exact" or number.form != "digits" or number.hedge or not FIRST_YEAR <= (number.best or 0) < LAST_YEAR:
        return False
    if not tape.tokens[tape.first[at]].strip().isdigit():
        return False
    if at == 0:
        return bool((number.best or 0) % ROUND)
    before = tape.word(at - 1)
    if not before.isalpha() and before != "'s":
        return bool((number.best or 0) % ROUND)
    return before == "'s" or not YEAR_CUES.isdisjoint(lexicon.words.get(before, ()))


def _number(tape: Tape, at: int) -> Number | None:
    found = tape.record(at)
    if isinstance(found, Group):
        return found.number
    return found if isinstance(found, Number) else None


def _bare(tape: Tape, place: tuple[int, int]) -> Pair:
    """Return the tokens of a counted phrase, without what only belongs to its number ("more", "F-16")."""
    begin, end = place
    for at in range(end - 1, begin - 1, -1):
        if isinstance(tape.record(at), str):
            begin = at + 1
            break
    while begin < end - 1 and tape.word(begin) in ("-", "more", "additional", "further"):
        begin += 1
    return tape.first[begin], tape.first[end]


def _whole(reading: Reading, part: Candidate) -> Candidate | None:
    """Return the latest count before ``part`` that it can be a part of, or the one right behind it."""
    before = [c for c in reading.candidates if c.kind in ("count", "casualty") and c.end <= part.start]
    return max(before, key=lambda c: c.start, default=None)
