"""The project as a whole: layers, sizes, versions, and documents that tell the truth."""

from __future__ import annotations

import doctest
import importlib.metadata
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from importlinter.cli import lint_imports

import factx
from factx.cli import main

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "seeds", ROOT / "benchmarks")
    for path in folder.glob("*.md")
)
MODULES = sorted((ROOT / "factx").rglob("*.py"))
LONGEST_MODULE = 400  # lines

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def fenced(document: Path, language: str) -> list[str]:
    """The contents of the fenced blocks of that language in a document."""
    text = document.read_text(encoding="utf-8")
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)


def squeezed(text: str) -> list[str]:
    """The lines of a text, their blanks reduced to one: how wide a column is does not matter."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_imports_point_downwards() -> None:
    """The contract of layers in pyproject.toml holds."""
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_short(module: Path) -> None:
    """No module has more than 400 lines: by then it has more than one job."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_version_is_told_once() -> None:
    """The installed version is ``__version__``, and the changelog has a section for what comes."""
    assert importlib.metadata.version("factx") == factx.__version__
    sections = re.findall(
        r"^## \[(.*?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert sections[0] in {"Unreleased", factx.__version__}


def test_public_names_are_documented() -> None:
    """Each public name exists and has a docstring; those that are types alone are exempt."""
    for name in factx.__all__:
        value = getattr(factx, name)
        assert not callable(value) or value.__doc__, name


@each_document
def test_links_lead_somewhere(document: Path) -> None:
    """A relative link of a document names a file or folder of the project."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target) and not target.startswith("#"):
            assert (document.parent / target.partition("#")[0]).exists(), target


@each_document
def test_python_examples_give_what_they_show(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Python sessions of a document run as they are printed, one after the other."""
    monkeypatch.chdir(ROOT)
    session = "\n".join(fenced(document, "python"))
    test = doctest.DocTestParser().get_doctest(session, {}, document.name, str(document), 0)
    report: list[str] = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert not failed, "".join(report)


@each_document
def test_commands_in_documents_exist(document: Path) -> None:
    """Every ``factx`` command line of a document names a command and options that there are."""
    for block in fenced(document, "console"):
        for line in block.splitlines():
            call = re.match(r"\$ .*?\bfactx (?!\S*/)([^|>]*)", line)
            if not call:
                continue
            name, *arguments = shlex.split(call[1])
            command = main.get_command(click.Context(main), name)
            assert command is not None, line
            known = {option for each in command.params for option in each.opts}
            given = {each.partition("=")[0] for each in arguments if each.startswith("--")}
            assert given <= known, line


def test_readme_shows_what_the_program_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of the README is what its first command prints, up to where it is cut off."""
    monkeypatch.chdir(ROOT)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(
        r"<!-- run -->\n.*?bin/factx (.*?)\n```.*?```text\n(.*?)```", readme, re.DOTALL
    )
    assert block is not None
    shown = squeezed(block[2])
    assert shown.pop() == "…"
    printed = squeezed(CliRunner().invoke(main, shlex.split(block[1])).stdout)
    assert printed[: len(shown)] == shown
    assert len(shown) > 5


def test_readme_tests_with_what_is_installed() -> None:
    """The README's test command installs the extra that holds the tools of the tests."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(
        r"<!-- tests -->\n```(?:sh|console)\n(.*?)\n```\n<!-- /tests -->", readme, re.DOTALL
    )
    assert command is not None
    assert "'.[dev]'" in command[1]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(each.startswith("pytest") for each in project["optional-dependencies"]["dev"])
