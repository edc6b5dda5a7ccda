"""Points of the calendar: what the words of a date say, and which value that is (docs/dates.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx import resolution
from factx.resolution import Tense
from factx.tense import TenseReader

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from factx.grammar import Grammar, Rule
    from factx.reading import Reading
    from factx.tape import Tape

DAYS_OF_MONTH = 31
NOON = 12
MEMO_LIMIT = 10_000
"""Distinct tokens of dates remembered before the memory is emptied."""


class Point:
    """A day or month as it was said: only what the text holds is set."""

    __slots__ = ("day", "mod", "month", "part", "weekday", "year")

    def __init__(self) -> None:
        """Start with nothing said."""
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.weekday: int | None = None
        self.mod: str | None = None
        self.part: str | None = None


class Found:
    """What a reader returns: value, granularity, resolution, and the modifiers."""

    __slots__ = ("alternatives", "granularity", "mod", "part", "resolution", "timex", "value")

    def __init__(self, value: str | None, granularity: str, how: str) -> None:
        """Hold a value, how fine it is and how it was come by; no value is "unresolved"."""
        self.value = value
        self.granularity = granularity
        self.resolution = how if value is not None else "unresolved"
        self.mod: str | None = None
        self.part: str | None = None
        self.timex = "DATE"
        self.alternatives: tuple[str, ...] = ()


class Meanings(dict[str, tuple[str, Any]]):
    """Token as it stands in the text -> what of a point it says, worked out once a token."""

    def __init__(self, **names: Mapping[str, Any]) -> None:
        """Hold the words of each slot of a point, those that come first first."""
        super().__init__()
        self._names = names

    def __missing__(self, token: str) -> tuple[str, Any]:
        """Look the token up, remember the slot and its value; no slot for other words."""
        if len(self) >= MEMO_LIMIT:
            self.clear()
        word = token.strip().lower()
        found: tuple[str, Any] = ("", None)
        if word[:1].isdigit():
            found = ("digits", word)
        else:
            for name, values in self._names.items():
                if word in values:
                    found = (name, values[word])
                    break
        self[token] = found
        return found


class PointReader:
    """Reads days, weekdays, months and times of day; holds what it looks up."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the names of the calendar."""
        values = grammar.lexicon.values
        self.tenses = TenseReader(grammar)
        self.months = {
            name.lower(): number
            for category in ("MONTH", "MONTH_OR_WORD", "MONTH_NAME")
            for name, number in values[category].items()
        }
        self.weekdays = {**values["WEEKDAY"], **values["WEEKDAY_SHORT"]}
        self.modifiers = values["DATE_MODIFIER"]
        self.parts = values["DAY_PART"]
        self.noons = values["NOON"]
        self.deictic = values["DEICTIC_DAY"]
        self.meanings = Meanings(
            month=self.months, weekday=self.weekdays, mod=self.modifiers, part=self.parts
        )

    def said(self, tape: Tape, begin: int, end: int) -> Point:
        """Return what the words from ``begin`` up to ``end`` say of a day or month."""
        point = Point()
        meanings = self.meanings
        first = tape.first
        for token in tape.tokens[first[begin] : first[end]]:
            name, value = meanings[token]
            if name == "digits":
                self._said_digits(point, value)
            elif name:
                setattr(point, name, value)
        return point

    @staticmethod
    def _said_digits(point: Point, word: str) -> None:
        if len(word) == 4:
            point.year = int(word)
        elif point.day is None and int(word) <= DAYS_OF_MONTH:
            point.day = int(word)
        else:
            point.year = resolution.full_year(word)

    def day_found(
        self, tape: Tape, reading: Reading, point: Point, begin: int, end: int
    ) -> Found | None:
        """Return the value of a point that names a day, or a month of a year."""
        if point.month is None:
            return self.weekday_found(tape, reading, point, None, begin, end)
        if point.day is None:
            return self.month_found(tape, reading, point, begin, end)
        if point.year is not None:
            day = resolution.valid_day(point.year, point.month, point.day)
            return Found(str(day), "day", "explicit") if day is not None else None
        if resolution.valid_day(2000, point.month, point.day) is None:
            return None
        published = reading.published
        if published is None:
            return Found(f"XXXX-{point.month:02}-{point.day:02}", "day", "partial")
        tense = self.tenses.tense(tape, begin, end)
        day = resolution.day_of_month(published, point.month, point.day, tense, point.weekday)
        return Found(str(day) if day is not None else None, "day", "partial")

    def weekday_found(
        self,
        tape: Tape,
        reading: Reading,
        point: Point,
        which: int | None,
        begin: int,
        end: int,
    ) -> Found:
        """Return the day meant by a weekday, bare or with last, this or next (``which``)."""
        value = None
        if reading.published is not None and point.weekday is not None:
            tense = Tense.NONE if which is not None else self.tenses.tense(tape, begin, end)
            value = resolution.weekday(reading.published, point.weekday, tense, which)
        return Found(str(value) if value is not None else None, "day", "relative")

    def month_found(
        self, tape: Tape, reading: Reading, point: Point, begin: int, end: int
    ) -> Found:
        """Return the month meant, with its year or without."""
        if point.year is not None:
            return Found(f"{point.year:04}-{point.month:02}", "month", "explicit")
        if reading.published is None:
            return Found(f"XXXX-{point.month:02}", "month", "partial")
        tense = self.tenses.tense(tape, begin, end)
        year = resolution.year_of_month(reading.published, point.month or 1, tense)
        return Found(f"{year:04}-{point.month:02}", "month", "partial")

    def clock(self, tape: Tape, begin: int, end: int) -> tuple[str, str] | None:
        """Return the time of day and its granularity, or ``None`` where there is no such time."""
        words = [tape.word(position) for position in range(begin, end)]
        for word in words:
            if word in self.noons:
                return f"T{self.noons[word]:02}:00", "minute"
        digits = next((word for word in words if word[0].isdigit()), None)
        if digits is None:
            return None
        hour, separator, minute = digits.replace(".", ":").partition(":")
        minute = minute[:2]
        if not separator and len(digits) == 4:
            hour, minute, separator = digits[:2], digits[2:], ":"
        number = int(hour)
        meridiem = {word.replace(".", "") for word in words} & {"am", "pm"}
        if meridiem:
            if number > NOON:
                return None
            number = number % NOON + (NOON if meridiem == {"pm"} else 0)
        if number > 24 or (minute and int(minute) > 59):
            return None
        return (f"T{number:02}:{minute}", "minute") if separator else (f"T{number:02}", "hour")

    def some_day(self, tape: Tape, reading: Reading, begin: int, end: int) -> Found | None:
        """Return a day however it is named: today, Monday, October 7."""
        word = tape.word(begin)
        if word in self.deictic:
            return self.shifted(reading, self.deictic[word])
        return self.day_found(tape, reading, self.said(tape, begin, end), begin, end)

    @staticmethod
    def shifted(reading: Reading, days: int) -> Found:
        """Return the day that is so many ``days`` after publication."""
        day = resolution.shifted(reading.published, days) if reading.published is not None else None
        return Found(str(day) if day is not None else None, "day", "relative")


