"""Many documents: facts in the order of the documents, read in this process or in several.

A worker process gets the extractor's options and compiles for itself, so that it starts in the same
way on every system. Documents go out in chunks of some thousand characters; what comes back are
plain values and offsets, from which the models are put together here. ``marshal`` writes them, as
this process reads that five times as fast as what ``pickle`` writes, and workers wait for it.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from factx.errors import DocumentError, InputTypeError
from factx.facts import Casualty, Count, Date, Duration, Quantity, Span
from factx.publication import published_date

if TYPE_CHECKING:
    import datetime
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future

    from factx.facts import Fact

TOGETHER = 50_000
"""Characters of texts that are read as one: each pass goes once through all of them."""
AHEAD = 2
"""Chunks a worker that are read ahead, so that none waits while results are taken."""
_OVERHEAD = 100
"""What a document costs beyond its text, in characters: a million empty ones are many chunks."""


class Document(NamedTuple):
    """A text, the day it was published, and what to call it.

    Wherever a document is asked for, a plain tuple of the same order or the text alone will do.

    >>> Document("Two miners died on Tuesday.", published="2024-10-31").id is None
    True
    """

    text: str
    published: str | datetime.date | datetime.datetime | None = None
    id: str | int | None = None


_Raw = str | tuple[Any, ...]
Reader = Callable[[Sequence[str], Sequence["datetime.date | None"]], list[list["Fact"]]]
_Row = list[Any]
_Answer = tuple[bytes, Exception | None]
"""The rows of each document that was read, marshalled, and why the next one could not be."""


class _Task(NamedTuple):
    """A chunk on its way: the number of its first document, the documents, what will come back."""

    first: int
    documents: Sequence[_Raw]
    answer: Future[_Answer]


def read_here(
    read: Reader, documents: Iterable[_Raw], published: datetime.date | None, chunk: int
) -> Generator[list[Fact], None, None]:
    """Yield the facts of each document, read in this process as they are asked for.

    Args:
        read: what reads some texts, given with their dates.
        documents: texts, tuples or :class:`Document`.
        published: the date of those that have none of their own.
        chunk: how many characters are read together, but no more than ``TOGETHER``.

    Raises:
        DocumentError: a document cannot be read; its cause says why.
    """
    for first, held in _chunks(documents, min(chunk, TOGETHER)):
        found, error = _facts(read, held, published)
        yield from found
        if error is not None:
            raise _named(first + len(found), held[len(found)], error) from error


def read_in_processes(
    read: Reader,
    documents: Iterable[_Raw],
    published: datetime.date | None,
    workers: int,
    chunk: int,
) -> Generator[list[Fact], None, None]:
    """Yield the facts of each document in order, read by ``workers`` processes.

    Arguments and errors are those of :func:`read_here`. A chunk is filled up to ``chunk``
    characters, and no more than ``AHEAD`` chunks a worker and one more are held at a time. The
    processes end with the generator, however it ends; one in the midst of a chunk finishes that.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_start, initargs=(read, published)
    )
    source = _chunks(documents, chunk)
    tasks: deque[_Task] = deque()
    failure: Exception | None = None
    more = True
    try:
        while more or tasks:
            while more and len(tasks) <= AHEAD * workers:
                try:
                    first, held = next(source)
                except StopIteration:
                    more = False
                except Exception as error:  # noqa: BLE001 - raised when its turn has come
                    more, failure = False, error
                else:
                    with _interrupts_held():
                        tasks.append(_Task(first, held, pool.submit(_read, held)))
            if tasks:
                yield from _results(tasks.popleft())
        if failure is not None:
            raise failure
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _results(task: _Task) -> Iterator[list[Fact]]:
    """Yield the facts of a chunk as models; raise where the worker had to stop."""
    try:
        written, error = task.answer.result()
    except Exception as broken:
        last = task.first + len(task.documents) - 1
        broken.add_note(f"while documents {task.first} to {last} were read")
        raise
    found = marshal.loads(written)  # noqa: S302 - what a worker of the same interpreter wrote
    for document, rows in zip(task.documents, found, strict=False):
        yield _models(_parts(document).text, rows)
    if error is not None:
        index = len(found)
        raise _named(task.first + index, task.documents[index], error) from error


def _chunks(documents: Iterable[_Raw], chunk: int) -> Iterator[tuple[int, list[_Raw]]]:
    """Yield runs of documents of about ``chunk`` characters, each with the number of its first.

    When the documents break off with an error, those before it are yielded first.
    """
    held: list[_Raw] = []
    size = first = 0
    source = iter(documents)
    while True:
        failure: Exception | None = None
        try:
            document = next(source)
        except StopIteration:
            break
        except Exception as error:  # noqa: BLE001 - raised below
            failure = error
        if failure is not None:
            if held:
                yield first, held
            raise failure
        held.append(document)
        text = document[0] if isinstance(document, tuple) and document else document
        size += _OVERHEAD + (len(text) if isinstance(text, str) else 0)
        if size >= chunk:
            yield first, held
            first += len(held)
            held, size = [], 0
    if held:
        yield first, held


