"""Whom to ask for what: the tutorial by hand, and nothing left out of a bundled province."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from planner.plan.papers.dossier import dossier_of
from planner.plan.survey_groups import _who, survey_groups
from planner.scenario.reading import load_scenario
from planner.scenario.run import Run, run_scenario
from tests.tutorial.runs import run_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def run() -> Run:
    return run_scenario(load_scenario(str(ROOT / "scenarios" / "hai-phong" / "yagi.yaml")))


def test_the_tutorials_open_data_stand_by_whose_mast_it_is() -> None:
    """BIEN waits for B2's tank, B3's drop and B4's mast; B4 is network A's alone, the others are shared."""
    groups = survey_groups(run_of("storm"))

    told = [
        (each.who.en, each.verdicts, [(n.what.en, [t.en for t in n.things], n.verdicts) for n in each.lines])
        for each in groups
    ]
    assert told == [
        ("Network A, Network B", 1, [("fiber drop", ["B3 (J)"], 1), ("fuel tank", ["B2 (g1)"], 1)]),
        ("Network A", 1, [("design wind of the mast", ["B4"], 1)]),
    ]  # fmt: skip


def test_a_duty_that_nobody_can_judge_names_its_datum() -> None:
    """SONG's derating waits for somebody to say whether S1 was done; one without a datum asks nobody."""
    (group,) = survey_groups(run_of("measures"))

    (line,) = group.lines
    assert (line.what.en, [each.en for each in line.things]) == ("whether it is done", ["S1"])
    assert [each.en for each in line.asked] == ["Derated before the wind"]


def test_no_open_verdict_is_left_out_and_none_is_counted_twice(run: Run) -> None:
    waiting: dict[str, set[tuple[str, str]]] = {}
    for verdict in run.verdicts:
        for item in verdict.survey if verdict.outcome == "unknown" else ():
            waiting.setdefault(item.datum, set()).add((verdict.requirement.id, verdict.unit))
    for duty in run.duties:
        for datum in duty.survey if duty.outcome == "unknown" else ():
            waiting.setdefault(datum, set()).add((duty.requirement.id, duty.unit))

    groups = survey_groups(run)

    by_hand = Counter((_who(datum, run.loaded.province), len(verdicts)) for datum, verdicts in waiting.items())
    told: Counter[tuple[object, int]] = Counter()
    for group in groups:
        for line in group.lines:
            told[group.who, line.verdicts] += len(line.things)
        mine = [v for datum, v in waiting.items() if _who(datum, run.loaded.province) == group.who]
        assert group.verdicts == len(set().union(*mine))
        assert group.data == len(mine)
    assert told == by_hand
    assert len(waiting) > 50
    assert len(groups) > 4


def test_whoever_holds_up_most_comes_first(run: Run) -> None:
    groups = survey_groups(run)

    assert [group.verdicts for group in groups] == sorted((group.verdicts for group in groups), reverse=True)
    for group in groups:
        assert [line.verdicts for line in group.lines] == sorted((n.verdicts for n in group.lines), reverse=True)


@pytest.mark.parametrize(
    ("datum", "who"),
    [
        ("PS.floor_height_m", "the power company"),
        ("DT-2.floods_at_m", "Department of Construction (roads, waterways)"),
        ("LOA-SONG.battery_h", "People's Committees of the communes"),
        ("xa-dao.population", "People's Committees of the communes"),
        ("THON-NAM.served_by", "Department of Science and Technology with the operators"),
        ("CP-DAO.means.hf.battery_h", "whoever runs the command post"),
        ("DOI-VT.ready_after_h", "whoever keeps the teams and vehicles"),
        ("SONG.resources", "Department of Science and Technology"),
        ("N1.road_node", "Department of Construction (roads, waterways)"),
    ],
)
def test_a_datum_is_asked_of_whoever_can_find_it_out(datum: str, who: str) -> None:
    assert _who(datum, run_of("roads").loaded.province).en == who


def test_a_public_edition_does_not_name_posts_and_roads(run: Run) -> None:
    internal, public = dossier_of(run).plan, dossier_of(run, level="public").plan

    assert internal.surveyors == survey_groups(run)
    assert internal.open_data == sum(group.data for group in internal.surveyors)
    assert (public.surveyors, public.open_data) == ((), len(public.survey))
