"""The command ``factx validate``: the figures and the differences, for people and as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from factx.cli_options import BELOW_MINIMUM, UNREADABLE, console
from factx.validation import validate as validate_fixtures

if TYPE_CHECKING:
    from factx.validation import Report, Tally


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
    from factx.render_scores import attribute_table, difference_line, rate_table

    shown = console()
    if errors:
        for difference in report.differences:
            shown.print(difference_line(difference), soft_wrap=True)
    shown.print(rate_table(report), "", attribute_table(report), "")
    rejected = f", {len(report.rejects)} rejected" if report.rejects else ""
    shown.print(f"{report.entries} entries{rejected}")


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
