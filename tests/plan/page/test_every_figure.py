"""Every figure that the page holds is the run's JSON, in every situation; what leads nowhere fails."""

from __future__ import annotations

import copy
import json
import math
import re
from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from planner.cli.check import as_json
from planner.foundation.intervals import INF, holds_at, union
from planner.network.sides import SIDES
from planner.plan.chances import share_words, value_words
from planner.plan.filters import clean, hours
from planner.plan.page.packing import OUTCOMES
from planner.plan.page.render import render_page
from planner.plan.page.views import View, views_of
from planner.plan.papers.figures import plain
from planner.plan.summary import clock_of
from planner.plan.units import UnitSheets
from planner.policy.chance import Share
from tests.plan.page.made import data_in
from tests.plan.papers import made

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.foundation.text import Text

Json = Any


@cache
def page() -> bytes:
    """The page of the province whose documents are compared, with the same ensemble."""
    return render_page(made.run(), sampled=made.sampled())


@cache
def data() -> dict[str, Any]:
    """What it holds."""
    return data_in(page())


@cache
def views() -> tuple[View, ...]:
    """The situations it shows, each with its run."""
    return views_of(made.run())


@cache
def checked(number: int) -> dict[str, Any]:
    """What `check --format json` says of the run of a situation."""
    read: dict[str, Any] = json.loads(as_json(views()[number].run))
    return read


def text(number: int) -> dict[str, str]:
    """A text of the page in both languages."""
    told = data()["texts"][number]
    return {"vi": told, "en": told} if isinstance(told, str) else {"vi": told[0], "en": told[1]}


def words(said: Text) -> dict[str, str]:
    """A text as the page keeps it: with plain blanks."""
    return {"vi": clean(said.vi), "en": clean(said.en)}


def second(hour: str | Fraction) -> int:
    return math.floor(Fraction(hour) * 3600)


def lasting(hour: str | Fraction) -> dict[str, str]:
    return {"vi": hours(Fraction(hour), "vi"), "en": hours(Fraction(hour), "en")}


def steps(series: list[Json]) -> list[int]:
    """A series of the JSON as the page keeps it: second and count at each change."""
    flat: list[int] = []
    for at, n, _ in series:
        flat += [] if flat and flat[-1] == n else [second(at), n]
    return flat


def listed(number: int) -> list[int]:
    told: list[int] = data()["lists"][number]
    return told


every_situation = pytest.mark.parametrize("number", range(6))


def test_there_are_six_situations_and_the_chances() -> None:
    assert [view["id"] for view in data()["views"]] == [*(view.id for view in views()), "chance"]
    assert len(views()) == 6


@cache
def stations(number: int) -> list[tuple[Json, Json, Json]]:
    """Of one situation every answer on stations with its verdict in the JSON and its line in the documents."""
    run = views()[number].run
    told = {(v["requirement"], v["unit"]): v for v in checked(number)["verdicts"]}
    sheets = UnitSheets(run.loaded.province, clock_of(run.loaded), run.loaded.scenario.horizon_h)
    rows = {(v.requirement.id, v.unit): plain(sheets.row(v)) for v in run.verdicts}
    found = [
        (each, told[asked["id"], each["unit"]], rows[asked["id"], each["unit"]])
        for asked, answers in zip(data()["requirements"], data()["views"][number]["answers"], strict=False)
        for each in (answers if asked["kind"] == "stations" else [])
    ]
    assert len(found) == len(told) > 0
    return found


def clock(number: int) -> Callable[[str], dict[str, str]]:
    """How an hour is told in one situation."""
    shown = clock_of(views()[number].run.loaded)
    return lambda hour: words(shown.show(Fraction(hour)))


@every_situation
def test_every_figure_of_every_verdict_on_stations_is_the_jsons(number: int) -> None:
    for each, verdict, row in stations(number):
        same_verdict(each, verdict, row, clock(number))


FIGURES = ("outcome", "rest", "need", "hardened", "least", "leastAtS", "belowS", "series", "counted", "roamingOff")


def test_a_figure_changed_at_random_in_an_answer_of_the_page_is_seen() -> None:
    rng = Random(7)
    for _ in range(30):
        number = rng.randrange(len(views()))
        each, verdict, row = rng.choice(stations(number))
        forged = copy.deepcopy(each)
        field = rng.choice([name for name in FIGURES if forged[name] != []])
        if isinstance(forged[field], list):
            place = rng.randrange(len(forged[field]))
            forged[field][place] += -1 if forged[field][place] else 1
        else:
            forged[field] += 1

        if field == "series" and listed(forged[field][place]) == listed(each[field][place]):
            continue
        with pytest.raises(AssertionError):
            same_verdict(forged, verdict, row, clock(number))


