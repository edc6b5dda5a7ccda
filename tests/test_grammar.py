"""Patterns: what their notation matches, what is said of wrong ones, and how they are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factx
from factx import emission, patterns
from factx import grammar as grammar_module
from factx.grammar import Grammar
from factx.language import parse
from factx.tape import SymbolMemo, Tape, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from factx.lexicon import Lexicon

WORDS = """
[words]
BREAK = "."
NUMBER = "one two three"
PERSON = "men women"
BOTH = "two men"
[phrases.HEDGE]
at_least = '''
at least
at least about
no fewer than
'''
[fragments]
group = "NUMBER PERSON"
either = "[NUMBER | PERSON]"
loop = "A {loop}"
[[shape]]
name = "newline"
pattern = '\\s*\\n\\s*'
categories = "BREAK"
[[shape]]
name = "word"
pattern = '\\w+'
categories = "WORD"
"""


def rule(pattern: str, name: str = "a.b", extra: str = "") -> str:
    """One rule as TOML."""
    examples = 'examples = ["one", "two"]'
    return f"[[rule]]\nid = '{name}'\npass = 'p'\n{examples}\npattern = '''{pattern}'''\n{extra}\n"


def compiled(*rules: str) -> Grammar:
    """The grammar of the words above and some rules."""
    return Grammar(lexicon("".join(rules)))


def lexicon(rules: str) -> Lexicon:
    """The words above and some rules."""
    return parse([("mine.toml", (WORDS + rules).encode())])


def tape(grammar: Grammar, text: str) -> Tape:
    """The tape of a text."""
    return read(text, SymbolMemo(grammar))


def found(pattern: str, text: str) -> list[str]:
    """What a pattern matches in a text."""
    grammar = compiled(rule(pattern))
    words = tape(grammar, text)
    return [words.text_of(*match.span()) for _, match in grammar.rules("p").matches(words)]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("NUMBER", ["two", "three", "one"]),
        ("NUMBER PERSON", ["two men", "three women"]),
        ("'men'", ["men"]),
        ("'two men'", ["two men"]),
        ("[NUMBER | PERSON]", ["two", "men", "three", "women", "one"]),
        ("[NUMBER | 'and']", ["two", "three", "and", "one"]),
        ("~[NUMBER | PERSON]", ["saw", "and", "ran", "At", "least", "fell"]),
        ("~PERSON 'men'", ["two men"]),
        ("ANY ANY", ["two men", "saw three", "women and", "At least", "one fell"]),
        ("NUMBER ANY*", ["two men saw three women and ran", "one fell"]),
        ("NUMBER ANY*? 'and'", ["two men saw three women and"]),
        ("NUMBER ANY{2}", ["two men saw", "three women and"]),
        ("NUMBER ANY{3,}", ["two men saw three women and ran"]),
        ("'three' ANY?+ 'women'", []),
        ("{HEDGE} NUMBER", ["At least one"]),
        ("{group}", ["two men", "three women"]),
        ("~{either}", ["saw", "and", "ran", "At", "least", "fell"]),
        ("[{either} | 'ran']", ["two", "men", "three", "women", "ran", "one"]),
        ("'and' | PERSON", ["men", "women", "and"]),
        ("( 'and' | PERSON ) 'ran'", ["and ran"]),
        ("PERSON (?= 'and')", ["women"]),
        ("PERSON (?! 'and')", ["men"]),
        ("(?<= NUMBER) PERSON", ["men", "women"]),
        ("(?<! 'two') PERSON", ["women"]),
        ("(?> NUMBER | NUMBER PERSON ) 'saw'", []),
        ("(?<= ANY) BREAK (?= ANY)", ["."]),
        ("(?<! ANY) ANY", ["two", "At"]),
        ("ANY (?= BREAK)", ["ran", "fell"]),
        ("ANY (?! ANY)", ["ran", "fell"]),
        ("BOTH", ["two", "men"]),
    ],
)
def test_notation(pattern: str, matches: list[str]) -> None:
    """Each piece of the notation matches what the page about it says, and no sentence end."""
    assert found(pattern, "two men saw three women and ran. At least one fell") == matches


def test_longest_phrase_wins() -> None:
    """Of the phrases of a category, the longest that fits is taken."""
    assert found("{HEDGE}", "at least about two") == ["at least about"]
    assert found("{HEDGE}", "no fewer about") == []


def test_first_rule_wins_leftmost_first() -> None:
    """At each place rules are tried in order; what starts further left comes before all."""
    grammar = compiled(
        rule("NUMBER PERSON", "a.pair"), rule("NUMBER", "a.number"), rule("ANY PERSON", "a.any")
    )
    matches = grammar.rules("p").matches(tape(grammar, "two men saw women and one"))
    assert [each.id for each, _ in matches] == ["a.pair", "a.any", "a.number"]


def test_rules_in_a_row_share_what_they_look_at_first() -> None:
    """Two looks that begin each of two rules hold for both, and for no rule behind them."""
    lead = "(?= PERSON) (?<! 'saw')"
    both = rule(f"{lead} PERSON 'saw'", "a.saw") + rule(f"{lead} PERSON", "a.one")
    grammar = Grammar(lexicon(both + rule("PERSON", "a.any")))
    found = [each.id for each, _ in grammar.rules("p").matches(tape(grammar, "men saw women"))]
    assert found == ["a.saw", "a.any"]


def test_named_groups() -> None:
    """A name may stand in several alternatives; the one that took part has the span."""
    grammar = compiled(rule("(?P<n> NUMBER ) 'men' | 'men' (?P<n> NUMBER ) (?P<never> 'x' )?"))
    words = tape(grammar, "men two saw three men")
    spans = [each.span(match, "n") for each, match in grammar.rules("p").matches(words)]
    assert [words.text_of(*span) for span in spans] == ["two", "three"]
    ((each, match), _) = grammar.rules("p").matches(words)
    assert each.span(match, "never") == each.span(match, "unknown") == (-1, -1)


def test_rules_carry_attributes_and_symbols() -> None:
    """Keys of one's own are the rule's attributes; ``as`` is one symbol for its categories."""
    grammar = compiled(rule("NUMBER (?! PERSON)", extra='as = ["PERSON"]\nscope = "total"'))
    (one,) = grammar.rules("p").rules
    assert one.attributes == {"scope": "total"}
    assert one.symbol in grammar.charset("PERSON")
    assert "PERSON" in grammar.describe(one.symbol)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("boat", "cannot read the pattern from 'boat' on"),
        ("NUMBER )", "unexpected ')'"),
        ("( NUMBER", "expected ')'"),
        ("(?P<x> NUMBER", "expected ')'"),
        ("[NUMBER PERSON]", "expected '|' or ']' in a union, found 'PERSON'"),
        ("[NUMBER | 'two men']", "a union [A | B | 'x'] holds single symbols only"),
        ("[NUMBER | {group}]", "a union [A | B | 'x'] holds single symbols only"),
        ("~'two men'", "'~' stands before a category, a word or a union"),
        ("~ANY", "'~' stands before a category, a word or a union"),
        ("NUMBER |", "an empty alternative matches nothing; use '?' instead"),
        ("( )", "an empty alternative matches nothing"),
        ("", "an empty alternative matches nothing"),
        ("{unknown}", "unknown fragment {unknown}; there are: HEDGE, either, group, loop"),
        ("{loop}", "refers to itself"),
        ("NUMBERS", "no word, shape or rule has the category NUMBERS"),
        ("NUMBER?", "the pattern can match nothing at all"),
        ("(?= NUMBER)", "the pattern can match nothing at all"),
        ("(?= NUMBER) PERSON*", "the pattern can match nothing at all"),
        ("NUMBER{0}", "the pattern can match nothing at all"),
        ("NUMBER PERSON{3,2}", ""),
        ("(?<= NUMBER*) PERSON", ""),
        ("*", "unexpected '*'"),
    ],
)
def test_errors_name_the_rule_and_the_reason(pattern: str, reason: str) -> None:
    """A pattern that cannot be read or can never match is an error of its rule, in its file."""
    with pytest.raises(factx.GrammarError) as caught:
        compiled(rule(pattern))
    assert caught.value.file == "mine.toml"
    assert caught.value.rule.startswith("a.b")
    assert reason in caught.value.reason


def test_a_pack_may_lack_a_pass() -> None:
    """The rules of a pass that the pack does not have match nowhere."""
    grammar = compiled(rule("NUMBER"))
    assert list(grammar.rules("q").matches(tape(grammar, "two men"))) == []


def test_too_many_classes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the symbols do not suffice, nothing is silently read as something else."""
    monkeypatch.setattr("factx.alphabet.ALPHABET", "ab")
    with pytest.raises(factx.GrammarError, match=r"classes apart, 2 is the most"):
        compiled(rule("NUMBER PERSON 'saw'"))


