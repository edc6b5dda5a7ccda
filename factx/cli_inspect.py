"""The commands that look inside: ``factx explain`` and ``factx schema``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from factx.cli_options import STDIN, Failures, published_option, read_documents
from factx.extractor import Extractor
from factx.facts import facts_adapter

if TYPE_CHECKING:
    import datetime


@click.command()
@click.argument("text")
@published_option
@click.help_option("-h", "--help")
def explain(text: str, published: datetime.date | None) -> None:
    """Show how TEXT is read: its tape, the rules that fire, pass by pass, and the facts.

    TEXT is the text itself; - reads it from the standard input.

    \b
    factx explain "At least 19 people were killed."
    """
    if text == STDIN:
        failures = Failures()
        text = "".join(each.text for each in failures.readable(read_documents([STDIN])))
        failures.exit()
    click.echo(Extractor().explain(text, published=published))


@click.command()
@click.help_option("-h", "--help")
def schema() -> None:
    """Write the JSON Schema of a list of facts."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts",
        **facts_adapter.json_schema(mode="serialization"),
    }
    click.echo(json.dumps(described, ensure_ascii=False, indent=2))
