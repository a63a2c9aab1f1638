"""The command `planner`: a table of commands, each loaded only when it is called."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from planner import __version__
from planner.cli.boundary import error_boundary, flush_everything
from planner.cli.click_words import teach_click
from planner.cli.groups import LazyGroup
from planner.cli.options import BilingualOption, lang_option
from planner.cli.streams import prepare_streams
from planner.cli.words import (
    COMMANDS,
    PRODUCT,
    language_in,
    refuse_unknown_language,
    speaking,
)
from planner.foundation.errors import ExitCode
from planner.foundation.memory import leave
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Where a command lives; the first use of a command imports its module and takes `command` from it.
MODULES = {name: f"planner.cli.{name.replace('-', '_')}" for name in COMMANDS}


class Planner(LazyGroup):
    """The group of all commands."""

    words = PRODUCT
    examples = (
        "planner demo",
        "planner validate scenarios/quang-ninh",
        "planner check scenarios/quang-ninh/yagi.yaml",
        'planner why scenarios/quang-ninh/yagi.yaml "Cô Tô"',
    )
    lines = COMMANDS
    modules = MODULES

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command within the one error boundary."""
        with error_boundary():
            return super().invoke(ctx)


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value and not ctx.resilient_parsing:
        click.echo(f"planner {__version__}")
        ctx.exit()


@click.group(cls=Planner, context_settings={"help_option_names": ["-h", "--help"]})
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
    leave(run(sys.argv[1:]))