# --- what makes patterns fast changes nothing -------------------------------------------------

ATOMS = (
    "NUMBER",
    "PERSON",
    "'saw'",
    "'and'",
    "[NUMBER | 'and']",
    "~PERSON",
    "ANY",
    "BOTH",
    "BREAK",
)
VOCABULARY = ("two", "three", "men", "saw", "and", "ran", ".")


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Larger patterns from smaller ones."""
    one = inner.map("( {} )".format)
    return st.one_of(
        st.tuples(st.sampled_from("mn"), inner).map(lambda parts: "(?P<{}> {} )".format(*parts)),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"( {' | '.join(each)} )"),
        st.tuples(one, st.sampled_from(["?", "??", "{0,2}", "{1,2}?"])).map("".join),
        st.tuples(st.sampled_from(ATOMS), st.sampled_from(["*", "+", "*?", "++"])).map("".join),
        st.tuples(inner, st.sampled_from(["(?= {})", "(?! {})"]), inner).map(
            lambda parts: f"{parts[1].format(parts[2])} {parts[0]}"
        ),
        st.tuples(st.sampled_from(ATOMS), st.sampled_from(["(?<= {})", "(?<! {})"]), inner).map(
            lambda parts: f"{parts[1].format(parts[0])} {parts[2]}"
        ),
    )


PATTERNS = st.recursive(st.sampled_from(ATOMS), grown, max_leaves=6)
# What rules in a row look at first, and so look at once.
LEADS = st.sampled_from(
    ["", "(?! 'and')", "(?= [NUMBER | PERSON]) (?! NUMBER)", "(?<! 'saw') (?! PERSON)"]
)


def behind_lead(lead: str, patterns: list[str]) -> list[str]:
    """Rules in a row that begin alike."""
    return [f"{lead} {pattern}".strip() for pattern in patterns]


WRITTEN = st.lists(
    st.tuples(LEADS, st.lists(PATTERNS, min_size=1, max_size=3)).map(
        lambda parts: behind_lead(*parts)
    ),
    min_size=1,
    max_size=4,
).map(lambda runs: [pattern for run in runs for pattern in run])


def spans(grammar: Grammar, words: Tape) -> list[tuple[str, tuple[int, int], list[Any]]]:
    """Every match: the rule's id, its span and those of its groups."""
    return [
        (each.id, match.span(), [each.span(match, name) for name in sorted(each.groups)])
        for each, match in grammar.rules("p").matches(words)
    ]


