"""Random worlds whose damage is drawn: the ordinary ones, with a library of curves and more wind."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.hazard.fragility_library import FragilityLibrary
from planner.inventory.base import Name
from planner.scenario.records import Damage
from tests.oracle.assets import Catalogue
from tests.oracle.chance import Seeded
from tests.oracle.worlds import seeded_world

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.inventory.records import FiberNode, Site
    from planner.scenario.records import Action
    from tests.oracle.chance import Chance
    from tests.oracle.world import World

GUSTS_MPS = (0.0, 20.0, 30.0, 38.5, 44.0, 47.0, 52.0, 58.0, 65.0, 0.0)
BETAS = (0.12, 0.0, 0.25)


def sampled_world(seed: int | str) -> World:
    """The world that a seed names, in one of its samples."""
    chance = Seeded(f"sampled {seed}")
    world = seeded_world(f"sampled {seed}")
    province = with_poles_and_care(chance, world.province)
    sent = with_care_of_what_is_sent(chance, world.scenario.actions)
    damage = Damage(mode="sampled", storm_wide_log_sd=chance.pick((0.1, 0.0, 0.3)))
    scenario = world.scenario.model_copy(
        update={"damage": damage, "seed": chance.integer(0, 2**53), "actions": sent}
    )
    made = replace(
        world, province=province, scenario=scenario, fragility=random_library(chance),
        sample=chance.integer(0, 300), seed=f"sampled {seed}",
    )  # fmt: skip
    return replace(made, gusts=drawn_gusts(chance, made))


def with_care_of_what_is_sent(chance: Chance, actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """The actions, with a state of maintenance for generators that are sent."""
    return tuple(
        action.model_copy(update={"maintenance": chance.pick((None, "good", "poor"))})
        if action.do == "mobile-generator"
        else action
        for action in actions
    )


def random_library(chance: Chance) -> FragilityLibrary:
    """Curves for most classes, sometimes relative, sometimes absolute, sometimes both or none."""
    rows: list[dict[str, Any]] = []
    for kind in ("mast", "line", "segment", "drop", "service-drop", "substation", "dish"):
        if chance.happens(75):
            ratio = chance.pick((1.2, 1.0, 1.1))
            rows.append({"kind": kind, "median_ratio": ratio, "beta": chance.pick(BETAS)})
        if chance.happens(50):
            row = {
                "kind": kind,
                "median_mps": chance.pick((45.0, 58.2)),
                "beta": chance.pick(BETAS),
            }
            if kind in {"line", "segment"} and chance.happens(50):
                row["span_m"] = 40
            rows.append(row)
    steps = ({"above_m": 0.0, "probability": 0.4}, {"above_m": 0.6, "probability": 0.9})
    lives = [
        {"maintenance": state, "fails_to_start": chance.pick((0.2, 0.0)), "mttf_h": mttf_h}
        for state, mttf_h in (("good", 30), ("poor", 4))
        if chance.happens(60)
    ]
    return FragilityLibrary.model_validate(
        {"id": "random", "name": Name(vi="Thử"), "gusts": tuple(rows), "generators": tuple(lives),
         "depths": {"steps": steps} if chance.happens(70) else None}
    )  # fmt: skip


def with_poles_and_care(chance: Chance, province: Province) -> Province:
    """Poles counted on every span, and a state of maintenance for some generators."""

    def kept(plant: Any) -> Any:
        sets = plant.generators
        if sets is None:
            return plant
        states = (None, "good", "poor")
        cared = tuple(one.model_copy(update={"maintenance": chance.pick(states)}) for one in sets)
        return plant.model_copy(update={"generators": cared})

    def counted(span: Any) -> Any:
        return span.model_copy(update={"pole_count": chance.integer(1, 40)})

    sites: dict[str, Site] = {id_: kept(one) for id_, one in province.sites.items()}
    nodes: dict[str, FiberNode] = {id_: kept(one) for id_, one in province.fiber_nodes.items()}
    return replace(
        province,
        sites=sites,
        fiber_nodes=nodes,
        segments={id_: counted(one) for id_, one in province.segments.items()},
        lines={id_: counted(one) for id_, one in province.lines.items()},
    )


def drawn_gusts(
    chance: Chance, world: World, values_mps: tuple[float, ...] = GUSTS_MPS, percent: int = 60
) -> dict[str, tuple[tuple[Fraction, ...], tuple[float, ...]]]:
    """Wind at most assets, all at the same output steps, some before hour 0 or past the end."""
    begin = chance.pick((Fraction(0), Fraction(-1), Fraction(1, 2)))
    step_h = chance.pick((Fraction(1), Fraction(1, 2), Fraction(7, 3)))
    times_h = tuple(begin + step_h * number for number in range(chance.integer(1, 12)))
    return {
        asset.id: (times_h, tuple(chance.pick(values_mps) for _ in times_h))
        for asset in Catalogue(world).by_id.values()
        if asset.feels_wind and chance.happens(percent)
    }
