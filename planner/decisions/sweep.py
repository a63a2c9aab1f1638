"""A storm brought ashore along the whole coast of a province, weak and strong: where and when each unit breaks.

Every cell is the same simulation as `check`, with the storm shifted (`planner.hazard.shift`). Nothing is
interpolated, and nothing is assumed to grow worse with the wind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.foundation.clock import hours_since
from planner.foundation.errors import HazardError, ScenarioError
from planner.foundation.text import Text
from planner.hazard.coast import LENGTH_KM, along_km_of, landfall_of, name_near, place_at
from planner.hazard.shift import Shift, intensity_for_force, shifted
from planner.scenario.ensemble.asking import Landfall
from planner.scenario.ordeals import known_assets
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.hazard.assets import Asset
    from planner.hazard.records import ProfileName, Storm, Track
    from planner.policy.verdicts import Outcome
    from planner.scenario.at_rest import AtRest
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

FORCES = tuple(range(8, 18))
LANDFALLS = 5
SPAN_KM = 120.0

UnitKey = tuple[str, str]
"""Requirement and unit."""


@dataclass(frozen=True, slots=True)
class Place:
    """A landfall of the sweep; `offset_km` is counted along the coast from the storm's own, north positive."""

    offset_km: float
    along_km: float
    lon: float
    lat: float
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one cell says of one unit."""

    outcome: Outcome
    minimum: int
    """The fewest hardened sites in service, on the pessimistic side."""
    gust_mps: float
    """The largest gust at a mast of the unit."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The province under the storm at one landfall and one force; no findings where no storm is like that."""

    place: Place
    force: int
    found: Mapping[UnitKey, Found] | None


@dataclass(frozen=True, slots=True)
class Grid:
    """What is swept: landfalls from north to south, forces from weak to strong, the wind models."""

    places: tuple[Place, ...]
    forces: tuple[int, ...]
    models: tuple[ProfileName, ...]

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.places) * len(self.forces)


@dataclass(frozen=True, slots=True)
class Breaking:
    """How one unit fares over the sweep.

    `breaks_at` is the lowest force at which the requirement fails at some landfall, on both sides of what
    was not surveyed; `worst` that landfall. `sure_to` is the highest force up to which it holds at every
    landfall, and every weaker force that was tried; None when it does not hold at the weakest.
    """

    requirement: str
    unit: str
    at_rest: Outcome
    sure_to: int | None
    breaks_at: int | None
    worst: Place | None
    gust_mps: float | None
    """The largest gust at a mast of the unit in the cell at which it breaks."""
    uneven: bool
    """Whether at some landfall a stronger storm does less harm than a weaker one: so it may be, since the
    strongest winds of a compact storm pass somewhere else."""


def places_along(
    loaded: LoadedScenario, track: Track, landfalls: int, span_km: float
) -> tuple[Place, ...]:
    """Landfalls at equal steps along the coast, `span_km` to either side of the province's middle.

    Raises
    ------
    ScenarioError
        If no district of the province has a seat.
    """
    seats = [
        (district.seat.lon, district.seat.lat)
        for district in loaded.province.districts.values()
        if district.seat is not None
        and district.seat.lon is not None
        and district.seat.lat is not None
    ]
    if not seats:
        raise ScenarioError(
            Text(vi="tỉnh không có địa bàn nào ghi trung tâm: không biết đoạn bờ biển nào là của tỉnh",
                 en="no district of the province has a seat: which part of the coast is its own is open")
        )  # fmt: skip
    lon = sum(seat[0] for seat in seats) / len(seats)
    lat = sum(seat[1] for seat in seats) / len(seats)
    own_km = landfall_of(track.fixes).along_km
    middle_km = along_km_of(lon, lat)
    first, last = max(0.0, middle_km - span_km), min(LENGTH_KM, middle_km + span_km)
    step_km = (last - first) / max(landfalls - 1, 1)
    spots = [first + step_km * number for number in range(landfalls)] if landfalls > 1 else [middle_km]
    return tuple(
        Place(own_km - along_km, along_km, *place_at(along_km), name_near(along_km))
        for along_km in spots
    )


def sweep(
    loaded: LoadedScenario, storm: Storm, grid: Grid, rest: AtRest | None = None
) -> Iterator[Cell]:
    """The cells one after another, each judged when it is asked for: landfall by landfall, weak to strong.

    `rest` is that of a run of the same scenario, where there is one: it does not change with the storm.

    Raises
    ------
    HazardError
        If the storm has no track.
    """
    known = known_assets(loaded)
    for place, force, shift in shifts_over(loaded, storm, grid):
        yield Cell(place, force, _judged(loaded, storm, shift, grid.models, known, rest))


def shifts_over(
    loaded: LoadedScenario, storm: Storm, grid: Grid
) -> Iterator[tuple[Place, int, Shift]]:
    """How the storm is shifted for each cell: landfall by landfall, weak to strong.

    Raises
    ------
    HazardError
        If the storm has no track.
    """
    track = _track_of(storm)
    hours = _hours_to_meet(loaded, track)
    factors = {force: intensity_for_force(track, force) for force in grid.forces}
    for place in grid.places:
        for force in grid.forces:
            yield place, force, Shift(place.offset_km, hours, factors[force])


