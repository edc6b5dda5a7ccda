"""The passes in order: text in, facts out."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

from factx import attributes, blockers, counts, people, quantities
from factx.batch import read_here, read_in_processes
from factx.build import build, build_apart, build_rows
from factx.casualties import CasualtyPass
from factx.context import ContextPass
from factx.durations import DurationPass
from factx.errors import GrammarError, InputTypeError, UnknownOptionError
from factx.explanation import Explanation, Firing, Token
from factx.numbers import FigurePass, NumberPass
from factx.numerals import numeral_pass
from factx.pack import load_grammar
from factx.publication import Published, published_date
from factx.reading import KINDS, Options, Reading
from factx.resolver import resolve
from factx.tape import SentenceGate, SymbolMemo, Tape, read, read_together, rewriter
from factx.temporal import DatePass
from factx.triggers import FigurativePass, read_triggers

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable

    from factx.batch import Document
    from factx.candidates import Candidate
    from factx.facts import Fact
    from factx.grammar import Grammar

COUNTED = (
    "NUMBER",
    "VAGUE",
    "ZERO",
    "PERSONS",
    "SINGULAR",
    "PARTITIVE",
    "PARTITIVE_PRONOUN",
    "CUT",
    "TRIGGERED",
    "LIVES",
    "BARE",
)
"""The symbols without one of which a sentence holds neither casualty nor count."""
DATES = frozenset(("date",))
"""The one kind that no later pass adds to: numbers take source and status from the casualties."""


class Extractor:
    """The extractor: compiled once, then used on any number of texts.

    It keeps no state between texts but a bounded memory of symbols, so that one instance may serve
    many threads; pickling sends the options and compiles anew on the other side.

    >>> Extractor().extract("At least 19 people were killed.")[0].low
    19
    """

    def __init__(
        self,
        *,
        lang: str | Traversable = "en",
        kinds: Iterable[str] | None = None,
        lexicons: Sequence[Traversable] = (),
        day_first: bool = False,
        week_start: int = 1,
    ) -> None:
        """Compile the language pack.

        Args:
            lang: the language pack: a folder of ``factx/lang`` by its name, or any other folder of
                such files (a ``pathlib.Path``).
            kinds: the kinds of facts to return (see ``factx.KINDS``); all by default.
            lexicons: further TOML files (``pathlib.Path``), read after those of the pack.
            day_first: read 03/04/2024 as 3 April rather than March 4.
            week_start: the first day of a week, 1 (Monday) to 7 (Sunday).

        Raises:
            UnknownOptionError: a kind or a week start that does not exist.
            LexiconError, GrammarError: the language data is not as documented.
        """
        self._arguments: dict[str, Any] = {
            "lang": lang,
            "kinds": None if kinds is None else tuple(kinds),
            "lexicons": tuple(lexicons),
            "day_first": day_first,
            "week_start": week_start,
        }
        if week_start not in range(1, 8):
            raise UnknownOptionError("week_start", week_start, range(1, 8))
        self.options = Options(_checked_kinds(self._arguments["kinds"]), day_first, week_start)
        self.grammar = _checked_grammar(load_grammar(lang, lexicons))
        self._memo = SymbolMemo(self.grammar)
        self._sentence = self.grammar.rules("sentence")
        self._dot = self.grammar.symbol("DOT")
        self._numerals = numeral_pass(self.grammar)
        self._dates = DatePass(self.grammar)
        self._numbers = NumberPass(self.grammar)
        self._figures = FigurePass(self.grammar)
        self._durations = DurationPass(self.grammar)
        self._hedges = rewriter(self.grammar, "hedges")
        self._counted = SentenceGate(self.grammar, *COUNTED)
        self._figurative = FigurativePass(self.grammar)
        self._context = ContextPass(self.grammar)
        self._casualties = CasualtyPass(self.grammar.lexicon)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the arguments; unpickling compiles again."""
        return (_rebuild, (self._arguments,))

    def extract(
        self, text: str, *, published: Published = None, kinds: Iterable[str] | None = None
    ) -> list[Fact]:
        """Return the facts of ``text`` in text order.

        Args:
            text: any string; offsets count its code points.
            published: the document's date, which relative dates are resolved against: an ISO 8601
                string, a ``date`` or a ``datetime``; without it they stay unresolved.
            kinds: return these kinds only (default: those of the extractor).

        Returns:
            The facts in text order, with ids ``f1``, ``f2`` and so on; none overlap.

        Raises:
            InputTypeError: ``text`` is not a ``str`` (a ``TypeError``).
            InvalidDateError: ``published`` is not a date (a ``ValueError``).
            UnknownOptionError: a kind that does not exist (a ``ValueError``).

        >>> extractor = Extractor(kinds=["date"])
        >>> extractor.extract("Nine died on Tuesday.", published="2024-10-31")[0].value
        '2024-10-29'
        """
        options = self.options
        if kinds is not None:
            options = Options(_checked_kinds(kinds), options.day_first, options.week_start)
        tape, reading = self._read((text,), (published_date(published),), options, trace=False)
        return build(tape, resolve(reading.candidates, options.kinds))

    def extract_many(
        self,
        documents: Iterable[str | tuple[str, Published] | Document],
        *,
        workers: int = 1,
        chunk: int = 50_000,
        published: Published = None,
        kinds: Iterable[str] | None = None,
    ) -> Generator[list[Fact], None, None]:
        """Yield the facts of each document, in the order of the documents.

        Documents are taken as results are asked for, and only a few chunks ahead, so that they may
        come from a generator without end. Leaving the loop, or an interrupt, ends the processes.
        The texts of a chunk are read together, which takes less time than one by one.

        Args:
            documents: texts, ``(text, published)`` or ``factx.Document(text, published, id)``.
            workers: with 2 or more, as many processes read. They take a moment to start, which
                pays from about a megabyte of text on; a script that asks for them has to keep its
                own start under ``if __name__ == "__main__":``, as always with processes.
            chunk: how many characters of text are read together, or handed to a process at a
                time (never less than a document): with 1, no document is taken before its turn.
            published: the date of the documents that have none of their own, as for `extract`.
            kinds: as for `extract`.

        Raises:
            DocumentError: a document cannot be read: it names the document, and its cause is what
                `extract` raised. The results before it come first.
            InputTypeError: ``documents`` is one text (a ``TypeError``).
            InvalidDateError, UnknownOptionError: as for `extract`, or fewer than one worker.

        >>> documents = ["Two miners died.", ("Nine died on Tuesday.", "2024-10-31")]
        >>> [[fact.text for fact in facts] for facts in Extractor().extract_many(documents)]
        [['Two miners'], ['Nine', 'Tuesday']]
        """
        if isinstance(documents, str):
            raise InputTypeError("documents", "several documents", documents)
        if workers < 1:
            raise UnknownOptionError("workers", workers, range(1, (os.cpu_count() or 1) + 1))
        read = partial(
            self._together,
            kinds=self.options.kinds if kinds is None else _checked_kinds(kinds),
            builder=build if workers == 1 else build_rows,
        )
        day = published_date(published)
        if workers == 1:
            return read_here(read, documents, day, chunk)
        return read_in_processes(read, documents, day, workers, chunk)

    def explain(self, text: str, *, published: Published = None) -> Explanation:
        """Return how ``text`` is read: its tape, the rules that fire, and the facts.

        Arguments and errors are those of :meth:`extract`. For people: what it holds may change with
        every release.

        >>> explanation = Extractor().explain("At least 19 people were killed.")
        >>> explanation.facts[0].rule
        'casualty.subject-passive'
        """
        plain = read(text, self._memo)
        tokens = tuple(
            Token(
                token.strip() or "\n",
                plain.start(number),
                plain.ends[number],
                # Words that no rule tells apart share a symbol: these are this word's own.
                tuple(sorted(self.grammar.describe(symbol) & self._memo.categories(token))),
            )
            for number, (token, symbol) in enumerate(zip(plain.tokens, plain.symbols, strict=True))
            if token.strip() or "\n" in token
        )
        dates = (published_date(published),)
        tape, reading = self._read((text,), dates, self.options, trace=True)
        firings = tuple(
            Firing(
                name,
                rule,
                text[plain.start(begin) : plain.ends[end - 1]],
                plain.start(begin),
                plain.ends[end - 1],
            )
            for name, rule, begin, end in tape.fired or ()
            if end > begin
        )
        facts = build(tape, resolve(reading.candidates, self.options.kinds))
        return Explanation(tokens, firings, tuple(facts))

    def _together(
        self,
        texts: Sequence[str],
        dates: Sequence[datetime.date | None],
        *,
        kinds: frozenset[str],
        builder: Callable[[Tape, Sequence[Candidate], int], list[Any]],
    ) -> Iterator[list[Any]]:
        """Return what ``builder`` makes of each text, read as one: short ones take less time so."""
        options = Options(kinds, self.options.day_first, self.options.week_start)
        tape, reading = self._read(texts, dates, options, trace=False)
        return build_apart(tape, resolve(reading.candidates, kinds), reading.stops, builder)

    def _read(
        self,
        texts: Sequence[str],
        dates: Sequence[datetime.date | None],
        options: Options,
        *,
        trace: bool,
    ) -> tuple[Tape, Reading]:
        tape, stops = read_together(texts, self._memo)
        reading = Reading(self.grammar, options, dates, stops)
        if trace:
            tape.fired = []
            list(self._sentence.matches(tape))
        tape.symbols = self._sentence.pattern.sub(self._dot, tape.symbols)
        tape.plain = tape.symbols
        tape = blockers.read(tape, reading)
        tape = self._numerals(tape)
        tape = self._dates(tape, reading)
        tape = self._figures(self._numbers(self._hedges(tape)))
        tape = self._durations(tape, reading)
        if options.kinds == DATES:
            return tape, reading
        tape = quantities.read(tape, reading)
        tape = self._figurative(tape, reading)
        whole = people.read(read_triggers(tape, reading), reading)
        tape = self._casualties(self._counted(whole), reading)
        counts.read(tape, reading)
        self._context(whole, reading)
        return tape, reading


