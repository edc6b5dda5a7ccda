"""The command line: what is printed where, and with which exit code the program leaves."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

import factx
from factx.cli import COMMANDS, main
from factx.facts import facts_adapter
from factx.rows import COLUMNS
from factx.tolls import Toll, tolls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Saved = Callable[..., dict[str, Any]]
    Write = Callable[..., Path]

TEXT = "At least 19 people were killed and dozens were wounded on Tuesday, police said."


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """The outcome of ``factx`` with these arguments, its output not being a terminal."""
    result = CliRunner().invoke(main, [str(each) for each in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A file with a text in it."""
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def lines(result: Result) -> list[dict[str, Any]]:
    """The objects of JSONL output."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_version_is_that_of_the_package() -> None:
    """``--version`` tells the version of the installed package."""
    assert run("--version").stdout == f"factx {factx.__version__}\n"


def test_help_documents_the_exit_codes_and_every_command() -> None:
    """``--help`` lists the commands and what each exit code means."""
    shown = run("--help").stdout
    assert all(name in shown for name in COMMANDS)
    assert all(f"{code}  " in shown for code in (0, 1, 2, 3, 130, 141))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command: str) -> None:
    """Each command explains itself."""
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {command}")


def test_python_m_runs_the_program() -> None:
    """``python -m factx`` is the same as ``factx``."""
    command = [sys.executable, "-m", "factx", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == f"factx {factx.__version__}\n"


def test_start_does_not_load_what_help_does_not_need() -> None:
    """Neither rich nor the unit catalogue is imported to show the help."""
    code = (
        "import sys\n"
        "from factx.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(sorted({'rich', 'quantulum3'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.splitlines()[-1] == "[]"


def test_extract_writes_a_fact_a_line_into_a_pipe(news: Path) -> None:
    """Off a terminal the default is JSONL: the document's name, then the fields of the model."""
    result = run("extract", news, "--published", "2024-10-31")
    found = lines(result)
    assert {each.pop("document") for each in found} == {str(news)}
    expected = factx.extract(TEXT, published="2024-10-31")
    assert facts_adapter.validate_python(found) == expected
    assert [each["kind"] for each in found] == ["casualty", "casualty", "date"]
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_extract_reads_the_standard_input(arguments: tuple[str, ...]) -> None:
    """Without a FILE, or with ``-``, the text is read from the standard input."""
    found = lines(run("extract", *arguments, stdin=TEXT))
    assert found[0]["document"] == "-"
    assert found[0]["span"] == {"text": "At least 19 people", "start": 0, "end": 18}


def test_offsets_are_those_of_the_file(tmp_path: Path) -> None:
    """Line ends are kept as they are; a byte order mark is not part of the text."""
    path = tmp_path / "crlf.txt"
    path.write_bytes(b"\xef\xbb\xbfOne.\r\n\r\n" + TEXT.encode())
    (first, *_) = lines(run("extract", path))
    assert first["span"]["start"] == len("One.\r\n\r\n")


def test_kinds_restrict_the_facts(news: Path) -> None:
    """``--kinds`` keeps the kinds that are named."""
    assert {each["kind"] for each in lines(run("extract", news, "--kinds", "date"))} == {"date"}
    both = lines(run("extract", news, "--kinds", "casualty, date"))
    assert {each["kind"] for each in both} == {"casualty", "date"}


def test_published_resolves_relative_dates(news: Path) -> None:
    """``--published`` is what weekdays are read against."""
    (found,) = lines(run("extract", news, "--kinds", "date", "--published", "2024-10-31"))
    assert found["value"] == "2024-10-29"


def test_json_is_an_array_of_documents(news: Path, tmp_path: Path) -> None:
    """JSON holds an object a document, also for one without facts."""
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    documents = json.loads(run("extract", news, empty, "--format", "json").stdout)
    assert [(each["document"], len(each["facts"])) for each in documents] == [
        (str(news), 3),
        (str(empty), 0),
    ]
    assert documents[0]["published"] is None


def test_csv_has_a_column_a_field(news: Path) -> None:
    """CSV has the documented columns, one row a fact, and empty cells for what is null."""
    table = run("extract", news, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["span_text"] for row in rows] == ["At least 19 people", "dozens", "Tuesday"]
    assert (rows[0]["low"], rows[0]["high"], rows[0]["source_text"]) == ("19", "", "police")
    assert (rows[0]["inclusive"], rows[2]["inclusive"]) == ("true", "")


def test_several_values_share_a_csv_cell() -> None:
    """A field of several values fills one cell, separated by blanks."""
    table = run("extract", "--format", "csv", stdin="12 women and children were killed.").stdout
    (row, *_) = csv.DictReader(io.StringIO(table))
    assert set(row["demographic"].split()) == {"woman", "child"}