def _parts(document: object) -> Document:
    """Return a document of any form as one."""
    if isinstance(document, str):
        return Document(document)
    if isinstance(document, tuple) and 1 <= len(document) <= len(Document._fields):
        return Document(*document)
    raise InputTypeError("document", "str, (text, published) or factx.Document", document)


def _facts(
    read: Reader, documents: Sequence[object], published: datetime.date | None
) -> tuple[list[list[Fact]], Exception | None]:
    """Return the facts of documents up to the first that cannot be read, and why it cannot."""
    texts: list[str] = []
    dates: list[datetime.date | None] = []
    failure: Exception | None = None
    for document in documents:
        try:
            text, own, _ = _parts(document)
            if not isinstance(text, str):
                raise InputTypeError("text", "str", text)  # noqa: TRY301 - one way to fail
            date = published if own is None else published_date(own)
        except Exception as error:  # noqa: BLE001 - raised when its turn has come
            failure = error
            break
        texts.append(text)
        dates.append(date)
    if not texts:
        return [], failure
    try:
        return read(texts, dates), failure
    except Exception:  # noqa: BLE001 - which document it was shows when each is read by itself
        found: list[list[Fact]] = []
        for text, day in zip(texts, dates, strict=True):
            try:
                found += read((text,), (day,))
            except Exception as error:  # noqa: BLE001 - raised when its turn has come
                return found, error
        return found, failure


def _named(index: int, document: object, error: Exception) -> DocumentError:
    name = document[2] if isinstance(document, tuple) and len(document) == 3 else None
    return DocumentError(index, name, error)


# In a worker


class _Worker:
    """What a worker process keeps between chunks."""

    read: Reader
    published: datetime.date | None


def _start(read: Reader, published: datetime.date | None) -> None:
    """Get a worker ready: the parent answers for interrupts, and none outlives it."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # the grammar stays as long as the process: no need to look through it again
    _Worker.read, _Worker.published = staticmethod(read), published
    parent = parent_process()
    if parent is not None:

        def end_with_parent() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=end_with_parent, daemon=True).start()


def _read(documents: Sequence[_Raw]) -> _Answer:
    """Return the facts of the documents as rows, up to the first that cannot be read, and why."""
    rows: list[list[_Row]] = []
    for _, held in _chunks(documents, TOGETHER):
        found, error = _facts(_Worker.read, held, _Worker.published)
        rows += map(_rows, found)
        if error is not None:
            return marshal.dumps(rows), error
    return marshal.dumps(rows), None


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while processes are started: they inherit that, and so stay silent."""
    mask = getattr(signal, "pthread_sigmask", None)  # not on Windows
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


# Facts as rows, and back

_MODELS: tuple[type[BaseModel], ...] = (Casualty, Count, Quantity, Duration, Date)
_SPANS = ("span", "source", "trigger", "victim", "object", "of_what")
_NAMES = {model: tuple(model.model_fields) for model in _MODELS}
_PLACES = {
    model: tuple(names.index(name) for name in _SPANS if name in names)
    for model, names in _NAMES.items()
}
_NUMBERS = {model: number for number, model in enumerate(_MODELS)}
_LAYOUT = [(model, _NAMES[model], _PLACES[model], set(_NAMES[model])) for model in _MODELS]
_SPAN_FIELDS = set(Span.model_fields)

# Models are filled without validation, as they were when they were built in the worker.
_new = object.__new__
_put_values = BaseModel.__dict__["__dict__"].__set__
_put_names = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_put_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_put_private = BaseModel.__dict__["__pydantic_private__"].__set__


def _rows(facts: Sequence[Fact]) -> list[_Row]:
    """Return facts as lists of values: spans as pairs of offsets, the number of the model last."""
    rows: list[_Row] = []
    for fact in facts:
        row: _Row = [*fact.__dict__.values()]
        for place in _PLACES[type(fact)]:
            if row[place] is not None:
                span = row[place].__dict__
                row[place] = (span["start"], span["end"])
        row.append(_NUMBERS[type(fact)])
        rows.append(row)
    return rows


def _models(text: str, rows: Sequence[_Row]) -> list[Fact]:
    """Return the facts of ``text`` that :func:`_rows` gave."""
    facts: list[Fact] = []
    for row in rows:
        model, names, places, given = _LAYOUT[row.pop()]
        for place in places:
            if row[place] is not None:
                start, end = row[place]
                row[place] = span = _new(Span)
                _put_values(span, {"text": text[start:end], "start": start, "end": end})
                _put_names(span, _SPAN_FIELDS)
                _put_extra(span, None)
                _put_private(span, None)
        made: Any = _new(model)
        _put_values(made, dict(zip(names, row, strict=True)))
        _put_names(made, given)
        _put_extra(made, None)
        _put_private(made, None)
        facts.append(made)
    return facts
