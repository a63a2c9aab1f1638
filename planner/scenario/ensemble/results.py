"""The tables of results that stand in the SQLite file beside the sums: for whoever opens it with other tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from planner.scenario.ensemble.store import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.policy.chance import Share
    from planner.scenario.ensemble.answer import EnsembleAnswer, UnitChance

_SHARE = ("value", "low", "high", "happened", "samples")


def result_tables(answer: EnsembleAnswer) -> list[Table]:
    """Probabilities, distributions, causes and assets, each row named by requirement and unit."""
    units = answer.units
    return [
        Table("about", ("key", "value"), [(key, json.dumps(value)) for key, value in _about(answer)]),
        Table("chance", ("requirement", "unit", "operator", "wind_model", "outcome", *_SHARE),
              [row for unit in units for row in _chances(unit)]),
        Table("by_force", ("requirement", "unit", "force", "outcome", *_SHARE),
              [row for unit in units for row in _by_force(unit)]),
        Table("distribution", ("requirement", "unit", "what", "value", "samples"),
              [row for unit in units for row in _distributions(unit)]),
        Table("cause", ("requirement", "unit", "cause", "stations"),
              [(*_key(unit), cause, count) for unit in units for cause, count in unit.causes.items()]),
        Table("asset", ("requirement", "unit", "rank", "asset", "failed", "difference", "low", "high"),
              [row for unit in units for row in _assets(unit)]),
    ]  # fmt: skip


def _about(answer: EnsembleAnswer) -> Iterator[tuple[str, object]]:
    """What the answer is of, by the names of the JSON answer; values as JSON."""
    plan = answer.plan
    yield "scenario", plan.loaded.scenario.id
    yield "inputs", {file.path: file.sha256 for file in plan.loaded.inputs}
    yield "samples", answer.samples
    yield "samples_planned", answer.planned
    yield "storms", plan.tracks
    yield "seed", plan.seed
    yield "landfalls", len(plan.landfalls)


def _key(unit: UnitChance) -> tuple[str, str]:
    return unit.requirement.id, unit.unit


def _cells(share: Share) -> tuple[float, float, float, int, int]:
    return share.value, share.low, share.high, share.happened, share.samples


def _chances(unit: UnitChance) -> Iterator[tuple[object, ...]]:
    told = [("", "", unit.chances)]
    told += [("", model, each) for model, each in unit.by_model.items()]
    told += [(operator, "", each) for operator, each in unit.by_operator.items()]
    for operator, model, chances in told:
        for outcome in ("holds", "fails", "unknown"):
            yield *_key(unit), operator, model, outcome, *_cells(getattr(chances, outcome))


def _by_force(unit: UnitChance) -> Iterator[tuple[object, ...]]:
    for each in unit.by_force:
        for outcome in ("holds", "fails", "unknown"):
            yield *_key(unit), each.force, outcome, *_cells(getattr(each.chances, outcome))


def _distributions(unit: UnitChance) -> Iterator[tuple[object, ...]]:
    for what in ("hours_below", "minimum", "first_below_h"):
        spread = getattr(unit, what)
        for value, samples in spread.counts if spread is not None else ():
            yield *_key(unit), what, float(value), samples


def _assets(unit: UnitChance) -> Iterator[tuple[object, ...]]:
    for rank, each in enumerate(unit.assets, start=1):
        worth = each.difference
        yield *_key(unit), rank, each.asset, each.failed.value, worth.value, worth.low, worth.high
