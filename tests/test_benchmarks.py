"""The benchmarks run; what they measure is not asked here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_benchmark_runs_once() -> None:
    """Each benchmark does its work once, without being timed."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "benchmarks"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
