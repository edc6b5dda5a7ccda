"""The results as a table in Markdown, and as JSON to be drawn from again."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.compare.measuring import Measurement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.compare.tools import Tool

HEAD = (
    "tool", "MB/s", "documents/s", "× `findall`", "× factx", "× factx, same kinds", "read",
    "values", "memory", "start",
)  # fmt: skip
WHOLE = "factx"
"""The row that all others are set against."""


@dataclass(slots=True)
class Corpus:
    """The results on one corpus: a measurement by tool, or why there is none."""

    name: str
    documents: int
    bytes: int
    measured: dict[str, Measurement] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def times(self, tool: str, other: str) -> float | None:
        """How many times as long as ``other`` the tool takes, both in units of the yardstick.

        Slow tools read fewer documents: what those are like, and what else the machine did, falls
        on the yardstick as well.
        """
        if tool == other or not {tool, other} <= self.measured.keys():
            return None
        return self.measured[tool].ratio / self.measured[other].ratio


def machine() -> dict[str, Any]:
    """Return what the figures depend on: processor, cores, system and interpreter."""
    name = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
    except OSError:
        pass  # no such list here: the name stays as it is
    return {
        "processor": name,
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def figure(number: float | None, unit: str = "") -> str:
    """Return two significant digits, whole numbers from ten on, as they are read in a table.

    >>> figure(1234.5), figure(3.456), figure(0.01234, " s"), figure(None)
    ('1,234', '3.5', '0.012 s', '–')
    """
    if number is None:
        return "–"
    if number >= 10:
        return f"{number:,.0f}{unit}"
    return (f"{number:.1f}" if number >= 1 else f"{number:.2g}") + unit


def size(number: int) -> str:
    """Return bytes as a size.

    >>> size(3_300_000), size(12_345), size(1_500)
    ('3.3 MB', '12 KB', '1.5 KB')
    """
    return figure(number / 1e6, " MB") if number >= 1e6 else figure(number / 1e3, " KB")


def row(tool: Tool, corpus: Corpus) -> list[str]:
    """Return the cells of one tool."""
    found = corpus.measured[tool.name]
    values = "–" if found.values is None else f"{found.values:,}"
    if found.errors:
        values += f" ({found.errors} documents raised)"
    return [
        f"{tool.name} {found.version}",
        figure(found.speed),
        figure(found.documents_per_second),
        figure(found.ratio),
        figure(corpus.times(tool.name, WHOLE)),
        figure(corpus.times(tool.name, tool.beside)) if tool.beside else "–",
        f"{found.documents:,}, {size(found.bytes)}",
        values,
        "–" if found.memory is None else size(found.memory),
        figure(found.start, " s"),
    ]


def lines(head: tuple[str, ...], rows: list[list[str]]) -> str:
    """Return a table of Markdown; a bar in a cell is escaped."""
    cells = [[cell.replace("|", "\\|") for cell in each] for each in rows]
    told = [f"| {' | '.join(each)} |" for each in (list(head), *cells)]
    told.insert(1, "|---" * len(head) + "|")
    return "\n".join(told)


def table(corpus: Corpus, tools: Mapping[str, Tool]) -> str:
    """Return the table of one corpus, the fastest first, then the tools that were not measured."""
    order = sorted(corpus.measured, key=lambda name: -corpus.measured[name].speed)
    text = f"## {corpus.name}: {corpus.documents:,} documents, {size(corpus.bytes)}\n\n"
    text += lines(HEAD, [row(tools[name], corpus) for name in order if name in tools])
    text += "\n"
    if corpus.missing:
        text += "\nNot measured: "
        text += "; ".join(f"{name} ({why})" for name, why in corpus.missing.items()) + ".\n"
    return text


def notes(tools: Mapping[str, Tool]) -> str:
    """Return the table of what each tool does."""
    return lines(
        ("tool", "reads", "values", "offsets", "note"),
        [[tool.name, tool.reads, tool.values, tool.offsets, tool.note] for tool in tools.values()],
    )


def markdown(corpora: list[Corpus], tools: Mapping[str, Tool], about: Mapping[str, Any]) -> str:
    """Return the whole report; ``about`` is the :func:`machine`."""
    where = "{cores} cores of {processor}, {system}, Python {python}".format_map(about)
    head = f"# Other tools\n\nWhat `python -m benchmarks.compare` found on {where}.\n"
    tables = [table(corpus, tools) for corpus in corpora]
    return "\n".join([head, *tables, "## What they do\n", notes(tools), ""])


def to_json(corpora: list[Corpus], about: dict[str, Any]) -> str:
    """Return the results as JSON, the figures of each round included."""
    content = {
        "machine": about,
        "corpora": [
            {
                "name": corpus.name,
                "documents": corpus.documents,
                "bytes": corpus.bytes,
                "measured": {name: found.told() for name, found in corpus.measured.items()},
                "missing": corpus.missing,
            }
            for corpus in corpora
        ],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def from_json(text: str) -> tuple[list[Corpus], dict[str, Any]]:
    """Return the corpora and the machine of :func:`to_json`."""
    names = [each.name for each in fields(Measurement)]
    content = json.loads(text)
    corpora = []
    for told in content["corpora"]:
        measured = {}
        for tool, figures in told.pop("measured").items():
            own = {name: figures[name] for name in names}
            own |= {name: tuple(own[name]) for name in ("seconds", "splitting")}
            measured[tool] = Measurement(**own)
        corpora.append(Corpus(**told, measured=measured))
    return corpora, content["machine"]
