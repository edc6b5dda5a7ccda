"""The side of a tool: loads its adapter and reads what comes, one line of JSON each way.

Started with the adapter's path and a line of JSON (``published``, ``settings``, ``distribution``).
It says ``{"version": …}`` once the tool has read a first sentence, or ``{"error": …}``. Each
``{"texts": […]}`` is answered with ``{"seconds": […], "values": […], "errors": […]}``: only the
tool's own time counts, not that of the pipe. It runs in the environment of the tool and imports
nothing of this project.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import platform
import sys
import time
import warnings
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = "At least 19 people were killed on Tuesday."


def loaded(path: str, published: str, settings: dict[str, Any]) -> Callable[[str], int | None]:
    """Return the reader of the adapter in ``path``, after a first sentence."""
    spec = importlib.util.spec_from_file_location("adapter", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    adapter = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(adapter)
    read: Callable[[str], int | None] = adapter.load(published, **settings)
    read(FIRST)
    return read


def answer(read: Callable[[str], int | None], texts: list[str]) -> dict[str, Any]:
    """Read each text and tell the seconds, the number of values and what was raised."""
    seconds: list[float] = []
    values: list[int | None] = []
    errors: list[str] = []
    for text in texts:
        found: int | None = 0
        begin = time.perf_counter()
        try:
            found = read(text)
        except Exception as error:  # noqa: BLE001 - a tool that fails on a text goes on with the next
            errors.append(described(error))
        seconds.append(time.perf_counter() - begin)
        values.append(found)
    return {"seconds": seconds, "values": values, "errors": errors}


def described(error: BaseException) -> str:
    """Return an error as one line."""
    return f"{type(error).__name__}: {error}".partition("\n")[0]


def main() -> None:
    """Answer until there is no further line."""
    # What a tool prints must not come between the answers.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        warnings.simplefilter("ignore")
        serve(out)


def serve(out: TextIO) -> None:
    """Load the tool and read each line of standard input."""

    def say(told: dict[str, Any]) -> None:
        out.write(json.dumps(told) + "\n")
        out.flush()

    told = json.loads(sys.argv[2])
    try:
        read = loaded(sys.argv[1], told["published"], told["settings"])
        distribution = told["distribution"]
        version = (
            importlib.metadata.version(distribution) if distribution else platform.python_version()
        )
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever keeps a tool from loading is told
        say({"error": described(error)})
        return
    say({"version": version})
    for line in sys.stdin:
        say(answer(read, json.loads(line)["texts"]))


if __name__ == "__main__":
    main()
