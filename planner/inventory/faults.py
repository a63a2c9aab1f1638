"""What a schema refuses, as findings: where it stands, what is wrong with it, what to type instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from planner.foundation.diagnostics import Finding, nearest
from planner.foundation.scalars import text_error
from planner.foundation.text import Text
from planner.foundation.yaml.scalars import Plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.foundation.yaml.source import Document

Step = str | int
MOST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""
_QUOTED = re.compile(r"'([^']*)'|(-?\d+)")


def fitted(model: type[BaseModel], raw: Any) -> Any:
    """The record that `raw` describes; a key left empty counts as left out.

    Raises
    ------
    pydantic.ValidationError
        If it does not fit.
    """
    # Not strict here: a YAML list must become a tuple. Every scalar decides for itself.
    validate = model.__pydantic_validator__.validate_python
    try:
        return validate(raw, strict=False, by_alias=True, by_name=False)
    except ValidationError:
        full = without_empty(raw)
        return validate(full, strict=False, by_alias=True, by_name=False)


def without_empty(raw: Any) -> Any:
    """A copy in which every key with nothing after it is left out."""
    if isinstance(raw, dict):
        return {key: without_empty(value) for key, value in raw.items() if value is not None}
    if isinstance(raw, list):
        return [without_empty(value) for value in raw]
    return raw


def faults(
    error: ValidationError,
    model: type[BaseModel],
    raw: Any,
    document: Document,
    base: Sequence[Step],
) -> Iterator[Finding]:
    """One finding for each thing that `model` refuses in `raw`, which stands at `base`."""
    for fault in error.errors(include_url=False):
        yield _finding(fault, model, raw, document, tuple(base))


def _finding(
    fault: Any, model: type[BaseModel], raw: Any, document: Document, base: tuple[Step, ...]
) -> Finding:
    loc, kind = tuple(fault["loc"]), str(fault["type"])
    if kind == "missing":
        return _missing(str(loc[-1]), raw, document, base, _path(raw, loc[:-1]))
    path = _path(raw, loc)
    if kind == "extra_forbidden":
        fields = sorted(_fields(models_at(model, loc[:-1])))
        fact, note, remedy = unknown_key(str(loc[-1]), fields)
        return document.finding("E110", (*base, *path), fact, note, remedy, key=True)
    code, said, hint, help_ = _words(fault, _value(raw, path))
    return document.finding(code, (*base, *path), said, hint, help_)


def unknown_key(key: str, fields: Sequence[str]) -> tuple[Text, Text | None, Text]:
    """Fact, note and remedy for a key that its place does not have."""
    meant = nearest(key, fields)
    note = None
    if meant is not None:
        note = Text(vi=f"có phải “{meant}”?", en=f"did you mean `{meant}`?")
    return (
        Text(vi=f"không có trường “{key}”", en=f"there is no field `{key}`"),
        note,
        Text(
            vi=f"sửa tên hoặc xoá; ở đây dùng được: {', '.join(fields)}",
            en=f"mend the name or delete it; allowed here: {', '.join(fields)}",
        ),
    )


def _missing(
    key: str, raw: Any, document: Document, base: tuple[Step, ...], path: tuple[Step, ...]
) -> Finding:
    holder = _value(raw, path)
    if isinstance(holder, dict) and key in holder:
        path, empty = (*path, key), True
    else:
        empty = False
    fact = Text(
        vi=f"trường “{key}” để trống" if empty else f"thiếu trường “{key}”",
        en=f"the field `{key}` is empty" if empty else f"the field `{key}` is missing",
    )
    remedy = Text(
        vi=f"thêm “{key}: …”; nghĩa và ví dụ: planner explain {key}",
        en=f"add `{key}: …`; meaning and example: planner explain {key}",
    )
    return document.finding("E111", (*base, *path), fact, None, remedy, key=empty)


def _words(fault: Any, value: Any) -> tuple[str, Text, Text | None, Text | None]:
    """Code, fact, note and remedy of one fault of a value."""
    kind, context = str(fault["type"]), fault.get("ctx") or {}
    if "fact_vi" in context:
        return (kind, *_custom(context))
    if isinstance(value, Plain) and kind in _WANTS_TEXT:
        if kind == "literal_error" and value.text.isdigit():  # quotes alone would not make it a word of the list
            return ("E113", *_not_a_word(str(context.get("expected", "")), value.text))
        said = text_error(value)
        return said.code, said.fact, None, said.remedy
    if kind in ("literal_error", "enum", "union_tag_invalid", "literal_union"):
        return ("E113", *_not_a_word(str(context.get("expected", context.get("expected_tags", ""))), value))
    if kind == "union_tag_not_found":
        return (
            "E111",
            Text(vi="thiếu trường “do”", en="the field `do` is missing"),
            None,
            Text(vi="thêm “do: …”: derate, refuel, mobile-generator, repair hoặc power-cut",
                 en="add `do: …`: derate, refuel, mobile-generator, repair or power-cut"),
        )
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        code = "E128" if "EPSG" in pattern else "E116" if "A-Za-z" in pattern else "E112"
        return (code, *_pattern(pattern, value))
    if kind in _LENGTHS:
        return ("E112", *_length(kind, context))
    return ("E112", *_wrong_kind(kind, value))


_WANTS_TEXT = frozenset(
    ["string_type", "literal_error", "enum", "union_tag_invalid", "literal_union"]
)
_LENGTHS = frozenset(["string_too_short", "string_too_long", "too_short", "too_long"])
_WANTED = {
    "string_type": Text(vi="một dòng chữ", en="a text"),
    "tuple_type": Text(vi="một danh sách", en="a list"),
    "list_type": Text(vi="một danh sách", en="a list"),
    "model_type": Text(vi="một nhóm trường", en="a group of fields"),
    "model_attributes_type": Text(vi="một nhóm trường", en="a group of fields"),
    "dict_type": Text(vi="một nhóm trường", en="a group of fields"),
}


def _custom(context: Any) -> tuple[Text, Text | None, Text | None]:
    remedy = None
    if context.get("remedy_vi"):
        remedy = Text(vi=str(context["remedy_vi"]), en=str(context["remedy_en"]))
    return Text(vi=str(context["fact_vi"]), en=str(context["fact_en"])), None, remedy


def _not_a_word(expected: str, value: Any) -> tuple[Text, Text | None, Text | None]:
    allowed = [word or number for word, number in _QUOTED.findall(expected)]
    shown = kind_of(value)
    note = None
    if isinstance(value, str):
        meant = nearest(value, allowed)
        if meant is not None:
            note = Text(vi=f"có phải “{meant}”?", en=f"did you mean `{meant}`?")
    listed = ", ".join(allowed)
    return (
        Text(vi=f"{shown.vi} không có trong các từ dùng được", en=f"{shown.en} is not one of the words"),
        note,
        Text(vi=f"ghi một trong: {listed}", en=f"write one of: {listed}"),
    )


def _pattern(pattern: str, value: Any) -> tuple[Text, Text | None, Text | None]:
    shown = _shortened(str(value))
    fact = Text(vi=f"“{shown}” không đúng dạng", en=f"`{shown}` does not have the right form")
    if "EPSG" in pattern:
        remedy = Text(vi="ghi như EPSG:4326 hoặc EPSG:5899", en="write it as EPSG:4326 or EPSG:5899")
    elif "/" in pattern:
        remedy = Text(
            vi="ghi mã, hoặc mã và phần: QN-0012, QN-0012/mast, QN-0012/gen/g1, QN-0012/drop/FN-7",
            en="write an id, or an id and a part: QN-0012, QN-0012/mast, QN-0012/gen/g1, QN-0012/drop/FN-7",
        )
    elif "A-Za-z" in pattern:
        fact = Text(vi=f"“{shown}” không dùng làm mã được", en=f"`{shown}` cannot be an id")
        remedy = Text(
            vi="mã chỉ gồm chữ không dấu, chữ số và dấu gạch nối, dài nhất 40 ký tự",
            en="an id has only letters A-Z, digits and hyphens, at most 40",
        )
    else:
        remedy = Text(vi="ghi mã số chính thức trong nháy: '00193'",
                      en="write the official code in quotes: '00193'")
    return fact, None, remedy


def _length(kind: str, context: Any) -> tuple[Text, Text | None, Text | None]:
    if kind == "string_too_short":
        return (
            Text(vi="chữ để trống", en="the text is empty"),
            None,
            Text(vi="ghi chữ, hoặc xoá cả trường", en="write something, or delete the field"),
        )
    if kind == "string_too_long":
        most = context.get("max_length")
        return (
            Text(vi=f"chữ dài quá {most} ký tự", en=f"the text is longer than {most} characters"),
            None,
            Text(vi="rút ngắn lại", en="shorten it"),
        )
    if kind == "too_short":
        least, found = context.get("min_length"), context.get("actual_length")
        return (
            Text(vi=f"danh sách có {found} mục, cần ít nhất {least}",
                 en=f"the list has {found} items and needs at least {least}"),
            None,
            Text(vi="ghi thêm cho đủ", en="add what is missing"),
        )
    most = context.get("max_length")
    return (
        Text(vi=f"danh sách dài quá {most} mục", en=f"the list is longer than {most} items"),
        None,
        Text(vi="bớt đi hoặc tách ra", en="shorten or split it"),
    )


def kind_of(value: Any) -> Text:
    """What a value is, in a planner's words."""
    if value is None:
        return Text(vi="chỗ trống", en="nothing")
    if isinstance(value, dict):
        return Text(vi="một nhóm trường", en="a group of fields")
    if isinstance(value, list):
        return Text(vi="một danh sách", en="a list")
    shown = _shortened(text_of(value))
    return Text(vi=f"“{shown}”", en=f"`{shown}`")


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def text_of(value: Any) -> str:
    """A scalar as it was typed."""
    return value.text if isinstance(value, Plain) else str(value)


