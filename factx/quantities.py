"""Quantities: a number and its unit, money, a proportion, a magnitude, a rate.

Every rule of the pass "quantities" names the method that reads its matches (``make``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factx.candidates import Candidate, Number
from factx.numbers import shape
from factx.numerals import digits_value, whole
from factx.units import CURRENCY, catalogue, combined

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from factx.grammar import Rule
    from factx.lexicon import Lexicon
    from factx.reading import Reading
    from factx.tape import Tape

Change = tuple[int, int, str, Any]
Matched = tuple["Rule", "re.Match[str]"]

PREVIOUS_CUES = frozenset(("up", "down", "compared", "revised", "lowered", "raised"))
"""Words before "from" that make the figure behind it an earlier one."""
SUMMED = frozenset(("length", "mass", "volume"))
"""Dimensions whose measures are said in two units: "4 feet 6 inches"."""
MINOR_PARTS = 100
SUSPECT_FROM = 1000
"""The figure from which a word like "won" is money without its country's name."""
HOTTEST_CELSIUS = 55
"""The air is never hotter: a bare degree above it is one of Fahrenheit."""
LARGEST_MAGNITUDE = 10
LETTER_FOLLOWERS = frozenset(("PREPOSITION", "ADVERB", "COORDINATOR", "MODAL", "BE", "HAVE", "CALENDAR_WORD", "SUBORDINATOR"))
"""Categories of the words that may follow a bare "39C"; before a noun the letter is a name ("13F filing")."""
CHANGE_REACH = 4
CUE_REACH = 6
RATE_BASES = {100: "per_100", 1000: "per_1000", 10_000: "per_10000", 100_000: "per_100000", 1_000_000: "per_1000000"}
SHARE_BASES = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 50, 100, 200, 500, 1000, 10_000, 100_000))
"""The wholes of which "three in …" is a proportion and not a place or a date."""


def read(tape: Tape, reading: Reading) -> Tape:
    """Return the tape with every quantity as one symbol; the candidates go to ``reading``."""
    reader = _Reader(tape, reading)
    changes: list[Change] = []
    for rule, match in reading.grammar.rules("quantities").matches(tape):
        changes += MAKERS[rule.attributes["make"]](reader, rule, match)
    return tape.rewrite(changes)


def scaled(number: Number, factor: float, digits: int = 4) -> Number:
    """Return ``number`` with its bounds multiplied by ``factor``.

    >>> scaled(Number(0, 1, 2, 2, 2), 1 / 3).best
    0.6667
    """
    low, best, high = (
        None if value is None else whole(round(value * factor, digits))
        for value in (number.low, number.best, number.high)
    )
    made = Number(
        number.start, number.end, low, best, high, number.qualifier, number.inclusive, number.form, number.cues
    )
    made.hedge = number.hedge
    made.scale = number.scale
    return made


