"""One member of an ensemble made ready to be sampled: its wind, its chances, and all else that happens.

Storms differ in their wind alone, so whatever does not depend on it is worked out once: which assets the questions rest
on, where they stand and what they stand, the ordeal without wind, the layout of the job. A storm then brings the gusts
at these assets, from them thresholds, and they go on the ladders.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from planner.network.comms import operators_named
from planner.policy.questions import questions_of
from planner.scenario.ensemble.windward import Windward, blowing, output_steps
from planner.scenario.exposing import Weather, land_of_province, weathers, with_footprints_of
from planner.scenario.ordeals import classes_of, known_assets, ordeal_of
from planner.scenario.sampling import chances_of, footing_of, frailty_of
from planner.simulation.ensemble.compiling import compile_province
from planner.simulation.frailty import STRONGEST_MPS, strengths
from planner.simulation.storming import chances

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.hazard.assets import Asset
    from planner.hazard.land import Land
    from planner.inventory.province import Province
    from planner.scenario.ensemble.asking import EnsemblePlan, Member
    from planner.scenario.ensemble.windward import Blowing
    from planner.scenario.reading import LoadedScenario
    from planner.simulation.chances import Chances
    from planner.simulation.ensemble.compiling import Compiled
    from planner.simulation.ensemble.job import StormJob
    from planner.simulation.ensemble.layout import Layout
    from planner.simulation.ensemble.questions import Question
    from planner.simulation.frailty import Frailty
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.storming import Footing


@dataclass(frozen=True, eq=False)
class Ready:
    """One storm under one wind model, ready to be sampled. `peaks_mps` is the largest gust at the mast of each site."""

    job: StormJob
    peaks_mps: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Storm(Ready):
    """The same with all that it was made from, for every asset: what the plain simulation runs.

    `ordeal` is everything that happens besides what is drawn; its wind is whole.
    """

    province: Province
    ordeal: Ordeal
    chances: Chances


class Ground:
    """What all members of an ensemble share, worked out once in each process."""

    def __init__(self, plan: EnsemblePlan, lost_at_will: frozenset[str] = frozenset()) -> None:
        """`lost_at_will` are assets and risk groups of which it will be asked what comes of losing them."""
        self.plan, self.lost_at_will = plan, lost_at_will

    def losing(self, names: frozenset[str]) -> Ground:
        """The same ground for asking what comes of losing some assets and risk groups."""
        other = Ground(self.plan, names)
        # What is known of the province stays; the layout, and what follows from it, is another.
        for shared in ("known", "still", "questions", "compiled", "frailty", "windless", "land"):
            other.__dict__[shared] = getattr(self, shared)
        return other

    @cached_property
    def known(self) -> Mapping[str, Asset]:
        """The province's assets."""
        return known_assets(self.plan.loaded)

    @cached_property
    def still(self) -> Ordeal:
        """What happens besides the storm's wind and water."""
        return ordeal_of(self._undrawn, self.known, Weather())

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is counted: each unit for all operators together, then for each operator on its sites."""
        loaded, sent = self.plan.loaded, self.still.sent
        named = operators_named(loaded.province, (each.operator for each in sent))
        return questions_of(loaded.province, loaded.requirements, self.still.horizon_h, named)

    @cached_property
    def compiled(self) -> Compiled:
        """The province's networks, compiled."""
        return compile_province(
            self.plan.loaded.province, self.questions, self.still.horizon_h, self.still.sent
        )

    @cached_property
    def frailty(self) -> Frailty:
        """How frail the province is."""
        return frailty_of(self.plan.loaded, self.known, self.still)

    @property
    def factors(self) -> NDArray[np.float64]:
        """The strengths of the strata."""
        return strengths(self.plan.loaded.scenario.damage.storm_wide_log_sd)

    @cached_property
    def windless(self) -> Ordeal:
        """What happens besides the storm's wind: its water and ground, its removals, the actions."""
        loaded = self.plan.loaded
        felt = with_footprints_of(
            Weather(), loaded.scenario, loaded.storm, loaded.province, self.known
        )
        return ordeal_of(self._undrawn, self.known, felt)

    @cached_property
    def layout(self) -> Layout:
        """How the jobs of all members are laid out."""
        return self._laid_out(self.windless)

    @cached_property
    def land(self) -> Land | None:
        """Land and sea."""
        return land_of_province(self.plan.loaded.province)

    def storm(self, member: Member) -> Storm:
        """The storm of one member, with the chances of everything that it can break."""
        loaded = self.plan.under(member)
        [felt] = weathers(
            loaded.scenario,
            loaded.storm,
            loaded.province,
            self.known,
            classes_of(loaded),
            None,
            whole=True,
        )
        # Without a sample the ordeal holds all that is not drawn.
        ordeal = ordeal_of(replace(loaded, sample=None), self.known, felt)
        chances = chances_of(self.frailty, ordeal)
        peaks = {
            site: felt.peak_gust_mps.get(f"{site}/mast", 0.0) for site in loaded.province.sites
        }
        layout = self.layout if self._wind_cuts_nothing else self._laid_out(ordeal)
        return Storm(layout.job(chances), peaks, loaded.province, ordeal, chances)

    def ready(self, member: Member) -> Ready:
        """The same job, of nothing but what the questions rest on."""
        if not self._wind_cuts_nothing:
            return self.storm(member)
        wind = blowing(self.plan.under(member), self.land)
        gust_mps = np.empty((len(self._times_h), len(self._asked.assets)))
        for columns, windward in self._counted:
            gust_mps[:, columns] = windward.gusts(wind)
        felt = chances(self._asked, self._times_h, gust_mps, self._footing)
        return Ready(self.layout.job(felt), self._peaks_mps(wind))

    def _peaks_mps(self, wind: Blowing | None) -> dict[str, float]:
        """The largest gust at the mast of each site, by wind or footprint."""
        found = self._masts.peaks(wind)
        for number, mast in enumerate(self._masts.assets):
            for print_ in self.windless.gust_footprints.get(mast, ()):
                found[number] = max(found[number], print_.value)
        return dict(zip(self.plan.loaded.province.sites, found.tolist(), strict=True))

    # --- once -------------------------------------------------------------------------------------

    @property
    def _undrawn(self) -> LoadedScenario:
        return replace(self.plan.loaded, sample=None)

    @cached_property
    def _wind_cuts_nothing(self) -> bool:
        """Whether no action switches anything off by the wind: each storm would then have an ordeal of its own."""
        actions = self.plan.loaded.scenario.actions
        return not any(each.do == "power-cut" and each.by_wind for each in actions)

    @cached_property
    def _times_h(self) -> tuple[Fraction, ...]:
        return output_steps(self.plan.loaded)

    def _laid_out(self, ordeal: Ordeal) -> Layout:
        """The layout for a storm that blows harder than any, so that whatever can fail has its row."""
        blown = np.full((len(self._times_h), len(self.frailty.assets)), STRONGEST_MPS)
        worst = chances(self.frailty, self._times_h, blown, footing_of(ordeal))
        return self.compiled.laid_out(worst, ordeal, self.lost_at_will)

    @cached_property
    def _asked(self) -> Frailty:
        """How frail those assets are that the questions rest on."""
        return self.frailty.only(self.layout.assets)

    @cached_property
    def _footing(self) -> Footing:
        return footing_of(self.windless).only(self.layout.assets)

    @cached_property
    def _counted(self) -> tuple[tuple[NDArray[np.intp], Windward], ...]:
        """The assets that the questions rest on, in the wind, and which columns of these they are.

        Those that are mended, or put back under load, may fail when the worst is over; of the others that is of no
        account.
        """
        frail, loaded = self._asked, self.plan.loaded
        again = {name.rpartition("#")[0] for name, since_h in self.layout.climbed if since_h}
        again |= {f"{site}/mast" for site in self.windless.derated}
        later = np.array([asset in again for asset in frail.assets], dtype=np.bool_)
        calm_mps = frail.calm_mps()
        found = []
        for once in (True, False):
            columns = np.flatnonzero(later != once)
            assets = [frail.assets[column] for column in columns.tolist()]
            windward = Windward.of(
                loaded, self.known, self.land, assets, calm_mps[columns], once=once
            )
            found.append((columns, windward))
        return tuple(found)

    @cached_property
    def _masts(self) -> Windward:
        """The masts of all sites: of them the largest gust is told."""
        loaded = self.plan.loaded
        names = [f"{site}/mast" for site in loaded.province.sites]
        return Windward.of(
            loaded, self.known, self.land, names, np.full(len(names), np.inf), once=True
        )
