"""Many documents: the order and laziness of results, errors that name documents, processes."""

from __future__ import annotations

import datetime
import itertools
import os
import signal
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import factx
from factx.batch import AHEAD
from factx.cli import main
from factx.errors import InvalidDateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TEXTS = [
    "At least 19 people were killed on Tuesday, police said.",
    "",
    "A 60-day truce. About 40 percent of the 3,000 homes were damaged; 12 km were closed.",
    "Between 44 and 50 people were hurt in the north — “no one” was missing.",
    "Nothing here.",
]
both = pytest.mark.parametrize("workers", [1, 2])


@pytest.fixture(scope="module")
def extractor() -> factx.Extractor:
    """An extractor of all kinds."""
    return factx.Extractor()


@both
def test_results_are_those_of_extract_in_order(extractor: factx.Extractor, workers: int) -> None:
    """Each document gives what ``extract`` gives, also in chunks of one, in their order."""
    documents = TEXTS * 4
    found = list(
        extractor.extract_many(documents, workers=workers, chunk=200, published="2024-10-31")
    )
    assert found == [extractor.extract(text, published="2024-10-31") for text in documents]
    assert [fact.model_fields_set for facts in found for fact in facts] == [
        fact.model_fields_set
        for text in documents
        for fact in extractor.extract(text, published="2024-10-31")
    ]


@both
def test_documents_have_forms(extractor: factx.Extractor, workers: int) -> None:
    """A text, a tuple with its date, and a ``Document`` do alike; their own date goes first."""
    text = "Nine died on Tuesday."
    documents: list[str | tuple[str, str] | factx.Document] = [
        text,
        (text, "2024-10-31"),
        factx.Document(text, datetime.date(2024, 10, 24), "a"),
        factx.Document(text, id="b"),
    ]
    found = extractor.extract_many(
        documents, workers=workers, published="2024-10-17", kinds=["date"]
    )
    assert [[fact.value for fact in facts if fact.kind == "date"] for facts in found] == [
        ["2024-10-15"],
        ["2024-10-29"],
        ["2024-10-22"],
        ["2024-10-15"],
    ]


@both
def test_errors_name_the_document_after_the_results_before_it(
    extractor: factx.Extractor, workers: int
) -> None:
    """What cannot be read is told by place and id, with its cause, when its turn comes."""
    wrong = factx.Document(TEXTS[0], "soon", "a.txt")
    documents: list[str | factx.Document] = [TEXTS[0], TEXTS[1], wrong, TEXTS[0]]
    found = extractor.extract_many(documents, workers=workers)
    assert len(next(found)) == 2
    assert next(found) == []
    with pytest.raises(factx.DocumentError, match=r"document 2 \('a\.txt'\): published") as caught:
        next(found)
    assert (caught.value.index, caught.value.id) == (2, "a.txt")
    assert isinstance(caught.value.__cause__, InvalidDateError)
    assert list(found) == []


@both
@pytest.mark.parametrize("wrong", [b"19 died", None, (), ("a", None, "b", "c"), (7,)])
def test_other_types_are_refused(extractor: factx.Extractor, workers: int, wrong: object) -> None:
    """Bytes, nothing, and tuples of other lengths are no documents."""
    documents: list[Any] = [wrong]
    with pytest.raises(factx.DocumentError, match="document 0: ") as caught:
        list(extractor.extract_many(documents, workers=workers))
    assert isinstance(caught.value.__cause__, factx.InputTypeError)


@both
def test_an_error_of_the_source_comes_after_what_it_gave(
    extractor: factx.Extractor, workers: int
) -> None:
    """When the documents break off, those before are read first; the error is raised as it is."""

    def source() -> Iterator[str]:
        yield TEXTS[0]
        yield TEXTS[2]
        raise OSError("gone")

    found = extractor.extract_many(source(), workers=workers)
    assert [len(next(found)), len(next(found))] == [2, 4]
    with pytest.raises(OSError, match="gone"):
        next(found)


def test_arguments_are_checked_at_once(extractor: factx.Extractor) -> None:
    """One text instead of many, no worker, unknown kinds and days raise before any result."""
    with pytest.raises(factx.InputTypeError, match="several documents"):
        extractor.extract_many("Nine died.")
    with pytest.raises(factx.UnknownOptionError, match="workers: 0"):
        extractor.extract_many([], workers=0)
    with pytest.raises(factx.UnknownOptionError, match="kinds"):
        extractor.extract_many([], kinds=["casualities"])
    with pytest.raises(InvalidDateError):
        extractor.extract_many([], published="soon")


def test_one_process_reads_a_chunk_ahead(extractor: factx.Extractor) -> None:
    """Without workers documents are taken a chunk at a time: with one of 1, each in its turn."""
    source = iter(TEXTS)
    next(extractor.extract_many(source, chunk=1))
    assert next(source) == TEXTS[1]
    numbers = itertools.count()
    found = extractor.extract_many((TEXTS[0] for _ in numbers), chunk=1000)
    assert len(next(found)) == 2
    assert next(numbers) < 1000 / len(TEXTS[0])


