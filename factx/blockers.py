"""Numbers that are no facts, taken off the tape before any rule can read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factx.numerals import digits_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from factx.grammar import Rule
    from factx.lexicon import Lexicon
    from factx.reading import Reading
    from factx.tape import Tape

TECHNICAL_SIZES = frozenset(
    ("144", "240", "360", "480", "576", "720", "1080", "1440", "2160", "4320")
)
"""Heights of a picture in lines: "1080p" is none of money."""
GENERATIONS = frozenset("23456")
"""Of mobile networks: "5G" weighs nothing."""

_LINK = re.compile(r"\S+")


def read(tape: Tape, reading: Reading) -> Tape:
    """Return the tape with every number that is no fact as one symbol; its record is the reason.

    The rules of the pass "blockers" find them. Where the tape cannot tell (capitals, blanks,
    values), the rule's ``check`` names the question to be asked of the text.
    """
    changes: list[tuple[int, int, str, str]] = []
    rules = reading.grammar.rules("blockers")
    search, symbols = rules.pattern.search, tape.symbols
    match = search(symbols)
    while match is not None:
        rule = rules.by_index[match.lastindex or 0]
        begin, end = match.span()
        check = rule.attributes.get("check")
        if check is not None and not CHECKS[check](tape, rule, match, reading.lexicon):
            # Another rule may fit inside what this one took in vain.
            match = search(symbols, begin + 1)
            continue
        if "link" in rule.attributes:
            end = _link_end(tape, begin)
        rules.note(tape, rule, match)
        changes.append((begin, end, rule.symbol, rule.attributes["reason"]))
        match = search(symbols, end)
    return tape.rewrite(changes)


def _link_end(tape: Tape, begin: int) -> int:
    """Return the position behind the last token of the link that starts at ``begin``."""
    found = _LINK.match(tape.text, tape.offsets(begin, begin + 1)[0])
    stop = found.end() if found else 0
    end = begin + 1
    while end < len(tape.symbols) and tape.offsets(end, end + 1)[1] <= stop:
        end += 1
    return end


def _raw(tape: Tape, position: int) -> str:
    return tape.tokens[tape.first[position]].strip()


def _unbroken(tape: Tape, begin: int, end: int) -> bool:
    """Say that no blank stands inside the tokens from ``begin`` up to ``end``."""
    inside = tape.tokens[tape.first[begin] + 1 : tape.first[end]]
    return not any(token[0].isspace() for token in inside)


def _glued(tape: Tape, _rule: Rule, match: re.Match[str], _lexicon: Lexicon) -> bool:
    return _unbroken(tape, *match.span())


def _joined(tape: Tape, _rule: Rule, match: re.Match[str], _lexicon: Lexicon) -> bool:
    begin, end = match.span()
    return _unbroken(tape, begin - 1, end)


def _glued_pairs(tape: Tape, _rule: Rule, match: re.Match[str], _lexicon: Lexicon) -> bool:
    hyphens = (at for at in range(*match.span()) if not _raw(tape, at)[0].isalnum())
    return all(_unbroken(tape, at, at + 2) for at in hyphens if _raw(tape, at) not in (",", ""))


def _descending(tape: Tape, _rule: Rule, match: re.Match[str], _lexicon: Lexicon) -> bool:
    begin, end = match.span()
    first, second = digits_value(_raw(tape, begin)), digits_value(_raw(tape, end - 1))
    return first >= second and _unbroken(tape, begin, end)


def _capital(tape: Tape, rule: Rule, match: re.Match[str], _lexicon: Lexicon) -> bool:
    begin, _ = rule.span(match, "name")
    return begin < 0 or _raw(tape, begin)[0].isupper()


def _named(tape: Tape, _rule: Rule, match: re.Match[str], _lexicon: Lexicon) -> bool:
    words = [_raw(tape, at) for at in match.span()]
    return all(word[0].isupper() and not word.isupper() for word in words)


def _title(tape: Tape, _rule: Rule, match: re.Match[str], lexicon: Lexicon) -> bool:
    begin, end = match.span()
    words = [_raw(tape, at) for at in range(begin + 1, end - 1)]
    content = [
        word
        for word in words
        if word[0].isalpha() and (word[0].isupper() or not lexicon.value("TITLE_SMALL", word))
    ]
    return (
        len(words) > 1
        and bool(content)
        and all(word[0].isupper() for word in content)
        and not all(word.isupper() for word in content)
    )


def _street(tape: Tape, rule: Rule, match: re.Match[str], _lexicon: Lexicon) -> bool:
    begin, end = rule.span(match, "name")
    return all(_raw(tape, at)[0].isupper() for at in range(begin, end + 1))


def _technical(tape: Tape, _rule: Rule, match: re.Match[str], _lexicon: Lexicon) -> bool:
    begin, end = match.span()
    figure, letter = _raw(tape, begin), _raw(tape, end - 1)
    if letter in "gG":
        return letter == "G" and figure in GENERATIONS
    return letter not in "pP" or figure in TECHNICAL_SIZES


def _coordinates(tape: Tape, _rule: Rule, match: re.Match[str], _lexicon: Lexicon) -> bool:
    begin, end = match.span()
    letter = _raw(tape, end - 1)
    return letter.isupper() if len(letter) == 1 else end - begin > 2


CHECKS: dict[str, Callable[[Tape, Rule, re.Match[str], Lexicon], bool]] = {
    "glued": _glued,
    "glued-pairs": _glued_pairs,
    "joined": _joined,
    "descending": _descending,
    "capital": _capital,
    "named": _named,
    "title": _title,
    "street": _street,
    "technical": _technical,
    "coordinates": _coordinates,
}
"""What a rule's ``check`` asks of the text."""
