"""Counts: numbers with something countable behind them that no other pass has claimed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from factx.candidates import Candidate, Number, Pair
from factx.numbers import topped
from factx.people import Group

if TYPE_CHECKING:
    import re

    from factx.grammar import Grammar, Rule
    from factx.reading import Reading
    from factx.tape import Tape

FIRST_YEAR, LAST_YEAR = 1900, 2100
ROUND = 50
"""A figure that opens a sentence and is no multiple of this is a year."""
TOTAL_REACH = 60
"""How many symbols away "in all" still speaks of a count of its sentence."""
MEASURES = frozenset(("length", "mass", "volume", "area", "magnitude", "power"))
"""Dimensions of what describes a thing that is counted: "three 122-mm rockets"."""
ONLY = ("one", "several", "vague", "increment")
"""The numbers that a rule may be for."""
YEAR_CUES = frozenset(("DETERMINER", "POSSESSIVE", "PREPOSITION", "CALENDAR_NAME"))
"""Categories of the words before a year that modifies a noun."""


def read(tape: Tape, reading: Reading) -> None:
    """Add a candidate for every count of ``tape`` to ``reading``."""
    _CountReader(tape, reading).read()


@lru_cache(maxsize=8)
def _symbols(grammar: Grammar, *categories: str) -> frozenset[str]:
    """Return the symbols in any of ``categories``."""
    return frozenset(grammar.charset(*categories))


class _CountReader:
    """The reading of one text's counts; ``found`` holds them with where their matches end."""

    __slots__ = ("breaks", "figurative", "found", "includes", "lexicon", "reading", "tape")

    def __init__(self, tape: Tape, reading: Reading) -> None:
        self.tape = tape
        self.reading = reading
        self.lexicon = reading.lexicon
        self.breaks = _symbols(reading.grammar, "BREAK")
        self.includes = _symbols(reading.grammar, "INCLUDING", "PRONOUN")
        self.figurative = reading.grammar.symbol("FIGURATIVE", "WORD", "LOWER")
        self.found: list[tuple[int, Candidate]] = []

    def read(self) -> None:
        rules = self.reading.grammar.rules
        symbols, includes = self.tape.symbols, self.includes
        partial = False
        found = rules("counts")
        for match in found.find(self.tape):
            rule = found.by_index[match.lastindex]
            if rule.attributes.get("again") and not self._follows_count(match.start()):
                continue
            if rule.attributes.get("listed") and not self._continues(rule, match):
                continue
            for candidate in self._candidates(rule, match):
                if candidate.scope == "subset":
                    candidate.of = self._whole(rule, candidate)
                elif symbols[match.start() - 1] in includes or partial:
                    self._include(candidate, match.start())
                partial = candidate.scope == "subset"
                self.found.append((match.end(), candidate))
                self.reading.candidates.append(candidate)
                self.reading.antecedents.add(candidate)
        if not self.found:
            return
        ends = [end for end, _ in self.found]
        for match in rules("counts.total").find(self.tape):
            cue = match.start()
            near = bisect_left(ends, cue - TOTAL_REACH), bisect_right(ends, cue + TOTAL_REACH)
            for end, candidate in self.found[slice(*near)]:
                if candidate.scope == "incident" and self._together(end, cue):
                    candidate.scope = "total"

    def _together(self, one: int, other: int) -> bool:
        """Say that no sentence ends between two positions of the tape."""
        begin, end = sorted((one, other))
        return self.breaks.isdisjoint(self.tape.symbols[begin:end])

    def _follows_count(self, begin: int) -> bool:
        return bool(self.found) and self._together(self.found[-1][0], begin)

    def _continues(self, rule: Rule, match: re.Match[str]) -> bool:
        """Say that a match opens or goes on with a list of what the last count is made up of."""
        if not self.found:
            return False
        last = self.found[-1][1]
        opens = rule.span(match, "opens")[0] >= 0
        start = self.tape.first[match.start()]
        return self.reading.antecedents.before(start) is last and opens != (last.rule == rule.id)

    def _include(self, part: Candidate, begin: int) -> None:
        """Make a count behind "including" a part of the count before it in its sentence."""
        if not self.found or part.scope != "incident":
            return
        end, whole = self.found[-1]
        if begin and (
            self.lexicon.has("INCLUDING", self.tape.word(begin - 1))
            or self.lexicon.value("AMONG", self.tape.words(max(0, begin - 2), begin))
        ):
            if self._together(end, begin):
                part.scope, part.of = "subset", whole
        elif whole.scope == "subset" and begin == end + 1:
            between = self.tape.word(end)
            if self.tape.symbols[end] not in self.breaks and (
                not between.isalpha() or self.lexicon.has("COORDINATOR", between)
            ):
                part.scope, part.of = "subset", whole.of

    def _plural(self, word: str) -> bool:
        """Say that a noun that is used figuratively is a plural: "12 murder cases"."""
        has = self.lexicon.has
        return has("COUNT_PLURAL", word) or has("TRIGGER_NOUN_PLURAL", word)

    def _whole(self, rule: Rule, part: Candidate) -> Candidate | None:
        """Return the latest count or casualty before ``part`` that it can be a part of."""
        if rule.attributes.get("again"):
            last = self.found[-1][1]
            return last.of if rule.attributes.get("listed") and last.rule == rule.id else last
        return self.reading.antecedents.before(part.start)

    def _candidates(self, rule: Rule, match: re.Match[str]) -> list[Candidate]:
        """Return what one match counts: mostly one thing, an old and a new figure at times."""
        group = rule.span(match, "group")[0]
        if group >= 0:
            made = self._group(rule, match, self.tape.record(group))
        elif rule.span(match, "total")[0] >= 0:
            return self._figures(rule, match)
        else:
            made = self._thing(rule, match)
        if made is None:
            return []
        if made.number is not None:
            self._top(rule, match, made.number)
        return [made]

    def _top(self, rule: Rule, match: re.Match[str], number: Number) -> None:
        """Let the verb before a figure make it a bound: "attendance topped 60,000"."""
        verb = rule.span(match, "topped")[0]
        if verb >= 0:
            before = self.tape.word(verb - 1) if verb else ""
            topped(number, never=self.lexicon.value("NOT_TOPPING", before) is not None)

    def _figures(self, rule: Rule, match: re.Match[str]) -> list[Candidate]:
        """Read "the number of schools has risen to 61 from 48"."""
        made = []
        for name in ("previous", "total"):
            at = rule.span(match, name)[0]
            number = self._number(at) if at >= 0 else None
            if number is not None:
                pair = (number.start, number.end)
                begin, end = rule.span(match, "object")
                thing = None
                if begin == at + 1:
                    pair, thing = (number.start, self.tape.first[end]), self._bare(begin, end)
                candidate = self._made(rule, match, number, pair, thing)
                candidate.scope = name
                if name == "total":
                    self._top(rule, match, number)
                made.append(candidate)
        return made

    def _group(self, rule: Rule, match: re.Match[str], group: object) -> Candidate | None:
        """Read a group of people that no event has claimed."""
        if not isinstance(group, Group) or group.victim is None:
            return None
        number = group.number
        if number.form in ("negative", "article") or _boundless(number):
            return None
        if number.best == 1 and rule.attributes.get("scope") == "subset":
            return None
        return self._made(rule, match, number, (group.start, group.end), group.victim)

    def _thing(self, rule: Rule, match: re.Match[str]) -> Candidate | None:
        """Read a number and the thing behind it, or before it."""
        at = rule.span(match, "number")[0]
        number = self._number(at)
        if number is None or not self._fits(rule, number):
            return None
        first = self.tape.first
        begin, end = rule.span(match, "object")
        head = rule.span(match, "head")[0]
        if head >= 0:
            return self._made(
                rule, match, number, (first[head], number.end), (first[head], first[head + 1])
            )
        if begin < 0:
            return self._made(rule, match, number, (number.start, number.end), None)
        last = self.tape.tokens[first[end] - 1].strip()
        if (
            self.tape.symbols[end - 1] == self.figurative
            and number.best != 1
            and not self._plural(last)
        ):
            return None
        if self.lexicon.value("UNCOUNTED", last) is not None or self._dates_it(number, at):
            return None
        if (
            # "One wishes" is a pronoun and its verb, "one species" a count.
            rule.attributes.get("only") == "several"
            and (number.best, number.form) == (1, "words")
            and not self.lexicon.has("COUNT_INVARIANT", last)
        ):
            return None
        stop = first[end] if begin > at else number.end
        self._take_in(begin, end - 1)
        named = rule.attributes.get("named")
        thing = (first[begin], first[end]) if named else self._bare(begin, end)
        return self._made(rule, match, number, (number.start, stop), thing)

    def _take_in(self, begin: int, end: int) -> None:
        """Drop the measures that only describe what is counted: "two 500-pound bombs"."""
        for at in range(begin, end):
            measure = self.tape.record(at)
            if isinstance(measure, Candidate) and measure in self.reading.candidates:
                behind = self.tape.tokens[measure.start + 1 : measure.end]
                joined = not any(token[0].isspace() for token in behind)
                if joined and measure.fields.get("dimension") in MEASURES:
                    self.reading.candidates.remove(measure)

    def _fits(self, rule: Rule, number: Number) -> bool:
        """Say that the number is of the kind that the rule asks for."""
        attributes = rule.attributes
        if _boundless(number) or (number.form == "negative") is not bool(attributes.get("none")):
            return False
        wanted = attributes.get("only")
        if wanted == "one":
            return number.best == 1
        if wanted == "vague":
            return number.qualifier == "vague"
        if wanted == "increment":
            return "increment" in number.cues
        # "one of the bridges" points at a bridge rather than counting it.
        pronoun = number.best == 1 and number.form == "words"
        return not (pronoun and attributes.get("scope") == "subset")

    def _made(
        self,
        rule: Rule,
        match: re.Match[str],
        number: Number,
        pair: Pair,
        thing: Pair | None,
    ) -> Candidate:
        candidate = Candidate("count", *pair, number, rule.id, {"object": thing, "per": None})
        per = rule.span(match, "per")[0]
        if per >= 0:
            word = self.tape.word(per)
            candidate.scope = "rate"
            candidate.fields["per"] = self.lexicon.value("RATE_UNIT", word) or word
        elif "scope" in rule.attributes:
            candidate.scope = rule.attributes["scope"]
        elif number.cues:
            cues = number.cues & {"increment", "total"}
            candidate.scope = min(cues, default=candidate.scope)
        if number.best == 0:
            candidate.polarity = "negative"
        return candidate

    def _number(self, at: int) -> Number | None:
        found = self.tape.record(at)
        if isinstance(found, Group):
            return found.number
        return found if isinstance(found, Number) else None

    def _dates_it(self, number: Number, at: int) -> bool:
        """Say that a bare figure before a noun is its year ("the 1997 floods"), not how many."""
        tape = self.tape
        value = number.best or 0
        if number.qualifier != "exact" or number.hedge or not FIRST_YEAR <= value < LAST_YEAR:
            return False
        if not tape.tokens[tape.first[at]].strip().isdigit():
            return False
        before = tape.word(at - 1) if at else ""
        if before[:1].isalpha():
            return not YEAR_CUES.isdisjoint(self.lexicon.words.get(before, ()))
        possessive = len(before) > 1 and before[0] in "'’"
        return possessive or bool(value % ROUND)

    def _bare(self, begin: int, end: int) -> Pair:
        """Return the tokens of a counted phrase, less what belongs to its number ("more")."""
        tape = self.tape
        for at in range(end - 1, begin - 1, -1):
            if isinstance(tape.record(at), str):
                begin = at + 1
                break
        while begin < end - 1 and self.lexicon.value("NUMBER_TAIL", tape.word(begin)) is not None:
            begin += 1
        return tape.first[begin], tape.first[end]


def _boundless(number: Number) -> bool:
    """Say that a number states nothing at all ("many")."""
    return number.qualifier == "vague" and number.low is None and not number.hedge
