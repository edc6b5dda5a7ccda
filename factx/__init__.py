"""Numeric facts in English news text, as structured data."""

__version__ = "0.1.0"
