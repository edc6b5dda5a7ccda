"""The tools and their environments, as ``tools.toml`` defines them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ANSWERS = ("yes", "partly", "no")
RUNTIMES = ("python", "node")


class DefinitionError(ValueError):
    """A definition that names what does not exist, or leaves out what it needs."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A folder of packages; ``runtime`` is what runs in it, "python" or "node"."""

    name: str
    runtime: str
    packages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    """One row of the comparison.

    ``beside`` names the row of factx that reads the same kinds of values; ``environment`` is
    ``None`` for what runs where the comparison itself does.
    """

    name: str
    reads: str
    adapter: Path
    environment: Environment | None
    distribution: str
    settings: dict[str, Any]
    beside: str
    values: str
    offsets: str
    note: str


def definitions(file: Path = FOLDER / "tools.toml") -> dict[str, Tool]:
    """Return the tools of ``file`` by name, in its order.

    Raises:
        DefinitionError: a tool or an environment is not as ``tools.toml`` says.
    """
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    environments = content.get("environments", {})
    known = {name: _environment(name, environments) for name in environments}
    tools = {name: _tool(name, told, known) for name, told in content["tools"].items()}
    for tool in tools.values():
        if tool.beside and tool.beside not in tools:
            raise DefinitionError(f"{tool.name} stands beside {tool.beside}, which is not defined")
    return tools


def _environment(name: str, told: dict[str, Any]) -> Environment:
    """Return an environment with the packages of the one that it extends."""
    own = told[name]
    if unknown := own.keys() - {"extends", "packages", "runtime"}:
        raise DefinitionError(f"environment {name}: {', '.join(sorted(unknown))}")
    runtime = own.get("runtime", "python")
    if runtime not in RUNTIMES:
        raise DefinitionError(f"environment {name}: no runtime {runtime}")
    packages = tuple(own["packages"])
    if base := own.get("extends"):
        if base not in told:
            raise DefinitionError(f"environment {name} extends {base}, which is not defined")
        packages = _environment(base, told).packages + packages
    return Environment(name, runtime, packages)


def _tool(name: str, told: dict[str, Any], environments: dict[str, Environment]) -> Tool:
    """Return one tool, checked."""
    needed = {"reads", "adapter", "values", "offsets", "note"}
    optional = {"environment", "distribution", "settings", "beside"}
    if wrong := (needed - told.keys()) | (told.keys() - needed - optional):
        raise DefinitionError(f"tool {name}: {', '.join(sorted(wrong))}")
    adapter = FOLDER / "adapters" / told["adapter"]
    if not adapter.is_file():
        raise DefinitionError(f"tool {name}: no adapter {told['adapter']}")
    environment = told.get("environment")
    if environment is not None and environment not in environments:
        raise DefinitionError(f"tool {name}: no environment {environment}")
    if not {told["values"], told["offsets"]} <= set(ANSWERS):
        raise DefinitionError(f"tool {name}: values and offsets are one of {', '.join(ANSWERS)}")
    return Tool(
        name=name,
        reads=told["reads"],
        adapter=adapter,
        environment=None if environment is None else environments[environment],
        distribution=told.get("distribution", ""),
        settings=told.get("settings", {}),
        beside=told.get("beside", ""),
        values=told["values"],
        offsets=told["offsets"],
        note=told["note"],
    )
