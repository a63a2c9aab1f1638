"""Assets that stand in the wind, prepared once for every storm: of each, its gusts at the output steps, or the largest.

What is computed is the same to the last bit as for the whole province: a gust depends on its step and place alone
(`planner.hazard.tiles`). Steps at which nothing could break are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from planner.hazard.exposure import sampled
from planner.hazard.tiles import gust_tiles
from planner.hazard.wind_field import field_at, output_times
from planner.scenario.exposing import exposed
from planner.scenario.ordeals import classes_of
from planner.simulation.capacity import gust_capacity, wind_feelers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.hazard.assets import Asset
    from planner.hazard.land import Land
    from planner.hazard.records import ProfileName
    from planner.hazard.tiles import Sampled
    from planner.hazard.wind_field import Field
    from planner.scenario.reading import LoadedScenario

    Floats = NDArray[np.float64]


class Blowing(NamedTuple):
    """A storm at the output steps under one wind model; `here` are those at which its track exists."""

    times_h: tuple[Fraction, ...]
    here: slice
    field: Field
    model: ProfileName


def blowing(loaded: LoadedScenario, land: Land | None) -> Blowing | None:
    """The wind of the scenario's storm under its first model; None where it has no track."""
    storm, scenario = loaded.storm, loaded.scenario
    if storm is None or storm.track is None:
        return None
    steps = field_at(storm.track, storm.wind, scenario.start, scenario.horizon_h, land)
    return Blowing(*steps, storm.wind.models[0])


def output_steps(loaded: LoadedScenario) -> tuple[Fraction, ...]:
    """The steps at which gusts are told; none where the storm has no track."""
    storm = loaded.storm
    if storm is None or storm.track is None:
        return ()
    return output_times(storm.wind.step_min, loaded.scenario.horizon_h)


@dataclass(frozen=True)
class Windward:
    """Some assets in any wind.

    Attributes
    ----------
    assets
        Their ids.
    calm_mps
        Gusts up to which nothing happens to each: such steps may be told as 0, save the strongest of each asset.
    once
        Whether each feels its largest gust once and for all, so that what comes after it may be told as 0.
    """

    assets: tuple[str, ...]
    calm_mps: Floats
    once: bool
    _prepared: Sampled

    @classmethod
    def of(
        cls,
        loaded: LoadedScenario,
        known: Mapping[str, Asset],
        land: Land | None,
        assets: Sequence[str],
        calm_mps: Floats,
        *,
        once: bool,
    ) -> Windward:
        """Prepare assets that feel the wind; of those whose strength nobody knows every step is told."""
        province, classes = loaded.province, classes_of(loaded)
        feelers = {feeler.asset: feeler for feeler in wind_feelers(province)}
        places = []
        for asset in assets:
            unknown = gust_capacity(feelers[asset], classes).value is None
            route = known[asset].geometry
            places.append(exposed(province, feelers[asset], route, unknown=unknown))
        return cls(tuple(assets), calm_mps, once, sampled(places, land))

    def gusts(self, wind: Blowing | None) -> Floats:
        """The gust at each output step at each asset, m/s; shape ``(T, n)``, no step where nothing blows."""
        if wind is None:
            return np.zeros((0, len(self.assets)))
        gust_mps = np.zeros((len(wind.times_h), len(self.assets)))
        for numbers, steps, values in self._tiles(wind):
            first = wind.here.start
            gust_mps[first + steps.start : first + steps.stop, numbers] = values
        return gust_mps

    def peaks(self, wind: Blowing | None) -> Floats:
        """The largest gust of each asset, m/s."""
        peaks_mps = np.zeros(len(self.assets))
        for numbers, _, values in () if wind is None else self._tiles(wind):
            peaks_mps[numbers] = values.max(axis=0)
        return peaks_mps

    def _tiles(self, wind: Blowing) -> Iterator[tuple[NDArray[np.intp], slice, Floats]]:
        if wind.field.steps.at_h:
            yield from gust_tiles(
                wind.field, self._prepared, wind.model, self.calm_mps, to_the_largest=self.once
            )
