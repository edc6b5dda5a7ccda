"""Measuring against the yardstick of the field: splitting the same text into words and signs."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from factx import Extractor

WORDS = re.compile(r"\w+|[^\w\s]")
PUBLISHED = "2024-10-31"


@dataclass(frozen=True, slots=True)
class Speed:
    """What reading some documents took: seconds, and those of splitting them into words."""

    documents: int
    characters: int
    facts: int
    seconds: float
    splitting: float

    @property
    def ratio(self) -> float:
        """How many times longer than splitting reading takes."""
        return self.seconds / self.splitting


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
    return Speed(len(documents), characters, facts, sum(reading), sum(splitting))
