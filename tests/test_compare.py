"""The comparison with other tools: definitions, protocol and figures; no tool is fetched."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from benchmarks.compare.__main__ import main
from benchmarks.compare.environments import HOST, command, reason
from benchmarks.compare.measuring import Measurement, batches, fitting, measured
from benchmarks.compare.process import Process, ToolError
from benchmarks.compare.report import (
    HEAD,
    Corpus,
    figure,
    from_json,
    markdown,
    size,
    table,
    to_json,
)
from benchmarks.compare.tools import DefinitionError, definitions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RAISED = "12 (3 documents raised)"
TOLD = {"published": "2024-10-31", "settings": {}, "distribution": ""}
COUNTS_DIGITS = """
def load(published):
    print("a tool that talks")
    def read(text):
        if text == "raise":
            raise ValueError("not this one\\nnor that")
        return sum(character.isdigit() for character in text)
    return read
"""


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Process]:
    """What starts the host, in the running interpreter, with an adapter of this source."""

    def started(source: str, **more: Any) -> Process:
        adapter = tmp_path / "adapter.py"
        adapter.write_text(source, encoding="utf-8")
        return Process([sys.executable, "-P", str(HOST), str(adapter)], TOLD, **more)

    return started


def measurement(**changes: Any) -> Measurement:
    """A measurement of two documents of 1 MB in all: three rounds of 1, 2 and 4 seconds."""
    told = Measurement(
        version="1.0",
        documents=2,
        bytes=1_000_000,
        seconds=(1.0, 4.0, 2.0),
        splitting=(0.1, 0.1, 0.1),
        values=12,
        errors=0,
        start=0.5,
        memory=30_000_000,
    )
    return replace(told, **changes)


def test_definitions_are_valid() -> None:
    """Each tool of the file is as the file says; factx is there whole and by kinds."""
    tools = definitions()
    assert {"findall", "factx", "factx-dates", "factx-quantities", "quantulum3"} <= tools.keys()
    for tool in tools.values():
        assert not tool.beside or tool.beside.startswith("factx"), tool.name
        assert tool.note.endswith("."), tool.name


def test_every_package_is_pinned() -> None:
    """A package has one version, except the project's own tree."""
    for tool in definitions().values():
        if tool.environment is None:
            continue
        sign = "@" if tool.environment.runtime == "node" else "=="
        for package in tool.environment.packages:
            assert package == "{project}" or sign in package[1:], package


def test_every_adapter_is_used() -> None:
    """No adapter is left without a tool."""
    tools = definitions().values()
    folder = next(iter(tools)).adapter.parent
    adapters = {file for file in folder.iterdir() if file.suffix in {".py", ".js"}}
    assert adapters - {folder / "__init__.py"} == {tool.adapter for tool in tools}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('adapter = "findall.py"', 'adapter = "none.py"', "no adapter none.py"),
        ('values = "no"', 'values = "perhaps"', "yes, partly, no"),
        ('values = "no"', "", "values"),
        ('values = "no"', 'values = "no"\ncolour = "red"', "colour"),
        ('values = "no"', 'values = "no"\nenvironment = "none"', "no environment none"),
        ('values = "no"', 'values = "no"\nbeside = "none"', "none, which is not defined"),
        ("[tools.a]", '[environments.a]\npackages = []\nextends = "b"\n[tools.a]', "extends b"),
        ("[tools.a]", '[environments.a]\npackages = []\nruntime = "b"\n[tools.a]', "runtime b"),
        ("[tools.a]", "[environments.a]\npackages = []\npins = []\n[tools.a]", "pins"),
    ],
)
def test_wrong_definitions_are_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    """What a definition leaves out or names in vain is an error that says so."""
    right = (
        '[tools.a]\nreads = "words"\nadapter = "findall.py"\nvalues = "no"\noffsets = "no"\n'
        'note = "Nothing."\n'
    )
    file = tmp_path / "tools.toml"
    file.write_text(right, encoding="utf-8")
    assert list(definitions(file)) == ["a"]
    file.write_text(right.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=message):
        definitions(file)


def test_a_tool_reads_in_its_own_process(start: Callable[..., Process]) -> None:
    """Each text has its seconds and values; what the tool prints does not come between."""
    with start(COUNTS_DIGITS) as process:
        answer = process.read(["12 and 3", "none", "é 4"])
        assert process.version == ".".join(map(str, sys.version_info[:3]))
        assert process.start > 0
        assert process.peak() is None or process.peak() > 1_000_000  # type: ignore[operator]
    assert answer.values == [3, 0, 1]
    assert len(answer.seconds) == 3
    assert answer.errors == []