def landfalls_of(loaded: LoadedScenario, storm: Storm, grid: Grid) -> tuple[Landfall, ...]:
    """The cells of the grid as storms of an ensemble; those that no storm is like are left out."""
    found: list[Landfall] = []
    for place, force, shift in shifts_over(loaded, storm, grid):
        try:
            shifted(storm, shift, "sweep")
        except HazardError:
            continue
        found.append(Landfall(shift, place.name, force))
    return tuple(found)


def breaking(run: Run, cells: Sequence[Cell]) -> tuple[Breaking, ...]:
    """How every unit of a run of the scenario fares over the cells, in the order of the run's verdicts."""
    done = [cell for cell in cells if cell.found is not None]
    return tuple(
        _breaking(verdict.requirement.id, verdict.unit, verdict.at_rest, done)
        for verdict in run.verdicts
    )


def _breaking(requirement: str, unit: str, at_rest: Outcome, cells: Sequence[Cell]) -> Breaking:
    key = (requirement, unit)
    told = [(cell, found) for cell in cells if (found := (cell.found or {}).get(key)) is not None]
    failing = [(cell, found) for cell, found in told if found.outcome == "fails"]
    doubtful = [cell.force for cell, found in told if found.outcome != "holds"]
    forces = sorted({cell.force for cell, _ in told})
    below = [force for force in forces if not doubtful or force < min(doubtful)]
    # Of the landfalls at which it fails first: the one that leaves the fewest sites, then the nearest.
    worst = min(
        failing,
        key=lambda each: (each[0].force, each[1].minimum, abs(each[0].place.offset_km)),
        default=None,
    )
    return Breaking(
        requirement,
        unit,
        at_rest,
        sure_to=max(below, default=None),
        breaks_at=None if worst is None else worst[0].force,
        worst=None if worst is None else worst[0].place,
        gust_mps=None if worst is None else worst[1].gust_mps,
        uneven=_uneven(told),
    )


def _uneven(told: Sequence[tuple[Cell, Found]]) -> bool:
    """Whether at one landfall a stronger storm fails where a weaker one did, no longer."""
    failed: set[float] = set()
    for cell, found in sorted(told, key=lambda each: each[0].force):
        if found.outcome == "fails":
            failed.add(cell.place.along_km)
        elif cell.place.along_km in failed:
            return True
    return False


def _judged(
    loaded: LoadedScenario,
    storm: Storm,
    shift: Shift,
    models: Sequence[ProfileName],
    known: Mapping[str, Asset],
    rest: AtRest | None,
) -> Mapping[UnitKey, Found] | None:
    try:
        moved = shifted(storm, shift, "sweep")
    except HazardError:
        return None  # no storm is like that
    wind = moved.wind.model_copy(update={"profiles": tuple(models), "profile": None})
    swept = replace(loaded, storm=moved.model_copy(update={"wind": wind}))
    run = run_scenario(swept, explain=False, known=known, rest=rest)
    gusts = _gust_by_unit(run)
    return {
        (verdict.requirement.id, verdict.unit): Found(
            verdict.outcome,
            verdict.below_pessimistic.minimum,
            gusts.get((verdict.requirement.unit, verdict.unit), 0.0),
        )
        for verdict in run.verdicts
    }


def _gust_by_unit(run: Run) -> Mapping[tuple[str, str], float]:
    """The largest gust at a mast, by kind of unit and unit."""
    province = run.loaded.province
    largest: dict[tuple[str, str], float] = {}
    for site in province.sites.values():
        gust_mps = run.peak_gust_mps.get(f"{site.id}/mast", 0.0)
        units = [("district", site.district), ("province", province.header.code or "")]
        if site.commune is not None:
            units.append(("commune", site.commune))
        for unit in units:
            largest[unit] = max(largest.get(unit, 0.0), gust_mps)
    return largest


def _track_of(storm: Storm) -> Track:
    if storm.track is None:
        raise HazardError(
            Text(vi=f"bão “{storm.id}” không có đường đi nên không quét được",
                 en=f"storm `{storm.id}` has no track and cannot be swept")
        )  # fmt: skip
    return storm.track


def _hours_to_meet(loaded: LoadedScenario, track: Track) -> float:
    """By how much another storm is moved in time so that it comes ashore when the scenario's own does.

    Nothing for the scenario's own storm, or one that comes ashore within its hours.
    """
    scenario, own = loaded.scenario, loaded.storm
    at_h = hours_since(scenario.start, landfall_of(track.fixes).at)
    if 0 <= at_h <= scenario.horizon_h:
        return 0.0
    wanted_h = scenario.horizon_h / 4
    if own is not None and own.track is not None:
        meant_h = hours_since(scenario.start, landfall_of(own.track.fixes).at)
        wanted_h = meant_h if 0 <= meant_h <= scenario.horizon_h else wanted_h
    return float(wanted_h - at_h)
