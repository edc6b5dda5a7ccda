"""dateparser's search in running text."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def load(published: str) -> Callable[[str], int | None]:
    """Return a reader of English dates: told the language, it does not look for one."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.datetime.fromisoformat(published)}
    return lambda text: len(search_dates(text, languages=["en"], settings=settings) or ())
