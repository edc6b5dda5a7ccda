"""puckling, duckling's port to Python."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def load(published: str) -> Callable[[str], int | None]:
    """Return a reader of every dimension."""
    from puckling import Context, Lang, Locale, Options, parse

    day = datetime.datetime.fromisoformat(published).replace(tzinfo=datetime.UTC)
    context = Context(reference_time=day, locale=Locale(Lang.EN))
    return lambda text: len(parse(text, context, Options()))