def test_fixture_is_what_validate_reads(news: Path, tmp_path: Path) -> None:
    """A saved result is a fixture against which the same program scores 1."""
    saved = tmp_path / "saved.jsonl"
    result = run("extract", news, "--format", "fixture", "--published", "2024-10-31")
    saved.write_text(result.stdout, encoding="utf-8")
    figures = json.loads(run("validate", saved, "--format", "json", "--min", "1").stdout)
    assert figures["entries"] == 1
    assert figures["kinds"]["casualty"]["right"] == 2


def test_table_is_for_people(news: Path) -> None:
    """The table says in words what each fact holds."""
    shown = run("extract", news, "--format", "table", "--published", "2024-10-31").stdout
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    assert "f1 casualty At least 19 people at least 19 killed · reported police" in rows
    assert "f2 casualty dozens vague, from 24 injured · reported police" in rows
    assert "f3 date Tuesday 2024-10-29 day · relative" in rows


def test_table_on_a_terminal_shows_the_text(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the text precedes the table, its facts in colour."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = run("extract", news, "--format", "table").stdout
    assert "\x1b[1;31mAt least 19 people\x1b[0m were killed" in shown


def test_text_without_facts_is_no_error() -> None:
    """A text without facts gives an empty result and exit code 0."""
    for form, expected in (("jsonl", ""), ("table", "no facts\n")):
        result = run("extract", "--format", form, stdin="Nothing to see here.")
        assert (result.exit_code, result.stdout) == (0, expected)
    assert json.loads(run("extract", "--format", "json", stdin="").stdout)[0]["facts"] == []


def test_unreadable_files_are_told_and_passed_over(news: Path, tmp_path: Path) -> None:
    """What cannot be read is named with its reason; the rest is done; the exit code is 3."""
    latin = tmp_path / "latin.txt"
    latin.write_bytes("München: 12 dead".encode("latin-1"))
    missing = tmp_path / "missing.txt"
    result = run("extract", missing, latin, tmp_path, news)
    assert result.exit_code == 3
    assert {each["document"] for each in lines(result)} == {str(news)}
    assert result.stderr.splitlines() == [
        f"factx: {missing}: No such file or directory",
        f"factx: {latin}: not UTF-8: byte 2",
        f"factx: {tmp_path}: Is a directory",
    ]


def test_json_of_nothing_readable_is_an_empty_array(tmp_path: Path) -> None:
    """JSON output stays valid if no file could be read."""
    result = run("extract", tmp_path / "missing.txt", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (3, [])


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("extract", "--kinds", "casualties"), "'casualties' is no kind of fact; choose among"),
        (("extract", "--kinds", ","), "no kind given; choose among casualty, count"),
        (("extract", "--published", "2024-02-30"), "'2024-02-30' is not a date; give YYYY-MM-DD"),
        (("extract", "--format", "xml"), "'xml' is not one of"),
        (("validate",), "Missing argument 'FIXTURES...'"),
        (("validate", "x", "--min", "90"), "90.0 is not in the range 0<=x<=1"),
        (("frobnicate",), "No such command 'frobnicate'"),
    ],
)
def test_wrong_usage_is_told_without_a_traceback(arguments: tuple[str, ...], reason: str) -> None:
    """Wrong usage exits with 2 and says what is wrong, and what would be right."""
    result = run(*arguments, stdin="")
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr
    assert "Traceback" not in result.stderr


def test_tolls_writes_a_toll_a_line_into_a_pipe(news: Path) -> None:
    """``factx tolls`` writes each document's tolls, as ``factx.tolls`` reconciles its facts."""
    found = lines(run("tolls", news, "--published", "2024-10-31"))
    assert [each.pop("document") for each in found] == [str(news)] * 2
    expected = tolls(factx.extract(TEXT, published="2024-10-31"))
    assert [Toll.model_validate(each) for each in found] == expected


def test_policy_makes_one_number_of_a_toll(news: Path) -> None:
    """With ``--policy`` each toll has its number by that policy: dozens are 12 for ACLED."""
    points = [each["point"] for each in lines(run("tolls", news, "--policy", "acled"))]
    assert points == [19, 12]


def test_toll_table_is_for_people(news: Path, tmp_path: Path) -> None:
    """The table says what each toll holds, under the name of its document if there are several."""
    calm = tmp_path / "calm.txt"
    calm.write_text("Nobody came.", encoding="utf-8")
    shown = run("tolls", news, calm, "--format", "table", "--policy", "acled").stdout
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    assert "outcome says acled status basis as of facts" in rows
    assert "killed at least 19 19 reported stated f1" in rows
    assert "injured vague, from 24 12 reported stated f2" in rows
    assert rows[-1] == "no tolls"


def test_tolls_pass_over_what_cannot_be_read(news: Path, tmp_path: Path) -> None:
    """An unreadable file is told and passed over, with exit code 3."""
    result = run("tolls", tmp_path / "missing.txt", news)
    assert (result.exit_code, len(lines(result))) == (3, 2)


