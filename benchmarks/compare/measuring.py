"""One tool on one corpus: as many documents as fit its time, several rounds, medians."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.measure import WORDS, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.compare.process import Answer, Process

BATCH = 65_536
"""Characters that are sent at once: the yardstick and the tool take turns by batches."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one tool did with the first ``documents`` of a corpus.

    ``seconds`` and ``splitting`` have one figure a round: how long reading took, and how long the
    yardstick took on the same documents in turn. ``values`` is ``None`` if the tool counts none,
    ``memory`` (bytes) where the machine does not tell it.
    """

    version: str
    documents: int
    bytes: int
    seconds: tuple[float, ...]
    splitting: tuple[float, ...]
    values: int | None
    errors: int
    start: float
    memory: int | None

    @property
    def speed(self) -> float:
        """The median of the rounds, in MB a second (UTF-8)."""
        return median(self.bytes / each for each in self.seconds) / 1e6

    @property
    def documents_per_second(self) -> float:
        """The median of the rounds."""
        return median(self.documents / each for each in self.seconds)

    @property
    def ratio(self) -> float:
        """How many times as long as the yardstick: the median of the rounds' own ratios."""
        return median(
            taken / split for taken, split in zip(self.seconds, self.splitting, strict=True)
        )

    def told(self) -> dict[str, Any]:
        """Return the fields, and the figures of the table, for JSON."""
        return asdict(self) | {
            "mb_per_second": self.speed,
            "documents_per_second": self.documents_per_second,
            "times_findall": self.ratio,
        }


def fitting(process: Process, documents: Sequence[str], seconds: float) -> int:
    """Return how many documents, from the first on, the tool reads in ``seconds``: at least one."""
    spent = 0.0
    for number, text in enumerate(documents, 1):
        spent += sum(process.read([text]).seconds)
        if spent >= seconds:
            return number
    return len(documents)


def batches(documents: Sequence[str], size: int = BATCH) -> list[list[str]]:
    """Return the documents in order, in lists of about ``size`` characters.

    >>> batches(["ab", "c", "def", "g"], size=3)
    [['ab', 'c'], ['def'], ['g']]
    """
    lists: list[list[str]] = []
    room = 0
    for text in documents:
        if room <= 0:
            lists.append([])
            room = size
        lists[-1].append(text)
        room -= len(text)
    return lists


def one_round(
    process: Process, parts: Sequence[Sequence[str]]
) -> tuple[float, float, list[Answer]]:
    """Return the seconds of the tool, those of the yardstick, and the answers, batch by batch."""
    taken = split = 0.0
    answers = []
    for part in parts:
        answer = process.read(part)
        taken += sum(answer.seconds)
        split += sum(timed(lambda text=text: WORDS.findall(text)) for text in part)  # type: ignore[misc]
        answers.append(answer)
    return taken, split, answers


def measured(
    started: Callable[[], Process], documents: Sequence[str], *, seconds: float, rounds: int
) -> Measurement:
    """Measure the tool that ``started`` starts.

    A first process says how many documents fit into ``seconds``; a second one, whose files the
    machine has at hand by then, reads them once unmeasured and then ``rounds`` times.

    Raises:
        ToolError: the tool does not start or does not answer.
    """
    with started() as process:
        chosen = documents[: fitting(process, documents, seconds)]
    parts = batches(chosen)
    with started() as process:
        one_round(process, parts)
        found = [one_round(process, parts) for _ in range(rounds)]
        memory = process.peak()
        answers = found[-1][2]
        values = [each for answer in answers for each in answer.values]
        return Measurement(
            version=process.version,
            documents=len(chosen),
            bytes=sum(len(text.encode()) for text in chosen),
            seconds=tuple(each[0] for each in found),
            splitting=tuple(each[1] for each in found),
            values=None if None in values else sum(each or 0 for each in values),
            errors=sum(len(answer.errors) for answer in answers),
            start=process.start,
            memory=memory,
        )
