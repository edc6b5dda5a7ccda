"""The closed lists of the facts' fields: every value that each may have, and what it means."""

# ruff: noqa: E501 - a list of short values reads best as a few full lines
# fmt: off

from __future__ import annotations

from typing import Literal

__all__ = [
    "Anchor",
    "Demographic",
    "Dimension",
    "Granularity",
    "Group",
    "Modifier",
    "NumberForm",
    "Outcome",
    "PartOfDay",
    "Polarity",
    "Qualifier",
    "Relation",
    "Resolution",
    "Scope",
    "Severity",
    "Status",
    "TimexType",
]

Qualifier = Literal[
    "exact", "at_least", "more_than", "at_most", "less_than", "up_to", "nearly", "approximately", "range", "vague"
]
"""What the hedge says of the number. Three upper bounds, for they say different things: *at most*
and *fewer than* rule higher numbers out, *up to* only says that the number may go so high."""

NumberForm = Literal[
    "digits", "words", "mixed", "article", "definite", "collective", "negative", "vague", "name"
]
"""How the number is written: 12, twelve, 2.5 million, a soldier, his driver, both, no one, dozens, a name."""

Status = Literal[
    "asserted", "reported", "confirmed", "unconfirmed", "claimed", "alleged", "estimated", "feared", "presumed",
    "possible", "hypothetical", "expected", "denied"
]
"""How sure the text is: one value, that of the strongest cue. *asserted*: told with no cue at all."""

Polarity = Literal["positive", "negative"]
"""Whether it happened to them, or is said not to have happened."""

Outcome = Literal[
    "killed", "injured", "casualties", "missing", "abducted", "detained", "released", "escaped", "rescued",
    "survived", "unharmed", "hospitalized", "trapped", "evacuated", "displaced", "homeless", "affected",
    "in_need", "ill"
]
"""What happened to people. *casualties*: killed or injured, the text does not say which."""

Group = Literal[
    "people", "civilian", "military", "police", "security", "militant", "criminal", "perpetrator", "journalist",
    "aid_worker", "health_worker", "responder", "peacekeeper", "official", "detainee", "migrant", "protester"
]
"""Who they were, by the noun that names them. *people*: the noun does not tell."""

Demographic = Literal["child", "woman", "man", "elderly"]
"""Age and sex, by the noun that names the people."""

Scope = Literal["incident", "total", "increment", "subset", "previous", "rate"]
"""What the number covers: one event, a running total, an addition to one, a part of another fact, an
earlier figure, or so many a day or a year."""

Severity = Literal["critical", "serious", "minor"]
"""How badly people were hurt."""

Dimension = Literal[
    "length", "mass", "area", "volume", "speed", "temperature", "currency", "proportion", "magnitude", "rate",
    "energy", "power", "other"
]
"""What a unit measures."""

Anchor = Literal["past", "future"]
"""On which side of the document's date a duration lies: the last three days, the next two weeks."""

TimexType = Literal["DATE", "TIME", "SET"]
"""The type of a time expression, as in TIMEX3 (durations are facts of a kind of their own)."""

Granularity = Literal[
    "minute", "hour", "day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century"
]
"""The length of what a date names."""

Resolution = Literal["explicit", "partial", "relative", "unresolved"]
"""Where the value comes from: complete in the text, year or month supplied, counted from the document's
date, or nowhere."""

Relation = Literal["since", "until", "before", "after", "by", "as_of"]
"""The word that governs a date; its value stays the point."""

Modifier = Literal["START", "MID", "END", "APPROX"]
"""Which part of the value is meant, or that it is approximate (names of TIMEX3)."""

PartOfDay = Literal["morning", "afternoon", "evening", "night"]
"""The part of the day."""
