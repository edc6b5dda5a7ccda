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

from factx.errors import DocumentError, InputTypeError
from factx.moulds import models
from factx.publication import published_date

if TYPE_CHECKING:
    import datetime
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future

    from factx.facts import Fact
    from factx.moulds import Row

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
Reader = Callable[[Sequence[str], Sequence["datetime.date | None"]], "Iterable[list[Any]]"]
"""What reads some texts, given with their dates: returns the facts of each, or their rows."""
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
        read: what reads some texts, given with their dates, and returns the facts of each.
        documents: texts, tuples or :class:`Document`.
        published: the date of those that have none of their own.
        chunk: how many characters are read together, but no more than ``TOGETHER``.

    Raises:
        DocumentError: a document cannot be read; its cause says why.
    """
    for first, held in _chunks(documents, min(chunk, TOGETHER)):
        for number, facts in enumerate(_facts(read, held, published)):
            if isinstance(facts, Exception):
                raise _named(first + number, held[number], facts) from facts
            yield facts


def read_in_processes(
    read: Reader,
    documents: Iterable[_Raw],
    published: datetime.date | None,
    workers: int,
    chunk: int,
) -> Generator[list[Fact], None, None]:
    """Yield the facts of each document in order, read by ``workers`` processes.

    Arguments and errors are those of :func:`read_here`, but that ``read`` returns rows. A chunk is
    filled up to ``chunk`` characters, and no more than ``AHEAD`` chunks a worker and one more are
    held at a time. The processes end with the generator, however it ends; one in the midst of a
    chunk finishes that.
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
        yield models(_parts(document).text, rows)
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
) -> Iterator[list[Any] | Exception]:
    """Yield the facts of each document, and last the reason why the next one cannot be read."""
    texts: list[str] = []
    dates: list[datetime.date | None] = []
    failure: Exception | None = None
    for document in documents:
        try:
            text, own, _ = _parts(document)
            if not isinstance(text, str):
                raise InputTypeError("text", "str", text)  # noqa: TRY301 - one way to fail
            date = published if own is None else published_date(own)
        except Exception as error:  # noqa: BLE001 - yielded when its turn has come
            failure = error
            break
        texts.append(text)
        dates.append(date)
    done = 0
    try:
        for facts in read(texts, dates) if texts else ():
            yield facts
            done += 1
    except Exception:  # noqa: BLE001 - which document it was shows when each is read by itself
        for text, day in zip(texts[done:], dates[done:], strict=True):
            try:
                (facts,) = read((text,), (day,))
            except Exception as error:  # noqa: BLE001 - handed on to be raised
                yield error
                return
            yield facts
    if failure is not None:
        yield failure


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
    rows: list[list[Row]] = []
    for _, held in _chunks(documents, TOGETHER):
        for found in _facts(_Worker.read, held, _Worker.published):
            if isinstance(found, Exception):
                return marshal.dumps(rows), found
            rows.append(found)
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
