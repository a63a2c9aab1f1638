"""The view of a sweep: rows for a table, the grid for a picture, and the whole for a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text
from planner.plan.filters import both, number
from planner.plan.wind_models import sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.decisions.sweep import Breaking, Cell, Grid, Place
    from planner.policy.verdicts import Outcome
    from planner.scenario.run import Run

_ADVERSE: tuple[Outcome, ...] = ("fails", "unknown", "holds")


@dataclass(frozen=True, slots=True)
class SweepRow:
    """One unit's line: what it is called, what becomes of it, and the worst outcome by force."""

    unit: str
    name: Text
    breaking: Breaking
    by_force: tuple[tuple[Outcome | None, int], ...]
    """For each force the worst outcome over the landfalls, and at how many of them it fails."""


@dataclass(frozen=True, slots=True)
class SweepBlock:
    """One requirement's rows, weakest units first."""

    requirement: str
    name: Text
    rows: tuple[SweepRow, ...]


@dataclass(frozen=True, slots=True)
class SweepSheet:
    """Everything that is shown of a sweep."""

    province: Text
    storm: Text
    grid: Grid
    blocks: tuple[SweepBlock, ...]
    done: int
    impossible: int
    """Cells for which no storm is that strong."""
    illustrative: bool
    left_out: bool
    """Whether the scenario has footprints or removals, which a shifted storm does not have."""


def sweep_sheet(
    run: Run, storm: Text, grid: Grid, cells: Sequence[Cell], told: Sequence[Breaking]
) -> SweepSheet:
    """The view of the cells that were judged, and of what they say of each unit."""
    loaded = run.loaded
    names = {(each.requirement.id, each.unit): each.unit_name for each in run.verdicts}
    blocks = []
    for requirement in loaded.requirements:
        rows = [
            SweepRow(
                each.unit,
                names[each.requirement, each.unit],
                each,
                tuple(_worst(cells, force, (each.requirement, each.unit)) for force in grid.forces),
            )
            for each in told
            if each.requirement == requirement.id
        ]
        blocks.append(
            SweepBlock(requirement.id, both(requirement.name), tuple(sorted(rows, key=_weakest_first)))
        )
    return SweepSheet(
        province=both(loaded.province.header.name),
        storm=storm,
        grid=grid,
        blocks=tuple(blocks),
        done=len(cells),
        impossible=sum(cell.found is None for cell in cells),
        illustrative=loaded.province.header.illustrative is not None,
        left_out=loaded.storm is not None
        and bool(loaded.storm.footprints or loaded.storm.removals),
    )


def _worst(
    cells: Sequence[Cell], force: int, key: tuple[str, str]
) -> tuple[Outcome | None, int]:
    found = [
        cell.found[key].outcome for cell in cells if cell.force == force and cell.found is not None
    ]
    return next((outcome for outcome in _ADVERSE if outcome in found), None), found.count("fails")


def _weakest_first(row: SweepRow) -> tuple[int, int, str]:
    breaking = row.breaking
    return breaking.breaks_at or 99, breaking.sure_to or 0, row.unit


def breaks_words(breaking: Breaking, grid: Grid) -> Text:
    """From which force on the requirement fails, in words."""
    if breaking.at_rest == "fails":
        return Text("ngay lúc yên", "at rest already")
    if breaking.breaks_at is None:
        last = grid.forces[-1]
        return Text(f"không, đến cấp {last}", f"not up to force {last}")
    if breaking.breaks_at == grid.forces[0]:
        return Text(f"cấp {breaking.breaks_at} hoặc thấp hơn", f"force {breaking.breaks_at} or below")
    return Text(f"cấp {breaking.breaks_at}", f"force {breaking.breaks_at}")


def sure_words(breaking: Breaking, grid: Grid) -> Text:
    """Up to which force the requirement is sure to hold at every landfall that was tried."""
    if breaking.sure_to is None:
        least = grid.forces[0]
        return Text(f"chưa chắc cả ở cấp {least}", f"not even at force {least}")
    return Text(f"cấp {breaking.sure_to}", f"force {breaking.sure_to}")


def place_words(place: Place | None) -> Text:
    """A landfall by the name of the coast nearest to it."""
    if place is None:
        return Text("–", "–")
    return Text(
        vi=f"gần {place.name} ({number(place.lat, 'vi', 2)}; {number(place.lon, 'vi', 2)})",
        en=f"near {place.name} ({number(place.lat, 'en', 2)}, {number(place.lon, 'en', 2)})",
    )


