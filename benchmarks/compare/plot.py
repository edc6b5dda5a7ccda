"""The results as a drawing: one row a tool, a logarithmic scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.compare.report import Corpus

MARKS = "osD^vP"
OWN, OTHER = "#c1440e", "#33658a"


def draw(corpora: list[Corpus], file: Path) -> None:
    """Draw how fast each tool read each corpus; needs matplotlib, the extra ``plot``.

    Args:
        corpora: the results, one sort of mark each.
        file: where to; its ending says the format.
    """
    import matplotlib as mpl

    mpl.use("svg" if file.suffix == ".svg" else "agg")
    # The same results give the same file.
    mpl.rcParams["svg.hashsalt"] = "factx"
    from matplotlib import pyplot

    best: dict[str, float] = {}
    for corpus in corpora:
        for name, found in corpus.measured.items():
            best[name] = max(best.get(name, 0), found.speed)
    names = sorted(best, key=best.__getitem__)
    drawing, axes = pyplot.subplots(figsize=(8, 0.6 + 0.32 * len(names)), layout="constrained")
    for mark, corpus in zip(MARKS, corpora, strict=False):
        shown = [name for name in names if name in corpus.measured]
        axes.scatter(
            [corpus.measured[name].speed for name in shown],
            [names.index(name) for name in shown],
            c=[OWN if name.startswith("factx") else OTHER for name in shown],
            marker=mark,
            s=28,
            alpha=0.8,
        )
        axes.scatter([], [], c="grey", marker=mark, s=28, label=corpus.name)
    axes.set_xscale("log")
    axes.set_xlabel("MB of text a second, one process (logarithmic)")
    axes.set_yticks(range(len(names)), names)
    for label in axes.get_yticklabels():
        label.set_color(OWN if label.get_text().startswith("factx") else "black")
    axes.grid(axis="x", which="major", linewidth=0.5, alpha=0.6)
    axes.grid(axis="y", linewidth=0.3, alpha=0.4)
    axes.legend(loc="lower right", fontsize="small")
    axes.spines[["top", "right"]].set_visible(False)
    metadata = {"Date": None} if file.suffix == ".svg" else {}
    drawing.savefig(file, metadata=metadata)
    pyplot.close(drawing)