def same_verdict(each: Json, verdict: Json, row: Json, when: Callable[[str], dict[str, str]]) -> None:
    """One answer of the page, field by field; its words are the line's that the documents print."""
    sides = [verdict[side] for side in SIDES]
    ids = data()["sites"]["id"]
    first = row["first_below_h"]

    assert row["least_at_h"] in {side["minimum_at_h"] for side in sides}
    assert (first, row["hours_below"]) in {(side["first_below_h"], side["hours_below"]) for side in sides}
    assert [each["outcome"], each["rest"], each["roamingOff"]] == [
        OUTCOMES[verdict[name]] for name in ("outcome", "at_rest", "roaming_off")
    ]
    assert each["need"] == verdict["needed"]
    assert each["hardened"] == [verdict["hardened_sure"], verdict["hardened_maybe"]]
    assert each["least"] == [side["minimum"] for side in sides]
    assert (each["leastAtS"], text(each["leastAt"])) == (second(row["least_at_h"]), when(row["least_at_h"]))
    below = None if each["firstBelow"] is None else [each["firstBelow"][0], text(each["firstBelow"][1])]
    assert below == (None if first is None else [second(first), when(first)])
    assert (each["belowS"], text(each["below"])) == (second(row["hours_below"]), lasting(row["hours_below"]))
    assert text(each["why"]) == row["why"]
    assert [listed(n) for n in each["series"]] == [steps(side["series"]) for side in sides]
    assert {o: [n, listed(worst), listed(best)] for o, (n, worst, best) in each["operators"].items()} == {
        o: [OUTCOMES[v["outcome"]], *(steps(v[side]) for side in SIDES)] for o, v in verdict["by_operator"].items()
    }
    assert [outcome for _, outcome in each["models"]] == [OUTCOMES[m["outcome"]] for m in verdict["by_model"]]
    counted = [(ids[site], n) for site, n in zip(each["counted"][::2], each["counted"][1::2], strict=True)]
    assert counted == [(t["site"], OUTCOMES[t["outcome"]]) for t in verdict["hardened"] if t["outcome"] != "fails"]
    assert [(ids[site], since, until) for site, since, until, _ in each["losses"]] == [
        (loss["site"], second(loss["since_h"]), -1 if loss["until_h"] is None else second(loss["until_h"]))
        for loss in verdict["losses"]
    ]
    assert sorted(text(n)["en"] for _, n in each["survey"]) == sorted(
        lasting(item["hours"])["en"] for item in verdict["survey"]
    )


def test_the_lines_of_the_first_situation_are_those_that_the_documents_print() -> None:
    run = made.run()
    sheets = UnitSheets(run.loaded.province, clock_of(run.loaded), run.loaded.scenario.horizon_h)

    printed = [row for sheet in made.told(sampled=False)["plan"]["requirements"] for row in sheet["rows"]]

    assert {(row["requirement"], row["unit"]): row for row in printed} == {
        (v.requirement.id, v.unit): plain(sheets.row(v)) for v in run.verdicts
    }


@every_situation
def test_every_chain_of_a_loss_is_the_jsons(number: int) -> None:
    told = {
        (v["requirement"], v["unit"]): [numbers(loss["words"]) for loss in v["losses"]]
        for v in checked(number)["verdicts"]
    }

    for asked, answers in zip(data()["requirements"], data()["views"][number]["answers"], strict=False):
        for each in answers if asked["kind"] == "stations" else []:
            chains = [[text(n) for n in data()["chains"][chain]] for *_, chain in each["losses"]]
            for lines, wanted in zip(chains, told[asked["id"], each["unit"]], strict=True):
                assert {n for line in lines for n in numbers(line)} >= set(wanted)


def numbers(said: dict[str, str]) -> list[str]:
    return re.findall(r"\d+(?:[.,:/]\d+)*", " ".join(said.values()))


@every_situation
def test_every_figure_of_every_duty_is_the_jsons(number: int) -> None:
    told = {(v["requirement"], v["unit"]): v for v in checked(number)["duty_verdicts"]}
    answers = data()["views"][number]["answers"]
    compared = 0

    for asked, units in zip(data()["requirements"], answers, strict=False):
        for each in units if asked["kind"] != "stations" else []:
            verdict = told[asked["id"], each["unit"]]
            assert [each["outcome"], each["rest"]] == [OUTCOMES[verdict["outcome"]], OUTCOMES[verdict["at_rest"]]]
            assert {m: n for (_, n), m in zip(each["models"], verdict["by_model"], strict=True)} == {
                model: OUTCOMES[outcome] for model, outcome in verdict["by_model"].items()
            }
            assert len(each["subjects"]) == len(verdict["subjects"])
            for subject, wanted in zip(each["subjects"], verdict["subjects"], strict=True):
                same_subject(subject, wanted)
            compared += 1

    assert compared == (0 if views()[number].kind == "bare" else len(told))


def same_subject(each: Json, wanted: Json) -> None:
    """One post, commune or task; its course is one of those measured."""
    assert (each["id"], each["kind"], text(each["name"])) == (wanted["subject"], wanted["kind"], wanted["name"])
    assert each["outcome"] == OUTCOMES[wanted["outcome"]]
    if each["series"] is None:
        assert wanted["measures"] == []
    else:
        told = [listed(n) for n in each["series"]]
        assert (each["need"], told) in [
            (m["needed"], [steps(m[side]["series"]) for side in SIDES]) for m in wanted["measures"]
        ]


