"""Language data: what its tables mean, and what is said of those that are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import factx
from factx.language import load, parse

if TYPE_CHECKING:
    from pathlib import Path

    from factx.lexicon import Lexicon

SHAPES = r"""
[[shape]]
name = "lower"
pattern = '\p{Ll}+'
categories = "WORD LOWER"
[[shape]]
name = "any word"
pattern = '\p{L}+'
categories = "WORD"
"""
RULE = '[[rule]]\nid = "a.b"\npass = "p"\nexamples = ["one", "two"]\npattern = "A"\n'


def pack(toml: str) -> Lexicon:
    """The lexicon of one file of TOML."""
    return parse([("mine.toml", (toml + SHAPES).encode())])


def test_words_belong_to_all_their_categories() -> None:
    """A surface may be in any number of categories, and has WORD besides if it is a word."""
    lexicon = pack('[words]\nA = "boat ferry"\nB = "boat ,"')
    assert lexicon.categories("boat") == {"A", "B", "WORD"}
    assert lexicon.categories(",") == {"B"}
    assert lexicon.has("A", "Ferry")
    assert not lexicon.has("B", "ferry")


@pytest.mark.parametrize(
    ("token", "member"),
    [("may", True), ("May", True), ("MAY", True), ("us", False), ("Us", False), ("US", True)],
)
def test_case_of_surfaces(token: str, member: bool) -> None:  # noqa: FBT001 - a table
    """A surface in lower case counts in any case; with a capital only as written or in capitals."""
    lexicon = pack('[words]\nA = "may US"')
    assert ("A" in lexicon.categories(token)) is member


@pytest.mark.parametrize(
    ("token", "member"), [("March", True), ("MARCH", True), ("march", False), ("mArch", False)]
)
def test_capitalised_surfaces_count_in_capitals_too(token: str, member: bool) -> None:  # noqa: FBT001
    """Older wire text is in capitals throughout: a name counts there as well."""
    assert ("A" in pack('[words]\nA = "March"').categories(token)) is member


def test_values_of_surfaces() -> None:
    """A value is found in any case of the surface; in another category there is none."""
    lexicon = pack('[values.MONTH]\njanuary = 1\nMay = 5\n[values.LIST]\nx = ["a", "b"]')
    assert lexicon.value("MONTH", "JANUARY") == 1
    assert lexicon.value("MONTH", "May") == 5
    assert lexicon.value("MONTH", "may") is None
    assert lexicon.value("LIST", "x") == ["a", "b"]
    assert lexicon.value("DAY", "january") is None


def test_forms_of_verbs_and_nouns() -> None:
    """A line makes one category a form, all with the value; a dash stands for no form."""
    lexicon = pack(
        '[verbs.HIT]\nkilled = """\nslay slays slew slain slaying\n"""\n'
        '[nouns.MAN]\npolice = """\n- police\ncop cops\n"""'
    )
    forms = zip(
        ("slay", "slays", "slew", "slain", "slaying"),
        ("BASE", "PRESENT", "PAST", "PARTICIPLE", "GERUND"),
        strict=True,
    )
    assert all(lexicon.has(f"HIT_{form}", surface) for surface, form in forms)
    assert lexicon.value("HIT", "slain") == "killed"
    assert lexicon.categories("police") == {"MAN_PLURAL", "WORD"}
    assert lexicon.value("MAN", "cop") == "police"


def test_glued_surfaces() -> None:
    """A surface behind a plus sign counts only where no blank stands before the token."""
    lexicon = pack('[values.SCALE]\n"+k" = 1000\n[words]\nA = "k"')
    assert lexicon.categories("k") == {"A", "WORD"}
    assert lexicon.categories("k", glued=True) == {"A", "SCALE", "WORD"}
    assert lexicon.categories("x", glued=True) == {"LOWER", "WORD"}


def test_shapes_are_tried_in_order() -> None:
    """What no table lists has the categories of the first shape that fits all of it."""
    lexicon = pack("")
    assert lexicon.categories("naïve") == {"WORD", "LOWER"}
    assert lexicon.categories("Naïve") == {"WORD"}
    assert lexicon.categories("x1") == set()


def test_literals_keep_their_shape() -> None:
    """A word that only a pattern names is still what it looks like."""
    lexicon = pack("")
    name = lexicon.add_literal("boat")
    assert lexicon.categories("Boat") == {name, "WORD", "LOWER"}


def test_aliases_are_read_as_another_mark() -> None:
    """An alias gives a mark the categories of another one."""
    assert pack("[aliases]\n'“' = '\"'\n[words]\nQUOTE = '\"'").categories("“") == {"QUOTE"}


def test_phrases_have_values() -> None:
    """A phrase is a line, its blanks reduced to one."""
    lexicon = pack('[phrases.HEDGE]\nat_least = """\nat   least\n\nno fewer than\n"""')
    assert list(lexicon.phrases["HEDGE"]) == ["at least", "no fewer than"]
    assert lexicon.value("HEDGE", "No fewer than") == "at_least"


@pytest.mark.parametrize(
    ("toml", "place", "reason"),
    [
        ("[words", "(syntax)", "Expected"),
        ("[word]\nA = 'x'", "word", "unknown table; allowed are words, values, verbs"),
        ("words = 'x'", "words", "expected a table [words]"),
        ("[words]\nA = ['x']", "A", "expected one string of words and blanks"),
        ("[words]\nboat = 'x'", "boat", "a category is written in capitals"),
        ("[values]\nA = 5", "A", "expected a table of surface = value lines"),
        ("[values.A]\nx = 1\nX = 2\n[nouns.A]\n2 = 'x xs'", "A", "'x' has the value 1 already"),
        ("[verbs.A]\nx = 'do does did'", "A.x", "expected 5 forms (base, present, past"),
        ("[verbs.A]\nx = 5", "A.x", "expected a string of lines"),
        ("[nouns]\nA = 'x'", "A", "expected a table of value = lines"),
        ("[nouns.A]\nx = 'sheep'", "A.x", "expected 2 forms (singular, plural), found 'sheep'"),
        ("[phrases.A]\nx = ['at least']", "A.x", "expected a string of lines"),
        ("[aliases]\na = 1", "a", "expected a string"),
        ("[fragments]\na = 1", "a", "expected a string"),
        ("[symbols]\nA = 1", "A", "expected a string"),
        ("[shape]\nname = 'x'", "shape", "expected a list of tables, each headed [[shape]]"),
        ("[[shape]]\nname = 'x'", "shape", "expected the keys name, pattern and categories"),
        ("[[shape]]\nname='x'\npattern='['\ncategories='A'", "x", "the shape's pattern"),
        ("[[shape]]\nname='x'\npattern=1\ncategories='A'", "shape", "all strings"),
        ("[rule]\nid = 'a.b'", "rule", "expected a list of tables, each headed [[rule]]"),
        ("[[rule]]\npass = 'p'", "(no id)", "the rule lacks the key 'id'"),
        (RULE.replace("pattern", "patern"), "a.b", "the rule lacks the key 'pattern'"),
        (RULE.replace('"A"', "5"), "a.b", "'pattern' is a string"),
        (RULE.replace('"one", ', ""), "a.b", "two examples or more, differently worded"),
        (RULE.replace('["one", "two"]', '"one"'), "a.b", "two examples or more"),
        (RULE + "as = 'A'", "a.b", "a list of categories"),
        (RULE + RULE, "a.b", "another rule has this id"),
    ],
)
def test_errors_name_file_place_and_reason(toml: str, place: str, reason: str) -> None:
    """Whatever is wrong with a file, the error says where it is and what was expected there."""
    with pytest.raises(factx.LexiconError) as caught:
        parse([("mine.toml", toml.encode())])
    assert (caught.value.file, caught.value.place) == ("mine.toml", place)
    assert reason in caught.value.reason


def test_files_that_are_not_utf8_are_named() -> None:
    """A file in another encoding is an error of that file, not a UnicodeDecodeError."""
    with pytest.raises(factx.LexiconError, match=r"^mine\.toml: \(syntax\): .*utf-8"):
        parse([("mine.toml", "[words]\nA = 'é'".encode("latin-1"))])


def test_values_that_disagree_name_both_files() -> None:
    """One surface, one place: the second file's error names the first."""
    files = [("a.toml", b"[values.A]\nx = 1"), ("b.toml", b"[values.A]\nx = 2")]
    with pytest.raises(factx.LexiconError, match=r"^b\.toml: A: .*\(in a\.toml\)"):
        parse(files)


