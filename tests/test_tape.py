"""Tapes: tokens and their offsets, wrapped lines, phrases in place of tokens, sentences kept."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.pack import load_grammar
from factx.tape import SentenceGate, SymbolMemo, Tape, read, rewriter

if TYPE_CHECKING:
    from factx.grammar import Grammar


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    """The English grammar."""
    return load_grammar("en")


@functools.cache
def english() -> SymbolMemo:
    """The symbols of English tokens."""
    return SymbolMemo(load_grammar("en"))


@pytest.fixture
def memo() -> SymbolMemo:
    """The symbols of English tokens."""
    return english()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("At least 12 people.", ["At", " least", " 12", " people", "."]),
        ("1,204 2.5 7:45 13/09/2024", ["1,204", " 2.5", " 7:45", " 13/09/2024"]),
        ("12k 500mm 12th 1980s", ["12", "k", " 500", "mm", " 12", "th", " 1980", "s"]),
        ("U.S. a.m. 3 p.m.", ["U.S.", " a.m.", " 3", " p.m."]),
        ("Lebanon's they're don’t", ["Lebanon", "'s", " they", "'re", " don", "’t"]),
        ("60-day two – three", ["60", "-", "day", " two", " –", " three"]),
        ("$3.5m (12%)", ["$", "3.5", "m", " (", "12", "%", ")"]),
        ("12,", ["12", ","]),
        ("a_b É1", ["a_b", " É1"]),
        ("one.\n\n  Two", ["one", ".", "\n\n  ", "Two"]),
        ("\ud800 \0", ["\ud800", " \0"]),
        ("", []),
    ],
)
def test_tokens(memo: SymbolMemo, text: str, tokens: list[str]) -> None:
    """Words, numbers and marks, each with the blanks before it; behind the last, the text's end."""
    tape = read(text, memo)
    assert tape.tokens == [*tokens, ""]
    assert len(tape.symbols) == len(tape.tokens)


@given(st.text(st.characters(exclude_categories=())))
def test_tokens_are_the_whole_text(text: str) -> None:
    """Tokens joined are the text, so that offsets are sums of lengths; none is lost or changed."""
    tape = read(text, english())
    assert "".join(tape.tokens) == text
    assert list(tape.ends) == list(itertools.accumulate(map(len, tape.tokens)))


@pytest.mark.parametrize(
    ("before", "after", "wrapped"),
    [
        ("A line of the usual width of text that somebody wrapped", "and its next line.", True),
        ("A line of the usual width of text that somebody wrapped", "- a list", False),
        ("A line of the usual width of text that somebody wrapped", "\nA paragraph", False),
        ("A heading", "and a line", False),
        (
            "A line that is far too long to have been wrapped by anybody who writes mails " * 2,
            "x",
            False,
        ),
    ],
)
def test_newlines_of_wrapped_text_are_blanks(
    memo: SymbolMemo,
    grammar: Grammar,
    before: str,
    after: str,
    wrapped: bool,  # noqa: FBT001
) -> None:
    """Between lines of the usual width a newline ends no sentence; elsewhere it does."""
    tape = read(f"{before}\n{after}", memo)
    breaks = grammar.charset("BREAK")
    assert any(symbol in breaks for symbol in tape.symbols[: before.count(" ") + 2]) is not wrapped


def test_rewriting_keeps_the_way_back(memo: SymbolMemo) -> None:
    """One symbol in place of several tokens: text, offsets and records are those of the tokens."""
    tape = read("At least 12 people were killed.", memo)
    shorter = tape.rewrite([(0, 3, "x", "number"), (3, 4, "y", None)])
    assert shorter.symbols == f"xy{tape.symbols[4:]}"
    assert shorter.text_of(0, 2) == "At least 12 people"
    assert shorter.offsets(1, 2) == (12, 18)
    assert [shorter.record(at) for at in range(3)] == ["number", None, None]
    assert shorter.words(0, 2) == "at least 12 people"
    again = shorter.rewrite([(0, 2, "z", "people")])
    assert (again.text_of(0, 1), again.record(0)) == ("At least 12 people", "people")
    assert again.word(1) == "were"
    assert tape.rewrite([]) is tape


def test_glued_and_spaced_tokens_differ(memo: SymbolMemo) -> None:
    """A dash with a blank before it is another symbol than one without, and so is a suffix."""
    assert memo[" -"] != memo["-"]
    assert memo["k"] != memo[" k"]
    assert memo[" –"] == memo[" -"]
    assert memo["“"] == memo['"']


def test_gate_keeps_whole_sentences(memo: SymbolMemo, grammar: Grammar) -> None:
    """Sentences without what is asked for are left out; the others keep text and offsets."""
    tape = read("It rained. 12 died! Nobody came? It was 3 May", memo)
    kept = SentenceGate(grammar, "DIGITS")(tape)
    sentences = [kept.text_of(0, 2), kept.text_of(3, 7)]
    assert sentences == ["12 died", "It was 3 May"]
    assert kept.offsets(0, 2) == (11, 18)
    nothing = SentenceGate(grammar, "DIGITS")(read("It rained. Nobody came.", memo))
    assert nothing.symbols == ""


def test_rewriter_puts_symbols_for_phrases(memo: SymbolMemo, grammar: Grammar) -> None:
    """A pass of phrases alone leaves one symbol for each."""
    tape = read("at least 12 people", memo)
    hedged: Tape = rewriter(grammar, "hedges")(tape)
    assert hedged.text_of(0, 1) == "at least"
    assert hedged.symbols[0] in grammar.charset("HEDGE")


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(max_codepoint=127), max_size=8),
            st.sampled_from(
                [" ", "\n", "12", "3.5", ".5", ",", "'s", "U.S.", "10 000", "\x1c", "_a", "x" * 60]
            ),
        ),
        max_size=30,
    ).map("".join)
)
def test_tokens_of_ascii_do_not_depend_on_the_rest_of_the_text(text: str) -> None:
    """What stands before a letter beyond ASCII is split as it is in a text without one."""
    memo = english()
    alone, together = read(f"{text}\n\n", memo), read(f"{text}\n\né", memo)
    assert alone.tokens[:-1] == together.tokens[: len(alone.tokens) - 1]


def test_letters_beyond_ascii_are_letters(memo: SymbolMemo) -> None:
    """Words of any alphabet are one token each."""
    tape = read("In Beşiktaş, São Tomé and Łódź 3 died", memo)
    words = [token.strip() for token in tape.tokens]
    assert words[:8] == ["In", "Beşiktaş", ",", "São", "Tomé", "and", "Łódź", "3"]