@every_situation
def test_every_stretch_of_every_site_is_the_runs(number: int) -> None:
    run, view = views()[number].run, data()["views"][number]
    horizon = run.ordeal.horizon_h

    for at, site in enumerate(run.loaded.province.sites):
        services = [union(*run.storm_runs[side].in_service[site].values()) for side in SIDES]
        flat = listed(view["sites"]["all"][at])
        ends = (Fraction(end) for service in services for pair in service for end in pair if end != INF)
        edges = {Fraction(0), *(end for end in ends if end < horizon)}
        for edge in sorted(edges):
            sure, maybe = (holds_at(service, edge) for service in services)
            state = [n for s, n in zip(flat[::4], flat[1::4], strict=True) if s <= second(edge)][-1]
            assert state == (0 if sure else 1 if maybe else 2), (site, edge)
        assert set(flat[::4]) <= {second(edge) for edge in edges}


@every_situation
def test_every_cable_and_line_fails_when_the_run_says(number: int) -> None:
    run, view = views()[number].run, data()["views"][number]
    province = run.loaded.province

    for lists, asset in zip(view["spans"], (*province.segments, *province.lines), strict=True):
        flat = listed(lists)
        for side, state in zip(SIDES, (1, 2), strict=True):
            failed = run.storm_runs[side].failed.get(asset, ())
            for start, _ in failed:
                if start < run.ordeal.horizon_h:
                    assert [n for s, n in zip(flat[::2], flat[1::2], strict=True) if s <= second(start)][-1] >= state


def test_the_hardened_test_of_every_site_is_the_jsons() -> None:
    ids = data()["sites"]["id"]
    wanted = {
        (v["requirement"], t["site"]): [OUTCOMES[t["outcome"]]]
        + [x for c in t["criteria"] for x in (OUTCOMES[c["outcome"]], c["found"])]
        for v in checked(0)["verdicts"]
        for t in v["hardened"]
    }

    told = {}
    for asked, rows in zip(data()["requirements"], data()["tests"], strict=False):
        for site, outcome, *criteria in rows:
            found = [x for n, word in zip(criteria[1::3], criteria[2::3], strict=True) for x in (n, text(word))]
            told[asked["id"], ids[site]] = [outcome, *found]

    assert told == wanted


def test_probabilities_are_the_ensembles_and_read_as_in_the_documents() -> None:
    counted = {(u["requirement"], u["unit"]): u["holds"] for u in made.ensemble()["units"]}

    told = {
        (rule, unit): (figures, text(said), text(alone))
        for rule, unit, *figures, said, alone in data()["probabilities"]
    }

    assert told == {
        key: (
            [holds["value"], holds["low"], holds["high"]],
            words(share_words(Share(**holds))),
            words(value_words(Share(**holds))),
        )
        for key, holds in counted.items()
    }


def test_what_stands_and_what_the_page_is_about_is_the_jsons() -> None:
    figures, about, ground = made.told(), data()["about"], data()["ground"]
    plan, first = figures["plan"], checked(0)

    assert {d["id"]: d["people"] for d in ground["districts"]} == {
        d["id"]: d["population"] for d in plan["districts"]
    }
    assert {c["id"]: c["people"] for c in ground["communes"]} == {c["id"]: c["population"] for c in figures["cards"]}
    assert (about["siteCount"], len(data()["sites"]["id"])) == (plan["network"]["sites"], first["province"]["sites"])
    assert about["horizonS"] == second(first["scenario"]["horizon_h"])
    assert about["startUtc"] == first["scenario"]["start"]
    assert [text(n) for n in about["assumptions"]] == first["assumptions"]
    assert about["trace"]["seed"] == first["scenario"]["seed"]
    assert dict(about["trace"]["inputs"]) == first["inputs"] == figures["inputs"]
    assert about["trace"]["version"] == first["tool_version"]
    assert [post[0] for post in data()["posts"]] == [post["id"] for post in figures["more"]["posts"]]


def test_every_action_has_the_hour_of_the_scenario() -> None:
    """The documents tell those of one hour and one verb together, the page each by itself."""
    told = {(at, *text(said).values()) for at, said, _, _ in data()["actions"]}

    assert told == {
        (second(row["at_h"]), *(clean(f"{row['verb'][lang]} {thing[lang]}") for lang in ("vi", "en")))
        for row in made.told()["plan"]["actions"]
        for thing in row["things"]
    }


def test_the_words_of_duties_in_the_first_situation_are_those_that_the_documents_print() -> None:
    printed = {
        (sheet["id"], row["unit"]): [row["least"], row["below"]]
        for sheet in made.told()["plan"]["duties"]
        for row in sheet["rows"]
    }

    told = {
        (asked["id"], each["unit"]): [text(each["lowest"]), text(each["below"])]
        for asked, units in zip(data()["requirements"], data()["views"][0]["answers"], strict=True)
        for each in units
        if asked["kind"] != "stations"
    }

    assert told == {key: [{lang: clean(said) for lang, said in each.items()} for each in both]
                    for key, both in printed.items()}  # fmt: skip
