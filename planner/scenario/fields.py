"""Every field of every file: where it stands, what it means, what may be written there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text
from planner.inventory.field_words.table import field_words, unit_of
from planner.inventory.schema import json_schema, models_within
from planner.scenario.file_kinds import AnyFile

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one record, and every place in a file where the record can stand."""

    model: str
    name: str
    meaning: Text
    unit: Text | None
    example: str
    required: bool
    schema: dict[str, Any]
    paths: tuple[Path, ...]


@cache
def all_fields() -> tuple[Field, ...]:
    """Every field, by the order of its first place."""
    schema = json_schema(AnyFile, languages=("en",))
    definitions = {**schema["$defs"], AnyFile.__name__: schema}
    places = _places(definitions)
    fields = []
    for model in models_within(AnyFile):
        definition = definitions.get(model)
        if definition is None:
            continue
        for name, described in definition.get("properties", {}).items():
            words = field_words(model, name)
            paths = tuple((*place, name) for place in sorted(places.get(model, [])))
            if words is None or not paths:
                continue
            fields.append(
                Field(model, name, words.meaning, unit_of(name), words.example,
                      name in definition.get("required", ()), described, paths)
            )
    return tuple(sorted(fields, key=lambda field: (len(field.paths[0]), field.paths)))


def fields_named(name: str) -> list[Field]:
    """Fields that `name` can mean: `battery_h`, `sites.battery_h`, `structure.design_wind`."""
    wanted = tuple(name.split("."))
    return [
        field
        for field in all_fields()
        if any(_matches(wanted, path) for path in field.paths)
        or wanted == (field.model, field.name)
    ]


def _matches(wanted: Path, path: Path) -> bool:
    """Whether the steps of `wanted` stand in `path` in this order, its last one last."""
    if wanted[-1] != path[-1]:
        return False
    steps = iter(path)
    return all(step in steps for step in wanted)


def _places(definitions: dict[str, Any]) -> dict[str, set[Path]]:
    """For each record, the paths at which it can stand; lists count as one step."""
    found: dict[str, set[Path]] = {}
    pending: list[tuple[str, Path]] = [(AnyFile.__name__, ())]
    while pending:
        model, path = pending.pop()
        if path in found.setdefault(model, set()):
            continue
        found[model].add(path)
        for name, described in definitions[model].get("properties", {}).items():
            pending.extend((below, (*path, name)) for below in _references(described))
    return found


def _references(described: Any) -> Iterator[str]:
    if isinstance(described, dict):
        for key, value in described.items():
            if key == "$ref":
                yield value.rpartition("/")[2]
            elif key not in ("default", "examples", "description", "discriminator"):
                yield from _references(value)
    elif isinstance(described, list):
        for value in described:
            yield from _references(value)


def allowed(field: Field) -> Text:
    """What may be written in a field, in words."""
    shown = _allowed(field.schema)
    if field.required:
        return Text(vi=f"{shown.vi}; bắt buộc", en=f"{shown.en}; required")
    default = field.schema.get("default")
    if isinstance(default, bool):
        said = "true" if default else "false"
    elif isinstance(default, int | float | str):
        said = str(default)
    else:
        return shown
    return Text(vi=f"{shown.vi}; không ghi thì là {said}", en=f"{shown.en}; {said} when left out")


def _allowed(schema: dict[str, Any]) -> Text:
    parts = schema.get("anyOf") or schema.get("oneOf")
    if parts:
        said = [_allowed(part) for part in parts if part.get("type") != "null"]
        return Text(vi=" hoặc ".join(one.vi for one in said), en=" or ".join(one.en for one in said))
    if "enum" in schema or "const" in schema:
        words = ", ".join(str(word) for word in schema.get("enum", [schema.get("const")]))
        return Text(vi=f"một trong: {words}", en=f"one of: {words}")
    if "$ref" in schema:
        return Text(vi="nhóm trường", en="a group of fields")
    kind = schema.get("type")
    if kind in ("number", "integer"):
        return _number(schema)
    if kind == "array":
        inner = _allowed(schema["items"]) if "items" in schema else None
        if inner is None:
            return Text(vi="danh sách số", en="a list of numbers")
        return Text(vi=f"danh sách: {inner.vi}", en=f"a list: {inner.en}")
    if kind == "boolean":
        return Text(vi="true hoặc false", en="true or false")
    if schema.get("format") == "date":
        return Text(vi="ngày dạng 2026-06-01", en="a date such as 2026-06-01")
    if schema.get("format") == "date-time":
        return Text(vi="thời điểm có múi giờ, dạng 2024-09-07T14:00:00+07:00",
                    en="an instant with its offset, such as 2024-09-07T14:00:00+07:00")
    return Text(vi="chữ", en="text")


def _number(schema: dict[str, Any]) -> Text:
    whole = schema["type"] == "integer"
    vi, en = ("số nguyên", "a whole number") if whole else ("số", "a number")
    low, high = schema.get("minimum", schema.get("exclusiveMinimum")), schema.get("maximum")
    if low is None or high is None:
        return Text(vi=vi, en=en)
    if "exclusiveMinimum" in schema:
        return Text(vi=f"{vi} lớn hơn {low:.10g}, đến {high:.10g}",
                    en=f"{en} above {low:.10g}, up to {high:.10g}")
    return Text(vi=f"{vi} từ {low:.10g} đến {high:.10g}", en=f"{en} from {low:.10g} to {high:.10g}")
