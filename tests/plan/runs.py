"""What a run of the small province may look like: verdicts, losses, failures, made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from planner.foundation.diagnostics import Place
from planner.foundation.intervals import INF
from planner.foundation.text import Text
from planner.inventory.base import Name
from planner.inventory.province import InputFile, Province
from planner.network.sides import SIDES
from planner.policy.requirements import Requirement
from planner.policy.verdicts import (
    Below,
    Criterion,
    HardenedSite,
    OperatorVerdict,
    Outcome,
    Series,
    SiteLoss,
    Step,
    SurveyItem,
    UnitVerdict,
)
from planner.scenario.records import Derate, MobileGenerator, Refuel, Repair, Scenario
from planner.simulation.causes import Link
from planner.simulation.damage import Failure
from planner.simulation.supply import PlantHistory, PlantPlan, SupplySpan
from tests.plan.worlds import (
    HORIZON_H,
    NAMES,
    SOURCE,
    START,
    level_four,
    made,
    small_province,
    storm,
    three_stations,
)


def steps(*changes: tuple[str, tuple[str, ...]]) -> Series:
    """A series from (hour, sites in service) pairs; hours as rational text."""
    return tuple(Step(Fraction(at), len(sites), sites) for at, sites in changes)


def hardened(site: str, outcome: Outcome = "holds") -> HardenedSite:
    """The test of one site; `unknown` lacks its tank."""
    autonomy = Criterion(
        "autonomy",
        outcome,
        Text("≥ 72 h", "≥ 72 h"),
        Text("104 h", "104 h") if outcome == "holds" else Text("chưa khảo sát", "not surveyed"),
        sourced=True,
        missing=() if outcome == "holds" else (f"{site}.generators.g1.tank_l",),
    )
    wind = Criterion(
        "wind", "holds", Text("≥ 56 m/s", "≥ 56 m/s"), Text("60 m/s", "60 m/s"), sourced=True
    )
    fiber = Criterion("fiber", "holds", Text("có cáp", "a drop"), Text("F-3", "F-3"), sourced=False)
    place = Place("mau/sites.yaml", 10, 5)
    return HardenedSite(site, outcome, (wind, autonomy, fiber), place)


def below(series: Series, at_least: int) -> Below:
    """What a series says of itself, over the whole horizon."""
    ends = [step.t_h for step in series[1:]] + [HORIZON_H]
    low = [(step, end) for step, end in zip(series, ends, strict=True) if step.n < at_least]
    least = min(series, key=lambda step: (step.n, step.t_h))
    return Below(
        least.n,
        least.t_h,
        low[0][0].t_h if low else None,
        sum((end - step.t_h for step, end in low), Fraction(0)),
    )


def verdict(
    requirement: Requirement,
    unit: str,
    outcome: Outcome,
    pessimistic: Series,
    optimistic: Series | None = None,
    *,
    name: str | None = None,
    **more: Any,
) -> UnitVerdict:
    """One verdict, with everything else derived or empty."""
    best = optimistic if optimistic is not None else pessimistic
    shown = name or NAMES.get(unit, unit)
    settings: dict[str, Any] = {
        "at_rest": "holds",
        "hardened": (),
        "by_operator": {"VTL": OperatorVerdict(outcome, pessimistic, best)},
        "losses": (),
        "survey": (),
        "unsourced": 0,
    }
    settings.update(more)
    return UnitVerdict(
        requirement=requirement,
        unit=unit,
        unit_name=Text(shown, shown),
        outcome=outcome,
        pessimistic=pessimistic,
        optimistic=best,
        below_pessimistic=below(pessimistic, requirement.at_least),
        below_optimistic=below(best, requirement.at_least),
        **settings,
    )


def losses_of_co_to() -> tuple[SiteLoss, ...]:
    """CT-02 loses its mast for good; CT-05 goes dark and comes back."""
    gust = Link("gust", "CT-02/mast", Fraction("17.25"), 52.0, 45.0, by="YAGI")
    fallen = Link("mast-failed", "CT-02/mast", Fraction("17.25"), because=(gust,))
    cut = Link(
        "asset-failed",
        "L-22",
        Fraction("17.25"),
        because=(Link("gust", "L-22", Fraction("17.25"), 52.0, 45.0, by="YAGI"),),
    )
    grid = Link("grid-lost", "CT-05", Fraction("17.25"), because=(cut,))
    flood = Link("flood", "CT-05/gen/g1", Fraction(32), 1.4, 0.9, by="F-1")
    generator = Link("generator-failed", "CT-05/gen/g1", Fraction(32), because=(flood,))
    battery = Link("battery-empty", "CT-05", Fraction(36), 4.0)
    dark = Link("dark", "CT-05", Fraction(36), because=(battery, generator, grid))
    return (
        SiteLoss("CT-02", Fraction("17.25"), None, fallen),
        SiteLoss("CT-05", Fraction(36), Fraction(60), dark),
    )


def small_verdicts() -> tuple[UnitVerdict, ...]:
    """One district that holds, two that fail, one that cannot be judged; two communes."""
    rule, commune_rule = three_stations(), level_four()
    hl = ("HL-01", "HL-02", "HL-03", "HL-04")
    bc = ("BC-01", "BC-02", "BC-03")
    return (
        verdict(
            rule,
            "BC",
            "unknown",
            steps(("0", ("BC-01", "BC-03"))),
            steps(("0", bc)),
            at_rest="unknown",
            hardened=(
                hardened("BC-01"),
                hardened("BC-02", "unknown"),
                hardened("BC-03"),
                hardened("BC-04", "fails"),
            ),
            survey=(SurveyItem("BC-02", "BC-02.generators.g1.tank_l", Fraction(72)),),
        ),
        verdict(
            rule,
            "CT",
            "fails",
            steps(
                ("0", ("CT-01", "CT-02", "CT-05")),
                ("69/4", ("CT-01", "CT-05")),
                ("36", ("CT-01",)),
                ("60", ("CT-01", "CT-05")),
            ),
            hardened=(hardened("CT-01"), hardened("CT-02"), hardened("CT-05")),
            losses=losses_of_co_to(),
            unsourced=1,
        ),
        verdict(rule, "HL", "holds", steps(("0", hl)), hardened=tuple(map(hardened, hl))),
        verdict(
            rule,
            "VD",
            "fails",
            steps(("0", ("VD-01",))),
            at_rest="fails",
            hardened=(hardened("VD-01"),),
        ),
        verdict(commune_rule, "c-ct", "holds", steps(("0", ("CT-01", "CT-05"))), name="Cô Tô"),
        verdict(commune_rule, "c-hl", "holds", steps(("0", ("HL-01",))), name="Bãi Cháy"),
    )


def scenario(**changes: Any) -> Scenario:
    """The scenario, with an action of each phase."""
    fields: dict[str, Any] = {
        "id": "mau-yagi",
        "name": made(Name, vi="Tỉnh Mẫu dưới bão Yagi", en="The sample province under Yagi"),
        "policies": ("three-stations.yaml",),
        "start": START,
        "actions": (
            made(
                Derate,
                do="derate",
                site="HL-04",
                at_h=Fraction(6),
                until_h=Fraction(40),
                factor=1.25,
            ),
            made(
                Refuel,
                do="refuel",
                generator="CT-05/gen/g1",
                at_h=Fraction(20),
                litres=Fraction(100),
            ),
            made(
                MobileGenerator,
                do="mobile-generator",
                id="m1",
                to="CT-05",
                at_h=Fraction(60),
                tank_l=Fraction(200),
                burn_l_per_h=Fraction(3),
            ),
            made(Repair, do="repair", asset="L-22", at_h=Fraction(58)),
        ),
        "seed": 7,
        "source": SOURCE,
    }
    return made(Scenario, **{**fields, **changes})


@dataclass(frozen=True)
class SmallView:
    """The common view of one side: power plants only."""

    plants: dict[str, PlantHistory]


@dataclass(frozen=True)
class SmallSide:
    """One side of the run, with what the plan reads of it."""

    side: str
    failures: Mapping[str, tuple[Failure, ...]]
    in_service: dict[str, dict[str, Any]] = field(default_factory=dict)
    views: dict[str | None, SmallView] = field(default_factory=dict)

    @property
    def lost(self) -> frozenset[str]:
        """Assets that failed at any time."""
        return frozenset(self.failures)


def _plan(consumer: str) -> PlantPlan:
    return PlantPlan(consumer, ((Fraction(0), INF),), Fraction(4), Fraction(8))


def small_run(
    province: Province | None = None, verdicts: tuple[UnitVerdict, ...] | None = None
) -> Any:
    """A run with the verdicts above; `Any`, since it only looks like the real one."""
    province = province or small_province()
    failures = {
        "CT-02/mast": (Failure(Fraction("17.25"), INF, "gust", "YAGI", 52.0, 45.0),),
        "L-22": (Failure(Fraction("17.25"), Fraction(58), "gust", "YAGI", 52.0, 45.0),),
        "CT-05/gen/g1": (Failure(Fraction(32), INF, "flood", "F-1", 1.4, 0.9),),
    }
    grid = SupplySpan(Fraction(0), Fraction("17.25"), "grid")
    on_generator = SupplySpan(Fraction("17.25"), INF, "generator", "")
    view = SmallView(
        {id_: PlantHistory(_plan(id_), (grid, on_generator)) for id_ in province.sites}
    )
    side = SmallSide("pessimistic", failures, views={None: view})
    loaded = SimpleNamespace(
        beside=(), sample=None,
        scenario=scenario(),
        province=province,
        storm=storm(),
        requirements=(three_stations(), level_four()),
        duties=(),
        defaults=None,
        inputs=(*province.inputs, InputFile("mau/yagi.yaml", "ef" * 32)),
        warnings=(),
        path="mau/yagi.yaml",
        at_rest=False,
    )
    peaks = {f"{id_}/mast": 48.0 for id_ in province.sites}
    peaks["CT-02/mast"] = 52.0
    peaks["HL-03/mast"] = 57.0
    felt = SimpleNamespace(model=None, peak_gust_mps=peaks, gusts={}, gust_footprints={})
    return SimpleNamespace(
        loaded=loaded,
        ordeal=SimpleNamespace(derated={}),
        members=(
            SimpleNamespace(
                model=None, felt=felt, failures=dict.fromkeys(SIDES, failures), ordeal=SimpleNamespace(drawn=None)
            ),
        ),
        models=(),
        felt=felt,
        pessimistic=side,
        optimistic=side,
        verdicts=small_verdicts() if verdicts is None else verdicts,
        duties=(),
        assumptions=(Text("mọi bồn dầu đầy lúc 0 h", "every tank is full at hour 0"),),
        peak_gust_mps=peaks,
        findings=(),
        generator_use={"CT-05/gen/g1": (Fraction("36.875"), Fraction("14.75"))},
    )