def test_timeml_marks_up_the_text(news: Path) -> None:
    """``--format timeml`` is the text with its dates and durations as TIMEX3 elements."""
    shown = run("extract", news, "--format", "timeml", "--published", "2024-10-31").stdout
    assert 'type="DATE" value="2024-10-29">Tuesday</TIMEX3>, police said.' in shown


@pytest.mark.parametrize(("argument", "stdin"), [(TEXT, None), ("-", TEXT)])
def test_explain_shows_tape_rules_and_facts(argument: str, stdin: str | None) -> None:
    """``factx explain`` shows the tokens with their categories, the rules that fired, the facts."""
    shown = run("explain", argument, "--published", "2024-10-31", stdin=stdin).stdout
    assert "PERSON_PLURAL" in shown
    assert "casualty.subject-passive" in shown
    assert "f3 date      'Tuesday'" in shown


def test_explain_needs_text_that_is_utf_8() -> None:
    """What the standard input holds must be UTF-8; if not, the exit code is 3."""
    result = run("explain", "-", stdin=b"\xff")
    assert (result.exit_code, result.stderr) == (3, "factx: -: not UTF-8: byte 1\n")


def test_closed_pipe_ends_the_program_quietly(news: Path) -> None:
    """If the reader of the output closes it, the program leaves without a traceback."""
    command = [sys.executable, "-m", "factx", "extract", *[str(news)] * 300]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:  # noqa: S603
        assert started.stdout is not None
        assert started.stderr is not None
        assert started.stdout.readline().startswith(b'{"document"')
        started.stdout.close()
        assert started.stderr.read() == b""
        assert started.wait() == 141


def test_schema_accepts_what_extract_returns() -> None:
    """``factx schema`` is the JSON Schema of a list of facts of five kinds."""
    schema = json.loads(run("schema").stdout)
    assert schema["type"] == "array"
    assert set(schema["items"]["discriminator"]["mapping"]) == {
        "casualty",
        "count",
        "quantity",
        "duration",
        "date",
    }
    assert schema["$defs"]["Casualty"]["properties"]["outcome"]["enum"][0] == "killed"


@pytest.fixture
def gold(saved: Saved, write_jsonl: Write) -> Path:
    """A fixture that the extractor gets half right, with a bad record at its end."""
    dead = saved(TEXT, "casualty", "At least 19 people", 19, qualifier="at_least", outcome="killed")
    hurt = saved(TEXT, "casualty", "dozens", 36, outcome="injured")
    tuesday = saved(
        TEXT, "date", "Tuesday", value="2024-10-29", granularity="day", resolution="relative"
    )
    record = {"id": "e1", "text": TEXT, "published": "2024-10-31", "facts": [dead, hurt, tuesday]}
    return write_jsonl("gold.jsonl", record, "{")


def test_validate_prints_the_figures(gold: Path) -> None:
    """The table has a line a kind; a kind that nothing was counted for has no rates."""
    result = run("validate", gold)
    rows = [line.split() for line in result.stdout.splitlines()]
    rates = ["1.000"] * 3
    assert ["casualty", "2", *rates, "0.500", "0.500", "0.500", "2/2"] in rows
    assert ["date", "1", *rates, *rates, "1/1"] in rows
    assert ["count", "0", *"––––––", "0/0"] in rows
    assert result.stdout.endswith("1 entries, 1 rejected\n")


def test_validate_keeps_on_past_bad_records(gold: Path) -> None:
    """A bad record is told with its file and line, and the exit code is 3."""
    result = run("validate", gold)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"factx: {gold}:2: Invalid JSON")


def test_validate_lists_the_errors(gold: Path) -> None:
    """``--errors`` shows each difference: where it is, and what was expected and given."""
    shown = run("validate", gold, "--errors").stdout
    assert f"WRONG {gold}:1 e1 casualty: " in shown
    assert "[dozens] were wounded" in shown
    assert "qualifier exact, not vague" in shown


def test_minimum_sets_the_exit_code(gold: Path) -> None:
    """A kind below ``--min`` is named and the exit code is 1, also if records were bad."""
    below = run("validate", gold, "--min", "0.9")
    assert below.exit_code == 1
    assert "right F1 below 0.9: casualty" in below.stderr
    assert run("validate", gold, "--min", "0.5").exit_code == 3


def test_figures_as_json(gold: Path) -> None:
    """JSON holds the figures, the rejects, and with ``--errors`` the differences."""
    report = json.loads(run("validate", gold, "--format", "json", "--errors").stdout)
    assert report["kinds"]["casualty"]["right_rates"]["f1"] == 0.5
    assert [(each["file"], each["line"]) for each in report["rejects"]] == [(str(gold), 2)]
    (error,) = report["errors"]
    assert (error["verdict"], error["id"], error["span"]["text"]) == ("wrong", "e1", "dozens")
    assert error["attributes"]["qualifier"] == {"gold": "exact", "predicted": "vague"}
    assert "errors" not in json.loads(run("validate", gold, "--format", "json").stdout)
