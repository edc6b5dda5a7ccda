"""The command ``factx tolls``: one reconciled figure per outcome for each document."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, get_args

import click

from factx.cli_options import (
    TABLE,
    Failures,
    console,
    files_argument,
    published_option,
    read_documents,
)
from factx.extractor import extract
from factx.tolls import Policy
from factx.tolls import tolls as tolls_of

if TYPE_CHECKING:
    import datetime

    from factx.tolls import Toll


@click.command()
@files_argument
@published_option
@click.option(
    "--policy",
    type=click.Choice(get_args(Policy)),
    help="Also make one number of each toll, by this policy.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([TABLE, "jsonl"]),
    help="How to write the tolls.  [default: table on a terminal, else jsonl]",
)
@click.help_option("-h", "--help")
def tolls(
    files: tuple[str, ...],
    published: datetime.date | None,
    policy: Policy | None,
    form: str | None,
) -> None:
    """Say what each FILE as a whole tells per outcome, and from which facts.

    \b
    factx tolls article.txt
    factx tolls *.txt --policy acled --format jsonl
    """
    form = form or (TABLE if sys.stdout.isatty() else "jsonl")
    failures = Failures()
    for document in failures.readable(read_documents(files)):
        found = tolls_of(extract(document.text, published=published))
        if form == TABLE:
            _print_table(document.name if len(files) > 1 else "", found, policy)
        else:
            for toll in found:
                line = _as_json(document.name, toll, policy)
                click.echo(json.dumps(line, ensure_ascii=False))
    failures.exit()


def _print_table(heading: str, found: list[Toll], policy: Policy | None) -> None:
    from factx.render import toll_table

    shown = console()
    if heading:
        shown.rule(heading, align="left")
    shown.print(toll_table(found, policy) if found else "no tolls")


def _as_json(document: str, toll: Toll, policy: Policy | None) -> dict[str, Any]:
    line = {"document": document, **toll.model_dump(mode="json")}
    return line if policy is None else {**line, "point": toll.point(policy)}
