"""The commands that look inside: ``factx explain`` and ``factx schema``."""

from __future__ import annotations

import json

import click

from factx.facts import facts_adapter


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