def test_fragments_are_defined_once() -> None:
    """Two files cannot give one fragment two meanings."""
    files = [("a.toml", b"[fragments]\nx = 'A'"), ("b.toml", b"[fragments]\nx = 'A'")]
    with pytest.raises(
        factx.LexiconError, match=r"^b\.toml: x: the fragment is defined in a\.toml"
    ):
        parse(files)


def test_unknown_packs_list_those_that_exist() -> None:
    """A language without a pack names the packs."""
    with pytest.raises(factx.LexiconError, match=r"tlh: lang: no such language pack; .*'en'"):
        load("tlh")


def test_own_words_are_read(tmp_path: Path) -> None:
    """A file of one's own adds words to the pack: a new verb, a new noun, with their forms."""
    file = tmp_path / "mine.toml"
    file.write_text(
        '[verbs.TRANSITIVE]\nkilled = "unalive unalives unalived unalived unaliving"\n'
        '[nouns.PERSON]\ncivilian = "glimmerman glimmermen"\n',
        encoding="utf-8",
    )
    text = "Three glimmermen were unalived."
    assert factx.Extractor(kinds=["casualty"]).extract(text) == []
    (fact,) = factx.Extractor(lexicons=[file]).extract(text)
    assert isinstance(fact, factx.Casualty)
    assert (fact.text, fact.outcome, fact.group) == ("Three glimmermen", "killed", "civilian")