@pytest.mark.parametrize("chunk", [1, 300, 50_000])
def test_texts_read_together_do_not_meet(extractor: factx.Extractor, chunk: int) -> None:
    """What stands in one text says nothing of the next: no part of its figures, no tense, no day.

    Each text alone leaves something open that the end of the one before it would answer.
    """
    documents = [
        ("Twelve people were killed. The vote will be on", "2024-10-31"),
        ("Friday. Five of them were children.", "2024-01-10"),
        ("Nine people were hurt on Oct. 7", "2023-03-01"),
        ("the day before. Two fatally.", "2020-05-05"),
        ("There were 400 homes, including", None),
        ("90 flats. See http://a.b/12", "2021-01-01"),
        ("30 people were hurt. Shares rose", "2022-02-02"),
        ("from $5 to $7 in New Zealand dollars. ", "2022-02-02"),
        ("5 dollars, since making", "2022-02-02"),
        ("Tuesday a holiday in Canada. 5 dollars. \n", "2025-06-01"),
        ("", "2025-06-01"),
        ("Deaths: 12", "2025-06-01"),
        ("Missing: 9. A week later, it rained.", "2025-06-01"),
    ]
    found = list(extractor.extract_many(documents, chunk=chunk))
    assert found == [extractor.extract(text, published=day) for text, day in documents]


def test_a_failure_inside_is_named_too(
    extractor: factx.Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of texts read together, the one on which reading fails is told, after the facts before it."""
    read = extractor._read  # noqa: SLF001 - something inside it breaks

    def failing(texts: Sequence[str], *arguments: Any, **options: Any) -> Any:
        if any("bad" in text for text in texts):
            raise RuntimeError("broken")
        return read(texts, *arguments, **options)

    monkeypatch.setattr(extractor, "_read", failing)
    bad = factx.Document("bad", id="b.txt")
    found = extractor.extract_many([TEXTS[0], bad, TEXTS[0]])
    assert len(next(found)) == 2
    with pytest.raises(factx.DocumentError, match=r"document 1 \('b\.txt'\): broken"):
        next(found)


def test_a_failure_among_the_facts_is_named_too(
    extractor: factx.Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts that cannot be built are told of their text, after those of the texts before it."""
    read = extractor._together  # noqa: SLF001 - something inside it breaks

    def failing(texts: Sequence[str], *arguments: Any, **options: Any) -> Iterator[Any]:
        for text, facts in zip(texts, read(texts, *arguments, **options), strict=True):
            if text == "bad":
                raise RuntimeError("broken")
            yield facts

    monkeypatch.setattr(extractor, "_together", failing)
    bad = factx.Document("bad", id="b.txt")
    found = extractor.extract_many([TEXTS[0], TEXTS[2], bad, TEXTS[0]])
    assert [len(next(found)), len(next(found))] == [2, 4]
    with pytest.raises(factx.DocumentError, match=r"document 2 \('b\.txt'\): broken"):
        next(found)


@pytest.mark.parametrize(
    "texts",
    [
        ["Nine people died", "As many others were hurt."],
        ["Rebels", "have lost 12 men."],
        ["Six people were killed.", "Two of them were children."],
        ["Ten were hurt", "including two nurses, in the blast"],
        ["Police said", "12 people died."],
        ["Two officers were shot, one critical", "Critical reports were filed."],
    ],
)
def test_no_text_lends_words_to_the_next(extractor: factx.Extractor, texts: list[str]) -> None:
    """Of texts read together, each has the facts that it has when it is read alone."""
    together = list(extractor.extract_many(texts))
    assert together == [extractor.extract(text) for text in texts]


def test_endless_documents_are_read_a_bounded_way_ahead(extractor: factx.Extractor) -> None:
    """Two workers take a few chunks of an endless source; leaving early ends them."""
    numbers = itertools.count()

    def source() -> Iterator[str]:
        for _ in numbers:
            yield TEXTS[0]

    found = extractor.extract_many(source(), workers=2, chunk=1)
    for _ in range(19):
        assert len(next(found)) == 2
    found.close()
    assert next(numbers) <= 19 + 2 * AHEAD + 1
    assert list(found) == []


def test_no_documents_no_processes(extractor: factx.Extractor) -> None:
    """Nothing in, nothing out."""
    assert list(extractor.extract_many([], workers=2)) == []


SCRIPT = """
    import itertools, os, signal, sys
    import factx

    if __name__ == "__main__":
        print(os.getpid(), flush=True)
        many = factx.Extractor().extract_many(itertools.repeat("Nine died."), workers=2)
        try:
            for number, facts in enumerate(many):
                if number == 0:
                    from multiprocessing import active_children
                    print(*[child.pid for child in active_children()], flush=True)
        except KeyboardInterrupt:
            many.close()
            print("interrupted", len(active_children()), flush=True)
"""


def alive(process: int) -> bool:
    """Whether a process of that number still runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
@pytest.mark.parametrize("sent", ["SIGINT", "SIGKILL"])
def test_workers_end_with_their_parent(sent: str, tmp_path: Any) -> None:
    """Ctrl-C reaches all processes and ends them silently; a killed parent leaves none behind."""
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(SCRIPT), encoding="utf-8")
    with subprocess.Popen(  # noqa: S603
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        workers = [int(number) for number in running.stdout.readline().split()]
        assert len(workers) == 2
        if sent == "SIGINT":
            os.killpg(running.pid, signal.SIGINT)
            assert running.stdout.read() == "interrupted 0\n"
            assert running.stderr.read() == ""
        else:
            os.kill(running.pid, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while any(map(alive, workers)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(alive, workers))


def test_command_line_reads_in_processes(tmp_path: Path) -> None:
    """``factx extract --workers 2`` prints what one worker prints, file by file."""
    files = []
    for number, text in enumerate(TEXTS):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        files.append(str(path))
    outputs = [
        CliRunner().invoke(main, ["extract", *files, "--format", "jsonl", "--workers", workers])
        for workers in ("1", "2")
    ]
    assert [output.exit_code for output in outputs] == [0, 0]
    assert outputs[0].stdout == outputs[1].stdout != ""
