"""When a document was published, in any of the forms in which that can be told."""

from __future__ import annotations

import datetime

from factx.errors import InvalidDateError

Published = str | datetime.date | datetime.datetime | None
"""When a document was published: an ISO 8601 date (or date and time), or ``None`` if unknown."""


def published_date(published: Published) -> datetime.date | None:
    """Return the day of publication.

    Raises:
        InvalidDateError: ``published`` is not a date (a ``ValueError``).

    >>> published_date("2024-10-31T08:00"), published_date(None)
    (datetime.date(2024, 10, 31), None)
    """
    if published is None:
        return None
    if isinstance(published, datetime.datetime):
        return published.date()
    if isinstance(published, datetime.date):
        return published
    if not isinstance(published, str):
        raise InvalidDateError("published", published)
    try:
        return datetime.datetime.fromisoformat(published).date()
    except ValueError:
        raise InvalidDateError("published", published) from None