class _Reader:
    """The reading of one text's quantities."""

    __slots__ = ("candidates", "claimed", "lexicon", "tape", "units")

    def __init__(self, tape: Tape, reading: Reading) -> None:
        self.tape = tape
        self.lexicon: Lexicon = reading.lexicon
        self.candidates = reading.candidates
        self.claimed = reading.grammar.symbol("QUANTITY")
        self.units = catalogue()

    # --- what the makers share ---------------------------------------------------------------------

    def number(self, at: int) -> Number:
        """Return a copy of the number at one position of the tape."""
        found: Number = self.tape.record(at)
        return scaled(found, 1, 9)

    def hedge(self, number: Number, rule: Rule, match: re.Match[str]) -> None:
        """Give ``number`` the hedge that stands before its sign."""
        begin, end = rule.span(match, "hedge")
        if begin < 0:
            return
        number.start = self.tape.first[begin]
        words = self.tape.words(begin, end).split()
        at = 0
        while at < len(words):
            size = min(5, len(words) - at)
            while size and (value := self.lexicon.value("HEDGE_BEFORE", " ".join(words[at : at + size]))) is None:
                size -= 1
            if size and value is not None:
                qualifier, _, cue = str(value).partition("+")
                if cue:
                    number.cues |= {cue}
                if qualifier != "exact" and number.qualifier in ("exact", "approximately"):
                    shape(number, number.best or 0, qualifier)
            at += size or 1

    def code(self, begin: int, end: int) -> str | None:
        """Return the code of the unit or currency word from ``begin`` up to ``end``."""
        tape, value = self.tape, self.lexicon.value
        words = tape.words(begin, end)
        if end - begin == 1:
            raw = tape.tokens[tape.first[begin]]
            core = raw.strip()
            for table in ("UNIT", "UNIT_BEFORE_OF", "CURRENCY", "CURRENCY_CODE", "CURRENCY_SIGN", "CURRENCY_MARK", "CODE_MILLIONS"):
                code = value(table, core)
                if code is None and core == raw:
                    code = value(table, "+" + core)
                if code is not None:
                    return str(code)
            letter = "in" if core == "in" else self.lexicon.values["UNIT_LETTER"].get(core)
            return None if letter is None else str(letter)
        code = value("UNIT_PHRASE", words) or value("CURRENCY_PHRASE", words)
        return str(code) if code is not None else self.code(end - 1, end)

    def sign(self, begin: int, end: int) -> tuple[int, str | None]:
        """Return (where it starts, currency) of a sign or mark before a number."""
        tape, value = self.tape, self.lexicon.value
        if end - begin == 1:
            core = tape.tokens[tape.first[begin]].strip()
            return begin, value("CURRENCY_SIGN", core) or value("CURRENCY_CODE", core) or value("CURRENCY_MARK", core)
        mark = value("CURRENCY_MARK", tape.tokens[tape.first[begin]].strip())
        if mark is not None:
            return begin, mark
        code = value("CURRENCY_PREFIX", tape.word(begin))
        return (begin, code) if code is not None else (end - 1, value("CURRENCY_SIGN", tape.word(end - 1)))

    def changed(self, begin: int) -> bool:
        """Say whether a verb of change stands shortly before ``begin`` ("rose $1.15 to $73.16")."""
        words = self.lexicon.words
        return any(
            "CHANGE_VERB" in words.get(self.tape.word(at), ())
            for at in range(max(0, begin - CHANGE_REACH), begin)
        )

    def near(self, begin: int, end: int) -> list[str]:
        """Return the words around a match."""
        word, size = self.tape.word, len(self.tape.symbols)
        around = [*range(max(0, begin - CUE_REACH), begin), *range(end, min(size, end + CUE_REACH))]
        return [word(at) for at in around]

    def emit(  # noqa: PLR0913 - the parts of one fact
        self,
        rule: Rule,
        match: re.Match[str],
        number: Number,
        code: str,
        begin: int,
        end: int,
        *,
        tail: bool = True,
    ) -> list[Change]:
        """Add the candidate for ``number`` in ``code`` and return the change that claims its place."""
        tape = self.tape
        start, stop = min(number.start, tape.first[begin]), tape.first[end]
        fields: dict[str, Any] = {"unit": code, "dimension": self.units[code].dimension, "of_what": None, "per": None}
        if tail:
            for name in ("of", "head"):
                place = rule.span(match, name)
                if place[0] >= 0:
                    fields["of_what"] = (tape.first[place[0]], tape.first[place[1]])
        candidate = Candidate("quantity", start, stop, number, rule.id, fields)
        per = rule.span(match, "per") if tail else (-1, -1)
        if per[0] >= 0:
            word = tape.word(per[0])
            candidate.scope = "rate"
            fields["per"] = self.lexicon.value("RATE_UNIT", word) or word
        elif "increment" in number.cues:
            candidate.scope = "increment"
        before = begin
        while before and tape.first[before] > start:
            before -= 1
        if before:
            word = tape.word(before - 1)
            if (
                number.qualifier == "exact"
                and self.lexicon.has("TOPPED", word)
                and word not in ("passed", "pass", "top", "tops", "crossed")
            ):
                shape(number, number.best or 0, "more_than")
            elif word == "from" and before > 1 and self._earlier(before, end):
                candidate.scope = "previous"
        self.candidates.append(candidate)
        return [(begin, end, self.claimed, candidate)]

    def _earlier(self, begin: int, end: int) -> bool:
        tape = self.tape
        behind = [tape.word(at) for at in range(end, min(end + 3, len(tape.symbols)))]
        return tape.word(begin - 2) in PREVIOUS_CUES or "to" in behind or self.changed(begin - CHANGE_REACH) or self.changed(begin)

    # --- money ---------------------------------------------------------------------------------------

    def money(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        at = rule.span(match, "number")[0]
        start, code = self.sign(*rule.span(match, "sign"))
        if code is None:
            return []
        number = self.number(at)
        number.start = self.tape.first[start]
        if start == rule.span(match, "sign")[0]:
            self.hedge(number, rule, match)
        word = rule.span(match, "word")
        end = word[1] if word[0] >= 0 else at + 1
        begin = match.start() if number.start == self.tape.first[match.start()] else start
        return self.emit(rule, match, number, code, begin, end)

    def range(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        low_at, high_at = rule.span(match, "low")[0], rule.span(match, "high")[0]
        start, code = self.sign(*rule.span(match, "low_sign"))
        framed = rule.span(match, "frame")
        mark = self.tape.word(rule.span(match, "mark")[0])
        low, high = self.number(low_at), self.number(high_at)
        other = high_at - 1
        if code is None:
            return []
        apart = (
            (mark == "and" and (framed[0] < 0 or self.tape.word(framed[0]) != "between"))
            or self.changed(match.start())
            or low.qualifier != "exact"
        )
        number = None if apart else self._spanned(low, high)
        if number is None:
            low.start, high.start = self.tape.first[start], self.tape.first[other]
            self.hedge(low, rule, match)
            begin = rule.span(match, "hedge")[0] if rule.span(match, "hedge")[0] >= 0 else start
            # Letters before the second sign belong to it.
            first = other - 1 if other - 1 > rule.span(match, "mark")[0] and self._prefix(other) else other
            high.start = self.tape.first[first]
            return [
                *self.emit(rule, match, low, code, begin, low_at + 1, tail=False),
                *self.emit(rule, match, high, self._code_of(other) or code, first, high_at + 1),
            ]
        number.start = self.tape.first[match.start()]
        return self.emit(rule, match, number, code, match.start(), high_at + 1)

    def _prefix(self, at: int) -> bool:
        return self.lexicon.value("CURRENCY_PREFIX", self.tape.word(at - 1)) is not None

    def _code_of(self, at: int) -> str | None:
        code: str | None = self.sign(at - 1, at + 1)[1] if self._prefix(at) else self.sign(at, at + 1)[1]
        return code

    def _spanned(self, low: Number, high: Number) -> Number | None:
        """Return the range of two numbers, or ``None`` where the first is not the lower one."""
        bottom, top = low.best, high.best if high.best is not None else high.high
        if bottom is None or top is None:
            return None
        if high.scale > 1 and low.scale == 1 and bottom < top / high.scale:
            bottom = whole(bottom * high.scale)
        if bottom >= top:
            return None
        form = low.form if low.form == high.form else "mixed"
        number = Number(low.start, high.end, bottom, None, top, "range", form=form)
        number.scale = high.scale
        return number

    def glued(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a currency that is one token with its figures ("Rs50,000", "USD115")."""
        begin, end = rule.span(match, "code")
        tape = self.tape
        tokens = tape.tokens[tape.first[begin] : tape.first[end]]
        word = tokens[0].strip()
        letters = word.rstrip("0123456789")
        code = self.lexicon.value("CURRENCY_CODE", letters) or self.lexicon.value("CURRENCY_MARK", letters)
        figures = word[len(letters) :]
        if code is None or not figures:
            return []
        scale, taken = 1.0, 1
        while taken + 1 < len(tokens) and tokens[taken] in (",", ".") and tokens[taken + 1].isdigit():
            figures += tokens[taken] + tokens[taken + 1]
            taken += 2
        if taken < len(tokens):
            multiplier = self.lexicon.value("SCALE", tokens[taken].strip())
            if multiplier is not None:
                scale, taken = float(multiplier), taken + 1
        value = whole(digits_value(figures) * scale)
        number = Number(tape.first[begin], tape.first[begin] + taken, value, value, value, form="mixed" if scale > 1 else "digits")
        self.hedge(number, rule, match)
        stop = begin
        while tape.first[stop] < tape.first[begin] + taken:
            stop += 1
        if tape.first[stop] != tape.first[begin] + taken:
            return []
        return self.emit(rule, match, number, code, match.start(), stop, tail=stop == end)

    # --- measures ------------------------------------------------------------------------------------

    def measure(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        at = rule.span(match, "number")[0]
        place = rule.span(match, "unit")
        number = self.number(at)
        code, factor, stop = self._unit(number, place, match)
        if code is None:
            return []
        hyphen = bool(rule.attributes.get("hyphen"))
        if hyphen and not self._hyphen_fits(place):
            return []
        if factor != 1:
            number = scaled(number, factor)
        begin = at
        if at and (self._minus_before(at) if self.units[code].dimension == "proportion" else self.tape.word(at - 1) == "minus"):
            begin = at - 1
            number = self._negated(number)
            number.start = self.tape.first[begin]
        return self.emit(rule, match, number, code, begin, stop)

    def _hyphen_fits(self, place: tuple[int, int]) -> bool:
        token = self.tape.tokens[self.tape.first[place[0]]]
        return not token[0].isspace()

    def _unit(
        self, number: Number, place: tuple[int, int], match: re.Match[str]
    ) -> tuple[str | None, float, int]:
        """Return (code, factor, where it ends) of the unit at ``place``; money may be a word shared with others."""
        begin, end = place
        tape, value = self.tape, self.lexicon.value
        word = tape.word(end - 1)
        raw = tape.tokens[tape.first[end - 1]]
        if end - begin > 1 and tape.tokens[tape.first[begin]].strip().islower() and value("CURRENCY_PHRASE", tape.words(begin, end)) is None and value("UNIT_PHRASE", tape.words(begin, end)) is None:
            return None, 1, end
        minor = value("MINOR", word) or (value("MINOR", "+" + word) if raw == raw.strip() else None)
        if minor is not None and value("UNIT", raw.strip()) is None and value("UNIT_PHRASE", tape.words(begin, end)) is None:
            return minor, 1 / MINOR_PARTS, end
        millions = value("CODE_MILLIONS", raw.strip())
        if millions is not None:
            return millions, 1_000_000, end
        if value("POUND", word) is not None:
            phrase = value("CURRENCY_PHRASE", tape.words(begin, end)) if end - begin > 1 else None
            return phrase or self._pound(number, begin, end, match), 1, end
        suspect = value("CURRENCY_SUSPECT", word)
        if suspect is not None:
            phrase = value("CURRENCY_PHRASE", tape.words(begin, end)) if end - begin > 1 else None
            large = number.scale > 1 or (number.best or number.low or 0) >= SUSPECT_FROM
            return phrase or (suspect if large else None), 1, end
        if raw == raw.strip() and end - begin == 1 and raw in "tlg" and number.form == "words":
            return None, 1, end
        return self.code(begin, end), 1, end

    def _pound(self, number: Number, begin: int, end: int, match: re.Match[str]) -> str:
        """Tell the money from the weight: by what it is pounds of, by the hyphen, by the verb."""
        tape = self.tape
        cue = self.lexicon.value
        word = tape.word(end - 1)
        behind = [tape.word(at) for at in range(end, min(end + 5, len(tape.symbols)))]
        if number.scale >= SUSPECT_FROM * SUSPECT_FROM:
            return "GBP"
        if behind[:1] == ["of"]:
            return "GBP" if any(cue("MONEY_MATTER", word) for word in behind[1:4]) else "lb"
        if tape.word(begin - 1) == "-" or (word == "pound" and behind[:1] and behind[0].isalpha() and number.best != 1):
            return "GBP" if any(cue("POUND_CUE", word) == "money" for word in behind[:3]) else "lb"
        first = match.start()
        for at in range(first - 1, max(-1, first - 1 - CUE_REACH), -1):
            sense = cue("POUND_CUE", tape.word(at))
            if sense is not None:
                return "lb" if sense == "weight" else "GBP"
        return "GBP"

    def pair(self, rule: Rule, match: re.Match[str]) -> tuple[Number, str | None, float, Number, str | None, float]:
        """Return (number, code, factor) of both measures of a match."""
        low, high = self.number(rule.span(match, "low")[0]), self.number(rule.span(match, "high")[0])
        low_code, low_factor, _ = self._unit(low, rule.span(match, "low_unit"), match)
        high_code, high_factor, _ = self._unit(high, rule.span(match, "high_unit"), match)
        return low, low_code, low_factor, high, high_code, high_factor

    def compound(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        low, first, low_factor, high, second, high_factor = self.pair(rule, match)
        low, high = scaled(low, low_factor, 9), scaled(high, high_factor, 9)
        if first == "GBP" and second in ("oz", "lb"):
            first = "lb"
        total = None
        if first and second and low.best is not None and high.best is not None and high.qualifier == "exact":
            one, other = self.units[first], self.units[second]
            if low_factor == 1 and high_factor < 1 and one.dimension == CURRENCY:
                total = round(low.best + high.best, 4)
            elif one.dimension in SUMMED and one.si and other.si and other.si < one.si and high.best * other.si < one.si:
                total = combined([(low.best, first), (high.best, second)])
        if total is None or first is None:
            return self._both(rule, match, low, first, high, second)
        number = Number(low.start, low.end, None, None, None, form=low.form, cues=low.cues)
        shape(number, whole(total), low.qualifier)
        return self.emit(rule, match, number, first, rule.span(match, "low")[0], rule.span(match, "high_unit")[1])

    def _both(  # noqa: PLR0913 - two quantities
        self, rule: Rule, match: re.Match[str], low: Number, first: str | None, high: Number, second: str | None
    ) -> list[Change]:
        """Return two quantities side by side that are no compound and no range."""
        changes: list[Change] = []
        if first is not None:
            changes += self.emit(rule, match, low, first, rule.span(match, "low")[0], rule.span(match, "low_unit")[1], tail=False)
        if second is not None:
            changes += self.emit(rule, match, high, second, rule.span(match, "high")[0], rule.span(match, "high_unit")[1])
        return changes

    def measure_range(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        low, first, low_factor, high, second, high_factor = self.pair(rule, match)
        low, high = scaled(low, low_factor, 9), scaled(high, high_factor, 9)
        framed = rule.span(match, "frame")
        between = framed[0] >= 0 and self.tape.word(framed[0]) == "between"
        mark = self.tape.word(rule.span(match, "mark")[0])
        same = first is not None and second is not None and self.units[first].dimension == self.units[second].dimension
        if same and first != second and first is not None and second is not None:
            value = combined([(high.best or 0, second), (0, first)])
            one, other = self.units[first].si, self.units[second].si
            same = value is not None and one is not None and other is not None
            if same and one and other:
                high = scaled(high, other / one)
        number = self._spanned(low, high) if same else None
        if number is None or first is None or (mark == "and" and not between) or (not between and self.changed(match.start())):
            return self._both(rule, match, low, first, high, second)
        number.start = self.tape.first[match.start()]
        return self.emit(rule, match, number, first, match.start(), rule.span(match, "high_unit")[1])

    def suspended(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        low, high = self.number(rule.span(match, "low")[0]), self.number(rule.span(match, "high")[0])
        place = rule.span(match, "unit")
        code, _, stop = self._unit(high, place, match)
        number = self._spanned(low, high)
        if code is None or number is None:
            return []
        return self.emit(rule, match, number, code, match.start(), stop)

    def shared(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Give every number of a list the unit behind the last one ("5 and 7 percent")."""
        place = rule.span(match, "unit")
        at = rule.span(match, "number")[0]
        number = self.number(at)
        code, factor, stop = self._unit(number, place, match)
        if code is None:
            return []
        changes: list[Change] = []
        begin, end = rule.span(match, "list")
        for position in range(begin, end):
            if isinstance(self.tape.record(position), Number):
                changes += self.emit(rule, match, self.number(position), code, position, position + 1, tail=False)
        return [*changes, *self.emit(rule, match, scaled(number, factor, 9), code, at, stop)]

    def paired_speed(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        changes: list[Change] = []
        for name in ("low", "high"):
            at = rule.span(match, name)[0]
            place = rule.span(match, name + "_unit")
            code = {"km": "km/h", "mi": "mph", "m": "m/s", "nmi": "knot"}.get(self.code(*place) or "")
            if code is None:
                return []
            changes += self.emit(rule, match, self.number(at), code, at, place[1])
        return changes

    def half_unit(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        place = rule.span(match, "unit")
        begin, end = match.span()
        part = rule.span(match, "part")
        if isinstance(self.tape.record(begin), Number) and self.tape.record(begin).best != 1:
            return []
        value = 0.5 if part[0] < 0 else round(1 / self.lexicon.value("PART_SINGULAR", self.tape.word(part[0])), 4)
        number = Number(self.tape.first[begin], self.tape.first[end], value, value, value, form="words")
        code, _, stop = self._unit(number, place, match)
        if code is None:
            return []
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, code, begin, stop)

    def mixed_fraction(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        begin = match.start()
        at = rule.span(match, "number")[0]
        value = 0.0
        number = Number(self.tape.first[begin], self.tape.first[match.end()], 0, 0, 0)
        if at >= 0:
            number = self.number(at)
            value = number.best or 0
        pair, sign = rule.span(match, "pair")[0], rule.span(match, "sign")[0]
        if pair >= 0:
            part = self._slashed(pair)
            if part is None:
                return []
            value += part
        else:
            value += self.lexicon.value("FRACTION_SIGN", self.tape.word(sign))
        shape(number, whole(round(value, 4)), number.qualifier)
        place = rule.span(match, "unit")
        code, _, stop = self._unit(number, place, match)
        if code is None:
            return []
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, code, begin, stop)

    def _slashed(self, at: int) -> float | None:
        top, bottom = self.tape.word(at).split("/")
        return int(top) / int(bottom) if 0 < int(top) < int(bottom) else None

    def one_unit(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        place = rule.span(match, "unit")
        value = 1.5 if rule.span(match, "half")[0] >= 0 else 1
        begin, end = match.span()
        number = Number(self.tape.first[begin], self.tape.first[end], value, value, value, form="article")
        code = self.code(*place)
        if code is None:
            return []
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, code, begin, end)

    # --- temperature and magnitude ---------------------------------------------------------------------

    def temperature(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        at = rule.span(match, "number")[0]
        number = self.number(at)
        code = self._degrees(number, rule, match)
        if code is None:
            return []
        begin = at
        minus = rule.span(match, "minus")[0]
        below = rule.span(match, "below")
        if minus >= 0 and self._negative(minus, at):
            begin = minus
        if begin < at or below[0] >= 0:
            number = self._negated(number)
            number.start = self.tape.first[begin]
        return self.emit(rule, match, number, code, begin, match.end())

    def _negative(self, minus: int, at: int) -> bool:
        """Say whether the mark at ``minus`` is a minus sign: a word, or glued to the figure and to nothing before it."""
        tape = self.tape
        if tape.word(minus).isalpha():
            return True
        return not tape.tokens[tape.first[at]][0].isspace() and (minus == 0 or tape.tokens[tape.first[minus]][0].isspace())

    def _negated(self, number: Number) -> Number:
        made = scaled(number, -1)
        made.low, made.high = made.high, made.low
        return made

    def _degrees(self, number: Number, rule: Rule, match: re.Match[str]) -> str | None:
        """Return C or F, or ``None`` where the degrees are of something else."""
        scale = rule.span(match, "scale")
        degree = rule.span(match, "degree")[0] >= 0
        value = next((v for v in (number.best, number.low, number.high) if v is not None), None)
        if scale[0] >= 0:
            token = self.tape.tokens[self.tape.first[scale[0]]]
            word = token.strip()
            code = self.lexicon.values["TEMPERATURE_LETTER"].get(word.upper() if degree else word) or self.lexicon.value("UNIT", word)
            if code is not None and (degree or len(word) > 1 or self._letter_alone(scale[1])):
                return str(code)
            if not degree:
                return None
        around = self.near(*match.span())
        for word in around:
            if word in ("celsius", "fahrenheit"):
                return str(self.lexicon.value("UNIT", word))
        heat = any(self.lexicon.value("HEAT_CUE", word) for word in around)
        if value is None or not heat:
            return None
        return "C" if value <= HOTTEST_CELSIUS else "F"

    def _letter_alone(self, end: int) -> bool:
        """Say that no noun follows that the letter could name ("13F filing")."""
        if end >= len(self.tape.symbols):
            return True
        word = self.tape.word(end)
        return (
            not word.isalpha()
            or self.lexicon.value("HEAT_CUE", word) is not None
            or not LETTER_FOLLOWERS.isdisjoint(self.lexicon.words.get(word, ()))
        )

    def temperature_range(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        low, high = self.number(rule.span(match, "low")[0]), self.number(rule.span(match, "high")[0])
        scale = rule.span(match, "scale")
        code: str | None = None
        if scale[0] >= 0:
            word = self.tape.tokens[self.tape.first[scale[0]]].strip()
            code = self.lexicon.values["TEMPERATURE_LETTER"].get(word) or self.lexicon.value("UNIT", word)
        elif any(self.lexicon.value("HEAT_CUE", word) for word in self.near(*match.span())):
            code = "C" if (high.best or 0) <= HOTTEST_CELSIUS else "F"
        if code is None:
            return []
        low_at, high_at = rule.span(match, "low")[0], rule.span(match, "high")[0]
        if low_at and self._minus_before(low_at):
            low = self._negated(low)
        if self._minus_before(high_at):
            high = self._negated(high)
        if (low.best or 0) > (high.best or 0):
            low, high = high, low
        if low.best is None or high.best is None or low.best == high.best:
            return []
        number = Number(self.tape.first[match.start()], self.tape.first[match.end()], low.best, None, high.best, "range", form=low.form)
        return self.emit(rule, match, number, code, match.start(), match.end())

    def _minus_before(self, at: int) -> bool:
        return self.tape.word(at - 1) in ("minus", "-", "−", "–") and self._negative(at - 1, at)  # noqa: RUF001

    def magnitude(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        at = rule.span(match, "number")[0]
        number = self.number(at)
        value = number.best or number.low or number.high or 0
        if not 0 < value < LARGEST_MAGNITUDE + 1:
            return []
        begin = match.start() if rule.span(match, "inside")[0] >= 0 else at
        end = at + 1 if rule.id.endswith("before") else match.end()
        if begin < at:
            number.start = self.tape.first[begin]
        return self.emit(rule, match, number, "magnitude", begin, end)

    def richter(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        at = rule.span(match, "number")[0]
        number = self.number(at)
        token = self.tape.tokens[self.tape.first[at + 1] - 1]
        scale = rule.span(match, "head")[0] < 0
        value = number.best or number.low or number.high or 0
        if not 0 < value < LARGEST_MAGNITUDE or not (scale or "." in token):
            return []
        return self.emit(rule, match, number, "magnitude", at, at + 1)

    def magnitude_code(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        tape = self.tape
        begin, end = match.span()
        at = rule.span(match, "number")[0]
        if at >= 0:
            number = self.number(at)
            if not 0 < (number.best or 0) < LARGEST_MAGNITUDE or not tape.tokens[tape.first[begin]].strip()[0].isupper():
                return []
            number.start = tape.first[begin]
        else:
            tokens = tape.tokens[tape.first[begin] : tape.first[end]]
            if len(tokens) != 3 or any(token[0].isspace() for token in tokens[1:]) or not tokens[2].isdigit():
                return []
            value = float(f"{tokens[0].strip()[-1]}.{tokens[2]}")
            number = Number(tape.first[begin], tape.first[end], value, value, value)
        return self.emit(rule, match, number, "magnitude", begin, end)

    # --- proportions and rates ---------------------------------------------------------------------------

    def part(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        begin = match.start()
        tape = self.tape
        part = rule.span(match, "part")
        at = rule.span(match, "number")[0]
        size = self.lexicon.value("PART_PLURAL", tape.word(part[0])) or self.lexicon.value("PART_SINGULAR", tape.word(part[0]))
        if at >= 0:
            number = self.number(at)
            first = number.best or number.high or number.low or 0
            if number.form == "digits" or not (first == 1 if rule.attributes.get("singular") else 1 < first):
                return []
            number = scaled(number, 1 / size)
        else:
            article = rule.span(match, "article")[0]
            value = round(1 / size, 4)
            number = Number(tape.first[article], tape.first[part[1]], value, value, value, form="words")
            begin = article
            if rule.span(match, "hedge")[0] >= 0:
                self.hedge(number, rule, match)
                begin = match.start()
        return self.emit(rule, match, number, "fraction", begin, part[1])

    def half(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        at = rule.span(match, "half")[0]
        number = Number(self.tape.first[at], self.tape.first[at + 1], 0.5, 0.5, 0.5, form="words")
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, "fraction", match.start(), at + 1)

    def slashed(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        at = rule.span(match, "pair")[0]
        value = self._slashed(at)
        if value is None:
            return []
        value = round(value, 4)
        number = Number(self.tape.first[at], self.tape.first[at + 1], value, value, value)
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, "fraction", match.start(), at + 1)

    def share(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read "four in every ten"; a base that is no round number is a place or a date."""
        number, base = self.number(rule.span(match, "number")[0]), self.number(rule.span(match, "base")[0])
        top = number.best or number.low or number.high or 0
        whole_number = base.best or 0
        if base.qualifier != "exact" or whole_number not in SHARE_BASES or not 0 < top < whole_number:
            return []
        form = number.form if number.form == base.form else "mixed"
        number = scaled(number, 1 / whole_number)
        number.form = form
        end = rule.span(match, "base")[1]
        return self.emit(rule, match, number, "fraction", match.start(), end)

    def per_many(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        base = self.number(rule.span(match, "base")[0])
        code = RATE_BASES.get(int(base.best or 0)) if base.qualifier == "exact" else None
        if code is None:
            return []
        number = self.number(rule.span(match, "number")[0])
        changes = self.emit(rule, match, number, code, match.start(), match.end())
        counted = rule.span(match, "counted")
        candidate = self.candidates[-1]
        if counted[0] >= 0:
            candidate.fields["of_what"] = (self.tape.first[counted[0]], self.tape.first[counted[1]])
        candidate.scope = "rate"
        return changes


MAKERS: dict[str, Callable[[_Reader, Rule, re.Match[str]], list[Change]]] = {
    "money": _Reader.money,
    "range": _Reader.range,
    "glued": _Reader.glued,
    "measure": _Reader.measure,
    "compound": _Reader.compound,
    "measure-range": _Reader.measure_range,
    "suspended": _Reader.suspended,
    "shared": _Reader.shared,
    "paired-speed": _Reader.paired_speed,
    "half-unit": _Reader.half_unit,
    "mixed-fraction": _Reader.mixed_fraction,
    "one-unit": _Reader.one_unit,
    "temperature": _Reader.temperature,
    "temperature-range": _Reader.temperature_range,
    "magnitude": _Reader.magnitude,
    "richter": _Reader.richter,
    "magnitude-code": _Reader.magnitude_code,
    "part": _Reader.part,
    "half": _Reader.half,
    "slashed": _Reader.slashed,
    "share": _Reader.share,
    "per-many": _Reader.per_many,
}
"""The reader of each value of a rule's ``make``."""
