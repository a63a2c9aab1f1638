"""What click itself says, in Vietnamese.

click marks its words for gettext. A compiled catalogue would be found through the environment's
locale, which says nothing about the language asked for on the command line; so its two translating
functions are replaced by ours, which look into the tables below. A sentence that a later click
words differently comes out in English, and a test names it.
"""

from __future__ import annotations

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from planner.cli.words import language

VIETNAMESE = {
    "Usage:": "Cách dùng:",
    "Options": "Tuỳ chọn",
    "Commands": "Lệnh",
    "Positional arguments": "Tham số",
    "Show this message and exit.": "hiện trợ giúp này rồi thoát",
    "Invalid value: {message}": "giá trị không hợp lệ: {message}",
    "Invalid value for {param_hint}: {message}": "giá trị không hợp lệ cho {param_hint}: {message}",
    "Missing argument": "thiếu tham số",
    "Missing option": "thiếu tuỳ chọn",
    "Missing parameter": "thiếu tham số",
    "Missing {param_type}": "thiếu {param_type}",
    "Missing command.": "thiếu lệnh",
    "No such option {name!r}.": "không có tuỳ chọn “{name}”;",
    "No such command {name!r}.": "không có lệnh “{name}”;",
    "Did you mean {possibility}?": "có phải {possibility}?",
    "(Did you mean one of: {possibilities}?)": "có phải một trong: {possibilities}?",
    "Got unexpected extra argument ({args})": "thừa tham số ({args})",
    "Got unexpected extra arguments ({args})": "thừa tham số ({args})",
    "Option {name!r} requires an argument.": "tuỳ chọn “{name}” cần một giá trị",
    "Option {name!r} requires {nargs} arguments.": "tuỳ chọn “{name}” cần {nargs} giá trị",
    "Option {name!r} does not take a value.": "tuỳ chọn “{name}” không nhận giá trị",
    "Argument {name!r} takes {nargs} values.": "tham số “{name}” cần {nargs} giá trị",
    "Takes {nargs} values but 1 was given.": "cần {nargs} giá trị mà chỉ có 1",
    "Takes {nargs} values but {len} were given.": "cần {nargs} giá trị mà có {len}",
    "{value!r} is not {choice}.": "“{value}” không phải {choice}",
    "{value!r} is not one of {choices}.": "“{value}” không thuộc: {choices}",
    "{value!r} is not a valid {number_type}.": "“{value}” không phải là số hợp lệ",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}",
    "Choose from:\n\t{choices}": "chọn một trong:\n\t{choices}",
    "default: {default}": "mặc định: {default}",
    "required": "bắt buộc",
    "env var: {var}": "biến môi trường: {var}",
    "Aborted!": "đã dừng",
}

# Only where click's own words would break the house style: lower case, backticks, no full stop.
ENGLISH = {
    "Show this message and exit.": "show this message and exit",
    "No such option {name!r}.": "no such option `{name}`;",
    "No such command {name!r}.": "no such command `{name}`;",
    "Did you mean {possibility}?": "did you mean {possibility}?",
    "(Did you mean one of: {possibilities}?)": "did you mean one of {possibilities}?",
}


def translated(message: str) -> str:
    """`message` of click in the language spoken now."""
    table = VIETNAMESE if language() == "vi" else ENGLISH
    return table.get(message, message)


def translated_by_count(singular: str, plural: str, count: int) -> str:
    """The same for a message that English words by count; Vietnamese does not inflect."""
    return translated(singular if count == 1 else plural)


def teach_click() -> None:
    """Have click speak the language asked for, from now on."""
    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        for name, ours in (("_", translated), ("ngettext", translated_by_count)):
            if hasattr(module, name):
                setattr(module, name, ours)
