"""A command that holds others: a table of names, each loaded only when it is called."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from planner.cli.click_words import translated
from planner.cli.options import BilingualCommand
from planner.cli.words import say
from planner.foundation.diagnostics import nearest
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMMAND_WORD = Text(vi="LỆNH [THAM SỐ]…", en="COMMAND [ARGS]…")


class LazyGroup(BilingualCommand, click.Group):
    """The group of the commands in `lines`; lists them from there, loads one when it is called."""

    lines: Mapping[str, Text] = {}
    """Each command's name and its line in the list, in the order of the list."""
    modules: Mapping[str, str] = {}
    """Where each lives: the first use imports the module and takes `command` from it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        del ctx
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now; None when there is no such name."""
        del ctx
        module = self.modules.get(cmd_name)
        if module is None or find_spec(module) is None:
            return None
        command: click.Command = import_module(module).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begin with; else the nearest names of the table."""
        if args[0] not in self.modules:
            near = nearest(args[0], self.modules)
            raise click.exceptions.NoSuchCommand(args[0], possibilities=near and [near], ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, without loading any."""
        del ctx
        with formatter.section(translated("Commands")):
            formatter.write_dl([(name, say(words)) for name, words in self.lines.items()])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the group's name in its usage line."""
        self.subcommand_metavar = say(_COMMAND_WORD)
        return super().collect_usage_pieces(ctx)