def plainly(rules: str) -> Grammar | None:
    """The grammar without anything that spares the trying; ``None`` where a rule is refused."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grammar_module, "guard", lambda *_: "")
        patch.setattr(emission, "guard", lambda *_: "")
        patch.setattr(emission, "_factored", lambda sources, _: sources)
        patch.setattr(grammar_module, "patterns", _Plain)
        try:
            return Grammar(lexicon(rules))
        except factx.GrammarError:
            return None


class _Plain:
    """Compiles sources as they are."""

    @staticmethod
    def freeze(source: str, *_: Any) -> str:
        """Keep the source."""
        return source

    @staticmethod
    def is_source(_: str) -> bool:
        """Say so."""
        return True

    @staticmethod
    def thaw(source: str) -> re.Pattern[str]:
        """Compile it."""
        return re.compile(source)


@settings(max_examples=250)
@given(
    WRITTEN,
    st.lists(
        st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join), min_size=4, max_size=4
    ),
)
def test_looking_ahead_changes_no_match(written: list[str], texts: list[str]) -> None:
    """Rules match the same whether or not places are passed over and looks are shared."""
    rules = "".join(rule(pattern, f"a.r{number}") for number, pattern in enumerate(written))
    plain = plainly(rules)
    if plain is None:
        return
    fast = Grammar(lexicon(rules))
    for text in texts:
        words = tape(fast, text)
        assert spans(fast, words) == spans(plain, words)


@pytest.mark.parametrize("broken", [None, "internals"])
def test_kept_grammars_match_the_same(broken: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A grammar made from what was kept of another matches the same, on any interpreter."""
    if broken:
        monkeypatch.setattr(patterns, "_internals", lambda: None)
    grammar = compiled(rule("(?P<n> NUMBER ) PERSON", "a.pair"), rule("{HEDGE} ANY", "a.hedge"))
    again = Grammar.from_state(grammar.lexicon, grammar.state())
    words = tape(grammar, "At least two men saw three women.")
    assert words.symbols == tape(again, "At least two men saw three women.").symbols
    assert spans(again, words) == spans(grammar, words)
    assert again.passes() == ["p"]


@pytest.mark.parametrize(
    ("source", "text"),
    [("a(b+)c?", "xabbc"), ("(?<=x)[ab]++", "xabab"), ("(a)|(b)", "b"), ("z", "a")],
)
@pytest.mark.parametrize("broken", [None, "internals"])
def test_kept_patterns_match_as_they_did(
    source: str,
    text: str,
    broken: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A pattern that was kept as data finds what its source finds, known to this engine or not."""
    if broken:
        monkeypatch.setattr(patterns, "_internals", lambda: None)
    pattern = patterns.thaw(patterns.freeze(source))
    one, two = pattern.search(text), re.compile(source).search(text)
    describe: Callable[[re.Match[str] | None], object] = lambda m: m and (m.span(), m.groups())  # noqa: E731
    assert describe(one) == describe(two)


def test_programs_of_another_engine_are_refused() -> None:
    """A program that the engine does not take is an error that a kept pack is given up for."""
    source, _, flags, groups = patterns.freeze("a(b)")
    with pytest.raises(ValueError, match="no program for this engine"):
        patterns.thaw((source, b"\0" * 64, flags, groups))


def test_alternatives_share_the_numbers_of_their_groups() -> None:
    """Groups of different rules have one place in a match, and each rule finds its own there."""
    code = patterns.freeze("(?:(a)(b)?()|(c)())", "", [1, 2, 3, 1, 4])
    pattern = patterns.thaw(code)
    assert pattern.groups == 4
    one, two = pattern.match("ab"), pattern.match("c")
    assert one is not None
    assert one.groups() == ("a", "b", "", None)
    assert two is not None
    assert (two[1], two.lastindex) == ("c", 4)
