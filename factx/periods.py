"""Periods of the calendar: weeks, months, quarters, seasons, years and more (docs/dates.md)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, ClassVar

from factx import resolution
from factx.edtf import is_edtf
from factx.points import Found, PointReader

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from factx.grammar import Grammar, Rule
    from factx.reading import Reading
    from factx.tape import Tape

FIRST_SEASON, FIRST_SEASON_MONTH = 21, 3
FIRST_OLD_DECADE = "30"
"""The '30s are those of the last century, the '20s those of this one."""
JUST_ENDED = 6
"""A quarter or half that began less than so many months ago is over since a short while only."""
REACH = 14
"""How far from a quarter the words of a game are looked for."""


class PeriodReader(PointReader):
    """Reads what is longer than a day: weeks, months, quarters, seasons, years and more."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the names of periods."""
        super().__init__(grammar)
        values = grammar.lexicon.values
        self.seasons = values["SEASON"]
        self.half_years = values["HALF_YEAR"]
        self.numbers = {**values["HALF_OR_QUARTER"], **self.half_years}
        self.units = {**values["TIME_UNIT"], **values["PART_OF_YEAR"]}
        self.centuries = values["CENTURY_ORDINAL"]
        self.decades = values["DECADE_NAME"]
        self.ordinals: dict[str, int] = values["WEEK_ORDINAL"]
        self.holidays: dict[str, str] = values["HOLIDAY"]
        self.games: frozenset[str] = frozenset(grammar.lexicon.values.get("GAME_WORD", ()))

    def _unit(self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]) -> Found | None:
        at = rule.span(match, "which")[0]
        # "The past quarter" and "the latest quarter" are the last one.
        which = self.which.get(tape.word(at), -1) if at >= 0 else 0
        unit = self.units.get(tape.word(rule.span(match, "unit")[0]))
        if unit is None:
            return None
        published = reading.published
        value = None
        if published is not None:
            value = resolution.relative_unit(published, unit, which, reading.options.week_start)
        found = Found(value, unit, "relative")
        for position in range(*match.span()):
            found.mod = self.modifiers.get(tape.word(position), found.mod)
        return found

    def _which_month(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        month = self.said(tape, *match.span()).month
        published = reading.published
        if month is None or published is None:
            return Found(None, "month", "relative")
        which = self.which[tape.word(rule.span(match, "which")[0])]
        year = published.year
        if which == -1 and month >= published.month:
            year -= 1
        elif which == 1 and month <= published.month:
            year += 1
        value = f"{year:04}-{month:02}" if year in resolution.YEARS else None
        return Found(value, "month", "relative")

    def _quarter(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        name = tape.word(rule.span(match, "number")[0])
        number = self.numbers.get(name)
        unit_at = rule.span(match, "unit")[0]
        unit = "half" if name in self.half_years else "quarter"
        if unit_at >= 0:
            unit = self.units.get(tape.word(unit_at), unit)
        if number is None or (unit == "half" and number > 2):
            return None
        months = 6 if unit == "half" else 3
        begin, end = match.span()
        if rule.span(match, "year")[0] >= 0 or rule.span(match, "which")[0] >= 0:
            year, how = self._year_said(tape, reading, rule, match)
        else:
            start, stop = tape.first[begin], tape.first[end]
            near = slice(max(start - REACH, reading.begin), min(stop + REACH, reading.end))
            if not self.games.isdisjoint(token.strip().lower() for token in tape.tokens[near]):
                return None
            year, how = None, "partial"
            if reading.published is not None:
                month = number * months - months + 1
                year = self._year_from(reading.published, month, tape, reading, rule, match)
        if year is None:
            return Found(None, "quarter", how)
        write = resolution.half if unit == "half" else resolution.quarter
        found = Found(write(year, number), "quarter", how)
        found.mod = self.said(tape, begin, end).mod
        return found

    def _year_from(
        self,
        published: datetime.date,
        month: int,
        tape: Tape,
        reading: Reading,
        rule: Rule,
        match: re.Match[str],
    ) -> int | None:
        """Return the year of a quarter or half that begins with ``month``, by the tense around it.

        Results that are yet to come are those of the latest one; sales are if it has just ended.
        """
        latest = resolution.year_of_month(published, month, resolution.Tense.PAST)
        if rule.span(match, "told")[0] >= 0:
            return latest
        tense = self.tenses.tense(tape, reading, *match.span())
        if latest is not None and rule.span(match, "traded")[0] >= 0:
            since = (published.year - latest) * resolution.MONTHS + published.month - month
            if since < JUST_ENDED:
                return latest
        return resolution.year_of_month(published, month, tense)

    def _parts(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        """Read a range between unlike ends: "from April until the end of June"."""
        where = match.span()
        last = self._edge(tape, reading, rule.span(match, "to"), where)
        first = self._edge(tape, reading, rule.span(match, "from"), where)
        if first is None or last is None or first.value is None or last.value is None:
            return None
        low, high = first.value, last.value
        if first.resolution == "partial" and low[:4].isdigit() and high[:4].isdigit():
            # The end decides the year of a beginning that has none of its own.
            year = int(high[:4])
            low = f"{year:04}{low[4:]}"
            low = low if low <= high else f"{year - 1:04}{low[4:]}"
        if low > high or not is_edtf(f"{low}/{high}"):
            return None
        return Found(f"{low}/{high}", last.granularity, last.resolution)

    def _edge(
        self, tape: Tape, reading: Reading, span: tuple[int, int], where: tuple[int, int]
    ) -> Found | None:
        """Return the day, month or year that a range begins or ends with."""
        word = tape.word(span[0])
        if word in self.deictic:
            return self.shifted(reading, self.deictic[word])
        point = self.said(tape, *span)
        if point.month is None:
            return Found(f"{point.year:04}", "year", "explicit") if point.year else None
        return self.day_found(tape, reading, point, *where)

    def _week_in(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        """Read a week of a month or year: "the first week of January", "week 42 of 2024"."""
        word = tape.word(rule.span(match, "number")[0])
        number = int(word) if word.isdigit() else self.ordinals[word]
        whole = self._period(tape, reading, rule, match)
        if whole is None or whole.value is None:
            return Found(None, "week", "relative")
        first = resolution.iso_day(f"{whole.value}-01-01"[:10])
        if first is None:
            return None
        months = 1 if whole.granularity == "month" else resolution.MONTHS
        after = resolution.shifted_month(first.year, first.month, months)
        if after is None:
            return None
        last = resolution.shifted(datetime.date(*after, 1), -1)
        day = resolution.week_of_period(first, last, number) if last is not None else None
        if day is None:
            return None
        return Found(resolution.week(day, reading.options.week_start), "week", whole.resolution)

    def _period(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        """Return the month or year that a week is counted in."""
        begin, end = rule.span(match, "period")
        point = self.said(tape, begin, end)
        if point.month is not None:
            return self.month_found(tape, reading, point, begin, end)
        if point.year is not None:
            return Found(f"{point.year:04}", "year", "explicit")
        unit, published = tape.word(end - 1), reading.published
        if published is None:
            return None
        which = point.which if point.which is not None else 0
        value = resolution.relative_unit(published, unit, which, reading.options.week_start)
        return Found(value, unit, "relative")

    def _weekday_in(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        """Read a weekday of a week that is named from publication: "Tuesday of next week"."""
        point = self.said(tape, *match.span())
        value = None
        if reading.published is not None and point.weekday is not None:
            which = self.which[tape.word(rule.span(match, "which")[0])]
            monday = 1 - reading.published.isoweekday()
            value = resolution.shifted(reading.published, monday + which * 7 + point.weekday - 1)
        found = Found(str(value) if value is not None else None, "day", "relative")
        found.part = point.part
        return found

    def _weekday_of_month(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        """Read a weekday that is counted in a month: "the last Sunday of November"."""
        begin, end = rule.span(match, "number")
        word = tape.word(begin)
        number = int(word) if word.isdigit() else self.ordinals[word]
        weekday = self.said(tape, end, rule.span(match, "period")[0]).weekday
        whole = self._period(tape, reading, rule, match)
        if whole is None or whole.value is None or weekday is None:
            return Found(None, "day", "relative")
        first = resolution.iso_day(f"{whole.value}-01")
        day = resolution.weekday_of_month(first, weekday, number) if first is not None else None
        return Found(str(day), "day", whole.resolution) if day is not None else None

    def _year_earlier(
        self, _tape: Tape, reading: Reading, _rule: Rule, _match: re.Match[str]
    ) -> Found | None:
        published = reading.published
        value = resolution.ago(published, 1, "year") if published is not None else None
        return Found(value, "year", "relative")

    def _year_end(
        self, tape: Tape, reading: Reading, _rule: Rule, match: re.Match[str]
    ) -> Found | None:
        year, how = self.said(tape, *match.span()).year, "explicit"
        if year is None and reading.published is not None:
            year, how = reading.published.year, "relative"
        found = Found(f"{year:04}" if year is not None else None, "year", how)
        found.mod = "END"
        return found

    def _holiday(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        begin, end = match.span()
        year = self.said(tape, begin, end).year
        which = rule.span(match, "which")
        name = tape.words(max(begin, which[1]), end - (year is not None))
        name = name.replace("’", "'").rstrip(" ,")
        when = self.holidays.get(name) or self.holidays[f"{name} day"]
        published = reading.published
        if year is not None:
            day = resolution.holiday(year, when)
            return Found(str(day), "day", "explicit") if day is not None else None
        if which[0] >= 0:
            step = self.which[tape.word(which[0])]
            near = resolution.beside_holiday(published, when, step) if published else None
            return Found(str(near) if near is not None else None, "day", "relative")
        if published is None:
            return Found(f"XXXX-{when}" if len(when) == len("12-25") else None, "day", "partial")
        tense = self.tenses.tense(tape, reading, begin, end)
        day = resolution.near_holiday(published, when, tense)
        return Found(str(day) if day is not None else None, "day", "partial")

    def _year_said(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> tuple[int | None, str]:
        at = rule.span(match, "year")[0]
        if at >= 0:
            return int(tape.word(at)), "explicit"
        if reading.published is None:
            return None, "relative"
        if rule.span(match, "which")[0] < 0:
            season = next(
                self.seasons[w] for w in tape.words(*match.span()).split() if w in self.seasons
            )
            tense = self.tenses.tense(tape, reading, *match.span())
            month = (season - FIRST_SEASON) * 3 + FIRST_SEASON_MONTH
            return resolution.year_of_month(reading.published, month, tense), "partial"
        # "the second half of the year" is one of the year of publication.
        which = self.which.get(tape.word(rule.span(match, "which")[0]), 0)
        year = reading.published.year + which
        return (year if year in resolution.YEARS else None), "relative"

    def _season(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        code, mod = None, None
        for position in range(*match.span()):
            word = tape.word(position)
            code = self.seasons.get(word, code)
            mod = self.modifiers.get(word, mod)
        year, how = self._year_said(tape, reading, rule, match)
        found = Found(f"{year:04}-{code}" if year is not None else None, "season", how)
        found.mod = mod
        return found

    def _decade(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        at, short = rule.span(match, "decade")[0], rule.span(match, "short")[0]
        if at >= 0:
            digits = tape.word(at)
        elif short >= 0:
            digits = tape.word(short)
            digits = ("19" if digits >= FIRST_OLD_DECADE else "20") + digits
        else:
            digits = f"{self.decades[tape.word(match.end() - 1)]}0"
        if digits[3] != "0":
            return None
        found = Found(f"{digits[:3]}X", "decade", "explicit")
        found.mod = self.modifiers.get(tape.word(match.start()))
        return found

    def _century(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        places = [rule.span(match, name)[0] for name in ("century", "last")]
        words = [tape.word(place) for place in places if place >= 0]
        numbers = [int(word) if word.isdigit() else self.centuries[word] for word in words]
        if not all(1 <= number <= 99 for number in numbers) or numbers != sorted(numbers):
            return None
        value = "/".join(f"{number - 1:02}XX" for number in numbers)
        found = Found(value, "century", "explicit")
        found.mod = self.modifiers.get(tape.word(match.start()))
        return found

    def _year(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        year = next(
            word for position in range(*match.span()) if (word := tape.word(position))[0].isdigit()
        )
        year = year if len(year) > 2 else f"{resolution.full_year(year)}"
        found = Found(year, "year", "explicit")
        for position in range(*match.span()):
            found.mod = self.modifiers.get(tape.word(position), found.mod)
        if "approximate" in rule.attributes:
            found.value, found.mod = f"{year}~", "APPROX"
        return found

    READERS: ClassVar[dict[str, Callable[..., Found | None]]] = {
        "parts": _parts,
        "week-in": _week_in,
        "weekday-in": _weekday_in,
        "weekday-of-month": _weekday_of_month,
        "year-earlier": _year_earlier,
        "year-end": _year_end,
        "holiday": _holiday,
        "unit": _unit,
        "which-month": _which_month,
        "quarter": _quarter,
        "season": _season,
        "decade": _decade,
        "century": _century,
        "year": _year,
    }
    """How a rule reads what it matched: the reader of each value of its ``reads``."""
