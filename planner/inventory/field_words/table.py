"""What each field means, in both languages, with an example: for `explain`, hover and the schema.

A key is a field's name, or `Model.field` where a field means something else in one record. Fields
of scenarios, storms and policies stand here too, so that there is one table to look into.
"""

from __future__ import annotations

from typing import NamedTuple

from planner.foundation.text import Text
from planner.inventory.field_words.damage import DAMAGE
from planner.inventory.field_words.duties import DUTIES
from planner.inventory.field_words.inventory import INVENTORY
from planner.inventory.field_words.measures import MEASURES
from planner.inventory.field_words.office import OFFICE
from planner.inventory.field_words.questions import QUESTIONS
from planner.inventory.field_words.travel import TRAVEL

_TABLE = {
    **DAMAGE, **DUTIES, **INVENTORY, **MEASURES, **OFFICE, **QUESTIONS, **TRAVEL,
}  # fmt: skip


class FieldWords(NamedTuple):
    """The meaning of a field, and a value as it is typed in YAML."""

    meaning: Text
    example: str


def field_words(model: str, field: str) -> FieldWords | None:
    """What `field` means in the record `model`, or None when the table lacks it."""
    found = _TABLE.get(f"{_holder(model)}.{field}") or _TABLE.get(field)
    return None if found is None else FieldWords(Text(vi=found[0], en=found[1]), found[2])


def unused_words(used: set[tuple[str, str]]) -> set[str]:
    """Keys of the table that belong to none of the fields `used`, as (model, field)."""
    qualified = {f"{_holder(model)}.{field}" for model, field in used}
    plain = {field for _, field in used}
    return set(_TABLE) - qualified - plain


def _holder(model: str) -> str:
    """The name under which a record stands in the table: all kinds of file are one."""
    return "File" if model.endswith("File") else model


UNITS: dict[str, Text] = {
    "_l_per_h": Text(vi="lít mỗi giờ", en="litres per hour"),
    "_mps": Text(vi="m/s", en="m/s"),
    "_mbps": Text(vi="Mbit/s", en="Mbit/s"),
    "_mhz": Text(vi="MHz", en="MHz"),
    "_db": Text(vi="dB", en="dB"),
    "_hpa": Text(vi="hPa", en="hPa"),
    "_percent": Text(vi="phần trăm", en="percent"),
    "_million_vnd": Text(vi="triệu đồng", en="million dong"),
    "_min": Text(vi="phút", en="minutes"),
    "_kmh": Text(vi="km/h", en="km/h"),
    "_km": Text(vi="km", en="km"),
    "_kw": Text(vi="kW", en="kW"),
    "_kv": Text(vi="kV", en="kV"),
    "_kt": Text(vi="hải lý mỗi giờ (knot)", en="knots"),
    "_h": Text(vi="giờ", en="hours"),
    "_l": Text(vi="lít", en="litres"),
    "_m": Text(vi="mét", en="metres"),
}
"""Ending of a field's name to its unit, longest ending first."""

_WHOLE_NAMES = {
    "lon": Text(vi="độ kinh đông, WGS 84", en="degrees east, WGS 84"),
    "lat": Text(vi="độ vĩ bắc, WGS 84", en="degrees north, WGS 84"),
    "kw": Text(vi="kW", en="kW"),
    "litres": Text(vi="lít", en="litres"),
    "share": Text(vi="phần, từ 0 đến 1", en="share, from 0 to 1"),
    "translation_share": Text(vi="phần, từ 0 đến 1", en="share, from 0 to 1"),
    "factor": Text(vi="hệ số nhân", en="multiplier"),
    "force": Text(vi="cấp gió Việt Nam", en="Vietnamese wind force"),
    "population": Text(vi="người", en="people"),
    "people": Text(vi="người", en="people"),
}


def unit_of(field: str) -> Text | None:
    """The unit that a field's name carries, or None for counts, words and lists."""
    if field in _WHOLE_NAMES:
        return _WHOLE_NAMES[field]
    return next((unit for ending, unit in UNITS.items() if field.endswith(ending)), None)
