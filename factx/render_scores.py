"""The figures and the differences of a validation, for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from factx.render import STYLES
from factx.validation import ATTRIBUTES

if TYPE_CHECKING:
    from factx.validation import Difference, Report, Tally

_VERDICTS = {
    "missed": ("MISS ", "bold yellow"),
    "wrong": ("WRONG", "bold magenta"),
    "false": ("FALSE", "bold red"),
}
_CONTEXT = 30  # characters of text shown on each side of a difference


def rate_table(report: Report) -> Table:
    """Return the rates of a validation, a line a kind."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("kind")
    for name in ("gold", "found P", "R", "F1", "right P", "R", "F1", "exact span", "source"):
        table.add_column(name, justify="right")
    for kind, tally in report.kinds.items():
        table.add_row(Text(kind, STYLES[kind]), *_rates(tally))
    return table


def attribute_table(report: Report) -> Table:
    """Return how often each attribute of the found facts is equal, a line a kind."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("kind")
    table.add_column("found", justify="right")
    table.add_column("equal attributes")
    for kind, tally in report.kinds.items():
        equal = "  ".join(f"{name} {tally.attributes[name]}" for name in ATTRIBUTES[kind])
        table.add_row(Text(kind, STYLES[kind]), str(tally.found), equal)
    return table


def difference_line(difference: Difference) -> Text:
    """Return a difference in a line: where, which fact in which words, and what differs."""
    entry, span = difference.entry, difference.span
    verdict, style = _VERDICTS[difference.verdict]
    before = entry.text[max(0, span.start - _CONTEXT) : span.start]
    after = entry.text[span.end : span.end + _CONTEXT]
    line = Text.assemble(
        (verdict, style),
        f" {entry.file}:{entry.line} {entry.id} {difference.kind}: ",
        (_one_line(before), "dim"),
        "[",
        (_one_line(entry.text[span.start : span.end]), STYLES[difference.kind]),
        "]",
        (_one_line(after), "dim"),
    )
    for name, (gold, given) in difference.attributes.items():
        line.append(f"; {name} {_plain(gold)}, not {_plain(given)}")
    if difference.reason:
        line.append(f"; listed as no fact: {difference.reason}")
    return line


def _rates(tally: Tally) -> list[str]:
    shares = [f"{rate:.3f}" for rate in (*tally.found_rates, *tally.right_rates)]
    if not tally.gold and not tally.false:
        shares = ["–"] * len(shares)
    sourced = f"{tally.source_hits}/{tally.sourced}" if tally.sourced else ""
    return [str(tally.gold), *shares, f"{tally.exact_spans}/{tally.found}", sourced]


def _plain(value: Any) -> str:
    return "none" if value is None else str(value)


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")
