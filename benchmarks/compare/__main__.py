"""Compare factx with other tools: `python -m benchmarks.compare [--corpus FILE] [--output FOLDER]`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.compare.environments import NotInstalledError, command, prepare
from benchmarks.compare.measuring import measured
from benchmarks.compare.process import Process, ToolError
from benchmarks.compare.report import Corpus, figure, from_json, machine, markdown, to_json
from benchmarks.compare.tools import Tool, definitions
from benchmarks.generator import articles
from benchmarks.measure import PUBLISHED, corpus

if TYPE_CHECKING:
    from collections.abc import Sequence

INVENTED = "invented articles"
SLACK = 60
"""Seconds that a tool may take to start, besides those it reads: its files may be cold."""


def write(folder: Path, corpora: list[Corpus], tools: dict[str, Tool]) -> None:
    """Write the table and, where matplotlib is, the drawing."""
    (folder / "results.md").write_text(markdown(corpora, tools), encoding="utf-8")
    try:
        from benchmarks.compare.plot import draw

        draw(corpora, folder / "results.svg")
    except ModuleNotFoundError as error:
        click.echo(f"no drawing: {error}", err=True)


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


@click.command()
@click.option("--tools", "names", help="Only these, separated by commas.")
@click.option(
    "--corpus",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read this file as well: text, or JSONL with a text in each line. May be repeated.",
)
@click.option("--invented/--no-invented", default=True, help="Read invented articles.")
@click.option("--documents", default=2000, show_default=True, help="At most so many of each.")
@click.option("--seconds", default=3.0, show_default=True, help="For one round of one tool.")
@click.option("--rounds", default=5, show_default=True, help="Measured rounds.")
@click.option("--limit", default=60.0, show_default=True, help="Seconds for a batch at most.")
@click.option("--install-seconds", default=900.0, show_default=True, help="For one environment.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("benchmarks/compare/.results"),
    show_default=True,
    help="A folder for results.json, results.md and results.svg.",
)
@click.option("--redraw", is_flag=True, help="Measure nothing: table and drawing of results.json.")
def main(
    *,
    names: str | None,
    files: tuple[Path, ...],
    invented: bool,
    documents: int,
    seconds: float,
    rounds: int,
    limit: float,
    install_seconds: float,
    output: Path,
    redraw: bool,
) -> None:
    """Say how fast factx and other tools read the same texts, and what they return."""
    tools = definitions()
    output.mkdir(parents=True, exist_ok=True)
    results = output / "results.json"
    if redraw:
        write(output, from_json(results.read_text(encoding="utf-8")), tools)
        return
    if unknown := set(names.split(",") if names else ()) - tools.keys():
        raise click.BadParameter(", ".join(sorted(unknown)), param_hint="--tools")
    chosen = [tool for tool in tools.values() if not names or tool.name in names.split(",")]
    texts = {INVENTED: articles(documents)} if invented else {}
    texts |= {file.stem: corpus(file)[:documents] for file in files}
    folders = environments(chosen, install_seconds)
    corpora = []
    for title, read in texts.items():
        click.echo(title, err=True)
        found = Corpus(title, len(read), sum(len(text.encode()) for text in read))
        corpora.append(found)
        for tool in chosen:
            folder = folders[tool.environment.name] if tool.environment else None
            if isinstance(folder, NotInstalledError):
                found.missing[tool.name] = f"not installed: {folder}"
                continue
            try:
                measurement = measured(
                    lambda tool=tool, folder=folder: started(tool, folder, limit),  # type: ignore[misc]
                    read,
                    seconds=seconds,
                    rounds=rounds,
                )
            except ToolError as error:
                found.missing[tool.name] = str(error)
                click.echo(f"  {tool.name}: {error}", err=True)
                continue
            found.measured[tool.name] = measurement
            click.echo(f"  {tool.name}: {figure(measurement.speed)} MB/s", err=True)
        results.write_text(to_json(corpora, machine()), encoding="utf-8")
    write(output, corpora, tools)
    click.echo(markdown(corpora, {tool.name: tool for tool in chosen}))


if __name__ == "__main__":
    main()
