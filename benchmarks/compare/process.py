"""A tool in a process of its own: a line of JSON each way, within a time."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ToolError(Exception):
    """A tool that does not start, ends before its answer, or takes too long."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What reading some texts took and gave, text by text; ``None`` if a tool counts no values."""

    seconds: list[float]
    values: list[int | None]
    errors: list[str]


class Process:
    """A tool that has been started, as a context: leaving it ends the process.

    ``version`` is what the tool says of itself, ``start`` the seconds until it had read a first
    sentence.
    """

    def __init__(
        self,
        command: Sequence[str],
        told: dict[str, Any],
        *,
        variables: Mapping[str, str] | None = None,
        limit: float = 60,
    ) -> None:
        """Start ``command`` with ``told`` as its last argument.

        Args:
            command: the program and its first arguments.
            told: what the tool is told, as JSON: ``published``, ``settings``, ``distribution``.
            variables: the environment variables; those of this process by default.
            limit: the seconds that it may take to start, and to answer.

        Raises:
            ToolError: it did not start; the message is the tool's own.
        """
        self.limit = limit
        self._complaints = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed in __exit__
        begin = time.perf_counter()
        self._process = subprocess.Popen(
            [*command, json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=variables,
            text=True,
            encoding="utf-8",
        )
        try:
            ready = self._answer()
        except ToolError:
            self.__exit__()
            raise
        self.start = time.perf_counter() - begin
        self.version = str(ready["version"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._complaints.close()

    def read(self, texts: Sequence[str]) -> Answer:
        """Return what the tool found in each of ``texts``.

        Raises:
            ToolError: it did not answer.
        """
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(json.dumps({"texts": list(texts)}) + "\n")
            stdin.flush()
        except BrokenPipeError:
            raise ToolError(self._last_words()) from None
        return Answer(**self._answer())

    def peak(self) -> int | None:
        """Return the largest resident memory so far in bytes; ``None`` where no /proc tells it."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        except OSError:
            return None
        match = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
        return int(match[1]) * 1024 if match else None

    def _answer(self) -> dict[str, Any]:
        """Return the next line; a tool that does not answer in time is killed."""
        stdout = self._process.stdout
        assert stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(self.limit, end)
        timer.start()
        try:
            line = stdout.readline()
        finally:
            timer.cancel()
        if late.is_set():
            raise ToolError(f"no answer within {self.limit:.0f} s")
        if not line:
            raise ToolError(self._last_words())
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise ToolError(answer["error"])
        return answer

    def _last_words(self) -> str:
        """Return the last line that the tool wrote before it ended."""
        self._process.wait()
        self._complaints.seek(0)
        lines = [line.strip() for line in self._complaints if line.strip()]
        return lines[-1] if lines else f"ended with code {self._process.returncode}"
