"""Each part by itself, for `pytest benchmarks --benchmark-enable`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.generator import articles
from benchmarks.measure import PUBLISHED, WORDS
from factx import KINDS, Extractor
from factx.build import build
from factx.resolver import resolve
from factx.tape import read

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

TEXTS = {
    "articles": articles(20),
    "long": articles(1, sentences=400),
    "dense": articles(20, density=1),
    "free": articles(20, density=0),
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """One extractor, warm."""
    made = Extractor()
    for documents in TEXTS.values():
        for text in documents:
            made.extract(text)
    return made


@pytest.mark.parametrize("name", TEXTS)
def test_splitting(benchmark: BenchmarkFixture, name: str) -> None:
    """The yardstick: words and signs."""
    benchmark(lambda: [WORDS.findall(text) for text in TEXTS[name]])


@pytest.mark.parametrize("name", TEXTS)
def test_tape(benchmark: BenchmarkFixture, extractor: Extractor, name: str) -> None:
    """Tokens and their symbols."""
    memo = extractor._memo  # noqa: SLF001 - a part of the whole is measured
    benchmark(lambda: [read(text, memo) for text in TEXTS[name]])


@pytest.mark.parametrize("name", TEXTS)
def test_extraction(benchmark: BenchmarkFixture, extractor: Extractor, name: str) -> None:
    """The whole, all kinds."""
    benchmark(lambda: [extractor.extract(text, published=PUBLISHED) for text in TEXTS[name]])


@pytest.mark.parametrize("kind", KINDS)
def test_kind(benchmark: BenchmarkFixture, kind: str) -> None:
    """One kind alone."""
    extractor = Extractor(kinds=[kind])
    benchmark(lambda: [extractor.extract(text) for text in TEXTS["articles"]])


@pytest.mark.parametrize(
    "name",
    [
        "sentence", "blockers", "numerals", "dates", "hedges", "numbers", "durations", "quantities",
        "figurative", "triggers", "groups", "events.subject", "events.object", "counts",
    ],
)  # fmt: skip
def test_pass(benchmark: BenchmarkFixture, extractor: Extractor, name: str) -> None:
    """The search of one pass, over plain tapes."""
    memo = extractor._memo  # noqa: SLF001 - a part of the whole is measured
    tapes = [read(text, memo) for text in TEXTS["articles"]]
    rules = extractor.grammar.rules(name)
    benchmark(lambda: [sum(1 for _ in rules.matches(tape)) for tape in tapes])


def test_build(benchmark: BenchmarkFixture, extractor: Extractor) -> None:
    """Models out of candidates."""
    readings = [
        extractor._read((text,), (None,), extractor.options, trace=False)  # noqa: SLF001 - a part
        for text in TEXTS["dense"]
    ]
    kinds = extractor.options.kinds
    benchmark(lambda: [build(tape, resolve(found.candidates, kinds)) for tape, found in readings])


def test_start(benchmark: BenchmarkFixture) -> None:
    """A new extractor, with its pack kept from before."""
    benchmark(lambda: sys.getsizeof(Extractor()))
