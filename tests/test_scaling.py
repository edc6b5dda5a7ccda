"""Time grows with the length of a text and no faster, whatever the text; memory stays bounded.

Times are compared with each other only, as CPU time and best of several runs: what else the machine
does changes neither side for long.
"""

from __future__ import annotations

import gc
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest

import factx
from factx import tape
from factx.extractor import Extractor

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT = 4_000
"""Characters of the shorter text."""
FACTOR = 16
"""How much longer the longer one is. Quadratic time would be 256 times as much."""
ALLOWED = 48.0
"""How much longer it may take. Caches, allocation and a busy machine leave linear time above 16."""
ROUNDS = 6
"""How often a ratio that is too large is measured again before it is believed."""
PUBLISHED = "2024-10-31"

ORDINARY = (
    "At least 12 people were killed and 30 injured when a bus fell into a gorge near Lorn on "
    "Tuesday, police said. The 60-day truce began on October 7, 2023, and cost $3.5 million.\n"
)
REPEATED = {
    "ordinary": ORDINARY,
    "one line": ORDINARY.replace(".", " and").replace("\n", " "),
    "wrapped": "Two of the twelve miners were found dead in the pit on Monday,\n",
    "articles": "a ",
    "digits": "12 ",
    "numerals": "two hundred and six ",
    "scales": "million ",
    "one long word": "a",
    "one long number": "9",
    "grouped digits": "1,",
    "slashed digits": "1/",
    "hyphened digits": "1-",
    "ranges": "1 to ",
    "unfinished ranges": "between 1 and ",
    "hedges": "at least ",
    "hedged both ways": "no more than 5 or more ",
    "commas": ",",
    "brackets": "(",
    "quotes": '" ',
    "dots": ". ",
    "dashes": " - ",
    "hyphened words": "well-",
    "newlines": "\n",
    "blanks": " ",
    "tabs behind a word": "a\t",
    "no-break spaces": "\N{NO-BREAK SPACE}",
    "months": "May ",
    "days": "October 7, ",
    "weekdays": "last Tuesday ",
    "years": "in 1990 ",
    "compound durations": "2 years, 3 months, ",
    "ago": "two years ago ",
    "triggers": "killed ",
    "trigger and number": "killing two and ",
    "people": "12 people ",
    "list of people": "two people, ",
    "numbers joined": "12 and ",
    "parts": "12 people were killed, 3 of them children, ",
    "pronouns": "five of them ",
    "places": "two in Lorn, ",
    "labels": "Dead 43 Missing 9 ",
    "tolls": "toll of 12 ",
    "singulars": "a soldier ",
    "subjects": "people were ",
    "sources": "the ministry said ",
    "conditions": "if 12 people died and ",
    "quoted speech": '"12 people died," he said. ',
    "money signs": "$",
    "money": "€5 ",
    "percentages": "5% ",
    "halves": "half a ",
    "glued units": "12km/h",
    "initials": "U.",
    "abbreviations": "Mr. ",
    "scores": "2-1 ",
    "links": "http://a.b/c?d=1&",
    "emoji": "\N{GRINNING FACE}",
    "combining": "e\N{COMBINING ACUTE ACCENT}",
    "surrogates": "\ud800",
}
"""What is repeated to make a text: ordinary sentences, and what would hurt a careless pattern."""


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    """Keep the garbage collector from falling into one measurement and not the other."""
    gc.disable()
    yield
    gc.enable()
    gc.collect()


def seconds(extractor: Extractor, text: str) -> float:
    """The CPU time that one extraction takes."""
    begin = time.process_time()
    extractor.extract(text, published=PUBLISHED)
    return time.process_time() - begin


def ratio(extractor: Extractor, short: str, long: str) -> float:
    """How many times longer the long text takes, by the best runs of both."""
    shorter = min(seconds(extractor, short) for _ in range(3))
    longer = seconds(extractor, long)
    for _ in range(ROUNDS):
        if longer <= ALLOWED * shorter:
            break
        longer = min(longer, seconds(extractor, long))
    # Below a tick of the clock nothing can be compared, and nothing needs to be.
    return longer / max(shorter, 1e-4)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """One extractor, warm."""
    made = Extractor()
    made.extract(ORDINARY)
    return made


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED.keys())
def test_time_is_linear_in_the_length_of_a_text(extractor: Extractor, piece: str) -> None:
    """A text that is longer takes longer in proportion, with or without sentence ends."""
    short = piece * (SHORT // len(piece))
    assert ratio(extractor, short, short * FACTOR) <= ALLOWED


def test_time_is_linear_in_the_facts_before(extractor: Extractor) -> None:
    """What refers back ("five of them") finds what it means without going through all before it."""
    short = "12 people were killed. Five of them were children. The toll rose to 12 from 9. " * 40
    assert ratio(extractor, short, short * FACTOR) <= ALLOWED


def test_documents_cost_what_they_cost_together(extractor: Extractor) -> None:
    """Many short documents take no longer than the same text many times over in one, or hardly."""
    begin = time.process_time()
    for _ in range(200):
        extractor.extract(ORDINARY, published=PUBLISHED)
    apart = time.process_time() - begin
    together = min(seconds(extractor, ORDINARY * 200) for _ in range(3))
    assert apart <= 8 * together


def test_a_line_of_megabytes_is_read(extractor: Extractor) -> None:
    """A line of five million characters without a sentence end gives the fact at its end."""
    text = "the river rose again and " * 200_000 + "at least 12 people were killed"
    (fact,) = extractor.extract(text)
    assert isinstance(fact, factx.Casualty)
    assert (fact.low, fact.end) == (12, len(text) - len(" were killed"))


def test_memory_is_flat_over_a_stream_of_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many different documents an extractor has read, it keeps no more than at first."""
    monkeypatch.setattr(tape, "MEMO_LIMIT", 500)
    extractor = Extractor()

    def read(first: int, last: int) -> int:
        for number in range(first, last):
            extractor.extract(f"On page {number}, word{number} met x{number}. It killed {number}.")
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        read(0, 600)
        before = read(600, 1_200)
        after = read(1_200, 2_400)
    finally:
        tracemalloc.stop()
    assert after - before < 100_000


def test_memory_of_symbols_is_emptied_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of tokens never holds more than its limit, and facts are the same without it."""
    monkeypatch.setattr(tape, "MEMO_LIMIT", 50)
    extractor = Extractor()
    memo = extractor._memo  # noqa: SLF001 - nothing public tells how much is remembered
    text = " ".join(f"word{number} and {number} people died." for number in range(200))
    facts = extractor.extract(text)
    assert len(memo) <= 50
    monkeypatch.undo()
    assert facts == Extractor().extract(text)
