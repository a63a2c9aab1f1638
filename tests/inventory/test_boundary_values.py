"""NaN, infinities, minus nought, octal, base 60 …: every numeric field against each of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from planner.foundation.yaml.scalars import Plain, meaning_of_plain
from planner.inventory.reading import read_province
from planner.inventory.schema import models_within
from planner.scenario.fields import all_fields
from planner.scenario.file_kinds import AnyFile
from tests.inventory.worlds import FILES, codes, errors, write

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUES = (
    ".nan", "NaN", ".inf", "-.inf", "-0", "-0.0", "1e309", "1e3", "0x1F", "017", "1_000", "12:30",
    "+5", "5.", ".5", "1,5", "٣", "1e-400", "9" * 40, "yes", "2024-09-07",
)


def is_number(schema: Any) -> bool:
    parts = schema.get("anyOf", [schema])
    return any(part.get("type") in ("number", "integer") for part in parts)


NUMERIC = [
    (field.model, field.name) for field in all_fields()
    if is_number(field.schema) and field.name != "format"
]


def adapter_of(model: str, name: str) -> TypeAdapter[Any]:
    fields = models_within(AnyFile)[model].model_fields
    info = next(info for key, info in fields.items() if (info.alias or key) == name)
    annotation: Any = info.annotation
    for piece in info.metadata:
        annotation = Annotated[annotation, piece]
    return TypeAdapter(annotation)


def test_the_table_of_numeric_fields_is_not_empty() -> None:
    assert len(NUMERIC) > 80
    assert ("Site", "battery_h") in NUMERIC
    assert ("Generator", "tank_l") in NUMERIC
    assert ("Fix", "wind_kt") in NUMERIC
    assert ("Scenario", "horizon_h") in NUMERIC


@pytest.mark.parametrize(("model", "name"), NUMERIC)
def test_a_numeric_field_takes_no_number_that_readers_disagree_about(model: str, name: str) -> None:
    adapter = adapter_of(model, name)

    for text in VALUES:
        read = meaning_of_plain(text)
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(read)

        for fault in caught.value.errors():
            assert fault["type"] in {"E104", "E112", "E114"}, text
            assert fault["ctx"]["fact_vi"], text
            assert fault["ctx"]["remedy_en"], text


# Whether metres are possible depends on the province's system: tests/inventory/test_geometry.py.
SIZED = [field for field in NUMERIC if field[1] not in ("east_m", "north_m")]


@pytest.mark.parametrize(("model", "name"), SIZED)
def test_a_numeric_field_takes_no_impossible_size(model: str, name: str) -> None:
    adapter = adapter_of(model, name)

    for text in ("-999999999", "9" * 16):
        with pytest.raises(ValidationError):
            adapter.validate_python(Plain(text))


def numbers_in(files: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """Where the plain numbers of the files stand."""
    import re

    for name, text in files.items():
        for found in re.finditer(r"(?<=: )[0-9][0-9.]*(?=[,}\n])", text):
            yield name, found.start(), found.end()


@pytest.mark.parametrize("value", VALUES)
def test_a_number_in_a_file_is_found_at_its_place(tmp_path: Path, value: str) -> None:
    places = list(numbers_in(FILES))
    assert len(places) >= 15
    for number, (name, start, end) in enumerate(places):
        text = FILES[name]
        shown = f"'{value}'" if "," in value else value
        broken = {**FILES, name: text[:start] + shown + text[end:]}
        line = text.count("\n", 0, start) + 1

        reading = read_province(write(tmp_path / str(number), broken))

        assert reading.province is None
        assert {"E104", "E112", "E114"} & set(codes(reading))
        assert line in {found.place.line for found in errors(reading) if found.place is not None}


def test_a_number_between_quotes_is_refused_after_the_same_number_without_them() -> None:
    tank = adapter_of("Generator", "tank_l")

    assert tank.validate_python(Plain("120")) == tank.validate_python(120) == 120
    for not_a_number in ("120", True, [120]):
        with pytest.raises(ValidationError):
            tank.validate_python(not_a_number)
    for _ in range(2):
        with pytest.raises(ValidationError) as refused:
            tank.validate_python(Plain("-1"))
        assert refused.value.errors()[0]["type"] == "E125"
