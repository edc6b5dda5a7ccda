"""Recognizers-Text: numbers, and if asked units and dates as well."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def load(published: str, *, models: list[str]) -> Callable[[str], int | None]:
    """Return a reader of ``models``: "number", "units", "dates"."""
    from ms_recognizers_date_time import DateTimeRecognizer
    from ms_recognizers_number import NumberRecognizer
    from ms_recognizers_number_with_unit import NumberWithUnitRecognizer

    reference = datetime.datetime.fromisoformat(published)
    parsers: list[Callable[[str], Any]] = []
    if "number" in models:
        parsers.append(NumberRecognizer("en-us").get_number_model().parse)
    if "units" in models:
        units = NumberWithUnitRecognizer("en-us")
        parsers += [
            units.get_age_model().parse,
            units.get_currency_model().parse,
            units.get_dimension_model().parse,
            units.get_temperature_model().parse,
        ]
    if "dates" in models:
        dates = DateTimeRecognizer("en-us").get_datetime_model()
        parsers.append(lambda text: dates.parse(text, reference))
    return lambda text: sum(len(parse(text)) for parse in parsers)
