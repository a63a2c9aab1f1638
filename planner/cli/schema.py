"""`planner schema`: JSON Schema of the files, and the settings that make an editor use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.options import argument, bilingual_command, option
from planner.cli.words import language, say
from planner.foundation.errors import MachineError, UsageError
from planner.foundation.machine import machine_error
from planner.foundation.names import for_terminal
from planner.foundation.outputs import write_whole
from planner.foundation.text import Text
from planner.inventory.schema import as_text, json_schema
from planner.scenario.file_kinds import FILE_KINDS, AnyFile

if TYPE_CHECKING:
    from planner.foundation.text import Language

SCHEMA_FILE = ".planner/planner.schema.json"
SETTINGS_FILE = ".vscode/settings.json"
_PATTERNS = ["*.yaml", "*.yml"]


def schema_text(kind: str | None) -> str:
    """The schema of one kind of file, or of any of them; described in both languages."""
    first = language()
    languages: tuple[Language, ...] = (first, "en" if first == "vi" else "vi")
    model = AnyFile if kind is None else FILE_KINDS[kind]
    return as_text(json_schema(model, languages=languages))


def settings_text(existing: str | None) -> str:
    """The editor's settings with our schema in them; what else stands there is kept.

    Raises
    ------
    UsageError
        If the settings are not plain JSON: they may hold comments that would be lost.
    """
    settings: Any = {}
    if existing is not None and existing.strip():
        try:
            settings = json.loads(existing)
        except (ValueError, RecursionError):
            settings = None
    schemas = settings.setdefault("yaml.schemas", {}) if isinstance(settings, dict) else None
    if not isinstance(schemas, dict):
        line = json.dumps({f"./{SCHEMA_FILE}": _PATTERNS})
        raise UsageError(
            Text(
                vi=f"“{SETTINGS_FILE}” không phải JSON thường; tự thêm vào đó: "
                f'"yaml.schemas": {line}',
                en=f"`{SETTINGS_FILE}` is not plain JSON; add to it by hand: "
                f'"yaml.schemas": {line}',
            )
        )
    schemas[f"./{SCHEMA_FILE}"] = _PATTERNS
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def editor_files(existing_settings: str | None = None) -> dict[str, str]:
    """The files that make an editor complete and check as one types, by relative path."""
    return {
        SCHEMA_FILE: schema_text(None),
        SETTINGS_FILE: settings_text(existing_settings),
    }


def _write_editor_files(folder: Path) -> None:
    if not folder.is_dir():
        shown = for_terminal(str(folder))
        raise MachineError(
            Text(vi=f"không có thư mục “{shown}”", en=f"there is no folder `{shown}`")
        )
    settings = folder / SETTINGS_FILE
    try:
        existing = settings.read_text("utf-8") if settings.is_file() else None
    except (OSError, UnicodeDecodeError) as fault:
        if isinstance(fault, OSError):
            raise machine_error(fault, settings) from fault
        existing = "not UTF-8"
    for name, text in editor_files(existing).items():
        path = folder / name
        write_whole(path, text)
        shown = for_terminal(path.as_posix())
        click.echo(say(Text(vi=f"đã ghi {shown}", en=f"wrote {shown}")), err=True)


@bilingual_command(
    "schema",
    words=Text(
        vi="In JSON Schema (bản 2020-12) của một loại tệp, hoặc của mọi loại khi không ghi loại. Với "
        "--editor, ghi schema và cấu hình VS Code vào một thư mục để trình soạn thảo gợi ý, kiểm tra "
        "khi gõ.",
        en="Print the JSON Schema (draft 2020-12) of one kind of file, or of all of them. With "
        "--editor, write the schema and settings for VS Code into a folder, so that the editor "
        "completes and checks as you type.",
    ),
    examples=("planner schema province", "planner schema --editor scenarios/quang-ninh"),
)
@argument(
    "kind",
    required=False,
    type=click.Choice(list(FILE_KINDS)),
    metavar=Text(vi="LOẠI", en="KIND"),
    words=Text(vi="loại tệp", en="kind of file"),
)
@option(
    "--editor",
    "folder",
    type=click.Path(path_type=Path),
    metavar=Text(vi="THƯ_MỤC", en="FOLDER"),
    words=Text(vi="ghi schema và cấu hình trình soạn thảo vào thư mục này",
               en="write the schema and editor settings into this folder"),
)
def command(kind: str | None, folder: Path | None) -> None:
    """Print a schema, or write the editor's files."""
    if folder is None:
        click.echo(schema_text(kind), nl=False)
        return
    if kind is not None:
        raise UsageError(
            Text(vi="--editor ghi schema chung cho mọi loại tệp; bỏ LOẠI đi",
                 en="--editor writes the schema of all kinds of file; leave KIND out")
        )
    _write_editor_files(folder)
