"""`planner explain`: what a field, a finding's code or a word of the field means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from planner.cli.options import argument, bilingual_command
from planner.cli.words import language, say
from planner.foundation.codes.table import CODES, explanation
from planner.foundation.diagnostics import nearest
from planner.foundation.errors import UsageError
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.inventory.vocabulary import TERMS, Term, term
from planner.scenario.fields import all_fields, allowed, fields_named
from planner.scenario.library_page import library_lines

if TYPE_CHECKING:
    from planner.scenario.fields import Field

_CODE = re.compile(r"[EWew][0-9]{3}", re.ASCII)
MOST_PLACES = 8


def explained(name: str) -> str:
    """Everything that `name` can mean, in the language spoken now.

    Raises
    ------
    UsageError
        If it means nothing here; names the nearest that does.
    """
    if _CODE.fullmatch(name):
        text = explanation(name, language())
        if text is not None:
            return text
    parts = []
    known = term(name)
    if known is not None:
        parts.append(_term(known))
    groups: dict[tuple[Text, str], list[Field]] = {}
    for field in fields_named(name):
        groups.setdefault((field.meaning, say(allowed(field))), []).append(field)
    parts.extend(_field(fields) for fields in groups.values())
    if name == "fragility":
        parts.append("\n".join(f"- {line}" for line in library_lines(language())))
    if not parts:
        raise UsageError(_unknown(name))
    return "\n\n".join(parts)


def _term(known: Term) -> str:
    return f"{say(known.word)}\n  {say(known.meaning)}"


def _field(fields: list[Field]) -> str:
    """One field, or the same one in several records."""
    first = fields[0]
    unit = "" if first.unit is None else f" · {say(first.unit)}"
    places = list(dict.fromkeys(".".join(path[:-1]) for field in fields for path in field.paths))
    shown = [place for place in places if place][:MOST_PLACES]
    lines = [f"{first.name}{unit}", f"  {say(first.meaning)}"]
    lines.append(f"  {say(Text(vi='Giá trị', en='Values'))}: {say(allowed(first))}")
    lines.append(f"  {say(Text(vi='Ví dụ', en='Example'))}: {first.name}: {first.example}")
    if shown:
        more = " …" if len(places) > len(shown) else ""
        lines.append(f"  {say(Text(vi='Có ở', en='Found in'))}: {', '.join(shown)}{more}")
    return "\n".join(lines)


def _unknown(name: str) -> Text:
    shown = for_terminal(name)
    if _CODE.fullmatch(name):
        near = nearest(name.upper(), sorted(CODES))
    else:
        candidates = {field.name for field in all_fields()} | set(TERMS)
        near = nearest(name.rpartition(".")[2], sorted(candidates))
    if near is None:
        return Text(
            vi=f"không có trường, mã hay từ “{shown}”; các mã ở docs/diagnostics.md",
            en=f"there is no field, code or term `{shown}`; the codes are in docs/diagnostics.md",
        )
    return Text(
        vi=f"không có trường, mã hay từ “{shown}”; có phải “{near}”?",
        en=f"there is no field, code or term `{shown}`; did you mean `{near}`?",
    )


@bilingual_command(
    "explain",
    words=Text(
        vi="Giải thích một trường (nghĩa, đơn vị, giá trị dùng được, ví dụ), một mã lỗi hoặc một từ "
        "chuyên môn. Trường có thể ghi kèm chỗ đứng: sites.battery_h.",
        en="Say what a field means (unit, allowed values, example), or a finding's code, or a word of "
        "the field. A field may be written with its place: sites.battery_h.",
    ),
    examples=("planner explain battery_h", "planner explain E121", "planner explain hardened"),
)
@argument(
    "name",
    metavar=Text(vi="TÊN", en="NAME"),
    words=Text(vi="trường, mã hoặc từ", en="a field, a code or a term"),
)
def command(name: str) -> None:
    """Print what a name means."""
    click.echo(explained(name))
