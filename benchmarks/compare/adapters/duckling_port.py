"""duckling through its native Python binding."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ZONES = "/usr/share/zoneinfo"


def load(published: str, dimensions: list[str]) -> Callable[[str], int | None]:
    """Return a reader of these dimensions."""
    import duckling

    if not Path(ZONES).is_dir():
        raise FileNotFoundError("duckling wants the system's time zones")
    day = datetime.datetime.fromisoformat(published).replace(tzinfo=datetime.UTC)
    reference = duckling.parse_ref_time(
        duckling.load_time_zones(ZONES), "UTC", int(day.timestamp())
    )
    english = duckling.default_locale_lang(duckling.parse_lang("EN"))
    context = duckling.Context(reference, duckling.parse_locale("EN_US", english))
    wanted = duckling.parse_dimensions(dimensions)
    return lambda text: len(duckling.parse(text, context, wanted))
