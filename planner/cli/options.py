"""Commands, arguments and options with their words in both languages, and those that are shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from planner.cli.click_words import translated
from planner.cli.words import COMMANDS, say
from planner.foundation.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

Function = Callable[..., Any]
Decorator = Callable[[Function], Function]

FORMATS = ("table", "json", "csv", "md", "geojson")
"""Every form in which a result can be printed."""

_OPTIONS_WORD = Text(vi="[TUỲ CHỌN]", en="[OPTIONS]")
_EXAMPLES_WORD = Text(vi="Ví dụ", en="Examples")


class BilingualOption(click.Option):
    """An option whose help, and metavar where it has one, follow the language spoken now."""

    def __init__(
        self, decls: Sequence[str], *, words: Text, metavar: Text | None = None, **settings: Any
    ) -> None:
        super().__init__(decls, help=words.vi, metavar=metavar and metavar.vi, **settings)
        self.words = words
        self.metavar_words = metavar

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name and help, in the language spoken now."""
        self.help = say(self.words)
        return super().get_help_record(ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value."""
        return say(self.metavar_words) if self.metavar_words else super().make_metavar(ctx)


class BilingualArgument(click.Argument):
    """An argument whose help and metavar follow the language spoken now."""

    def __init__(
        self, decls: Sequence[str], *, words: Text, metavar: Text | None = None, **settings: Any
    ) -> None:
        super().__init__(decls, help=words.vi, **settings)
        self.words = words
        self.metavar_words = metavar

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Name and help, in the language spoken now."""
        self.help = say(self.words)
        return super().get_help_record(ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value: `[…]` when it may be left out."""
        if self.metavar_words is None:
            return super().make_metavar(ctx)
        shown = say(self.metavar_words)
        return shown if self.required else f"[{shown}]"


class BilingualCommand(click.Command):
    """A command whose whole help follows the language spoken now."""

    words: Text = Text("", "")
    examples: Sequence[str] = ()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and let every complaint know which command it is about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx
            raise

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The paragraph under the usage line."""
        self.help = say(self.words)
        super().format_help_text(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, to copy as they stand."""
        del ctx
        if self.examples:
            with formatter.section(say(_EXAMPLES_WORD)):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the command's name in its usage line."""
        self.options_metavar = say(_OPTIONS_WORD)
        return super().collect_usage_pieces(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, which click makes once and keeps, with its words of now."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = translated("Show this message and exit.")
        return option


def option(*decls: str, words: Text, metavar: Text | None = None, **settings: Any) -> Decorator:
    """Decorator: an option with its words in both languages; settings as in `click.option`."""
    return click.option(*decls, cls=BilingualOption, words=words, metavar=metavar, **settings)


def argument(*decls: str, words: Text, metavar: Text | None = None, **settings: Any) -> Decorator:
    """Decorator: an argument with its words in both languages; settings as in `click.argument`."""
    return click.argument(*decls, cls=BilingualArgument, words=words, metavar=metavar, **settings)


def bilingual_command(
    name: str, *, words: Text | None = None, examples: Sequence[str] = ()
) -> Callable[[Callable[..., Any]], BilingualCommand]:
    """Decorator: the command `name` of the table in `words.py`, with `--lang` and examples to copy.

    `words` is the paragraph of its own help; without it, the line of the table. The function it
    stands on is called `command`: that is the name under which `app.py` looks it up.
    """

    def made(function: Callable[..., Any]) -> BilingualCommand:
        result = click.command(name, cls=BilingualCommand)(lang_option(function))
        result.words = words or COMMANDS[name]
        result.examples = tuple(examples)
        return result

    return made


def lang_option(function: Function) -> Function:
    """Decorator: `--lang`. Its value was read before parsing began; here it is only checked."""
    return option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        words=Text(
            vi="ngôn ngữ: tiếng Việt (mặc định) hoặc tiếng Anh; cũng đặt được bằng PLANNER_LANG",
            en="language: Vietnamese (default) or English; PLANNER_LANG sets it too",
        ),
    )(function)


def format_option(*formats: str) -> Decorator:
    """Decorator: `--format` as `output_format`, one of `formats` (all when none is named)."""
    return option(
        "--format",
        "output_format",
        type=click.Choice(formats or FORMATS),
        default="table",
        show_default=True,
        words=Text(
            vi="dạng kết quả ở đầu ra chuẩn; lời báo luôn ở đầu ra lỗi",
            en="form of the result on stdout; messages always go to stderr",
        ),
    )


def set_aside_option(function: Function) -> Function:
    """Decorator: `--set-aside` as `set_aside`, for a storm night."""
    return option(
        "--set-aside",
        is_flag=True,
        words=Text(
            vi="coi bản ghi có lỗi là chưa khảo sát rồi làm tiếp; mọi kết quả đều ghi rõ, "
            "và mã thoát không bao giờ là 0",
            en="treat records with errors as not surveyed and go on; every output says so, "
            "and the exit code is never 0",
        ),
    )(function)


def output_option(words: Text, *, default: str | None = None) -> Decorator:
    """Decorator: `-o/--output` as `output`, a path; `words` say what is written there."""
    return option(
        "-o",
        "--out",
        "--output",
        "output",
        type=click.Path(),
        default=default,
        show_default=default is not None,
        metavar=Text(vi="ĐƯỜNG_DẪN", en="PATH"),
        words=words,
    )
