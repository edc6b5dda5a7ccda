"""The lexica of people and triggers: closed lists, groups and demographics."""

from __future__ import annotations

import typing

import pytest

import factx
from factx.language import load
from factx.people import GroupNames

if typing.TYPE_CHECKING:
    from factx.lexicon import Lexicon

OUTCOME_TABLES = (
    "TRANSITIVE",
    "INTRANSITIVE",
    "TRIGGER_ADJECTIVE",
    "TRIGGER_NOMINAL",
    "TRIGGER_NOUN",
    "TRIGGER_PERSON",
    "CONDITION_ADJECTIVE",
    "TOLL",
    "HARM",
    "EXPIRE",
)
GROUP_TABLES = (
    "PERSON",
    "COLLECTIVE",
    "GROUP_MODIFIER",
    "FIXED_MODIFIER",
    "CASUALTY_MODIFIER",
    "GROUP_SUBJECT",
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The English pack."""
    return load("en")


def allowed(field: str) -> set[str]:
    """Return the values that the model of casualties allows in ``field``."""
    annotation = factx.Casualty.model_fields[field].annotation
    found: set[str] = set()
    pending = [annotation]
    while pending:
        one = pending.pop()
        if typing.get_origin(one) is typing.Literal:
            found.update(value for value in typing.get_args(one) if isinstance(value, str))
        else:
            pending += typing.get_args(one)
    return found


@pytest.mark.parametrize("table", OUTCOME_TABLES)
def test_outcomes_are_those_of_the_model(lexicon: Lexicon, table: str) -> None:
    """Every trigger has an outcome that a casualty may have."""
    assert set(lexicon.values[table].values()) <= allowed("outcome")


@pytest.mark.parametrize("table", GROUP_TABLES)
def test_groups_are_those_of_the_model(lexicon: Lexicon, table: str) -> None:
    """Every head and modifier names a group that a casualty may have."""
    assert set(lexicon.values[table].values()) <= allowed("group")


def test_severities_are_those_of_the_model(lexicon: Lexicon) -> None:
    """Every word of severity names a severity that a casualty may have."""
    assert set(lexicon.values["SEVERITY"].values()) <= allowed("severity")


def test_statuses_are_those_of_the_model(lexicon: Lexicon) -> None:
    """Reporting verbs, cues and the order of strength speak of the statuses of the model."""
    statuses = allowed("status")
    assert set(lexicon.values["STRENGTH"]) == statuses
    assert set(lexicon.values["REPORT"].values()) <= statuses
    rules = [rule for rule in lexicon.rules if rule.id.startswith("status.")]
    assert {rule.attributes["status"] for rule in rules} <= statuses


def test_trigger_rules_name_outcomes_of_the_model(lexicon: Lexicon) -> None:
    """Every idiom has an outcome that a casualty may have."""
    rules = [rule for rule in lexicon.rules if rule.id.startswith("trigger.")]
    outcomes = {
        rule.attributes.get("outcome", "none") for rule in rules if rule.symbol != ("RECOVERED",)
    }
    assert outcomes <= allowed("outcome")


def test_demographics_are_those_of_the_model(lexicon: Lexicon) -> None:
    """Heads and modifiers name demographics that a casualty may have."""
    found: set[str] = set()
    for table in ("DEMOGRAPHIC", "DEMOGRAPHIC_MODIFIER"):
        for value in lexicon.values[table].values():
            found.update([value] if isinstance(value, str) else value)
    assert found <= allowed("demographic")


def test_heads_with_demographics_are_people(lexicon: Lexicon) -> None:
    """A head that has a demographic is a head that can be counted."""
    assert set(lexicon.values["DEMOGRAPHIC"]) <= set(lexicon.values["PERSON"])


def test_survivors_and_hostages_are_people_and_triggers(lexicon: Lexicon) -> None:
    """Nouns that carry an outcome by themselves and name people are listed as both."""
    assert set(lexicon.values["TRIGGER_PERSON"]) - {"arrestee", "arrestees"} <= {
        *lexicon.values["PERSON"],
        *lexicon.values["COLLECTIVE"],
    }


@pytest.mark.parametrize(
    ("phrase", "group"),
    [
        ("people", "people"),
        ("villagers", "civilian"),
        ("coal miners", "civilian"),
        ("Palestinians", "civilian"),
        ("government soldiers", "military"),
        ("army officers", "military"),
        ("special forces officer", "military"),
        ("officers", "police"),
        ("police officers", "police"),
        ("riot policemen", "police"),
        ("prison officers", "security"),
        ("security guards", "security"),
        ("rebel fighters", "militant"),
        ("Hamas members", "militant"),
        ("gang members", "criminal"),
        ("suspects", "criminal"),
        ("attackers", "perpetrator"),
        ("Reuters journalists", "journalist"),
        ("media workers", "journalist"),
        ("aid workers", "aid_worker"),
        ("UN staff", "aid_worker"),
        ("health workers", "health_worker"),
        ("army doctors", "health_worker"),
        ("rescue workers", "responder"),
        ("volunteer firefighters", "responder"),
        ("UN peacekeepers", "peacekeeper"),
        ("opposition lawmakers", "official"),
        ("hostages", "detainee"),
        ("asylum seekers", "migrant"),
        ("student activists", "protester"),
        ("family members", "people"),
        ("crew members", "civilian"),
        ("civilian contractors", "civilian"),
    ],
)
def test_group_of_head_phrase(lexicon: Lexicon, phrase: str, group: str) -> None:
    """A fixed modifier decides first, then the head, and a modifier for heads too general."""
    assert GroupNames(lexicon).group(phrase.split()) == group


@pytest.mark.parametrize(
    ("phrase", "demographic"),
    [
        ("children", ["child"]),
        ("schoolgirls", ["child", "woman"]),
        ("boy", ["child", "man"]),
        ("pregnant women", ["woman"]),
        ("female officers", ["woman"]),
        ("elderly men", ["man", "elderly"]),
        ("teenage boys", ["child", "man"]),
        ("mother", ["woman"]),
        ("fishermen", []),
        ("gunmen", []),
        ("people", []),
    ],
)
def test_demographic_of_head_phrase(lexicon: Lexicon, phrase: str, demographic: list[str]) -> None:
    """Demographics come from the head and its modifiers, and not from -men in trades."""
    assert GroupNames(lexicon).demographic(phrase.split()) == tuple(demographic)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Gunmen mowed down 12 worshippers.", "killed"),
        ("Sixteen miners lost their lives.", "killed"),
        ("Four jawans attained martyrdom.", "killed"),
        ("The 12 wounded men succumbed.", "killed"),
        ("Forty people sustained serious burns.", "injured"),
        ("Police shot 12 people.", "casualties"),
        ("Eleven trawlermen went missing.", "missing"),
        ("Thirteen engineers were taken hostage.", "abducted"),
        ("Police rounded up 300 students.", "detained"),
        ("Twelve hostages were set free.", "released"),
        ("About 40 inmates broke out of the jail.", "escaped"),
        ("Thirteen sailors were winched to safety.", "rescued"),
        ("Only 13 passengers made it out alive.", "survived"),
        ("All 80 passengers escaped unhurt.", "unharmed"),
        ("Fourteen pupils were taken to hospital.", "hospitalized"),
        ("Some 300 hikers were marooned.", "trapped"),
        ("About 400 residents were moved to safety.", "evacuated"),
        ("Some 12,000 families were forced to flee.", "displaced"),
        ("The fire left 300 people homeless.", "homeless"),
        ("The drought has affected 2 million people.", "affected"),
        ("Some 900,000 people need food aid.", "in_need"),
        ("Eighty guests fell ill.", "ill"),
    ],
)
def test_every_outcome_has_its_words(text: str, outcome: str) -> None:
    """Each of the outcomes is recognised by words of its own."""
    facts = factx.extract(text, kinds=["casualty"])
    assert [fact.outcome for fact in facts if isinstance(fact, factx.Casualty)] == [outcome]
