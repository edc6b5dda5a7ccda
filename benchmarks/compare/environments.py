"""Making the environment of a tool: a venv or a folder of node_modules, with pinned packages."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.compare.tools import FOLDER

if TYPE_CHECKING:
    from benchmarks.compare.tools import Environment, Tool

ENVIRONMENTS = FOLDER / ".environments"
PROJECT = FOLDER.parent.parent
HOST = FOLDER / "host.py"
STAMP = "packages.json"
LONGEST_REASON = 160


class NotInstalledError(Exception):
    """An environment that could not be made; the message is the reason that the installer gave."""


def prepare(environment: Environment, seconds: float) -> Path:
    """Return the folder of ``environment``, made if it is not there as it is defined now.

    Raises:
        NotInstalledError: a package does not install within ``seconds``.
    """
    folder = ENVIRONMENTS / environment.name
    stamp = folder / STAMP
    wanted = json.dumps([sys.version, environment.packages])
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for command in _commands(environment, folder):
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, check=False, timeout=seconds
            )
        except subprocess.TimeoutExpired:
            raise NotInstalledError(f"not installed within {seconds:.0f} s") from None
        except FileNotFoundError:
            raise NotInstalledError(f"no {Path(command[0]).name} on this machine") from None
        if done.returncode:
            raise NotInstalledError(reason(done.stderr or done.stdout))
    stamp.write_text(wanted, encoding="utf-8")
    return folder


def _commands(environment: Environment, folder: Path) -> list[list[str]]:
    """Return what installs the packages, and these alone: each list is complete."""
    if environment.runtime == "node":
        quiet = ["--no-audit", "--no-fund", "--save-exact", "--loglevel=error"]
        return [["npm", "install", *quiet, "--prefix", str(folder), *environment.packages]]
    packages: list[str] = []
    for each in environment.packages:
        packages += ["--editable", str(PROJECT)] if each == "{project}" else [each]
    return [
        [sys.executable, "-m", "venv", str(folder)],
        [str(_python(folder)), "-m", "pip", "install", "--quiet", "--no-deps", *packages],
    ]


def command(tool: Tool, folder: Path | None) -> tuple[list[str], dict[str, str]]:
    """Return the command that starts ``tool`` but its last argument, and its variables.

    One thread each, so that what is compared is work and not cores.
    """
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    variables |= {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    environment = tool.environment
    if environment is not None and environment.runtime == "node" and folder is not None:
        variables["NODE_PATH"] = str(folder / "node_modules")
        return ["node", str(tool.adapter)], variables
    python = sys.executable if folder is None else str(_python(folder))
    # Safe path: no file beside the host takes the place of a module of the tool.
    return [python, "-P", str(HOST), str(tool.adapter)], variables


def _python(folder: Path) -> Path:
    """Return the interpreter of a venv."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def reason(output: str) -> str:
    r"""Return the line of an installer's output that tells why, without paths and addresses.

    >>> reason("note: x\nERROR: Ignored\nERROR: No match for a==1 (from versions: none)")
    'No match for a==1 (from versions: none)'
    """
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if re.match(r"(?:npm )?\w*error\b", line, re.IGNORECASE)]
    # pip names the versions of Python that a package wants in a line before its last.
    if pythons := re.findall(r"Requires-Python (\S+?)[;\s]", output + " "):
        return f"needs Python {pythons[-1]}, this is {platform.python_version()}"
    line = (telling or lines or ["no reason given"])[-1]
    line = re.sub(r"\s*\(?(?:\w+://|/|[A-Za-z]:\\)\S+", "", line)
    return re.sub(r"^(?:npm )?error:?\s*", "", line, flags=re.IGNORECASE)[:LONGEST_REASON]
