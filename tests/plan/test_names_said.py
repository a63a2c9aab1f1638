"""What a document says of a province and its communes is what is on record, by its name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.inventory.issuer import Issuer
from planner.inventory.records import Commune
from planner.plan.names import datum_name
from planner.plan.papers.dossier import dossier_of
from planner.plan.survey_words import survey_words
from tests.plan.runs import small_run
from tests.plan.worlds import made, small_province

if TYPE_CHECKING:
    from planner.inventory.province import Province

NAMED = {"vi": "Xã Ba Chẽ"}
COMMUNE = made(Commune, id="xa-ba-che", name=NAMED, district="ba-che")


def province_with(above: str) -> Province:
    plain = small_province(name="Quảng Ninh")
    return replace(plain, header=plain.header.model_copy(update={"issuer": made(Issuer, above={"vi": above})}))


def test_the_subject_names_the_province_as_its_letterhead_does() -> None:
    of_province = dossier_of(small_run(province_with("Ủy ban nhân dân tỉnh Quảng Ninh")))
    of_nothing = dossier_of(small_run(province_with("Ban Quản lý")))

    assert of_province.territory.vi == "tỉnh Quảng Ninh"
    assert of_nothing.territory.vi == "Quảng Ninh"


def test_what_is_still_to_survey_names_a_commune_and_not_its_id() -> None:
    province = replace(small_province(), communes={"xa-ba-che": COMMUNE})

    assert "(Xã Ba Chẽ)" in datum_name("xa-ba-che.population", province).vi
    assert "(BC-01)" in datum_name("BC-01.battery_h", province).vi


def test_the_reason_of_a_verdict_names_a_commune_and_not_its_id() -> None:
    province = replace(small_province(), communes={"xa-ba-che": COMMUNE})

    told = survey_words(("xa-ba-che.population", "BC-01.battery_h"), province, most=3)

    assert "(Xã Ba Chẽ)" in told.vi
    assert "(BC-01)" in told.vi
