"""What several commands share: options, exit codes, and reading the documents that are named."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from factx.reading import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

BELOW_MINIMUM = 1
USAGE = 2
UNREADABLE = 3
INTERRUPTED = 130
PIPE_CLOSED = 141

STDIN = "-"
TABLE = "table"
_PIPE_WIDTH = 120  # columns of a table that is not shown on a terminal


def _date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.datetime.fromisoformat(value).date()
    except ValueError:
        reason = f"{value!r} is not a date; give YYYY-MM-DD, such as 2024-10-31."
        raise click.BadParameter(reason) from None


def _kinds(
    _ctx: click.Context, _param: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    if value is None:
        return None
    kinds = tuple(kind for each in value.split(",") if (kind := each.strip()))
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        wrong = f"{unknown[0]!r} is no kind of fact" if unknown else "no kind given"
        raise click.BadParameter(f"{wrong}; choose among {', '.join(KINDS)}.")
    return kinds


published_option = click.option(
    "--published",
    callback=_date,
    metavar="DATE",
    help="When the text was published (YYYY-MM-DD): what its relative dates are read against.",
)
kinds_option = click.option(
    "--kinds",
    callback=_kinds,
    metavar="K,…",
    help=f"Only facts of these kinds, of {', '.join(KINDS)}.  [default: all]",
)
files_argument = click.argument(
    "files", nargs=-1, metavar="[FILE…|-]", type=click.Path(allow_dash=True)
)


class Document(NamedTuple):
    """A text and the name it goes by: its path as it was given, or ``-`` for the standard input."""

    name: str
    text: str


class Unreadable(NamedTuple):
    """An input that cannot be read, and why."""

    name: str
    reason: str


class Failures:
    """What could not be read: told as it happens, and counted."""

    def __init__(self) -> None:
        """Start with none."""
        self.count = 0

    def readable(self, documents: Iterable[Document | Unreadable]) -> Iterator[Document]:
        """Yield the documents; of the others, say on the standard error why they are none."""
        for document in documents:
            if isinstance(document, Unreadable):
                self.count += 1
                click.echo(f"factx: {document.name}: {document.reason}", err=True)
            else:
                yield document

    def exit(self) -> None:
        """Leave with the exit code that says so, if there was any."""
        if self.count:
            sys.exit(UNREADABLE)


def read_documents(files: Iterable[str]) -> Iterator[Document | Unreadable]:
    """Yield the text of each file, or why it cannot be read.

    Args:
        files: paths, ``-`` for the standard input; none at all means the standard input.

    Raises:
        click.UsageError: nothing is named, and the standard input is a terminal.
    """
    names = tuple(files)
    if not names:
        if sys.stdin.isatty():
            raise click.UsageError("Nothing to read: name a FILE, or pipe a text in.")
        names = (STDIN,)
    for name in names:
        try:
            with click.open_file(name, "rb") as stream:
                content = stream.read()
            yield Document(name, content.decode("utf-8").removeprefix("\ufeff"))
        except UnicodeDecodeError as error:
            yield Unreadable(name, f"not UTF-8: byte {error.start + 1}")
        except OSError as error:
            yield Unreadable(name, error.strerror or str(error))


def console(*, stderr: bool = False) -> Console:
    """Return a rich console: as wide as the terminal, else of a fixed width, without colours."""
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False, soft_wrap=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=_PIPE_WIDTH)
