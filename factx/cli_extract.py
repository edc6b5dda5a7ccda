"""The command ``factx extract``: the facts of texts."""

from __future__ import annotations

import sys
from collections import deque
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
from factx.extractor import Extractor
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
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="How many processes read; more than one pays from some megabytes on.  [default: 1]",
)
@click.help_option("-h", "--help")
def extract(
    files: tuple[str, ...],
    published: datetime.date | None,
    kinds: tuple[str, ...] | None,
    form: str | None,
    workers: int,
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
    results = _results(failures.readable(read_documents(files)), published, kinds, workers)
    if form == TABLE:
        _print_tables(results, several=len(files) > 1)
    else:
        WRITERS[form](results, sys.stdout)
    failures.exit()


def _results(
    documents: Iterable[Document],
    published: datetime.date | None,
    kinds: tuple[str, ...] | None,
    workers: int,
) -> Iterator[Result]:
    read: deque[Document] = deque()

    def texts() -> Iterator[str]:
        for document in documents:
            read.append(document)
            yield document.text

    extractor = Extractor(kinds=kinds)
    for facts in extractor.extract_many(texts(), workers=workers, published=published):
        document = read.popleft()
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
