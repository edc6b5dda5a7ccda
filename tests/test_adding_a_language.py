"""Another language: the pack of docs/adding-a-language.md, and packs that lack things."""

from __future__ import annotations

import pickle
import re
import shutil
from pathlib import Path

import pytest

import factx
from factx.errors import GrammarError, LexiconError

ROOT = Path(__file__).parent.parent
SHAPES = ROOT / "factx" / "lang" / "en" / "shapes.toml"
PAGE = ROOT / "docs" / "adding-a-language.md"
PUBLISHED = "2024-10-31"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A language pack that holds nothing but shapes; compiled packs are not kept."""
    monkeypatch.setenv("FACTX_CACHE", "")
    pack = tmp_path / "pack"
    pack.mkdir()
    shutil.copy(SHAPES, pack)
    return pack


@pytest.fixture
def german(folder: Path) -> factx.Extractor:
    """The extractor of the pack that the page shows."""
    blocks = re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (folder / "wenig.toml").write_text("".join(blocks), encoding="utf-8")
    return factx.Extractor(lang=folder)


def told(extractor: factx.Extractor, text: str) -> list[str]:
    """What the facts of a text say, as the table of the page writes it."""
    facts = []
    for fact in extractor.extract(text, published=PUBLISHED):
        if isinstance(fact, factx.Date):
            facts.append(f"date {fact.value}")
        elif isinstance(fact, factx.Casualty):
            facts.append(f"{fact.outcome}, {fact.qualifier} {fact.best}, {fact.group}")
    return facts


def test_the_page_says_what_its_pack_reads(german: factx.Extractor) -> None:
    """Every sentence in the table of the page gives the facts beside it, and no others."""
    rows = re.findall(r"^\| (\S.*\.) \| (.*?) ?\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 3
    for text, facts in rows:
        assert " · ".join(told(german, text)) == facts


def test_rules_of_the_page_fire_on_their_examples(german: factx.Extractor) -> None:
    """The rules of a new language are held to their examples like those of English."""
    for rule in german.grammar.lexicon.rules:
        for example in rule.examples:
            assert rule.id in {firing.rule for firing in german.explain(example).firings}, example


def test_offsets_are_those_of_the_text(german: factx.Extractor) -> None:
    """Letters beyond ASCII count one each."""
    text = "Überall Rauch: zwölf Soldaten wurden getötet."
    (fact,) = german.extract(text)
    assert isinstance(fact, factx.Casualty)
    assert text[fact.start : fact.end] == fact.text == "zwölf Soldaten"
    assert fact.trigger == factx.Span(text="getötet", start=37, end=44)


def test_an_extractor_of_a_folder_travels(german: factx.Extractor) -> None:
    """Pickling sends the folder's path; the copy reads the same."""
    copy = pickle.loads(pickle.dumps(german))  # noqa: S301 - our own bytes
    text = "Drei Menschen wurden verletzt."
    assert told(copy, text) == told(german, text) == ["injured, exact 3, people"]


def test_a_pack_of_shapes_alone_reads_nothing(folder: Path) -> None:
    """A pack without words and rules is none too small: every text is without facts."""
    assert factx.Extractor(lang=folder).extract("At least 12 people died on Monday.") == []


def test_a_pack_in_which_no_sentence_ends_is_refused(folder: Path) -> None:
    """Without shapes nothing is known of tokens; the error names what is missing."""
    (folder / "shapes.toml").unlink()
    with pytest.raises(GrammarError, match="BREAK"):
        factx.Extractor(lang=folder)


def test_a_rule_of_no_pass_is_refused(folder: Path) -> None:
    """A misspelt pass would never run, so it is an error that lists the passes there are."""
    (folder / "typo.toml").write_text(
        """
        [[rule]]
        id = "number.plain"
        pass = "number"
        examples = ["12", "13"]
        pattern = "DIGITS"
        """,
        encoding="utf-8",
    )
    with pytest.raises(GrammarError, match=r"there is no pass 'number'; there are: .*numbers"):
        factx.Extractor(lang=folder)


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ('reads = "sinlge"', r"reads is 'sinlge'; allowed: 'single', 'hedged', "),
        ('read = "single"', r"rules of numbers have no 'read'; they have: reads"),
        ("", r"rules of numbers need 'reads': 'single', "),
        ('as = []\nreads = "single"', r"rules of numbers need 'as', the categories of a symbol"),
        ('pass = "dates"\nreads = "year"', r"rules of dates have no 'as'"),
    ],
)
def test_attributes_that_a_pass_does_not_know_are_refused(
    folder: Path, attributes: str, reason: str
) -> None:
    """A misspelt attribute or value, or a missing one, is told with what would be right."""
    given = {"pass": 'pass = "numbers"', "as": 'as = ["NUMBER"]'}
    given |= {line.split(" ")[0]: line for line in attributes.splitlines()}
    lines = "\n".join(given.values())
    (folder / "typo.toml").write_text(
        f'[[rule]]\nid = "number.x"\nexamples = ["12", "13"]\npattern = "DIGITS"\n{lines}\n',
        encoding="utf-8",
    )
    with pytest.raises(GrammarError, match=rf"typo\.toml: number\.x: {reason}"):
        factx.Extractor(lang=folder)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """The error names the folder, and the packs that there are."""
    with pytest.raises(LexiconError, match=r"nowhere: lang: no such language pack.*'en'"):
        factx.Extractor(lang=tmp_path / "nowhere")
    with pytest.raises(LexiconError, match="xx: lang: no such language pack"):
        factx.Extractor(lang="xx")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?<= DIGITS+ ) DIGITS", "look-behind requires fixed-width pattern"),
        ("DIGITS DIGITS DIGITS{3,1}", "min repeat greater than max repeat"),
    ],
)
def test_patterns_that_cannot_be_compiled_name_their_rule(
    folder: Path, pattern: str, reason: str
) -> None:
    """What only the regex compiler can find is told with file and rule like any other fault."""
    good = '[[rule]]\nid = "a.good"\npass = "counts"\nexamples = ["1", "2"]\npattern = "DIGITS"\n'
    (folder / "rules.toml").write_text(
        good + good.replace("a.good", "a.bad").replace("DIGITS", pattern), encoding="utf-8"
    )
    with pytest.raises(GrammarError, match=rf"rules\.toml: a\.bad: {reason}"):
        factx.Extractor(lang=folder)


def test_replacement_and_shapes_are_checked(folder: Path) -> None:
    """A string as ``as``, or a shape that is no regular expression, is told at once."""
    file = folder / "wrong.toml"
    file.write_text(
        '[[rule]]\nid = "a.b"\npass = "numbers"\nexamples = ["1", "2"]\npattern = "DIGITS"\n'
        'as = "NUMBER"\n',
        encoding="utf-8",
    )
    with pytest.raises(LexiconError, match=r"a\.b: expected a list of categories as 'as'"):
        factx.Extractor(lang=folder)
    file.write_text('[[shape]]\nname = "odd"\npattern = "("\ncategories = "X"\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"wrong\.toml: odd: the shape's pattern"):
        factx.Extractor(lang=folder)
    file.write_text(
        '[[shape]]\nname = "odd"\npattern = "(a)b"\ncategories = "X"\n', encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=r"odd: .* write \(\?:\.\.\.\) instead of"):
        factx.Extractor(lang=folder)