class PeriodReader(PointReader):
    """Reads what is longer than a day: weeks, months, quarters, seasons, years and more."""

    def __init__(self, grammar: Grammar) -> None:
        """Fetch the names of periods."""
        super().__init__(grammar)
        values = grammar.lexicon.values
        self.which = values["WHICH"]
        self.seasons = values["SEASON"]
        self.numbers = values["HALF_OR_QUARTER"]
        self.centuries = values["CENTURY_ORDINAL"]

    def _unit(self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]) -> Found | None:
        at = rule.span(match, "which")[0]
        which = self.which[tape.word(at)] if at >= 0 else 0
        unit = tape.word(rule.span(match, "unit")[0])
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
        number = self.numbers[name]
        unit_at = rule.span(match, "unit")[0]
        if unit_at < 0 and name[0] != "q":
            return None
        unit = tape.word(unit_at) if unit_at >= 0 else "quarter"
        year, how = self._year_said(tape, reading, rule, match)
        if year is None:
            return Found(None, "quarter", "relative")
        if unit == "half":
            return Found(resolution.half(year, number), "quarter", how) if number <= 2 else None
        return Found(resolution.quarter(year, number), "quarter", how)

    def _year_said(
        self, tape: Tape, reading: Reading, rule: Rule, match: re.Match[str]
    ) -> tuple[int | None, str]:
        at = rule.span(match, "year")[0]
        if at >= 0:
            return int(tape.word(at)), "explicit"
        if reading.published is None:
            return None, "relative"
        which = self.which[tape.word(rule.span(match, "which")[0])]
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
        digits = tape.word(rule.span(match, "decade")[0])
        if digits[3] != "0":
            return None
        found = Found(f"{digits[:3]}X", "decade", "explicit")
        found.mod = self.modifiers.get(tape.word(match.start()))
        return found

    def _century(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        word = tape.word(rule.span(match, "century")[0])
        number = int(word) if word.isdigit() else self.centuries[word]
        if not 1 <= number <= 99:
            return None
        found = Found(f"{number - 1:02}XX", "century", "explicit")
        found.mod = self.modifiers.get(tape.word(match.start()))
        return found

    def _year(
        self, tape: Tape, _reading: Reading, rule: Rule, match: re.Match[str]
    ) -> Found | None:
        year = next(
            word for position in range(*match.span()) if (word := tape.word(position))[0].isdigit()
        )
        found = Found(year, "year", "explicit")
        for position in range(*match.span()):
            found.mod = self.modifiers.get(tape.word(position), found.mod)
        if rule.id == "date.approximate-year":
            found.value, found.mod = f"{year}~", "APPROX"
        return found
