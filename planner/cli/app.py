"""The command `planner`: a table of commands, each loaded only when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NoReturn

import click

from planner import __version__
from planner.cli.boundary import error_boundary, flush_everything
from planner.cli.click_words import teach_click, translated
from planner.cli.options import BilingualCommand, BilingualOption, lang_option
from planner.cli.streams import prepare_streams
from planner.cli.words import (
    COMMANDS,
    PRODUCT,
    language_in,
    refuse_unknown_language,
    say,
    speaking,
)
from planner.foundation.diagnostics import nearest
from planner.foundation.errors import ExitCode
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Where a command lives; the first use of a command imports its module and takes `command` from it.
MODULES = {name: f"planner.cli.{name}" for name in COMMANDS}

_COMMAND_WORD = Text(vi="LỆNH [THAM SỐ]…", en="COMMAND [ARGS]…")


class LazyGroup(BilingualCommand, click.Group):
    """The group of all commands; lists them from the table, loads one when it is called."""

    words = PRODUCT
    examples = (
        "planner demo",
        "planner validate scenarios/quang-ninh",
        "planner check scenarios/quang-ninh/yagi.yaml",
        'planner why scenarios/quang-ninh/yagi.yaml "Cô Tô"',
    )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        del ctx
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now; None when there is no such name."""
        del ctx
        module = MODULES.get(cmd_name)
        if module is None or find_spec(module) is None:
            return None
        command: click.Command = import_module(module).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begin with; else the nearest names of the table."""
        if args[0] not in MODULES:
            near = nearest(args[0], MODULES)
            raise click.exceptions.NoSuchCommand(args[0], possibilities=near and [near], ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, without loading any."""
        del ctx
        with formatter.section(translated("Commands")):
            formatter.write_dl([(name, say(words)) for name, words in COMMANDS.items()])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows `planner` in its usage line."""
        self.subcommand_metavar = say(_COMMAND_WORD)
        return super().collect_usage_pieces(ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command within the one error boundary."""
        with error_boundary():
            return super().invoke(ctx)


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value and not ctx.resilient_parsing:
        click.echo(f"planner {__version__}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@lang_option
@click.option(
    "--version",
    cls=BilingualOption,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    words=Text(vi="hiện phiên bản rồi thoát", en="show the version and exit"),
)
def planner() -> None:
    """Hold the commands; every word of its help comes from `words.py`."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; prints, and never raises."""
    prepare_streams()
    teach_click()
    with speaking(language_in(arguments, os.environ)):
        code = _exit_code_of(lambda: _obey(arguments))
        # A full disk or a reader that left may only show when the rest is written out.
        unwritten = _exit_code_of(flush_everything)
    return unwritten or code


def _obey(arguments: Sequence[str]) -> Any:
    refuse_unknown_language(os.environ)
    return planner.main(list(arguments), prog_name="planner", standalone_mode=False)


def _exit_code_of(step: Callable[[], Any]) -> int:
    try:
        with error_boundary():
            code = step()
    except SystemExit as leaving:
        code = leaving.code
    return code if isinstance(code, int) else ExitCode.DONE


def main() -> NoReturn:
    """Entry point of the script `planner`."""
    sys.exit(run(sys.argv[1:]))