def headline(sheet: SweepSheet) -> Text:
    """Storm, province, and what was swept."""
    first, last = sheet.grid.forces[0], sheet.grid.forces[-1]
    landfalls = len(sheet.grid.places)
    models = ", ".join(map(sign, sheet.grid.models))
    return Text(
        vi=f"{sheet.province.vi}, {sheet.storm.vi}: {landfalls} nơi đổ bộ × cấp {first}–{last} lúc tới bờ "
        f"(đầu trên của cấp) · mô hình gió {models}",
        en=f"{sheet.province.en}, {sheet.storm.en}: {landfalls} landfalls × forces {first}–{last} at the coast "
        f"(upper end of each) · wind model {models}",
    )


def remarks(sheet: SweepSheet) -> tuple[Text, ...]:
    """What a reader must know of the sweep: what was left out, what is uneven, what the forces mean."""
    said = [
        Text(
            vi="cấp gió là của bão lúc tới bờ, không phải gió ở từng trạm; “không đạt” là không đạt cả khi số liệu "
            "chưa khảo sát đều tốt",
            en="forces are the storm's at the coast, not the wind at each station; `fails` means even if all that was "
            "not surveyed is good",
        )
    ]
    if sheet.left_out:
        said.append(
            Text(
                vi="vùng ngập, sạt lở và danh sách mất của kịch bản nằm yên trên mặt đất, không dời theo bão: đã bỏ "
                "khi quét",
                en="the scenario's floods, landslides and removals lie on the ground and do not move with the "
                "storm: they are left out of the sweep",
            )
        )
    missing = sheet.grid.size - sheet.done
    if missing:
        said.append(
            Text(vi=f"dừng sớm: mới xong {sheet.done}/{sheet.grid.size} ô", en=f"stopped early: {sheet.done} of "
                 f"{sheet.grid.size} cells are done")
        )  # fmt: skip
    if sheet.impossible:
        said.append(
            Text(vi=f"{sheet.impossible} ô bỏ trống: không có cơn bão nào mạnh đến thế",
                 en=f"{sheet.impossible} cells are empty: no storm is that strong")
        )  # fmt: skip
    uneven = sum(row.breaking.uneven for block in sheet.blocks for row in block.rows)
    if uneven:
        said.append(
            Text(vi=f"ở {uneven} đơn vị, tại cùng nơi đổ bộ, có cấp mạnh hơn lại không làm hỏng: vùng gió mạnh đi chỗ "
                 "khác",
                 en=f"in {uneven} units a stronger storm does no harm where a weaker one does, at the same landfall: "
                 "its strongest winds pass elsewhere")
        )  # fmt: skip
    return tuple(said)


def sweep_view(sheet: SweepSheet, cells: Sequence[Cell]) -> dict[str, Any]:
    """The sweep as JSON values: landfalls, every unit's breaking force, and every cell."""
    return {
        "province": {"vi": sheet.province.vi, "en": sheet.province.en},
        "storm": {"vi": sheet.storm.vi, "en": sheet.storm.en},
        "forces": list(sheet.grid.forces),
        "wind_models": list(sheet.grid.models),
        "cells_done": sheet.done,
        "cells_of": sheet.grid.size,
        "landfalls": [_place_view(place) for place in sheet.grid.places],
        "units": [
            {
                "requirement": block.requirement,
                "unit": row.unit,
                "name": {"vi": row.name.vi, "en": row.name.en},
                "at_rest": row.breaking.at_rest,
                "sure_to_force": row.breaking.sure_to,
                "breaking_force": row.breaking.breaks_at,
                "worst_landfall": None
                if row.breaking.worst is None
                else _place_view(row.breaking.worst),
                "gust_mps_then": row.breaking.gust_mps,
                "uneven": row.breaking.uneven,
            }
            for block in sheet.blocks
            for row in block.rows
        ],
        "cells": [
            {
                "along_coast_km": cell.place.along_km,
                "force": cell.force,
                "found": None
                if cell.found is None
                else [
                    {
                        "requirement": requirement,
                        "unit": unit,
                        "outcome": found.outcome,
                        "minimum": found.minimum,
                        "gust_mps": found.gust_mps,
                    }
                    for (requirement, unit), found in sorted(cell.found.items())
                ],
            }
            for cell in cells
        ],
    }


def _place_view(place: Place) -> dict[str, Any]:
    return {
        "offset_km": place.offset_km,
        "along_coast_km": place.along_km,
        "lon": place.lon,
        "lat": place.lat,
        "near": place.name,
    }
