"""Every number in a picture of a document, and in its words for those who do not see it, is the run's."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from planner.cli.check import as_json
from planner.foundation.text import LANGUAGES
from tests.plan.papers import made
from tests.plan.papers.labels import LENGTHS_KM, map_hours, scale_km, strip_labels, strip_steps
from tests.plan.papers.shown import Shown, numbers_in
from tests.plan.papers.whole_text import labels_of

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Picture, PictureKind

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@cache
def verdicts() -> dict[tuple[str, str], Any]:
    """What `check --format json` says, by requirement and unit."""
    return {(each["requirement"], each["unit"]): each for each in json.loads(as_json(made.run()))["verdicts"]}


def pictures(language: Language, kind: PictureKind) -> dict[Picture, tuple[str, str]]:
    """The pictures of a kind in the plan, as SVG and in words."""
    found = {p: told for p, told in made.written("plan", language).drawn.items() if p.kind == kind}
    assert found
    return found


@in_both_languages
def test_a_timeline_says_the_series_of_its_unit(language: Language) -> None:
    s = Shown(language, made.told())
    sheets = {sheet["id"]: sheet for sheet in s.figures["plan"]["districts"]}
    windows = {each["id"]: each["window"] for each in s.figures["plan"]["requirements"]}

    for picture, (svg, words) in pictures(language, "strip").items():
        row = sheets[picture.key]["verdicts"][picture.number][1]
        verdict = verdicts()[row["requirement"], row["unit"]]

        assert numbers_in(words) == numbers_in(strip_steps(s, verdict))
        assert labels_of(svg) == strip_labels(s, verdict, windows[row["requirement"]])


@in_both_languages
def test_a_map_says_hours_of_the_storm_and_a_true_scale(language: Language) -> None:
    s = Shown(language, made.told())
    outline = made.dossier().plan.map.districts[0].rings[0]

    for svg, words in pictures(language, "map").values():
        *hours, zero, length = [label for label in labels_of(svg) if numbers_in(label)]

        assert hours
        assert hours == [hour for hour in map_hours(s) if hour in hours]
        assert (zero, length.split()[1]) == ("0", "km")
        assert int(length.split()[0]) in LENGTHS_KM
        assert scale_km(svg, outline) == pytest.approx(int(length.split()[0]), rel=0.01)
        assert numbers_in(words) == []


@in_both_languages
def test_a_districts_map_names_its_own_stations_and_a_true_scale(language: Language) -> None:
    hardened = {
        unit: {site["site"] for site in verdict["hardened"] if site["outcome"] != "fails"}
        for (_, unit), verdict in verdicts().items()
        if verdict["unit_kind"] == "district"
    }
    marks = sorted(made.dossier().plan.map.districts, key=lambda mark: mark.id)

    for picture, (svg, words) in pictures(language, "district").items():
        *sites, zero, length = [label for label in labels_of(svg) if numbers_in(label)]
        first = next(mark for mark in marks if mark.id != picture.key and mark.rings)

        assert set(sites) <= hardened[picture.key]
        assert len(sites) == len(set(sites))
        assert zero == "0"
        assert scale_km(svg, first.rings[0]) == pytest.approx(int(length.split()[0]), rel=0.02)
        assert numbers_in(words) == []
