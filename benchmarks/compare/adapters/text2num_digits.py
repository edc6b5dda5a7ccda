"""text2num: number words become digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def load(_published: str) -> Callable[[str], int | None]:
    """Return a reader that rewrites the text; it returns no values."""
    from text_to_num import alpha2digit

    def read(text: str) -> int | None:
        alpha2digit(text, "en")
        return None

    return read
