"""The command ``factx validate``: the figures and the differences, for people and as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from factx.cli_options import BELOW_MINIMUM, UNREADABLE, console
from factx.render import STYLES
from factx.validation import ATTRIBUTES
from factx.validation import validate as validate_fixtures

if TYPE_CHECKING:
    from factx.validation import Difference, Report, Tally

_VERDICTS = {
    "missed": ("MISS ", "bold yellow"),
    "wrong": ("WRONG", "bold magenta"),
    "false": ("FALSE", "bold red"),
}
_CONTEXT = 30  # characters of text shown on each side of a difference


@click.command()
@click.argument("fixtures", nargs=-1, required=True, type=click.Path())
@click.option("--errors", is_flag=True, help="List every fact missed, wrong or false.")
@click.option(
    "--min",
    "minimum",
    type=click.FloatRange(0, 1),
    metavar="F1",
    help="Exit with 1 if the F1 of right facts is below this for any kind (0 to 1).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to write the figures.",
)
@click.help_option("-h", "--help")
def validate(fixtures: tuple[str, ...], minimum: float | None, form: str, *, errors: bool) -> None:
    """Hold the extractor against FIXTURES: JSONL files, or folders of them.

    Found: a fact of the same kind at an overlapping place. Right: its value is equal, too. A record
    that is not as described is told with its line and left out; the exit code is then 3 (or 1, if
    --min says so).

    \b
    factx validate seeds/
    factx validate gold.jsonl --errors --min 0.9
    """
    report = validate_fixtures(fixtures)
    for reject in report.rejects:
        click.echo(f"factx: {reject}", err=True)
    below = [] if minimum is None else report.below(minimum)
    if form == "json":
        click.echo(json.dumps(_as_json(report, errors=errors), ensure_ascii=False, indent=2))
    else:
        _print(report, errors=errors)
    if below:
        click.echo(f"factx: right F1 below {minimum}: {', '.join(below)}", err=True)
        sys.exit(BELOW_MINIMUM)
    if report.rejects:
        sys.exit(UNREADABLE)


def _print(report: Report, *, errors: bool) -> None:
    shown = console()
    if errors:
        for difference in report.differences:
            shown.print(difference_line(difference), soft_wrap=True)
    shown.print(_rate_table(report), "", _attribute_table(report), "")
    rejected = f", {len(report.rejects)} rejected" if report.rejects else ""
    shown.print(f"{report.entries} entries{rejected}")


def _rate_table(report: Report) -> Table:
    """Return the rates of a validation, a line a kind."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("kind")
    for name in ("gold", "found P", "R", "F1", "right P", "R", "F1", "exact span", "source"):
        table.add_column(name, justify="right")
    for kind, tally in report.kinds.items():
        table.add_row(Text(kind, STYLES[kind]), *_rates(tally))
    return table


def _attribute_table(report: Report) -> Table:
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


def _as_json(report: Report, *, errors: bool) -> dict[str, Any]:
    written: dict[str, Any] = {
        "entries": report.entries,
        "kinds": {kind: _tally(tally) for kind, tally in report.kinds.items()},
        "categories": {name: _tally(tally) for name, tally in report.categories.items()},
        "rejects": [
            {"file": each.file, "line": each.line, "reason": each.reason} for each in report.rejects
        ],
    }
    if errors:
        written["errors"] = [
            {
                "verdict": each.verdict,
                "file": each.entry.file,
                "line": each.entry.line,
                "id": each.entry.id,
                "kind": each.kind,
                "span": each.span.model_dump(),
                "attributes": {
                    name: {"gold": gold, "predicted": predicted}
                    for name, (gold, predicted) in each.attributes.items()
                },
                "reason": each.reason or None,
            }
            for each in report.differences
        ]
    return written


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "gold": tally.gold,
        "found": tally.found,
        "right": tally.right,
        "false": tally.false,
        "found_rates": tally.found_rates._asdict(),
        "right_rates": tally.right_rates._asdict(),
        "exact_spans": tally.exact_spans,
        "sourced": tally.sourced,
        "source_hits": tally.source_hits,
        "attributes": dict(tally.attributes),
    }