def test_a_text_that_a_tool_fails_on_is_told(start: Callable[..., Process]) -> None:
    """The tool goes on with the next text."""
    with start(COUNTS_DIGITS) as process:
        answer = process.read(["raise", "12"])
    assert (answer.values, answer.errors) == ([0, 2], ["ValueError: not this one"])


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import no_such_tool", "ModuleNotFoundError: No module named 'no_such_tool'"),
        ("def load(published): raise SystemExit('no model')", "SystemExit: no model"),
        ("import os; os._exit(3)", "ended with code 3"),
        ("import os; os.write(2, b'one\\ntwo\\n'); os._exit(3)", "two"),
    ],
)
def test_a_tool_that_does_not_start_says_why(
    start: Callable[..., Process], source: str, message: str
) -> None:
    """The reason is the tool's own, be it an exception or its last line."""
    with pytest.raises(ToolError, match=message):
        start(source)


def test_a_tool_that_ends_early_is_told(start: Callable[..., Process]) -> None:
    """A process that is gone does not stop the comparison."""
    source = "import os\ndef load(published): return lambda text: 'x' in text and os._exit(3)"
    with start(source) as process, pytest.raises(ToolError, match="code 3"):
        process.read(["x"])
    with start(source) as process:
        for _ in range(2):
            with pytest.raises(ToolError, match="code 3"):
                process.read(["x"])


def test_a_tool_that_takes_too_long_is_stopped(start: Callable[..., Process]) -> None:
    """No tool may hold up the others."""
    source = "import time\ndef load(published): return lambda text: time.sleep(len(text) > 60)"
    with start(source, limit=0.8) as process, pytest.raises(ToolError, match=r"within 1 s"):
        process.read(["x" * 61] * 60)


def test_slow_tools_read_a_prefix(start: Callable[..., Process]) -> None:
    """Documents are read from the first on until the time is used up; one in any case."""
    source = "import time\ndef load(published): return lambda text: time.sleep(0.02)"
    with start(source) as process:
        assert fitting(process, ["a", "b", "c"], 0) == 1
        assert fitting(process, ["a", "b", "c"], 0.03) == 2
        assert fitting(process, ["a", "b", "c"], 60) == 3


def test_rounds_are_counted_once(start: Callable[..., Process]) -> None:
    """Values and errors are those of one round, seconds those of each."""
    documents = ["12", "raise", "é 345"]
    found = measured(lambda: start(COUNTS_DIGITS), documents, seconds=60, rounds=3)
    assert (found.documents, found.bytes) == (3, 2 + 5 + 6)
    assert (found.values, found.errors) == (5, 1)
    assert len(found.seconds) == len(found.splitting) == 3
    assert all(each > 0 for each in (*found.seconds, *found.splitting))


def test_a_tool_that_counts_no_values_has_none(start: Callable[..., Process]) -> None:
    """A tool that rewrites or splits returns no number of values."""
    source = "def load(published): return lambda text: None"
    assert measured(lambda: start(source), ["a"], seconds=60, rounds=1).values is None


def test_batches_keep_all_in_order() -> None:
    """A document that is longer than a batch is one by itself."""
    documents = ["a" * 5, "b" * 50, "c", "d" * 4, "e"]
    parts = batches(documents, 10)
    assert [text for part in parts for text in part] == documents
    assert parts[-1] == ["c", "d" * 4, "e"]


def test_figures_are_medians_of_rounds() -> None:
    """The middle round counts, for the ratio that of each round to its own yardstick."""
    found = measurement(splitting=(0.5, 0.1, 0.2))
    assert found.speed == 0.5
    assert found.documents_per_second == 1
    assert found.ratio == 10


def test_tools_are_compared_in_units_of_the_yardstick() -> None:
    """A machine that was slower for one tool was so for its yardstick."""
    busy = measurement(seconds=(8.0,), splitting=(0.2,))
    corpus = Corpus("texts", 2, 10, {"factx": measurement(), "busy": busy})
    assert corpus.times("busy", "factx") == 2
    assert corpus.times("factx", "factx") is None
    assert corpus.times("busy", "absent") is None


def test_table_has_the_fastest_first() -> None:
    """Tools that were not measured stand below the table with the reason."""
    corpus = Corpus("texts", 4, 2_000_000)
    corpus.measured["factx"] = measurement()
    corpus.measured["findall"] = measurement(seconds=(0.1,), splitting=(0.1,), values=None)
    corpus.measured["quantulum3"] = measurement(seconds=(200.0,), splitting=(0.1,), errors=3)
    corpus.missing["cqe"] = "not installed: no such package"
    shown = table(corpus, definitions())
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in shown.splitlines()]
    assert rows[2] == list(HEAD)
    assert rows[4:7] == [
        ["findall 1.0", "10", "20", "1.0", "0.05", "–", "2, 1.0 MB", "–", "30 MB", "0.5 s"],
        ["factx 1.0", "0.5", "1.0", "20", "–", "–", "2, 1.0 MB", "12", "30 MB", "0.5 s"],
        [
            "quantulum3 1.0",
            "0.005",
            "0.01",
            "2,000",
            "100",
            "–",
            "2, 1.0 MB",
            RAISED,
            "30 MB",
            "0.5 s",
        ],
    ]
    assert shown.startswith("## texts: 4 documents, 2.0 MB\n")
    assert shown.endswith("\nNot measured: cqe (not installed: no such package).\n")


