"""A text with its dates and durations marked up, as a TimeML document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.facts import Date, Duration
from factx.timex import escaped

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from factx.facts import Fact

_SCHEMA = "http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd"


def timeml(
    text: str, facts: Iterable[Fact], *, published: datetime.date | None = None, name: str = ""
) -> str:
    """Return ``text`` as a TimeML document; facts of other kinds are passed over.

    The points of intervals are empty elements behind the expression that refers to them. Without
    its mark-up the text reads as before, but for characters that XML cannot hold (see ``escaped``).

    Args:
        text: the text that the facts were found in.
        facts: facts in text order.
        published: the document's date, its creation time in TimeML.
        name: the document's name.

    >>> from factx import extract
    >>> print(timeml("It rained for 3 days.", extract("It rained for 3 days.")).splitlines()[-2])
    <TEXT>It rained for <TIMEX3 tid="t1" type="DURATION" value="P3D">3 days</TIMEX3>.</TEXT>
    """
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element(text, facts, published, name)}\n'


def element(
    text: str, facts: Iterable[Fact], published: datetime.date | None = None, name: str = ""
) -> str:
    """Return the ``TimeML`` element alone; arguments are those of :func:`timeml`."""
    pieces: list[str] = []
    at, number = 0, 1
    for fact in facts:
        if not isinstance(fact, Date | Duration):
            continue
        timex = fact.timex3()
        pieces += (escaped(text[at : fact.start]), timex.xml(number))
        at = fact.end
        number += 1 + timex.points
    pieces.append(escaped(text[at:]))
    head = f"<DOCID>{escaped(name)}</DOCID>\n" if name else ""
    if published is not None:
        head += (
            f'<DCT><TIMEX3 tid="t0" type="DATE" value="{published}" '
            f'functionInDocument="CREATION_TIME">{published}</TIMEX3></DCT>\n'
        )
    return (
        '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:noNamespaceSchemaLocation="{_SCHEMA}">\n{head}'
        f"<TEXT>{''.join(pieces)}</TEXT>\n</TimeML>"
    )
