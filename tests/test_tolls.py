"""Tolls: what a document as a whole says per outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import factx
from factx.errors import UnknownOptionError
from factx.tolls import Policy, Toll, point, tolls

if TYPE_CHECKING:
    from factx.facts import Outcome


def toll_of(text: str, outcome: Outcome = "killed") -> Toll | None:
    """Return the toll of one outcome in a text."""
    found = tolls(factx.extract(text, published="2024-10-31"))
    return next((toll for toll in found if toll.outcome == outcome), None)


def figure(text: str, outcome: Outcome = "killed") -> tuple[object, ...] | None:
    """Return low, best, high and basis of one outcome in a text."""
    toll = toll_of(text, outcome)
    return None if toll is None else (toll.low, toll.best, toll.high, toll.basis)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 19 killed in blast\n\nAt least 19 people died when a bomb exploded.", 19),
        ("Seven people were killed on Monday. The seven people were killed by a mine.", 7),
        ("Fires killed 11 people. A van burned and killed three people. Eleven people died.", 11),
    ],
)
def test_a_restatement_is_counted_once(text: str, expected: int) -> None:
    """Headline and body, or digits and words, are one figure."""
    toll = toll_of(text)
    assert toll is not None
    assert (toll.best, toll.basis) == (expected, "stated")


@pytest.mark.parametrize(
    "text",
    [
        "A mine killed nine people, including two children and a soldier.",
        "Nine people were killed by a mine. Four of them were children.",
    ],
)
def test_a_subset_never_adds(text: str) -> None:
    """Who is among the dead is in the breakdown, not in the sum."""
    toll = toll_of(text)
    assert toll is not None
    assert toll.best == 9
    assert [part.name for part in toll.demographics] == ["child"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb killed 12 people. Another nine died in hospital, raising the toll to 21.", 21),
        ("Floods killed 30 people in the north and 4 in the south. The death toll is 40.", 40),
    ],
)
def test_a_stated_total_beats_a_sum(text: str, expected: int) -> None:
    """The text adds up better than we could."""
    assert figure(text) == (expected, expected, expected, "stated")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two police officers and a civilian were killed.", 3),
        ("Three people were killed in Kabul and two in Herat.", 5),
        ("Five soldiers were killed in the clash. Three militants also died.", 8),
        ("A bomb killed 12 people on Monday. Another nine died in hospital.", 21),
    ],
)
def test_incidents_add_up_where_no_whole_is_stated(text: str, expected: int) -> None:
    """Members of a list, places side by side, sides of a clash and increments are summed."""
    assert figure(text) == (expected, expected, expected, "summed")


FILLER = " Roads were blocked for a week, and the harvest was lost in most of the valley." * 4


def test_places_told_twice_are_summed() -> None:
    """Figures side by side that the body tells again are of places, and add up."""
    lead = "It killed 20 people in Sorn, killed four people in Varda and killed seven in Tell."
    body = " In Sorn, 20 people died. In Varda, four people died. In Tell, seven people died."
    assert figure(lead + FILLER + body) == (31, 31, 31, "summed")


def test_large_figures_near_to_each_other_are_one() -> None:
    """Far apart in the text and near in number, they are two counts of the same dead."""
    near = f"The storm killed 74 people.{FILLER} Floods killed 80 people, mostly in cars."
    assert figure(near) == (74, 74, 74, "stated")
    assert figure(near.replace("80", "95")) != (74, 74, 74, "stated")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll rose to 52 from 45, officials said.", 52),
        ("The death toll was revised down from 31 to 27.", 27),
        ("By Monday the death toll was 40. By Friday the death toll had risen to 52.", 52),
    ],
)
def test_the_latest_revision_counts(text: str, expected: int) -> None:
    """A figure that another one revises is left out."""
    assert figure(text) == (expected, expected, expected, "stated")


def test_rival_sources_widen_the_bounds() -> None:
    """Two sources with two figures give a range from the lower to the higher."""
    text = "The ministry said 19 people were killed, while the army put the toll at 12."
    toll = toll_of(text)
    assert toll is not None
    assert (toll.low, toll.high, toll.qualifier) == (12, 19, "range")
    assert len(toll.facts) == 2


@pytest.mark.parametrize(
    "text",
    [
        "About 130 people are killed on the roads every year.",
        "The army denied killing 14 civilians.",
        "The dam could kill 600 people if it broke.",
        "No one was killed in the fire.",
    ],
)
def test_what_is_no_toll_of_what_happened_gives_none(text: str) -> None:
    """Rates, denials, hypotheticals and negatives give no toll."""
    assert figure(text) is None


def test_a_feared_figure_counts_only_without_a_firm_one() -> None:
    """Twelve feared dead stand until somebody says how many died."""
    assert figure("Twelve people were feared dead.") == (12, 12, 12, "stated")
    assert figure("Twelve people were feared dead. The quake killed 6 people.") == (
        6,
        6,
        6,
        "stated",
    )


def test_a_number_beats_a_vague_one() -> None:
    """Dozens in the headline are the 32 of the body."""
    assert figure("Dozens killed in storm\n\nAt least 32 people died.") == (32, 32, None, "stated")


def test_a_total_has_its_date() -> None:
    """The date that a total is stated for is kept as an EDTF value."""
    toll = toll_of("As of Sunday, the death toll stood at 40.")
    assert toll is not None
    assert toll.as_of == "2024-10-27"


def test_groups_and_demographics_break_a_toll_down() -> None:
    """Each group and each demographic told of is a part with its own figure and facts."""
    toll = toll_of("Two police officers and a civilian were killed.")
    assert toll is not None
    assert {part.name: part.best for part in toll.groups} == {"police": 2, "civilian": 1}
    assert {fact for part in toll.groups for fact in part.facts} == set(toll.facts)


def test_each_outcome_has_its_toll() -> None:
    """Killed and injured are counted apart, in the order of the closed list."""
    facts = factx.extract("A blast wounded 30 people and killed 12, police said.")
    assert [(toll.outcome, toll.best) for toll in tolls(facts)] == [("killed", 12), ("injured", 30)]


@pytest.mark.parametrize(
    ("policy", "ranged", "bounded", "vague"),
    [
        ("stated", None, None, None),
        ("conservative", 10, None, 200),
        ("upper", 15, 40, None),
        ("midpoint", 12.5, None, 200),
        ("ucdp", 10, None, 200),
        ("acled", 10, None, 100),
        ("emdat", 12.5, None, 200),
    ],
)
def test_policies_make_one_number(
    policy: Policy, ranged: float | None, bounded: float | None, vague: float | None
) -> None:
    """Each policy reads a range, an upper bound and a vague number in its own way."""
    found = [
        toll_of("The blast killed between 10 and 15 people."),
        toll_of("The blast injured up to 40 people.", "injured"),
        toll_of("Hundreds of people were injured.", "injured"),
    ]
    points = [toll.point(policy) for toll in found if toll is not None]
    assert points == [ranged, bounded, vague]


def test_a_policy_must_exist() -> None:
    """The error names the policies that there are."""
    toll = toll_of("The blast killed 10 people.")
    assert toll is not None
    with pytest.raises(UnknownOptionError, match="'midpoint'"):
        point(toll, "best")  # type: ignore[arg-type]


def test_other_facts_give_no_toll() -> None:
    """Counts and dates are passed over."""
    assert tolls(factx.extract("On Monday, 12 boats left.")) == []