def test_report_has_a_note_on_each_tool() -> None:
    """A bar in a note does not end its cell."""
    tools = definitions()
    tools["findall"] = replace(tools["findall"], note="a|b")
    about = {"cores": 2, "processor": "P", "system": "S", "python": "3.11"}
    report = markdown([Corpus("texts", 1, 1, {"factx": measurement()})], tools, about)
    assert "2 cores of P, S, Python 3.11." in report
    assert "a\\|b" in report
    assert all(f"| {tool.name} | {tool.reads} |" in report for tool in tools.values())


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (None, "–"),
        (0.0346, "0.035"),
        (0.52, "0.52"),
        (3.456, "3.5"),
        (10.4, "10"),
        (4567.8, "4,568"),
    ],
)
def test_figures_have_two_digits(number: float | None, shown: str) -> None:
    """More digits would say more than was measured."""
    assert figure(number) == shown


def test_sizes_are_read_at_a_glance() -> None:
    """Bytes are told in KB or MB."""
    assert [size(1_500), size(250_000), size(86_000_000)] == ["1.5 KB", "250 KB", "86 MB"]


def test_results_are_kept_as_they_are() -> None:
    """What is written as JSON is read again the same, so that it can be drawn again."""
    corpora = [Corpus("a", 2, 9, {"factx": measurement()}, {"cqe": "why"}), Corpus("b", 1, 1)]
    assert from_json(to_json(corpora, {"cores": 2})) == (corpora, {"cores": 2})


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("", "no reason given"),
        ("ERROR: No match for a==1\n", "No match for a==1"),
        (
            "ERROR: Ignored: 0.1 Requires-Python >=3.13; 0.2 Requires-Python >=3.14\nERROR: None",
            "needs Python >=3.14, this is",
        ),
        ("npm error code E404\nnpm error 404 Not Found - GET https://a.example/b", "404 Not Found"),
        ("ImportError: no x from y (/home/someone/a.py)\n[end]", "ImportError: no x from y"),
    ],
)
def test_reasons_name_no_place(output: str, told: str) -> None:
    """Why something did not install is one line without paths or addresses."""
    found = reason(output)
    assert found.startswith(told)
    assert "/" not in found


def test_each_tool_starts_in_its_own_environment(tmp_path: Path) -> None:
    """Python tools get their venv's interpreter, Node its modules; no path of this project."""
    tools = definitions()
    words, variables = command(tools["quantulum3"], tmp_path)
    assert words[0].startswith(str(tmp_path))
    assert "PYTHONPATH" not in variables
    words, variables = command(tools["chrono-node"], tmp_path)
    assert words == ["node", str(tools["chrono-node"].adapter)]
    assert variables["NODE_PATH"] == str(tmp_path / "node_modules")
    assert command(tools["findall"], None)[0][0] == sys.executable


def test_the_yardstick_compares_with_itself(tmp_path: Path) -> None:
    """The whole command, with the one tool that needs no environment, and a corpus of one's own."""
    own = tmp_path / "own.jsonl"
    own.write_text('{"text": "Nine died."}\n{"text": "Two died."}\n', encoding="utf-8")
    output = tmp_path / "results"
    arguments = ["--tools", "findall", "--documents", "3", "--rounds", "1", "--output", str(output)]
    done = CliRunner().invoke(main, [*arguments, "--corpus", str(own)], catch_exceptions=False)
    assert done.exit_code == 0
    assert "## invented articles: 3 documents" in done.stdout
    assert "## own: 2 documents" in done.stdout
    results = json.loads((output / "peers.json").read_text(encoding="utf-8"))
    assert [corpus["name"] for corpus in results["corpora"]] == ["invented articles", "own"]
    assert "findall" in (output / "peers.md").read_text(encoding="utf-8")
    redrawn = CliRunner().invoke(main, ["--redraw", "--output", str(output)])
    assert redrawn.exit_code == 0


def test_a_tool_that_is_not_defined_is_refused(tmp_path: Path) -> None:
    """A misspelt name does not pass for a tool that was not measured."""
    done = CliRunner().invoke(main, ["--tools", "finall", "--output", str(tmp_path)])
    assert done.exit_code == 2
    assert "finall" in done.stderr
