"""CQE, with a small spaCy model."""

from __future__ import annotations

import locale
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def load(_published: str, model: str) -> Callable[[str], int | None]:
    """Return a reader of quantities, with bounds and what they are of."""
    _need_no_locale()
    from CQE import CQE

    parser = CQE.CQE(spacy_model=model)
    return lambda text: len(parser.parse(text))


def _need_no_locale() -> None:
    """Let the import pass on machines without the locale en_US.UTF-8, which it sets."""
    original = locale.setlocale

    def lenient(category: int, name: Any = None) -> str:
        try:
            return original(category, name)
        except locale.Error:
            return original(category)

    locale.setlocale = lenient  # type: ignore[assignment]
