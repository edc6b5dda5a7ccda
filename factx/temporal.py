"""Dates: matches of the date rules -> values, by the reader that each rule names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from factx import resolution
from factx.candidates import Candidate
from factx.periods import PeriodReader
from factx.points import Found
from factx.relations import RelationReader
from factx.resolution import Tense
from factx.wordings import MEMO_LIMIT, Wordings

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from factx.grammar import Grammar, Rule
    from factx.reading import Reading
    from factx.tape import Tape

WITHIN_DAY = ("day", "hour", "minute")


class DatePass(PeriodReader):
    """The pass; holds what it looks up."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch rules, names and verbs."""
        super().__init__(grammar)
        self.rules = grammar.rules("dates")
        self.symbol = grammar.symbol("DATE")
        self.beside: dict[str, int] = grammar.lexicon.values["DAY_BESIDE"]
        self.relations = RelationReader(grammar)
        self._known: dict[tuple[str, str], dict[str, Any]] = {}
        self._wordings = Wordings(self.tenses)

    def __call__(self, tape: Tape, reading: Reading) -> Tape:
        """Return the tape with every date as one symbol; candidates go to ``reading``."""
        changes: list[tuple[int, int, str, Any]] = []
        first, tokens, known = tape.first, tape.tokens, self._known
        reading.turn_to(0)
        rule_of = self.rules.by_index
        for match in self.rules.find(tape):
            rule = rule_of[match.lastindex]
            begin, end = match.span()
            start, stop = first[begin], first[end]
            if start >= reading.end:
                reading.turn_to(start)
            said = tokens[start] if stop - start == 1 else "".join(tokens[start:stop])
            fields = known.get((rule.id, said))
            if fields is None:
                fields = self._fields(tape, reading, rule, match, said)
                if fields is None:
                    continue
                if fields["resolution"] == "explicit":
                    # What is explicit is told by its own words: it is the same wherever they stand.
                    if len(known) >= MEMO_LIMIT:
                        known.clear()
                    known[rule.id, said] = fields
            # With a part of the day the words in front belong to that: "before dawn on Monday".
            if "no_relation" not in rule.attributes:
                relation = self.relations.relation(tape, begin)
                if relation is not None:
                    fields = fields | {"relation": relation}
            candidate = Candidate("date", start, stop, None, rule.id, fields)
            reading.candidates.append(candidate)
            changes.append((begin, end, self.symbol, candidate))
        return tape.rewrite(changes)

    def _fields(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str], said: str
    ) -> dict[str, Any] | None:
        """Return the fields of a date, or ``None`` where it is none after all."""
        begin, end = match.span()
        wording = (rule.id, said, end - begin, reading.published)
        fields = self._wordings.recall(tape, reading, wording, begin)
        if fields is not None:
            return fields
        reads = rule.attributes["reads"]
        reading.asked.clear()
        found = self.READERS[reads](self, tape, reading, rule, match)
        if found is None:
            return None
        return self._wordings.keep(reading, wording, begin, reads, found)

    # --- the readers ---------------------------------------------------------------------------

    def _iso(
        self, tape: Tape, _reading: Reading, _rule: Rule, match: re.Match[str]
    ) -> Found | None:
        begin = match.start()
        year, month, day = (int(tape.word(begin + step)) for step in (0, 2, 4))
        found = resolution.valid_day(year, month, day)
        return Found(str(found), "day", "explicit") if found is not None else None

    def _numeric(
        self, tape: Tape, reading: Reading, _rule: Rule, match: re.Match[str]
    ) -> Found | None:
        figures = (word for at in range(*match.span()) if (word := tape.word(at))[0].isdigit())
        return self._figures("/".join(figures), reading)

    @staticmethod
    def _figures(word: str, reading: Reading) -> Found | None:
        """Return the day that figures with slashes or dots between them stand for."""
        parts = word.replace(".", "/").split("/")
        if len(parts[0]) == 4:
            day = resolution.valid_day(int(parts[0]), int(parts[1]), int(parts[2]))
            return Found(str(day), "day", "explicit") if day is not None else None
        first, second, year = int(parts[0]), int(parts[1]), resolution.full_year(parts[2])
        day_first = resolution.valid_day(year, second, first)
        month_first = resolution.valid_day(year, first, second)
        readings = (
            [day_first, month_first]
            if reading.options.day_first or "." in word
            else [month_first, day_first]
        )
        possible = [each for each in readings if each is not None]
        if not possible:
            return None
        found = Found(str(possible[0]), "day", "explicit")
        if len(possible) > 1 and possible[0] != possible[1]:
            found.alternatives = (str(possible[1]),)
        return found

    def _range(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        start, stop = rule.span(match, "from"), rule.span(match, "to")
        first, last = self.said(tape, *start), self.said(tape, *stop)
        if first.month is None:
            first.month = last.month
        if last.month is None:
            last.month = first.month
        if first.year is None:
            first.year = last.year
            if last.year is not None and (first.month or 0) > (last.month or 0):
                first.year = last.year - 1
        begin, end = match.span()
        one = self.day_found(tape, reading, first, begin, end)
        two = self.day_found(tape, reading, last, begin, end)
        if one is None or two is None or one.value is None or two.value is None:
            return None
        low, high = one.value, two.value
        if first.year is None and reading.published is not None:
            # The years that the two ends get on their own may be far apart: the end decides.
            for year in (int(high[:4]), int(high[:4]) - 1):
                first.year = year
                again = self.day_found(tape, reading, first, begin, end)
                low = again.value if again is not None and again.value is not None else low
                if low <= high:
                    break
        if low > high:
            return None
        return Found(f"{low}/{high}", two.granularity, two.resolution)

    def _years(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        start, stop = rule.span(match, "from"), rule.span(match, "to")
        first = tape.word(start[0])
        last = tape.word(stop[0]) if stop[0] >= 0 else first.split("/")[1]
        first = first.split("/")[0]
        if len(last) == 2:
            last = first[:2] + last
        if first >= last:
            return None
        return Found(f"{first}/{last}", "year", "explicit")

    def _time(self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]) -> Found | None:
        day_at = rule.span(match, "day")
        begin, end = match.span()
        if day_at[0] == begin:
            begin = day_at[1]
        elif day_at[0] >= 0:
            end = day_at[0]
        clock = self.clock(tape, begin, end)
        if clock is None:
            return None
        value, granularity = clock
        found = Found(value, granularity, "explicit")
        if day_at[0] >= 0:
            first = tape.word(day_at[0])
            in_figures = first[0].isdigit() and not first.isdigit()
            day = (
                self._figures(first, reading)
                if in_figures
                else self.some_day(tape, reading, *day_at)
            )
            if day is not None and day.value is not None and day.granularity == "day":
                found = Found(day.value + value, granularity, day.resolution)
        found.timex = "TIME"
        if rule.span(match, "approximate")[0] >= 0:
            found.mod = "APPROX"
        return found

    def _part(self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]) -> Found | None:
        found = self.some_day(tape, reading, *rule.span(match, "day"))
        if found is not None:
            at = rule.span(match, "part")[0]
            found.part = self.parts[tape.word(at)] if at >= 0 else "morning"
            found.mod = self.modifiers.get(tape.word(match.start())) if at >= 0 else None
        return found

    def _point(
        self, tape: Tape, reading: Reading, _rule: Rule, match: re.Match[str]
    ) -> Found | None:
        begin, end = match.span()
        point = self.said(tape, begin, end)
        found = self.day_found(tape, reading, point, begin, end)
        if found is not None:
            found.mod, found.part = point.mod, point.part
        return found

    def _month(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        begin, end = match.span()
        half = rule.span(match, "half")[0]
        point = self.said(tape, begin, end)
        found = self.month_found(tape, reading, point, begin, end)
        found.mod = point.mod
        if half >= 0:
            found.mod = "START" if self.numbers[tape.word(half)] == 1 else "END"
        return found

    def _weekday(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        begin, end = match.span()
        point = self.said(tape, begin, end)
        at = rule.span(match, "which")[0]
        which = self.which[tape.word(at)] if at >= 0 else None
        if rule.span(match, "past")[0] >= 0:
            which = -1
        found = self.weekday_found(tape, reading, point, which, begin, end)
        found.mod, found.part = point.mod, point.part
        return found

    def _weekdays(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        first, last = (
            self.weekdays[tape.word(rule.span(match, name)[0])] for name in ("from", "to")
        )
        if reading.published is None:
            return Found(None, "day", "relative")
        tense = self.tenses.tense(tape, reading, *match.span())
        end = resolution.weekday(reading.published, last, tense, None)
        begin = resolution.shifted(end, -((last - first) % 7)) if end is not None else None
        if begin is not None and tense is Tense.FUTURE and begin < reading.published:
            begin = resolution.shifted(begin, 7)
            end = resolution.shifted(end, 7) if end is not None else None
        value = f"{begin}/{end}" if begin is not None and end is not None else None
        return Found(value, "day", "relative")

    def _every(
        self, tape: Tape, _reading: Reading, _rule: Rule, match: re.Match[str]
    ) -> Found | None:
        found = Found(None, "day", "relative")
        found.timex = "SET"
        found.part = self.said(tape, *match.span()).part
        return found

    def _day_but_one(
        self, tape: Tape, reading: Reading, _rule: Rule, match: re.Match[str]
    ) -> Found | None:
        return self.shifted(reading, 2 * self.deictic[tape.word(match.end() - 1)])

    def _beside(
        self, tape: Tape, reading: Reading, _rule: Rule, match: re.Match[str]
    ) -> Found | None:
        words = tape.words(*match.span()).split()
        step = next((self.beside[word] for word in words if word in self.beside), 0)
        named = next(
            (
                str(each.fields["value"])[:10]
                for each in reversed(reading.candidates)
                if each.start >= reading.begin
                and each.kind == "date"
                and each.fields["granularity"] in WITHIN_DAY
            ),
            None,
        )
        day = resolution.iso_day(named) if named is not None else None
        if day is None and step < 0:
            day = reading.published
        moved = resolution.shifted(day, step) if day is not None else None
        return Found(str(moved) if moved is not None else None, "day", "relative")

    def _week_of(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        day = self.some_day(tape, reading, *rule.span(match, "day"))
        if day is None or day.value is None or day.granularity != "day":
            return None
        first = resolution.iso_day(day.value)
        if first is None:
            return None
        ends, begins = (rule.span(match, name)[0] >= 0 for name in ("ends", "begins"))
        if not ends and not begins:
            value = resolution.week(first, reading.options.week_start)
        else:
            other = resolution.shifted(first, -6 if ends else 6)
            days = sorted([first, other]) if other is not None else None
            value = f"{days[0]}/{days[1]}" if days is not None else None
        return Found(value, "week", day.resolution)

    def _deictic(
        self, tape: Tape, reading: Reading, _rule: Rule, match: re.Match[str]
    ) -> Found | None:
        found = None
        part = mod = None
        for position in range(*match.span()):
            word = tape.word(position)
            if word in self.deictic:
                found = self.shifted(reading, self.deictic[word])
            part = self.parts.get(word, part)
            mod = self.modifiers.get(word, mod)
        if found is not None:
            found.part, found.mod = part, mod
        return found

    def _this_part(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        at = rule.span(match, "part")[0]
        part = self.parts[tape.word(at)] if at >= 0 else "night"
        which = rule.span(match, "which")[0]
        found = self.shifted(reading, self.which[tape.word(which)] if which >= 0 else 0)
        found.part = part
        found.mod = self.modifiers.get(tape.word(match.start()))
        return found

    def _overnight(
        self, _tape: Tape, reading: Reading, _rule: Rule, _match: re.Match[str]
    ) -> Found | None:
        if reading.published is None:
            return Found(None, "day", "relative")
        before = resolution.shifted(reading.published, -1)
        value = f"{before}/{reading.published}" if before is not None else None
        return Found(value, "day", "relative")

    def _weekend(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        published = reading.published
        at = rule.span(match, "which")[0]
        which = self.which[tape.word(at)] if at >= 0 else None
        if rule.span(match, "past")[0] >= 0:
            which = -1
        value = None
        if published is not None:
            if which is None:
                tense = self.tenses.tense(tape, reading, *match.span())
                which = 0 if tense is Tense.FUTURE or published.isoweekday() > 5 else -1
            day = resolution.shifted(published, which * 7)
            value = resolution.weekend(day) if day is not None else None
        return Found(value, "weekend", "relative")

    READERS: ClassVar[dict[str, Callable[..., Found | None]]] = {
        "iso": _iso,
        "numeric": _numeric,
        "range": _range,
        "years": _years,
        "time": _time,
        "part": _part,
        "point": _point,
        "month": _month,
        "weekdays": _weekdays,
        "every": _every,
        "weekday": _weekday,
        "day-but-one": _day_but_one,
        "beside": _beside,
        "week-of": _week_of,
        "deictic": _deictic,
        "this-part": _this_part,
        "overnight": _overnight,
        "weekend": _weekend,
        **PeriodReader.READERS,
    }
    """How a rule reads what it matched: the reader of each value of its ``reads``."""
