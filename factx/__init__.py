"""Numeric facts in English news text, as structured data.

>>> facts = extract("At least 19 people were killed.")
>>> facts[0].outcome, facts[0].low, facts[0].high
('killed', 19, None)
>>> tolls(facts)[0].point("conservative")
19
"""

from factx.batch import Document
from factx.errors import (
    DocumentError,
    FactxError,
    GrammarError,
    InexactValueError,
    InputTypeError,
    InvalidDateError,
    LanguageDataError,
    LexiconError,
    UnknownOptionError,
)
from factx.extractor import Extractor, extract
from factx.facts import (
    Casualty,
    Count,
    Date,
    Duration,
    Fact,
    Quantity,
    Span,
    facts_adapter,
    json_schema,
)
from factx.reading import KINDS
from factx.tolls import Toll, tolls

__version__ = "0.1.0"

__all__ = [
    "KINDS",
    "Casualty",
    "Count",
    "Date",
    "Document",
    "DocumentError",
    "Duration",
    "Extractor",
    "Fact",
    "FactxError",
    "GrammarError",
    "InexactValueError",
    "InputTypeError",
    "InvalidDateError",
    "LanguageDataError",
    "LexiconError",
    "Quantity",
    "Span",
    "Toll",
    "UnknownOptionError",
    "extract",
    "facts_adapter",
    "json_schema",
    "tolls",
]
