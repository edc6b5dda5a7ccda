"""Measuring against the yardstick of the field: splitting the same text into words and signs."""

from __future__ import annotations

import json
import re
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from factx import Extractor

WORDS = re.compile(r"\w+|[^\w\s]")
PUBLISHED = "2024-10-31"
RUN = 100_000
"""Characters of documents that are timed at once where they are read together."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What reading some documents took: seconds, and those of splitting them into words.

    ``together`` is what ``extract_many`` took, and ``split`` what splitting took beside it.
    """

    documents: int
    characters: int
    facts: int
    seconds: float
    splitting: float
    together: float
    split: float

    @property
    def ratio(self) -> float:
        """How many times longer than splitting reading takes."""
        return self.seconds / self.splitting

    @property
    def ratio_together(self) -> float:
        """How many times longer than splitting ``extract_many`` takes."""
        return self.together / self.split


def corpus(path: Path) -> list[str]:
    """Return the documents of a file: one a line of JSONL (its "text"), else the whole file."""
    content = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".jsonl":
        return [content]
    return [str(json.loads(line)["text"]) for line in content.splitlines() if line.strip()]


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def speed(extractor: Extractor, documents: Sequence[str], rounds: int = 5) -> Speed:
    """Read and split each document in turn, ``rounds`` times; the best of each counts.

    What else the machine does so falls on both alike.
    """
    reading = [float("inf")] * len(documents)
    splitting = [float("inf")] * len(documents)
    facts = sum(len(extractor.extract(text, published=PUBLISHED)) for text in documents)
    for _ in range(rounds):
        for number, text in enumerate(documents):
            begin = time.perf_counter()
            WORDS.findall(text)
            middle = time.perf_counter()
            extractor.extract(text, published=PUBLISHED)
            end = time.perf_counter()
            splitting[number] = min(splitting[number], middle - begin)
            reading[number] = min(reading[number], end - middle)
    characters = sum(map(len, documents))
    many = [_many(extractor, run, rounds) for run in _runs(documents)]
    together, split = (sum(times) for times in zip(*many, strict=True))
    return Speed(len(documents), characters, facts, sum(reading), sum(splitting), together, split)


def _runs(documents: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the documents in runs that are long enough to be read together in chunks."""
    run: list[str] = []
    for text in documents:
        run.append(text)
        if sum(map(len, run)) >= RUN:
            yield run
            run = []
    if run:
        yield run


def _many(extractor: Extractor, run: Sequence[str], rounds: int) -> tuple[float, float]:
    """Return the best times of ``extract_many`` and of splitting over a run of documents."""
    dated = [(text, PUBLISHED) for text in run]
    together = min(
        timed(lambda: deque(extractor.extract_many(dated), maxlen=0)) for _ in range(rounds)
    )
    return together, min(
        timed(lambda: [WORDS.findall(text) for text in run]) for _ in range(rounds)
    )
