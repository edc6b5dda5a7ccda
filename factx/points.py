"""Points of the calendar: what the words of a date say, and which value that is (docs/dates.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx import resolution
from factx.candidates import Number
from factx.lexicon import GLUE
from factx.resolution import Tense
from factx.tense import TenseReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factx.grammar import Grammar
    from factx.reading import Reading
    from factx.tape import Tape

DAYS_OF_MONTH = 31
NOON = 12
LEAP_YEAR = 2000
HALF_OF_DAY = {"morning": "am", "afternoon": "pm", "evening": "pm"}
"""The half of the day that its parts are of."""
MEMO_LIMIT = 10_000
"""Distinct tokens of dates remembered before the memory is emptied."""


class Point:
    """A day or month as it was said: only what the text holds is set."""

    __slots__ = ("day", "mod", "month", "part", "weekday", "which", "year")

    def __init__(self) -> None:
        """Start with nothing said."""
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.weekday: int | None = None
        self.which: int | None = None
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
        self.weekdays = {
            name.lower(): number
            for category in ("WEEKDAY", "WEEKDAY_SHORT")
            for name, number in values[category].items()
        }
        self.modifiers = values["DATE_MODIFIER"]
        self.parts = values["DAY_PART"]
        self.noons = values["NOON"]
        self.deictic = values["DEICTIC_DAY"]
        self.nights = values["DEICTIC_NIGHT"]
        self.which = values["WHICH"]
        self.halves_of_day = {
            **{word: HALF_OF_DAY[part] for word, part in self.parts.items() if part in HALF_OF_DAY},
            **{word.removeprefix(GLUE): half for word, half in values["MERIDIEM"].items()},
        }
        self.meanings = Meanings(
            month=self.months,
            weekday=self.weekdays,
            mod=self.modifiers,
            part=self.parts,
            which=self.which,
            day=values["DAY_WORD"],
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
        if resolution.valid_day(LEAP_YEAR, point.month, point.day) is None:
            # 31 June is no day, but June is a month still.
            return self.month_found(tape, reading, point, begin, end)
        published = reading.published
        year: int | None = point.year
        how = "explicit"
        if year is None and point.which is not None and published is not None:
            year, how = published.year + point.which, "relative"
        if year is not None:
            day = resolution.valid_day(year, point.month, point.day)
            if day is None:
                return self.month_found(tape, reading, point, begin, end)
            return Found(str(day), "day", how)
        if published is None:
            return Found(f"XXXX-{point.month:02}-{point.day:02}", "day", "partial")
        tense = self.tenses.tense(tape, reading, begin, end)
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
            tense = Tense.NONE
            if which is None:
                tense = self.tenses.tense(tape, reading, begin, end)
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
        if point.which is not None:
            said = reading.published.year + point.which
            value = f"{said:04}-{point.month:02}" if said in resolution.YEARS else None
            return Found(value, "month", "relative")
        tense = self.tenses.tense(tape, reading, begin, end)
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
            numbers = (tape.record(position) for position in range(begin, end))
            hours = [each.best for each in numbers if isinstance(each, Number)]
            if not hours or hours[0] is None or not 0 <= hours[0] <= NOON:
                return None
            digits = f"{hours[0]:.0f}"
        hour, separator, minute = digits.replace(".", ":").partition(":")
        minute = minute[:2]
        if not separator and len(digits) == 4:
            hour, minute, separator = digits[:2], digits[2:], ":"
        number = int(hour)
        meridiem = {self.halves_of_day.get(word, "") for word in words} - {""}
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
        # How a part of the day begins that is counted from publication: "tonight", "last night".
        days = self.nights.get(word, self.which.get(word))
        if days is not None:
            point = self.said(tape, begin, end)
            if point.weekday is not None:
                return self.weekday_found(tape, reading, point, days, begin, end)
            return self.shifted(reading, days)
        return self.day_found(tape, reading, self.said(tape, begin, end), begin, end)

    @staticmethod
    def shifted(reading: Reading, days: int) -> Found:
        """Return the day that is so many ``days`` after publication."""
        day = resolution.shifted(reading.published, days) if reading.published is not None else None
        return Found(str(day) if day is not None else None, "day", "relative")
