"""The command line: the group of commands, and what they share.

Each command lives in a module of its own, imported when it is called, so that ``factx --help`` does
not load what it does not need.
"""

from __future__ import annotations

import importlib
import io
import sys
from typing import Any

import click

import factx
from factx.cli_options import BELOW_MINIMUM, INTERRUPTED, PIPE_CLOSED, UNREADABLE, USAGE
from factx.errors import FactxError

EXIT_CODES = f"""\b
Exit codes:
    0  done
    {BELOW_MINIMUM}  validate: a kind is below --min
    {USAGE}  wrong usage: an unknown option, a value that does not exist
    {UNREADABLE}  some input could not be read; the rest was done
  {INTERRUPTED}  interrupted
  {PIPE_CLOSED}  the program that read the output closed it
"""

# Where each command lives.
COMMANDS = {
    "extract": "factx.cli_extract",
    "explain": "factx.cli_inspect",
    "schema": "factx.cli_inspect",
    "tolls": "factx.cli_tolls",
    "validate": "factx.cli_validate",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and whose errors are messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in order."""
        return sorted([*super().list_commands(ctx), *COMMANDS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error made by the user is told in a line, never as a traceback."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except FactxError as error:
            raise click.UsageError(str(error)) from error
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            # Whoever read the output has had enough; nothing is left to flush it to at exit.
            sys.stdout = io.StringIO()
            sys.exit(PIPE_CLOSED)
        return result


@click.group(cls=LazyGroup, epilog=EXIT_CODES)
@click.version_option(factx.__version__, prog_name="factx", message="%(prog)s %(version)s")
@click.help_option("-h", "--help")
def main() -> None:
    """Numeric facts in English news: casualties, counts, quantities, durations and dates.

    \b
    factx extract article.txt --published 2024-10-31
    """
