"""Sampled damage of a scenario: its library, how frail its province is, the chances under a storm, one sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.text import Text
from planner.scenario.assumptions import KINDS, of_class_default
from planner.scenario.reading import bundled_fragility
from planner.simulation.drawn import draw
from planner.simulation.draws import stratum_of
from planner.simulation.frailty import NO_CURVE, frailty, strengths
from planner.simulation.storming import Footing, chances

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.hazard.assets import Asset
    from planner.hazard.fragility_library import FragilityLibrary, GustCurve
    from planner.scenario.reading import LoadedScenario
    from planner.simulation.chances import Chances
    from planner.simulation.damage import GustSeries
    from planner.simulation.drawn import Drawn
    from planner.simulation.frailty import Frailty
    from planner.simulation.ordeal import Ordeal


def library_of(loaded: LoadedScenario) -> FragilityLibrary:
    """The curves that the scenario names, or the bundled ones."""
    return loaded.fragility or bundled_fragility()


def storm_strength(loaded: LoadedScenario) -> float:
    """By what the scenario's sample multiplies every gust, at structures, outdoors and on roads; 1 in design mode."""
    if loaded.sample is None:
        return 1.0
    factors = strengths(loaded.scenario.damage.storm_wide_log_sd)
    return float(factors[stratum_of(loaded.sample)])


def frailty_of(loaded: LoadedScenario, known: Mapping[str, Asset], ordeal: Ordeal) -> Frailty:
    """How frail the scenario's province is; the same under every storm and wind model.

    `known` are the province's assets, `ordeal` what happens beside the storm.
    """
    return frailty(
        loaded.province,
        library_of(loaded),
        ordeal.classes,
        {id_: asset.geometry for id_, asset in known.items()},
        loaded.scenario.damage.storm_wide_log_sd,
        ordeal.horizon_h,
        ordeal.sent,
    )


def footing_of(ordeal: Ordeal) -> Footing:
    """What a storm does beside its wind field, and what is done about it."""
    return Footing(
        ordeal.horizon_h,
        ordeal.gust_footprints,
        ordeal.flood_footprints,
        ordeal.ground_footprints,
        ordeal.derated,
        {sent.asset: sent.start_h for sent in ordeal.sent},
    )


def chances_of(frail: Frailty, ordeal: Ordeal) -> Chances:
    """The chances under the wind that the ordeal holds, which must be whole: no series cut short or left out.

    Raises
    ------
    ValueError
        If the series of two assets have other steps.
    """
    return chances(frail, *gust_columns(frail.assets, ordeal.gusts), footing_of(ordeal))


def gust_columns(
    assets: Sequence[str], gusts: Mapping[str, GustSeries]
) -> tuple[tuple[Fraction, ...], NDArray[np.float64]]:
    """The steps that all series share, and one column of gusts for each asset: 0 where it has no series.

    Raises
    ------
    ValueError
        If two series have other steps.
    """
    times_h = next((series.times_h for series in gusts.values()), ())
    for series in gusts.values():
        # Nearly always the same tuple: comparing exact hours one by one would take longer than the wind.
        if series.times_h is not times_h and series.times_h != times_h:
            msg = "sampled damage needs one set of output steps for all assets"
            raise ValueError(msg)
    columns = np.zeros((len(times_h), len(assets)))
    for column, asset in enumerate(assets):
        if asset in gusts:
            columns[:, column] = gusts[asset].gust_mps
    return times_h, columns


def drawn_of(loaded: LoadedScenario, known: Mapping[str, Asset], ordeal: Ordeal) -> Drawn | None:
    """The scenario's own sample under this ordeal; None in design mode."""
    if loaded.sample is None:
        return None
    under = chances_of(frailty_of(loaded, known, ordeal), ordeal)
    return draw(under, ordeal.storm_id, loaded.scenario.seed, loaded.sample)


def sampling_assumptions(loaded: LoadedScenario, drawn: Sequence[Drawn | None]) -> tuple[Text, ...]:
    """Mode, library, seed and sample, and what rests on a class's curve; nothing in design mode."""
    drawn_all = [each for each in drawn if each is not None]
    if not drawn_all:
        return ()
    library, first = library_of(loaded), drawn_all[0]
    uses: dict[int, int] = {}
    for each in drawn_all:
        for number, count in each.curve_uses.items():
            uses[number] = max(uses.get(number, 0), count)
    said = [_mode(loaded, library, first)]
    for number, count in sorted(uses.items()):
        if number < NO_CURVE and loaded.defaults is not None:
            said.append(of_class_default(loaded.defaults.classes[NO_CURVE - 1 - number], count))
        elif number > NO_CURVE:
            said.append(_of_curve(library.gusts[number], count))
    return tuple(said)


def _of_curve(curve: GustCurve, count: int) -> Text:
    reporter = curve.source.reporter if curve.source is not None else "?"
    kind = KINDS[curve.kind]
    return Text(
        vi=f"{count} {kind.vi} chưa khảo sát sức chịu gió, hỏng theo đường cong của loại ({reporter})",
        en=f"{kind.en} whose design wind was not surveyed ({count}) fail by the curve of their class "
        f"({reporter})",
    )


def _mode(loaded: LoadedScenario, library: FragilityLibrary, drawn: Drawn) -> Text:
    factor, spread = f"{drawn.factor:.2f}", f"{loaded.scenario.damage.storm_wide_log_sd:g}"
    return Text(
        vi=f"hư hỏng rút thăm theo “{library.name.vi}”: mẫu {drawn.sample}, số gieo {drawn.seed}; cả cơn bão mạnh "
        f"{factor.replace('.', ',')} lần dự tính (độ lệch chuẩn logarit {spread.replace('.', ',')})",
        en=f"damage drawn from “{library.name.english}”: sample {drawn.sample}, seed {drawn.seed}; the storm as a "
        f"whole is {factor} times as strong as computed (log standard deviation {spread})",
    )
