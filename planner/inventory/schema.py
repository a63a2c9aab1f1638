"""JSON Schema of a kind of file, from the records that read it, with every field described."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, create_model

from planner.inventory.field_words.table import field_words, unit_of
from planner.inventory.records import SECTIONS, ProvinceHeader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.text import Language

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_WORD = re.compile(r"'[^']*'|[^\[{'\"…][^…]*")


class TypedFile(BaseModel):
    """What every file may begin with."""

    model_config = ConfigDict(extra="forbid", strict=True)

    format: Literal[1] | None = None


def _inventory_file() -> type[TypedFile]:
    lists: dict[str, Any] = {
        section: (tuple[model, ...] | None, None)  # type: ignore[valid-type]
        for section, model in SECTIONS.items()
    }
    return create_model(
        "InventoryFile",
        __base__=TypedFile,
        __doc__="One file of a province's inventory.",
        province=(ProvinceHeader | None, None),
        **lists,
    )


InventoryFile: type[TypedFile] = _inventory_file()
"""A file of the inventory: the province, and any of its lists."""


def json_schema(model: type[BaseModel], *, languages: tuple[Language, ...]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file, its fields described in `languages`."""
    made = model.model_json_schema(by_alias=True, mode="validation")
    made["$defs"] = made.get("$defs", {})
    _describe(made, model.__name__, languages)
    for name, definition in made["$defs"].items():
        _describe(definition, name, languages)
    made["$schema"] = DIALECT
    made["title"] = model.__name__
    return made


def as_text(schema: dict[str, Any]) -> str:
    """The schema as it is written to a file: the same bytes each time."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _describe(definition: dict[str, Any], model: str, languages: tuple[Language, ...]) -> None:
    definition.pop("title", None)
    if "properties" in definition:
        definition["additionalProperties"] = False
    for field, described in definition.get("properties", {}).items():
        _without_titles(described)
        words = field_words(model, field)
        if words is None:
            continue
        unit = unit_of(field)
        described["description"] = "\n\n".join(
            words.meaning.in_(language) + (f" [{unit.in_(language)}]" if unit else "")
            for language in languages
        )
        examples = list(_examples(words.example))
        if examples:
            described["examples"] = examples


def _without_titles(described: Any) -> None:
    """Drop the titles that only repeat the name of a field."""
    if isinstance(described, dict):
        if isinstance(described.get("title"), str):
            del described["title"]
        for value in described.values():
            _without_titles(value)
    elif isinstance(described, list):
        for value in described:
            _without_titles(value)


def _examples(example: str) -> Iterator[Any]:
    """The example as a JSON value, where it is a single one."""
    if example in ("true", "false"):
        yield example == "true"
    elif _NUMBER.fullmatch(example):
        yield float(example) if "." in example else int(example)
    elif _WORD.fullmatch(example):
        yield example.strip("'")


def models_within(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Every record that a file of this kind can hold, by name; the file's own model included."""
    found: dict[str, type[BaseModel]] = {}
    pending = [model]
    while pending:
        one = pending.pop()
        if one.__name__ in found:
            continue
        found[one.__name__] = one
        for info in one.model_fields.values():
            pending.extend(_models_in(info.annotation))
    return {name: found[name] for name in sorted(found)}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    for part in get_args(annotation):
        yield from _models_in(part)
