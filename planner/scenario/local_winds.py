"""The wind at places that are no structures in it: where people work outdoors, where crews climb masts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from planner.hazard.exposure import Exposed, sampled
from planner.hazard.footprints import inside
from planner.hazard.tiles import gust_tiles
from planner.hazard.wind_field import field_at
from planner.scenario.exposing import land_of_province
from planner.scenario.laying import in_steps
from planner.simulation.local_wind import LocalWind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.foundation.units import Exposure
    from planner.hazard.records import ProfileName
    from planner.hazard.tiles import Sampled
    from planner.hazard.wind_field import Field
    from planner.scenario.exposing import Weather
    from planner.scenario.reading import LoadedScenario
    from planner.simulation.ordeal import InFootprint

Outdoors = tuple[tuple[float, float], "Exposure"]
"""A place in the open: `(lon, lat)` in degrees, and what the wind blew over."""


class LocalWinds:
    """The wind of a scenario at some places, under one weather after the other.

    Parameters
    ----------
    loaded
        The scenario; its storm says whether any wind is known at all.
    places
        Where; a name for each.
    like
        Others of the same storm over the same ground: where they are asked of the same places, their wind is not worked
        out again.
    """

    def __init__(
        self,
        loaded: LoadedScenario,
        places: Mapping[str, Outdoors],
        like: LocalWinds | None = None,
    ) -> None:
        self._loaded = loaded
        self._places = dict(sorted(places.items()))
        self._like = like if like is not None and like._places == self._places else None
        self._blown: dict[ProfileName, NDArray[np.float64]] = {}
        """What was worked out, where others ask again."""

    def under(self, felt: Weather, factor: float = 1.0) -> Mapping[str, LocalWind] | None:
        """The wind at each place; None where a storm is told of without its wind, so that nobody knows."""
        loaded = self._loaded
        storm = loaded.storm
        if storm is None and felt.gusts:
            return None  # series were brought along for structures only
        has_prints = storm is not None and any(
            each.quantity == "gust_mps" for each in storm.footprints
        )
        if storm is not None and felt.model is None and not has_prints:
            return None
        times_h, gusts = self._series(felt)
        return {
            name: LocalWind(times_h, gust, exposure, self._prints.get(name, ()), factor)
            for (name, (_, exposure)), gust in zip(self._places.items(), gusts, strict=True)
        }

    def _series(self, felt: Weather) -> tuple[tuple[Fraction, ...], NDArray[np.float64]]:
        """The track's wind at every place and output step; no steps where there is no track."""
        storm = self._loaded.storm
        if storm is None or storm.track is None or felt.model is None:
            return (), np.zeros((len(self._places), 0))
        if self._like is not None:
            return self._like._kept(felt.model)
        return self._field[0], self._worked_out(felt.model)

    def _kept(self, model: ProfileName) -> tuple[tuple[Fraction, ...], NDArray[np.float64]]:
        if model not in self._blown:
            self._blown[model] = self._worked_out(model)
        return self._field[0], self._blown[model]

    def _worked_out(self, model: ProfileName) -> NDArray[np.float64]:
        """Gusts, shape ``(places, steps)``."""
        times_h, here, field = self._field
        gust_mps = np.zeros((len(self._places), len(times_h)))
        if field.steps.at_h:
            for numbers, during, values in gust_tiles(field, self._sampled, model):
                gust_mps[numbers, here.start + during.start : here.start + during.stop] = values.T
        return gust_mps

    @cached_property
    def _field(self) -> tuple[tuple[Fraction, ...], slice, Field]:
        """The storm at its output steps: the same for every wind model."""
        scenario, storm = self._loaded.scenario, self._loaded.storm
        assert storm is not None
        assert storm.track is not None
        land = land_of_province(self._loaded.province)
        return field_at(storm.track, storm.wind, scenario.start, scenario.horizon_h, land)

    @cached_property
    def _sampled(self) -> Sampled:
        land = land_of_province(self._loaded.province)
        open_air = [Exposed((point,), exposure) for point, exposure in self._places.values()]
        return sampled(open_air, land)

    @cached_property
    def _prints(self) -> Mapping[str, tuple[InFootprint, ...]]:
        """What the storm's footprints of wind say at each place."""
        storm = self._loaded.storm
        found: dict[str, tuple[InFootprint, ...]] = {}
        for footprint in () if storm is None else storm.footprints:
            if footprint.quantity != "gust_mps":
                continue
            steps = tuple(in_steps(footprint))
            touching = inside(footprint, [(point,) for point, _ in self._places.values()])
            for name, touches in zip(self._places, touching.tolist(), strict=True):
                if touches:
                    found[name] = (*found.get(name, ()), *steps)
        return found
