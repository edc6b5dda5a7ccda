"""factx, all kinds or some."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def load(published: str, kinds: list[str] | None = None) -> Callable[[str], int | None]:
    """Return a reader of the facts of these kinds."""
    from factx import Extractor

    extractor = Extractor(kinds=kinds)
    return lambda text: len(extractor.extract(text, published=published))
