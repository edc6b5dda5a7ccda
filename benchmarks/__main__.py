"""Print a summary: `python -m benchmarks [--corpus FILE] [--rounds N]`."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path

import click

from benchmarks.generator import articles
from benchmarks.measure import Speed, corpus, speed, timed
from factx import KINDS, Extractor

FIRST = "import factx; factx.extract('At least 19 people were killed.', published='2024-10-31')"


def described(name: str, found: Speed) -> str:
    """Return one line of the summary."""
    rate = found.characters / found.seconds / 1e6
    return (
        f"{name:24}{rate:8.2f} MB/s{found.documents / found.seconds:10.0f} documents/s"
        f"{found.facts / found.seconds:10.0f} facts/s{found.ratio:9.1f} x splitting"
        f"{found.ratio_together:9.1f} x together"
    )


@click.command()
@click.option(
    "--corpus",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read this file as well: text, or JSONL with a text in each line.",
)
@click.option("--rounds", default=5, show_default=True, help="How often each document is read.")
def main(file: Path | None, rounds: int) -> None:
    """Say how fast factx reads invented news, and a corpus of your own."""
    texts = {
        "articles": articles(200),
        "long articles": articles(10, sentences=400),
        "one sentence each": articles(1000, sentences=1, density=1),
        "full of facts": articles(100, density=1),
        "free of facts": articles(100, density=0),
    }
    if file is not None:
        texts[file.name] = corpus(file)
    extractor = Extractor()
    for name, documents in texts.items():
        click.echo(described(name, speed(extractor, documents, rounds)))
    for kind in KINDS:
        found = speed(Extractor(kinds=[kind]), texts["articles"], rounds)
        click.echo(described(f"articles, {kind} only", found))
    start = min(
        timed(lambda: subprocess.run([sys.executable, "-c", FIRST], check=True)) for _ in range(5)
    )
    click.echo(f"a process that imports factx and reads one sentence: {start:.2f} s")
    tracemalloc.start()
    for text in texts["articles"]:
        extractor.extract(text)
    click.echo(
        f"memory at most, over 200 articles: {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
