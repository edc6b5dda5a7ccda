"""The command ``factx extract``: the facts of texts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from factx.cli_options import (
    TABLE,
    Document,
    Failures,
    console,
    files_argument,
    kinds_option,
    published_option,
    read_documents,
)
from factx.extractor import extract as extract_facts
from factx.formats import WRITERS, Result

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator


@click.command()
@files_argument
@published_option
@kinds_option
@click.option(
    "--format",
    "form",
    type=click.Choice([TABLE, *WRITERS]),
    help="How to write the facts.  [default: table on a terminal, else jsonl]",
)
@click.help_option("-h", "--help")
def extract(
    files: tuple[str, ...],
    published: datetime.date | None,
    kinds: tuple[str, ...] | None,
    form: str | None,
) -> None:
    """Extract the facts of each FILE, or of the standard input.

    A FILE is one text in UTF-8. One that cannot be read is told and left out, and the exit code
    is 3.

    \b
    factx extract article.txt --published 2024-10-31
    cat article.txt | factx extract --kinds casualty,count | jq .low
    factx extract *.txt --format csv > facts.csv
    """
    form = form or (TABLE if sys.stdout.isatty() else "jsonl")
    failures = Failures()
    results = _results(failures.readable(read_documents(files)), published, kinds)
    if form == TABLE:
        _print_tables(results, several=len(files) > 1)
    else:
        WRITERS[form](results, sys.stdout)
    failures.exit()


def _results(
    documents: Iterable[Document],
    published: datetime.date | None,
    kinds: tuple[str, ...] | None,
) -> Iterator[Result]:
    for document in documents:
        facts = extract_facts(document.text, published=published, kinds=kinds)
        yield Result(document.name, document.text, published, facts)


def _print_tables(results: Iterable[Result], *, several: bool) -> None:
    from factx.render import fact_table, highlighted

    shown = console()
    for result in results:
        if several:
            shown.rule(result.document, align="left")
        if shown.is_terminal:
            shown.print(highlighted(result.text, result.facts), "")
        if result.facts:
            shown.print(fact_table(result.facts))
        else:
            shown.print("no facts")
