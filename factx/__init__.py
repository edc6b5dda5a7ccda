"""Numeric facts in English news text, as structured data."""

from factx.extractor import Extractor, extract
from factx.facts import Casualty, Count, Date, Duration, Fact, Quantity, Span

__version__ = "0.1.0"

__all__ = [
    "Casualty",
    "Count",
    "Date",
    "Duration",
    "Extractor",
    "Fact",
    "Quantity",
    "Span",
    "extract",
]
