"""quantulum3 as it installs, without its classifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def load(_published: str) -> Callable[[str], int | None]:
    """Return a reader of quantities, numbers without a unit among them."""
    from quantulum3 import parser

    return lambda text: len(parser.parse(text))