_default: Extractor | None = None


def extract(
    text: str, *, published: Published = None, kinds: Iterable[str] | None = None
) -> list[Fact]:
    """Return the facts of an English text in text order.

    The first call makes the extractor behind it, so that it takes longer than those that follow.
    For other options, or another language, make an :class:`Extractor`.

    Args:
        text: any string; offsets count its code points.
        published: the document's date, which relative dates are resolved against: an ISO 8601
            string, a ``date`` or a ``datetime``; without it they stay unresolved.
        kinds: return these kinds only (see ``factx.KINDS``); all by default.

    Raises:
        InputTypeError: ``text`` is not a ``str`` (a ``TypeError``).
        InvalidDateError: ``published`` is not a date (a ``ValueError``).
        UnknownOptionError: a kind that does not exist (a ``ValueError``).

    >>> for fact in extract("At least 19 people were killed on Tuesday.", published="2024-10-31"):
    ...     print(fact.kind, fact.text)
    casualty At least 19 people
    date Tuesday
    """
    global _default  # noqa: PLW0603 - compiled on first use, then kept
    if _default is None:
        _default = Extractor()
    return _default.extract(text, published=published, kinds=kinds)


def _rebuild(arguments: dict[str, Any]) -> Extractor:
    return Extractor(**arguments)


def _checked_grammar(grammar: Grammar) -> Grammar:
    """Return ``grammar``, if sentences can end in it and each of its rules is as its pass asks."""
    if not grammar.charset("BREAK"):
        raise GrammarError("(pack)", "BREAK", "no shape has this category, so no sentence ends")
    for record in grammar.lexicon.rules:
        attributes.check(record)
    return grammar


def _checked_kinds(kinds: Iterable[str] | None) -> frozenset[str]:
    if kinds is None:
        return frozenset(KINDS)
    asked = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    for kind in asked:
        if kind not in KINDS:
            raise UnknownOptionError("kinds", kind, KINDS)
    return frozenset(asked)
