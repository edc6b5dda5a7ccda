"""Money: signs before a number, words behind it, and words that mean something else too."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from factx.candidates import Number
from factx.lexicon import GLUE
from factx.numbers import bounded
from factx.numerals import LONGEST_FIGURE, digits_value, whole
from factx.quantities.amounts import (
    CUE_REACH,
    MEMO_LIMIT,
    OPENING,
    AmountReader,
    Change,
    Place,
    scaled,
    spanned,
)
from factx.units import CURRENCY, unit_of

if TYPE_CHECKING:
    from factx.grammar import Rule

MINOR_PART = 0.01
MILLION = 1_000_000
SUSPECT_FROM = 1000
"""The figure from which a word like "won" is money without its country's name."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
GLUED = re.compile(r"([^\W\d]+)([0-9]+)([^\W\d]*)")
"""A currency, its figures and what multiplies them, in one token."""
FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
GROUPS = re.compile("(?:[ \xa0\u202f][0-9]{3})+")


class MoneyReader(AmountReader):
    """Reads amounts of money, and tells what unit word stands behind a number."""

    __slots__ = ()

    # --- signs before the number -------------------------------------------------------------

    def money(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a sign and its number ("more than US$8.7 billion")."""
        at = rule.span(match, "number")[0]
        sign = rule.span(match, "sign")
        begin, code = self._sign(*sign)
        if code is None:
            return []
        number = self.number(at)
        number.start = self.tape.first[begin]
        if begin <= sign[0]:
            self.hedge(number, rule, match)
            begin = min(begin, match.start())
        end = max(rule.span(match, "word")[1], at + 1)
        return self.emit(rule, match, number, code, (begin, end))

    def minus_money(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a sign, a minus glued to it, and a number ("$-99.99")."""
        begin, code = self._sign(*rule.span(match, "sign"))
        at = rule.span(match, "number")[0]
        number = self.number(at)
        if code is None or not (self.glued(at) and self.glued(at - 1)):
            return []
        number = scaled(number, -1)
        number.start = self.tape.first[begin]
        return self.emit(rule, match, number, code, (begin, at + 1))

    def one_coin(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read an article and a currency ("a dollar a day")."""
        begin, end = rule.span(match, "unit")
        number = self.said(begin - 1, end, 1, "article")
        code, factor = self.unit(number, rule, match, (begin, end))
        if code is None:
            return []
        number = scaled(number, factor)
        number.form = "article"
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, code, (min(begin - 1, match.start()), end))

    def money_range(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read two amounts with signs: a range, unless the money went from the one to the other."""
        low_at, high_at = rule.span(match, "low")[0], rule.span(match, "high")[0]
        low_start, code = self._sign(*rule.span(match, "low_sign"))
        high_start, high_code = self._sign(*rule.span(match, "high_sign"))
        if code is None or high_code is None:
            return []
        low, high = self.number(low_at), self.number(high_at)
        begin, between = self.framed(min(low_start, match.start()))
        joined = rule.span(match, "joined")[0] >= 0
        number = None
        if (
            code == high_code
            and low.qualifier == "exact"
            and (between or not (joined or self.changed(begin)))
        ):
            number = spanned(low, high)
        if number is not None:
            number.start = self.tape.first[begin]
            return self.emit(rule, match, number, code, (begin, high_at + 1))
        low.start, high.start = self.tape.first[low_start], self.tape.first[high_start]
        self.hedge(low, rule, match)
        hedge = rule.span(match, "hedge")[0]
        place = (low_start if hedge < 0 else hedge, low_at + 1)
        upper = rule.span(match, "upper")
        if upper[0] >= 0:
            high_start = upper[0]
            self._hedge(high, *upper)
            number = bounded(low, high) if code == high_code else None
            if number is not None:
                return self.emit(rule, match, number, code, (place[0], high_at + 1))
        return [
            *self.emit(rule, match, low, code, place, tail=False),
            *self.emit(rule, match, high, high_code, (high_start, high_at + 1)),
        ]

    def _sign(self, begin: int, end: int) -> tuple[int, str | None]:
        """Return (where it starts, currency) of a sign or mark before a number."""
        value = self.lexicon.value
        if end - begin == 1:
            token = self.tape.tokens[self.tape.first[begin]]
            known = self.tools.signs
            if token not in known:
                if len(known) >= MEMO_LIMIT:
                    known.clear()
                known[token] = self._single_sign(token.strip())
            if begin and not token[0].isspace():
                code = value("CURRENCY_PREFIX", self.raw(begin - 1))
                if code is not None:
                    return begin - 1, code
            return begin, known[token]
        core = self.raw(begin)
        mark = value("CURRENCY_MARK", core)
        if mark is not None:
            if begin and self.glued(begin):
                code = value("CURRENCY_PREFIX", self.raw(begin - 1))
                if code is not None:
                    return begin - 1, code
            return begin, self._single_sign(core)
        code = value("CURRENCY_PREFIX", core)
        if code is not None:
            return begin, code
        return end - 1, value("CURRENCY_SIGN", self.raw(end - 1))

    def _single_sign(self, core: str) -> str | None:
        """Return the currency of one sign, code or mark, or ``None``."""
        tables = ("CURRENCY_SIGN", "CURRENCY_CODE", "CURRENCY_MARK", "CURRENCY")
        codes = (self.cue(table, core) for table in tables)
        return next((code for code in codes if code), None)

    def glued_money(self, rule: Rule, match: re.Match[str]) -> list[Change]:
        """Read a currency that is one token with its figures ("Rs50,000", "USD115")."""
        tape = self.tape
        begin, end = rule.span(match, "code")
        tokens = tape.tokens[tape.first[begin] : tape.first[end]]
        word = tokens[0].strip()
        parts = GLUED.fullmatch(word)
        if parts is None:
            return []
        letters, figures, suffix = parts.groups()
        scale = self._times(suffix) if suffix else None
        code = self.cue("CURRENCY_CODE", letters) or self.cue("CURRENCY_MARK", letters)
        large = scale is not None and scale >= MILLION
        if suffix and scale is None:
            return []
        taken = 1
        if not suffix:
            # "R700 000": groups of a figure with blanks between them.
            groups = list(takewhile(GROUPS.fullmatch, tokens[1:]))
            taken += len(groups)
            figures += "".join("".join(groups).split())
        while (
            not suffix
            and taken + 1 < len(tokens)
            and tokens[taken] in (",", ".")
            and FIGURE.fullmatch(tokens[taken + 1])
        ):
            figures += tokens[taken] + tokens[taken + 1]
            taken += 2
        if len(figures) > LONGEST_FIGURE:
            return []
        behind = taken
        if not suffix and taken < len(tokens):
            scale = self._times(tokens[taken].strip())
            behind += scale is not None
        # A letter with figures alone may be a road ("the A1 40 miles north").
        if code is None and (behind > 1 or large or rule.attributes.get("priced")):
            code = self.cue("CURRENCY_GLUED", letters)
        if code is None:
            return []
        start = tape.first[begin]
        stop = start + behind
        end = next((at for at in range(begin, end + 1) if tape.first[at] == stop), -1)
        if end < 0:
            return []
        value = whole(digits_value(figures) * (scale or 1))
        form = "digits" if scale is None else "mixed"
        number = Number(start, stop, value, value, value, form=form)
        self.hedge(number, rule, match)
        return self.emit(rule, match, number, code, (match.start(), end))

    def _times(self, word: str) -> float | None:
        """Return what a word or letter behind figures multiplies them by, if anything."""
        value = self.lexicon.value
        found: float | None = value("SCALE", word) or value("SCALE_SUFFIX", GLUE + word)
        return found

    # --- words behind the number -------------------------------------------------------------

    def unit(
        self, number: Number, rule: Rule, match: re.Match[str], place: Place
    ) -> tuple[str | None, float]:
        """Return (code, factor) of the unit or currency at ``place``; no code where it is none."""
        begin, end = place
        tape = self.tape
        first, last = tape.first[begin], tape.first[end]
        raw = tape.tokens[first] if last - first == 1 else "".join(tape.tokens[first:last])
        known = self.tools.plain
        if raw not in known:
            if len(known) >= MEMO_LIMIT:
                known.clear()
            known[raw] = self._plain(begin, end)
        found = known[raw]
        return found if found is not None else (self._currency(number, rule, match, place), 1)

    def _plain(self, begin: int, end: int) -> tuple[str | None, float] | None:
        """Return (code, factor) of words that mean the same wherever they stand, or ``None``."""
        value = self.lexicon.value
        if end - begin > 1:
            words = self.tape.words(begin, end)
            phrase = value("UNIT_PHRASE", words) or value("CURRENCY_PHRASE", words)
            if phrase is not None:
                return phrase, 1
            if self.raw(begin).islower():
                return None, 1
        core = self.raw(end - 1)
        code = value("UNIT", core)
        if code is not None:
            return code, 1
        minor = value("MINOR", core) or (
            value("MINOR", "+" + core) if self.glued(end - 1) else None
        )
        if minor is not None:
            return minor, MINOR_PART
        millions = value("CODE_MILLIONS", core)
        if millions is not None:
            return millions, MILLION
        if value("POUND", core) is not None or value("CURRENCY_SUSPECT", core) is not None:
            return None
        code = self.code(begin, end)
        return None if code is not None and unit_of(code).dimension == CURRENCY else (code, 1)

    def _currency(
        self, number: Number, rule: Rule, match: re.Match[str], place: Place
    ) -> str | None:
        """Return the code of a unit of more than one meaning, or of none that is money."""
        begin, end = place
        value = self.lexicon.value
        core = self.raw(end - 1)
        if value("POUND", core) is not None:
            return self._pound(number, rule, match, place)
        suspect = value("CURRENCY_SUSPECT", core)
        if suspect is not None:
            large = number.scale > 1 or (number.best or number.low or 0) >= SUSPECT_FROM
            return suspect if large else None
        code = self.code(begin, end)
        if code is not None and unit_of(code).dimension == CURRENCY:
            if self._tells_year(number, begin):
                return None
            if end - begin == 1:
                code = self._home(code, core.lower(), begin)
        return code

    def _home(self, code: str, word: str, at: int) -> str:
        """Return the currency of the country that the text names most, of those with this word."""
        counts = self._named(word, at)
        best = max(counts, key=counts.__getitem__, default=code)
        return best if counts[best] > counts[code] else code

    def _named(self, word: str, at: int) -> Counter[str]:
        """Return how often the document at a position names the homes of a currency's ``word``."""
        self.reading.turn_to(self.tape.first[at])
        begin, ends = self.reading.begin, self.tape.ends
        counts = self.named.get((word, begin))
        if counts is None:
            homes = self.tools.homes.get(word)
            if homes is None:
                homes = self.tools.homes[word] = self._homes(word)
            counts = self.named[word, begin] = Counter()
            if homes:
                start, stop = ends[begin - 1] if begin else 0, ends[self.reading.end - 1]
                text = " " + self.tape.text[start:stop].lower()
                for own, places in homes.items():
                    counts[own] = sum([text.count(" " + place) for place in places])
        return counts

    def _homes(self, word: str) -> dict[str, list[str]]:
        """Return the currencies that share ``word``, each with the names of its country."""
        homes: dict[str, list[str]] = {}
        for place, home in self.lexicon.phrases["CURRENCY_HOME"].items():
            name, _, own = home.partition(" ")
            if word.startswith(name):
                homes.setdefault(own, []).append(place)
        return homes

    def _pound(self, number: Number, rule: Rule, match: re.Match[str], place: Place) -> str:
        """Tell the money from the weight by what it is of, by the hyphen, by the words around."""
        if number.scale >= MILLION:
            return "GBP"
        begin, end = place
        word = self.tape.word
        matter = dict(self.tail(rule, match)).get("of")
        if matter is not None:
            money = any(self.cue("MONEY_MATTER", word(at)) for at in range(*matter))
            return "GBP" if money else "lb"
        behind = [word(at) for at in range(end, min(end + 3, len(self.tape.symbols)))]
        if behind[:1] == ["("] and len(behind) > 2:
            restated = self.code(end + 2, end + 3)
            return "lb" if restated and unit_of(restated).dimension == "mass" else "GBP"
        attributive = number.best != 1 and self.lexicon.has("POUND_SINGULAR", self.raw(end - 1))
        if word(begin - 1) == "-" or (attributive and "".join(behind[:1]).isalpha()):
            money = any(self.cue("POUND_CUE", after) == "money" for after in behind)
            return "GBP" if money else "lb"
        for before in self.before(match.start(), CUE_REACH):
            sense = self.cue("POUND_CUE", before)
            if sense is not None:
                return "lb" if sense == "weight" else "GBP"
        return "GBP"

    def _tells_year(self, number: Number, begin: int) -> bool:
        """Say that "(2006 USD)" tells the year of a price and no amount."""
        at = begin - 2
        return (
            number.qualifier == "exact"
            and number.form == "digits"
            and FIRST_YEAR <= (number.best or 0) < LAST_YEAR
            and at >= 0
            and self.raw(at) in OPENING
            and self.cue("CURRENCY_CODE", self.raw(begin)) is not None
        )