def _wrong_kind(kind: str, value: Any) -> tuple[Text, Text | None, Text | None]:
    wanted, found = _WANTED.get(kind), kind_of(value)
    if wanted is None:
        return (
            Text(vi=f"{found.vi} không dùng được ở đây", en=f"{found.en} cannot stand here"),
            None,
            None,
        )
    remedy = None
    if kind in ("tuple_type", "list_type") and value is not None and not isinstance(value, dict):
        shown = text_of(value)
        remedy = Text(vi=f"ghi trong ngoặc vuông: [{shown}]", en=f"write it in brackets: [{shown}]")
    elif kind in ("tuple_type", "list_type") and isinstance(value, dict):
        remedy = Text(vi="bắt đầu mỗi mục bằng “- ” ở dòng riêng, hoặc đặt cả nhóm trong ngoặc vuông: [{…}]",
                      en="begin each item with `- ` on a line of its own, or put the group in brackets: [{…}]")
    return (
        Text(vi=f"cần {wanted.vi}, nhưng có {found.vi}",
             en=f"{wanted.en} is needed, and there is {found.en}"),
        None,
        remedy,
    )


def _path(raw: Any, loc: Sequence[Step]) -> tuple[Step, ...]:
    """`loc` without the tags of unions, as far as it exists in `raw`."""
    path: list[Step] = []
    value = raw
    for step in loc:
        inside = step in value if isinstance(value, dict) else (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        )
        if inside:
            value = value[step]
            path.append(step)
    return tuple(path)


def _value(raw: Any, path: Sequence[Step]) -> Any:
    for step in path:
        raw = raw[step]
    return raw


def models_at(model: type[BaseModel], loc: Sequence[Step]) -> list[type[BaseModel]]:
    """The models that may stand at `loc` of `model`; a tag of a union narrows them."""
    current = [model]
    for step in loc:
        if isinstance(step, int):
            continue
        below = [
            inner
            for outer in current
            for name, info in outer.model_fields.items()
            if (info.alias or name) == step
            for inner in _models_in(info.annotation)
        ]
        current = below or [one for one in current if _has_tag(one, step)] or current
    return current


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _has_tag(model: type[BaseModel], tag: str) -> bool:
    info = model.model_fields.get("do")
    return info is not None and tag in get_args(info.annotation)


def _fields(models: Sequence[type[BaseModel]]) -> set[str]:
    return {info.alias or name for model in models for name, info in model.model_fields.items()}
