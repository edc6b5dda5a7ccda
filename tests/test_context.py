"""Source, status, polarity and scope: what the words around a fact make of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import factx

CASES = tomllib.loads((Path(__file__).parent / "context_cases.toml").read_text(encoding="utf-8"))
PUBLISHED = "2024-10-31"


def casualties(text: str) -> list[factx.Casualty]:
    """Return the casualties of ``text``, read as published on ``PUBLISHED``."""
    facts = factx.extract(text, published=PUBLISHED, kinds=["casualty"])
    return [fact for fact in facts if isinstance(fact, factx.Casualty)]


def the(text: str, span: str) -> factx.Casualty:
    """Return the casualty of ``text`` that lies on ``span``."""
    start = text.index(span)
    end = start + len(span)
    found = [fact for fact in casualties(text) if fact.start < end and fact.end > start]
    assert found, f"no casualty on {span!r}"
    return found[0]


def source_of(fact: factx.Casualty) -> str:
    """Return the text of the source of ``fact``, or "-" where it has none."""
    return "-" if fact.source is None else fact.source.text


@pytest.mark.parametrize("kind", ["attribution", "status", "scope"])
def test_context_of_every_case(kind: str) -> None:
    """Every sentence of context_cases.toml gives its fact the status, source and scope listed."""
    wrong = []
    for text, span, status, source, scope in CASES[kind]:
        fact = the(text, span)
        found = (fact.status, source_of(fact), fact.scope)
        if found != (status, source, scope):
            wrong.append((text, span, found, (status, source, scope)))
    assert not wrong


def test_context_of_other_kinds() -> None:
    """Counts and quantities have the source and status of their sentence, as casualties do."""
    wrong = []
    for text, span, status, source, scope in CASES["other_kinds"]:
        found = [
            (fact.status, fact.source.text if fact.source else "-", fact.scope)
            for fact in factx.extract(text, published=PUBLISHED)
            if isinstance(fact, factx.Count | factx.Quantity) and fact.text == span
        ]
        if found != [(status, source, scope)]:
            wrong.append((text, found))
    assert wrong == []


@pytest.mark.parametrize("verb", ["said", "reported", "announced", "added", "noted", "warned"])
@pytest.mark.parametrize(
    "name", ["Police", "The interior ministry", "An official in Goma", "Médecins Sans Frontières"]
)
def test_source_before_and_after(name: str, verb: str) -> None:
    """A source covers its sentence whether it opens or closes it."""
    opening = the(f"{name} {verb} that 14 people had been killed.", "14 people")
    closing = the(f"At least 14 people had been killed, {name} {verb}.", "At least 14 people")
    assert source_of(opening) == source_of(closing) == name
    assert opening.status == closing.status == "reported"


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("said", "reported"),
        ("claimed", "claimed"),
        ("insisted", "claimed"),
        ("confirmed", "confirmed"),
        ("acknowledged", "confirmed"),
        ("estimated", "estimated"),
        ("alleged", "alleged"),
        ("feared", "feared"),
        ("believed", "presumed"),
        ("predicted", "expected"),
    ],
)
def test_verb_decides_status(verb: str, status: str) -> None:
    """What a source does with its words decides the status of what it says."""
    fact = the(f"The ministry {verb} that 40 villagers had drowned.", "40 villagers")
    assert (fact.status, source_of(fact)) == (status, "The ministry")


def test_medial_attribution_covers_what_precedes() -> None:
    """An attribution in the middle covers the facts before it and none behind it."""
    text = "A mine killed 12 troops, officials said, in a bad week. Another 30 were hurt."
    killed, hurt = casualties(text)
    assert (source_of(killed), killed.status) == ("officials", "reported")
    assert (source_of(hurt), hurt.status) == ("-", "asserted")


def test_every_source_has_its_own_facts() -> None:
    """Two attributions of one sentence share out its facts."""
    text = "The navy said 11 sailors had died, while relatives said 14 men were missing."
    assert [source_of(fact) for fact in casualties(text)] == ["The navy", "relatives"]


def test_later_denial_changes_no_status() -> None:
    """A denial counts only for what it embeds."""
    fact = the("The rebels said they killed 60 soldiers, a figure the army denied.", "60 soldiers")
    assert (fact.status, source_of(fact)) == ("reported", "The rebels")


def test_lives_claimed_are_no_claim() -> None:
    """Floods that claim lives are no source, and what they claim is asserted."""
    for text, span in (
        ("The floods claimed 31 lives.", "31 lives"),
        ("The group claimed responsibility for a blast that killed 31 people.", "31 people"),
    ):
        fact = the(text, span)
        assert (fact.status, source_of(fact)) == ("asserted", "-")


def test_month_may_is_no_modal() -> None:
    """The month of "In May 12 people died" is no modal: it says what happened."""
    assert the("In May 12 people were killed.", "12 people").status == "asserted"
    assert the("Up to 12 people may have been killed.", "12 people").status == "possible"


def test_strongest_cue_decides() -> None:
    """Of several cues the strongest decides: a modal before a fear, a fear before a source."""
    assert the("Officials fear 90 people may be buried.", "90 people").status == "possible"
    assert the("Officials said 90 people were feared dead.", "90 people").status == "feared"


def test_cue_stays_in_its_clause() -> None:
    """A cue of another clause says nothing of a fact."""
    fact = the("Forty people are still missing and the toll could rise.", "Forty people")
    assert fact.status == "asserted"


def test_negated_verb_keeps_its_number() -> None:
    """What has not happened to 12 people has polarity negative, and 12 stays 12."""
    fact = the("The 12 hostages have not been freed.", "12 hostages")
    assert (fact.polarity, fact.best, fact.scope) == ("negative", 12, "incident")


def test_toll_raised_by_an_increment() -> None:
    """With "bringing the toll to 19", what came before is an addition, and 19 a total."""
    text = "Three people died on Tuesday, bringing the death toll to 19."
    added, total = casualties(text)
    assert (added.scope, total.scope) == ("increment", "total")


def test_breakdown_in_brackets() -> None:
    """The figures of a bracket are parts of the figure before it, and share its source."""
    text = "The UN recorded 1,400 casualties (600 deaths and 800 injuries)."
    whole, dead, injured = casualties(text)
    assert (dead.scope, injured.scope) == ("subset", "subset")
    assert dead.of == injured.of == whole.id
    assert source_of(dead) == "The UN"


def test_rate_has_its_unit() -> None:
    """A rate names the span of time that it is counted by."""
    for text, per in (
        ("Malaria kills 600,000 people every year.", "year"),
        ("About 20 people a day are killed by landmines.", "day"),
        ("Snakes kill 80,000 people annually.", "year"),
    ):
        fact = casualties(text)[0]
        assert (fact.scope, fact.per) == ("rate", per)


def test_since_may_belong_to_a_superlative() -> None:
    """A figure of "the deadliest day since 2011" sums up nothing."""
    text = "The raid killed 170 people, making it the deadliest day since 2011."
    assert the(text, "170 people").scope == "incident"
    assert the("Raids have killed 170 people since 2011.", "170 people").scope == "total"


def test_hedge_of_number_gives_status() -> None:
    """A number like "An estimated 300" is an estimate, whoever says so."""
    fact = the("An estimated 300 people drowned, the coast guard said.", "300 people")
    assert (fact.status, source_of(fact)) == ("estimated", "the coast guard")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("The crash left one passenger in critical condition.", "critical"),
        ("Two others escaped with minor injuries.", "minor"),
        ("Twelve men suffered serious head injuries.", "serious"),
        ("Three people were fighting for their lives.", "critical"),
        ("Forty people were slightly hurt.", "minor"),
        ("A serious fire injured 12 people.", None),
        ("Forty people were hurt.", None),
    ],
)
def test_severity_stands_with_the_trigger(text: str, severity: str | None) -> None:
    """Severity is told by the trigger or the word before it, not by any word of the sentence."""
    assert [fact.severity for fact in casualties(text)] == [severity]


def test_our_people_are_those_of_the_source() -> None:
    """The people called "our men" are counted among those who speak."""
    first, second = casualties("Army: 2 of our men fell in combat, 1 more in serious condition.")
    assert (first.group, second.group) == ("military", "military")
