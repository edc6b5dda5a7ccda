"""The attributes of rules, pass by pass: which there are, and what each may say.

``docs/grammar.md`` tells what they mean. A rule with another attribute, another value, or without
one that its pass needs, would be read wrongly or not at all: it is refused when it is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from factx import attribution, blockers, counts, durations, epistemics, numbers, scope, temporal
from factx.errors import GrammarError
from factx.quantities.reader import MAKERS
from factx.reading import PASSES
from factx.tense import CUES
from factx.vocabulary import Outcome, Polarity, Scope, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factx.lexicon import RuleRecord

Allowed = tuple[str | bool, ...] | type
"""The values that there are, or the type that all of them have."""
YES: Allowed = (True,)
"""The value of what a rule has or has not."""
_EVENT: Mapping[str, Allowed] = {
    "outcome": get_args(Outcome),
    **dict.fromkeys(
        ("adds_up", "alike", "armed", "innocent", "joins", "own_noun", "shares_verb", "sibling"),
        YES,
    ),
}

NEEDED: Mapping[str, Mapping[str, Allowed]] = {
    "blockers": {"reason": str},
    "numbers": {"reads": tuple(numbers.NumberPass.READERS)},
    "dates": {"reads": tuple(temporal.DatePass.READERS)},
    "durations": {"reads": tuple(durations.DurationPass.READERS)},
    "quantities": {"make": tuple(MAKERS)},
    "tense": {"cue": CUES},
    "context.source": {"reach": attribution.REACHES},
    "context.status": {"status": get_args(Status), "reach": epistemics.REACHES},
    "context.polarity": {"polarity": get_args(Polarity)},
    "context.scope": {"scope": get_args(Scope), "reach": scope.REACHES},
}
"""What every rule of a pass has."""
OTHERS: Mapping[str, Mapping[str, Allowed]] = {
    "blockers": {"check": tuple(blockers.CHECKS), "link": YES},
    "numerals": {"power": YES},
    "dates": {"approximate": YES, "no_relation": YES},
    "durations": {"hyphen": YES},
    "durations.object": {"hyphen": YES},
    "quantities": dict.fromkeys(("hyphen", "priced", "single", "singular", "tail"), YES),
    "triggers": {"outcome": get_args(Outcome), "severity": get_args(Severity)},
    "groups": {
        **dict.fromkeys(("equal", "nobody", "pair", "pronoun", "singular"), YES),
        "part": (True, "living"),
    },
    **{name: _EVENT for name in PASSES if name.startswith("events.")},
    "counts": {
        **dict.fromkeys(("again", "listed", "named", "none"), YES),
        "only": counts.ONLY,
        "scope": get_args(Scope),
    },
    "context.clause": {"coordinates": YES},
    "context.source": {"status": get_args(Status)},
    "context.status": {"within": int},
    "context.scope": {"within": int},
}
"""What a rule of a pass may have besides."""
REPLACING = frozenset(
    (
        "sentence",
        "blockers",
        "numerals",
        "hedges",
        "numbers",
        "figures",
        "quantities",
        "figurative",
        "triggers",
        "groups",
    )
)
"""The passes whose rules say by ``as`` what stands for the match from then on."""


def check(record: RuleRecord) -> None:
    """Check pass and attributes of a rule.

    Raises:
        GrammarError: there is no such pass, the pass knows no such attribute or value, or the rule
            lacks an attribute or the symbol that the pass needs.

    >>> from factx.lexicon import RuleRecord
    >>> check(RuleRecord("date.x", "dates", ("a", "b"), "YEAR", (), {"reads": "yaer"}, "my.toml"))
    Traceback (most recent call last):
    factx.errors.GrammarError: my.toml: date.x: reads is 'yaer'; allowed: 'iso', 'numeric', ...
    """
    if record.pass_name not in PASSES:
        reason = f"there is no pass {record.pass_name!r}; there are: {', '.join(PASSES)}"
        raise GrammarError(record.file, record.id, reason)
    if (record.pass_name in REPLACING) != bool(record.symbol):
        need = "need" if record.pass_name in REPLACING else "have no"
        reason = f"rules of {record.pass_name} {need} 'as', the categories of a symbol"
        raise GrammarError(record.file, record.id, reason)
    needed = NEEDED.get(record.pass_name, {})
    known = {**needed, **OTHERS.get(record.pass_name, {})}
    for name, value in record.attributes.items():
        if name not in known:
            told = ", ".join(known) or "none"
            reason = f"rules of {record.pass_name} have no {name!r}; they have: {told}"
            raise GrammarError(record.file, record.id, reason)
        if not _fits(value, known[name]):
            reason = f"{name} is {value!r}; allowed: {_told(known[name])}"
            raise GrammarError(record.file, record.id, reason)
    for name in needed:
        if name not in record.attributes:
            reason = f"rules of {record.pass_name} need {name!r}: {_told(needed[name])}"
            raise GrammarError(record.file, record.id, reason)


def _fits(value: object, allowed: Allowed) -> bool:
    if isinstance(allowed, type):
        return type(value) is allowed
    return any(type(value) is type(each) and value == each for each in allowed)


def _told(allowed: Allowed) -> str:
    if isinstance(allowed, type):
        return {"str": "a text", "int": "a whole number"}[allowed.__name__]
    # As TOML writes it.
    return ", ".join("true" if each is True else repr(each) for each in allowed)
