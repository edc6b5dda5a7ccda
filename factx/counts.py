"""Counts: numbers with something countable behind them that no other pass has claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.candidates import Candidate, Number, Pair
from factx.people import Group

if TYPE_CHECKING:
    import re

    from factx.grammar import Rule
    from factx.lexicon import Lexicon
    from factx.reading import Reading
    from factx.tape import Tape


def read(tape: Tape, reading: Reading) -> None:
    """Add a candidate for every count of ``tape`` to ``reading``."""
    for rule, match in reading.grammar.rules("counts").matches(tape):
        candidate = _candidate(tape, reading.lexicon, rule, match)
        if candidate is None:
            continue
        if candidate.scope == "subset":
            candidate.of = _whole(tape, reading, candidate)
        reading.candidates.append(candidate)


def _candidate(tape: Tape, lexicon: Lexicon, rule: Rule, match: re.Match[str]) -> Candidate | None:
    group = rule.span(match, "group")
    if group[0] >= 0:
        return _of_group(tape, rule, match, group[0])
    for name in ("number", "one", "more"):
        at = rule.span(match, name)[0]
        if at >= 0:
            break
    number = _number(tape, at)
    if number is None or (number.low is None and number.qualifier == "vague"):
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
    if name == "more" and "increment" not in number.cues:
        return None
    if rule.id == "count.part-of-number" and single:
        return None
    head_at = rule.span(match, "head")[0]
    if head_at >= 0:
        thing = (tape.first[head_at], tape.first[head_at + 1])
        start = thing[0]
    return _made(tape, rule, match, number, start, end, thing)


def _of_group(tape: Tape, rule: Rule, match: re.Match[str], at: int) -> Candidate | None:
    group = tape.record(at)
    if not isinstance(group, Group) or group.victim is None:
        return None
    number = group.number
    if number.form in ("negative", "article") or (number.low is None and number.qualifier == "vague"):
        return None
    if number.best == 1 and rule.id == "count.part":
        return None
    return _made(tape, rule, match, number, group.start, group.end, group.victim)


def _made(  # noqa: PLR0913 - the parts of one fact
    tape: Tape, rule: Rule, match: re.Match[str], number: Number, start: int, end: int, thing: Pair | None
) -> Candidate:
    candidate = Candidate("count", start, end, number, rule.id, {"object": thing, "per": None})
    scope = rule.attributes.get("scope")
    per = rule.span(match, "per")
    if per[0] >= 0:
        candidate.scope = "rate"
        candidate.fields["per"] = tape.word(per[0])
    elif scope is not None:
        candidate.scope = scope
    elif "increment" in number.cues:
        candidate.scope = "increment"
    elif "total" in number.cues:
        candidate.scope = "total"
    if number.best == 0 and number.high == 0:
        candidate.polarity = "negative"
    return candidate


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


def _whole(tape: Tape, reading: Reading, part: Candidate) -> Candidate | None:
    """Return the latest count before ``part`` that it can be a part of, or the one right behind it."""
    before = [c for c in reading.candidates if c.kind in ("count", "casualty") and c.end <= part.start]
    return max(before, key=lambda c: c.start, default=None)
