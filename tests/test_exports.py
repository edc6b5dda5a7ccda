"""Facts in the forms that the field uses."""

from __future__ import annotations

import factx
from factx import exports

CLASH = (
    "Four soldiers, three rebels and two civilians were killed and at least 12 people were "
    "injured. Gunmen abducted five teachers."
)


def test_ucdp_splits_deaths_by_the_users_sides() -> None:
    """Groups go to the side that the user gives them; civilians have a column of their own."""
    row = exports.ucdp(factx.extract(CLASH), {"military": "a", "militant": "b"})
    assert row == {
        "best": 9,
        "low": 9,
        "high": 9,
        "deaths_a": 4,
        "deaths_b": 3,
        "deaths_civilians": 2,
        "deaths_unknown": 0,
    }


def test_ucdp_puts_what_is_on_no_side_into_unknown() -> None:
    """Without sides only civilians are told apart."""
    row = exports.ucdp(factx.extract(CLASH))
    assert (row["deaths_a"], row["deaths_civilians"], row["deaths_unknown"]) == (None, 2, 7)


def test_ucdp_takes_bounds_for_what_is_missing() -> None:
    """An open bound is the best, and a row without deaths is empty."""
    row = exports.ucdp(factx.extract("More than 60 people were killed."))
    assert (row["low"], row["best"], row["high"]) == (60, 60, 60)
    assert set(exports.ucdp([]).values()) == {None}


def test_gdelt_has_a_block_a_fact() -> None:
    """Type, number, who and where in the text; eleven fields each."""
    text = "A bomb killed 12 miners and wounded 1,250,000 people. Nobody was arrested."
    blocks = exports.gdelt(factx.extract(text)).split(";")
    assert [block.split("#")[:3] for block in blocks] == [
        ["KILL", "12", "miners"],
        ["WOUND", "1250000", "people"],
    ]
    assert {len(block.split("#")) for block in blocks} == {11}
    assert blocks[0].split("#")[-1] == str(text.index("12"))


def test_gdelt_leaves_out_what_did_not_happen() -> None:
    """Hypothetical and denied figures are no counts."""
    assert exports.gdelt(factx.extract("The army denied killing 14 civilians.")) == ""


def test_hxl_has_a_tag_an_outcome() -> None:
    """Demographics are attributes behind the tag of their outcome."""
    facts = factx.extract("A flood killed nine people, including two children. 40 are missing.")
    row = exports.hxl(facts)
    assert row["#affected+killed"] == 9
    assert row["#affected+killed+children"] == 2
    assert row["#affected+missing"] == 40


def test_emdat_rolls_outcomes_up() -> None:
    """Those missing who are presumed dead are deaths, the ill are injured; a range is its mean."""
    text = (
        "The quake killed between 10 and 20 people and injured 30. Five people are missing, "
        "presumed dead. The quake left 100 people homeless."
    )
    assert exports.emdat(factx.extract(text)) == {
        "total_deaths": 20,
        "injured": 30,
        "affected": None,
        "homeless": 100,
        "total_affected": 130,
    }


def test_emdat_knows_unknown_from_none() -> None:
    """Nothing told is null, not zero."""
    assert set(exports.emdat([]).values()) == {None}


def test_gtd_counts_perpetrators_apart() -> None:
    """The attackers are in nkill, and alone in nkillter."""
    text = "Two attackers and six civilians were killed. Gunmen abducted five teachers."
    row = exports.gtd(factx.extract(text))
    assert (row["nkill"], row["nkillter"], row["nwound"]) == (8, 2, None)
    assert (row["ishostkid"], row["nhostkid"], row["nreleased"]) == (1, 5, None)


def test_wikimpacts_has_min_max_approx() -> None:
    """Bounds are those of the text, and whatever is not exact is approximate."""
    text = "The storm killed at least 17 people and injured between 30 and 40."
    assert exports.wikimpacts(factx.extract(text)) == {
        "Total_Deaths_Min": 17,
        "Total_Deaths_Max": 17,
        "Total_Deaths_Approx": True,
        "Total_Injuries_Min": 30,
        "Total_Injuries_Max": 40,
        "Total_Injuries_Approx": True,
    }
