"""Predictions held against gold fixtures: precision, recall and F1, kind by kind.

A prediction and a gold fact match if they are of the same kind and their spans overlap: one to one,
the largest overlap first. *Found* counts the matches, *right* those whose decisive attributes
(:data:`DECISIVE`) are equal as well. Recall is over the required gold facts. A prediction without a
match is false, unless it overlaps an optional gold fact of any kind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from factx.extractor import extract as default_extract
from factx.fixtures import Entry, Reject, read_fixtures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from factx.facts import Fact, Span

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "casualty": (
        "outcome",
        "low",
        "best",
        "high",
        "qualifier",
        "status",
        "polarity",
        "scope",
        "group",
    ),
    "count": ("low", "best", "high", "qualifier"),
    "quantity": ("low", "best", "high", "qualifier", "unit"),
    "duration": ("low", "best", "high", "qualifier", "unit", "iso", "iso_low", "iso_high"),
    "date": ("value", "granularity", "relation", "mod", "timex"),
}
"""The attributes whose accuracy is measured over the facts that were found, kind by kind."""

DECISIVE: dict[str, frozenset[str]] = {
    "casualty": frozenset({"outcome", "low", "best", "high", "qualifier", "polarity"}),
    "count": frozenset({"low", "best", "high", "qualifier"}),
    "quantity": frozenset({"low", "best", "high", "qualifier", "unit"}),
    "duration": frozenset({"iso", "iso_low", "iso_high", "qualifier"}),
    "date": frozenset({"value", "granularity", "relation"}),
}
"""The attributes that must be equal for a found fact to be right."""

_PRECISION = 3  # decimals to which numbers are compared


class Rates(NamedTuple):
    """Precision, recall and their harmonic mean, each from 0 to 1; 0 where nothing was counted."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hits: int, gold: int, false: int) -> Rates:
        """Return the rates of ``hits`` among ``gold`` facts with ``false`` further predictions.

        >>> Rates.of(3, 4, 3)
        Rates(precision=0.5, recall=0.75, f1=0.6)
        """
        precision = hits / (hits + false) if hits + false else 0.0
        recall = hits / gold if gold else 0.0
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)


