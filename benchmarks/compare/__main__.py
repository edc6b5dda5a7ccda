"""Compare factx with other tools: `python -m benchmarks.compare [--corpus FILE]`."""

from __future__ import annotations

from pathlib import Path

import click

from benchmarks.compare.report import from_json, machine, markdown, to_json
from benchmarks.compare.run import Plan, compared
from benchmarks.compare.tools import Tool, definitions
from benchmarks.generator import articles
from benchmarks.measure import corpus

INVENTED = "invented articles"


def write(folder: Path, tools: dict[str, Tool]) -> None:
    """Write the tables of peers.json and, where matplotlib is, the drawing."""
    corpora, about = from_json((folder / "peers.json").read_text(encoding="utf-8"))
    (folder / "peers.md").write_text(markdown(corpora, tools, about), encoding="utf-8")
    try:
        from benchmarks.compare.plot import draw

        draw(corpora, folder / "peers.svg")
    except ModuleNotFoundError as error:
        click.echo(f"no drawing: {error}", err=True)


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
    help="A folder for peers.json, peers.md and peers.svg.",
)
@click.option("--redraw", is_flag=True, help="Measure nothing: table and drawing of peers.json.")
def main(  # noqa: PLR0913 - one for each option
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
    if redraw:
        write(output, tools)
        return
    if unknown := set(names.split(",") if names else ()) - tools.keys():
        raise click.BadParameter(", ".join(sorted(unknown)), param_hint="--tools")
    chosen = {name: tool for name, tool in tools.items() if not names or name in names.split(",")}
    texts = {INVENTED: articles(documents)} if invented else {}
    texts |= {file.stem: corpus(file)[:documents] for file in files}
    corpora = compared(list(chosen.values()), texts, Plan(seconds, rounds, limit, install_seconds))
    output.mkdir(parents=True, exist_ok=True)
    (output / "peers.json").write_text(to_json(corpora, machine()), encoding="utf-8")
    write(output, chosen)
    click.echo((output / "peers.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
