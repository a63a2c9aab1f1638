from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel

from planner.foundation.names import forbidden_at, plain
from planner.foundation.yaml.source import parse_document
from planner.inventory.field_words.table import field_words, unit_of, unused_words
from planner.inventory.schema import DIALECT, as_text, json_schema, models_within
from planner.inventory.vocabulary import TERMS, term
from planner.scenario.fields import all_fields, allowed
from planner.scenario.file_kinds import FILE_KINDS, AnyFile

KINDS: tuple[type[BaseModel], ...] = (AnyFile, *FILE_KINDS.values())
FIELDS = sorted(
    {
        (name, info.alias or field)
        for kind in KINDS
        for name, model in models_within(kind).items()
        for field, info in model.model_fields.items()
    }
)


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_every_field_of_every_model_is_explained_in_both_languages(model: str, field: str) -> None:
    words = field_words(model, field)

    assert words is not None
    for text in (words.meaning.vi, words.meaning.en):
        assert text.endswith("."), "a sentence"
        assert forbidden_at(text) is None
    assert words.meaning.vi != words.meaning.en
    assert plain(words.meaning.vi) != words.meaning.vi.casefold(), "Vietnamese keeps its diacritics"
    assert words.example


def test_no_words_are_kept_for_fields_that_are_gone() -> None:
    assert unused_words(set(FIELDS)) == set()


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_every_example_is_yaml_that_every_reader_understands(model: str, field: str) -> None:
    words = field_words(model, field)
    assert words is not None
    if "…" in words.example:
        return

    document = parse_document(f"{field}: {words.example}\n".encode(), "example.yaml")

    assert document.findings == []


def test_a_name_that_ends_in_a_unit_is_explained_with_it() -> None:
    assert unit_of("burn_l_per_h") is not None
    assert unit_of("burn_l_per_h").en == "litres per hour"  # type: ignore[union-attr]
    assert unit_of("battery_h").vi == "giờ"  # type: ignore[union-attr]
    assert unit_of("operators") is None
    assert unit_of("height_m").en == "metres"  # type: ignore[union-attr]


def test_every_field_says_what_may_be_written_in_it() -> None:
    for field in all_fields():
        said = allowed(field)

        assert said.vi
        assert said.en
        assert "None" not in said.en
        assert "Fraction" not in said.en


def test_a_term_is_found_by_its_name_in_either_language() -> None:
    assert term("hardened station") is TERMS["hardened"]
    assert term("trạm kiên cố") is TERMS["hardened"]
    assert term("TRAM KIEN CO") is TERMS["hardened"]
    assert term("tra\u0323m kie\u0302n co\u0302\u0301") is TERMS["hardened"]
    assert term("nothing of the kind") is None


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_schema_is_closed_described_and_the_same_each_time(kind: str) -> None:
    schema = json_schema(FILE_KINDS[kind], languages=("vi", "en"))

    assert schema["$schema"] == DIALECT
    assert as_text(schema) == as_text(json_schema(FILE_KINDS[kind], languages=("vi", "en")))
    for definition in (schema, *schema["$defs"].values()):
        assert definition["additionalProperties"] is False
        for described in definition["properties"].values():
            assert "\n\n" in described["description"]
    assert json.loads(as_text(schema)) == schema


def test_every_reference_of_a_schema_is_defined() -> None:
    schema = json_schema(AnyFile, languages=("vi",))

    def references(value: Any) -> set[str]:
        if isinstance(value, dict):
            own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
            return own.union(*(references(one) for one in value.values()))
        if isinstance(value, list):
            return set().union(*(references(one) for one in value))
        return set()

    assert references(schema) <= {f"#/$defs/{name}" for name in schema["$defs"]}


def test_the_schema_of_any_file_holds_every_kind() -> None:
    schema = json_schema(AnyFile, languages=("en",))

    assert {"province", "sites", "scenario", "storm", "requirement", "defaults"} <= set(
        schema["properties"]
    )
    assert issubclass(AnyFile, BaseModel)