@dataclass(slots=True)
class Tally:
    """What was counted for a kind or a category.

    ``gold`` required facts, of which so many were ``found`` and ``right``; ``false`` predictions;
    of the found, how many have the ``exact_spans``, and how often each of ``attributes`` is equal;
    of the found with a source in the gold (``sourced``), ``source_hits`` have an overlapping one.
    """

    gold: int = 0
    found: int = 0
    right: int = 0
    false: int = 0
    exact_spans: int = 0
    sourced: int = 0
    source_hits: int = 0
    attributes: Counter[str] = field(default_factory=Counter)

    @property
    def found_rates(self) -> Rates:
        """Precision, recall and F1 of finding a fact of the kind at the place."""
        return Rates.of(self.found, self.gold, self.false)

    @property
    def right_rates(self) -> Rates:
        """Precision, recall and F1 of finding it with the decisive attributes right."""
        return Rates.of(self.right, self.gold, self.false + self.found - self.right)


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the predictions for an entry differ from its gold facts.

    A gold fact may be ``missed``; a found one ``wrong``: ``attributes`` gives the gold value and
    the predicted one of each that differs. A prediction may be ``false``: ``reason`` is what the
    fixture calls that piece of text, if anything.
    """

    verdict: Literal["missed", "wrong", "false"]
    entry: Entry
    kind: str
    span: Span
    attributes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    reason: str = ""


@dataclass(slots=True)
class Report:
    """The outcome of a validation.

    ``kinds`` and ``categories`` hold what was counted under each; ``entries`` is how many texts
    were read, ``rejects`` the records that could not be, ``differences`` every fact that was
    missed, wrong or false.
    """

    entries: int = 0
    kinds: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in ATTRIBUTES})
    categories: dict[str, Tally] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def below(self, minimum: float) -> list[str]:
        """Return the kinds whose F1 of "right" is under ``minimum`` (0 to 1), in order.

        A kind that neither the gold nor the predictions hold cannot fail.

        >>> report = Report()
        >>> report.kinds["date"].false = 1
        >>> report.below(0.9)
        ['date']
        """
        return [
            kind
            for kind, tally in self.kinds.items()
            if (tally.gold or tally.false) and tally.right_rates.f1 < minimum
        ]

    def add(self, entry: Entry, predictions: Sequence[Fact]) -> None:
        """Count what ``predictions`` say of ``entry``."""
        self.entries += 1
        category = self.categories.setdefault(entry.category, Tally())
        pairs = match([gold.fact for gold in entry.facts], predictions)
        for at, (fact, required) in enumerate(entry.facts):
            if not required:
                continue
            tallies = (self.kinds[fact.kind], category)
            for tally in tallies:
                tally.gold += 1
            if at in pairs:
                self._count_found(entry, fact, predictions[pairs[at]], tallies)
            else:
                self.differences.append(Difference("missed", entry, fact.kind, fact.span))
        matched = set(pairs.values())
        optional = [gold.fact.span for gold in entry.facts if not gold.required]
        for at, prediction in enumerate(predictions):
            if at in matched or any(_overlap(span, prediction.span) > 0 for span in optional):
                continue
            self.kinds[prediction.kind].false += 1
            category.false += 1
            reason = next(
                (each.reason for each in entry.non_facts if _overlap(each, prediction.span) > 0), ""
            )
            self.differences.append(
                Difference("false", entry, prediction.kind, prediction.span, reason=reason)
            )

    def _count_found(
        self, entry: Entry, gold: Fact, prediction: Fact, tallies: tuple[Tally, Tally]
    ) -> None:
        differing = {
            name: (getattr(gold, name), getattr(prediction, name))
            for name in ATTRIBUTES[gold.kind]
            if _comparable(getattr(gold, name)) != _comparable(getattr(prediction, name))
        }
        right = DECISIVE[gold.kind].isdisjoint(differing)
        exact = (gold.start, gold.end) == (prediction.start, prediction.end)
        expected: Span | None = getattr(gold, "source", None)
        given: Span | None = getattr(prediction, "source", None)
        for tally in tallies:
            tally.found += 1
            tally.right += right
            tally.exact_spans += exact
            tally.attributes.update(n for n in ATTRIBUTES[gold.kind] if n not in differing)
            if expected is not None:
                tally.sourced += 1
                tally.source_hits += given is not None and _overlap(expected, given) > 0
        if not right:
            self.differences.append(Difference("wrong", entry, gold.kind, gold.span, differing))


def validate(
    paths: Iterable[str | Path], *, extract: Callable[..., Sequence[Fact]] = default_extract
) -> Report:
    """Extract from every text of the fixtures and count how well that agrees with their facts.

    Args:
        paths: JSONL files, or folders with such files at any depth.
        extract: what to validate, called as ``extract(text, published=date)``.

    Returns:
        The report. Records that cannot be read are in its ``rejects``; they stop nothing.

    >>> validate(["/no/such/gold.jsonl"]).rejects[0].reason
    'no such file or folder'
    """
    report = Report()
    for each in read_fixtures(paths):
        if isinstance(each, Reject):
            report.rejects.append(each)
        else:
            report.add(each, extract(each.text, published=each.published))
    return report


def match(gold: Sequence[Fact], predictions: Sequence[Fact]) -> dict[int, int]:
    """Pair facts of the same kind whose spans overlap, one to one, the largest overlap first.

    Among equal overlaps the later gold fact goes first, then the later prediction.

    Returns:
        The index of the prediction for the index of each gold fact that has one.
    """
    overlaps = sorted(
        (
            (shared, at_gold, at_prediction)
            for at_gold, fact in enumerate(gold)
            for at_prediction, prediction in enumerate(predictions)
            if fact.kind == prediction.kind and (shared := _overlap(fact.span, prediction.span)) > 0
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, at_gold, at_prediction in overlaps:
        if at_gold not in pairs and at_prediction not in taken:
            pairs[at_gold] = at_prediction
            taken.add(at_prediction)
    return pairs


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _comparable(value: Any) -> Any:
    """The value with numbers rounded, so that 0.6667 written as 0.66667 is no difference."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), _PRECISION)
    return value
