"""Each tool on each corpus, one after the other; what does not work is told and left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import click

from benchmarks.compare.environments import NotInstalledError, command, prepare
from benchmarks.compare.measuring import measured
from benchmarks.compare.process import Process, ToolError
from benchmarks.compare.report import Corpus, figure
from benchmarks.measure import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.compare.tools import Tool


@dataclass(frozen=True, slots=True)
class Plan:
    """Seconds for a round of a tool, rounds, and seconds at most for a batch and to install."""

    seconds: float
    rounds: int
    limit: float
    install_seconds: float


def environments(tools: Sequence[Tool], seconds: float) -> dict[str, Path | NotInstalledError]:
    """Return the folder of each environment that the tools need, or why there is none."""
    folders: dict[str, Path | NotInstalledError] = {}
    for tool in tools:
        environment = tool.environment
        if environment is None or environment.name in folders:
            continue
        click.echo(f"environment {environment.name}", err=True)
        try:
            folders[environment.name] = prepare(environment, seconds)
        except NotInstalledError as error:
            folders[environment.name] = error
            click.echo(f"  not installed: {error}", err=True)
    return folders


def started(tool: Tool, folder: Path | None, limit: float) -> Process:
    """Start a tool in its environment."""
    words, variables = command(tool, folder)
    told = {
        "published": PUBLISHED,
        "settings": tool.settings,
        "distribution": tool.distribution,
    }
    return Process(words, told, variables=variables, limit=limit)


def compared(tools: Sequence[Tool], texts: Mapping[str, Sequence[str]], plan: Plan) -> list[Corpus]:
    """Return what each tool did with each of the named lists of documents."""
    folders = environments(tools, plan.install_seconds)
    corpora = []
    for name, documents in texts.items():
        click.echo(name, err=True)
        corpus = Corpus(name, len(documents), sum(len(text.encode()) for text in documents))
        corpora.append(corpus)
        for tool in tools:
            folder = folders[tool.environment.name] if tool.environment else None
            if isinstance(folder, NotInstalledError):
                corpus.missing[tool.name] = f"not installed: {folder}"
                continue
            start = partial(started, tool, folder, plan.limit)
            try:
                found = measured(start, documents, seconds=plan.seconds, rounds=plan.rounds)
            except ToolError as error:
                corpus.missing[tool.name] = str(error)
                click.echo(f"  {tool.name}: {error}", err=True)
                continue
            corpus.measured[tool.name] = found
            click.echo(f"  {tool.name}: {figure(found.speed)} MB/s", err=True)
    return corpora
