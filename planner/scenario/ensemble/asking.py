"""What an ensemble asks: of which storms, under which wind models, with how many samples, of which units."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import TYPE_CHECKING

from planner import __version__
from planner.foundation.clock import instant_at
from planner.foundation.errors import ScenarioError
from planner.foundation.text import Text
from planner.hazard.forecast_errors import Deviates, bulletin_errors, mean_errors, perturbed
from planner.hazard.shift import shifted
from planner.policy.units import units_of
from planner.simulation.draws import DIGITS, LANES, uniform_u32

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.hazard.records import ProfileName, Track
    from planner.hazard.shift import Shift
    from planner.scenario.reading import LoadedScenario

SUMS = 3
"""The form in which sums are stored: those of another form are not taken up again."""
BLOCKS_AT_A_TIME = 16
"""Blocks of 64 samples that are run, stored and counted together: one piece of work."""


@dataclass(frozen=True, slots=True)
class Member:
    """One storm under one wind model; None where no wind is computed."""

    number: int
    track: int
    model: ProfileName | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some blocks of samples of one member."""

    member: int
    first_block: int
    end_block: int
    samples: int


@dataclass(frozen=True, slots=True)
class Landfall:
    """An assumed storm: the scenario's own, shifted to come ashore near a place with a force."""

    shift: Shift
    near: str
    force: int


@dataclass(frozen=True)
class EnsemblePlan:
    """The whole question; it can be pickled and sent to workers.

    Attributes
    ----------
    loaded
        The scenario.
    samples
        Samples of damage of each storm under each model.
    tracks
        How many storms: 1 is the scenario's own; more are drawn from its forecast errors, the same for every model.
    seed
        Of everything that is drawn.
    issued_h
        Hours of the scenario at which the forecast was made; errors grow from there.
    landfalls
        Where they are given, the storms are these, each counting alike, and none is drawn; as many as `tracks`.
    """

    loaded: LoadedScenario
    samples: int
    tracks: int
    seed: int
    issued_h: Fraction
    landfalls: tuple[Landfall, ...] = ()

    @property
    def members(self) -> tuple[Member, ...]:
        """Every storm under every wind model: storm by storm, models in the order in which they are named."""
        storm = self.loaded.storm
        with_wind = storm is not None and storm.track is not None
        models: tuple[ProfileName | None, ...] = (None,)
        if storm is not None and with_wind:
            models = storm.wind.models
        pairs = [(track, model) for track in range(self.tracks) for model in models]
        return tuple(Member(number, *pair) for number, pair in enumerate(pairs))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All the work, member by member. Each storm has blocks of its own; models share them."""
        blocks = -(-self.samples // LANES)
        found: list[Piece] = []
        for member in self.members:
            base = member.track * blocks
            for first in range(0, blocks, BLOCKS_AT_A_TIME):
                end = min(first + BLOCKS_AT_A_TIME, blocks)
                samples = min(end * LANES, self.samples) - first * LANES
                found.append(Piece(member.number, base + first, base + end, samples))
        return tuple(found)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that the answer depends on."""
        loaded = self.loaded
        asked = {
            "tool": __version__,
            "sums": SUMS,
            "inputs": sorted((file.path, file.sha256) for file in loaded.inputs),
            "scenario": loaded.scenario.id,
            "requirements": [each.id for each in loaded.requirements],
            "samples": self.samples,
            "tracks": self.tracks,
            "seed": self.seed,
            "issued_h": str(self.issued_h),
            "blocks": BLOCKS_AT_A_TIME,
            "landfalls": [repr(each) for each in self.landfalls],
        }
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def track_of(self, number: int) -> Track | None:
        """The path of a storm."""
        storm = self.loaded.storm
        if storm is not None and self.landfalls:
            return shifted(storm, self.landfalls[number].shift, f"landfall-{number}").track
        if storm is None or storm.track is None or self.tracks == 1:
            return None if storm is None else storm.track
        errors = mean_errors() if storm.bulletin is None else bulletin_errors(storm.bulletin)
        issued = instant_at(self.loaded.scenario.start, self.issued_h)
        if storm.bulletin is not None:
            issued = storm.bulletin.issued
        return perturbed(storm.track, issued, errors, deviates(self.seed, number))

    def under(self, member: Member) -> LoadedScenario:
        """The scenario with one member's storm."""
        storm = self.loaded.storm
        if storm is None:
            return self.loaded
        wind = storm.wind
        if member.model is not None:
            wind = wind.model_copy(update={"profiles": (member.model,), "profile": None})
        changed = storm.model_copy(update={"track": self.track_of(member.track), "wind": wind})
        return replace(self.loaded, storm=changed, sample=0)


def deviates(seed: int, track: int) -> Deviates:
    """The errors of one storm: drawn by name, so that storm 7 is the same whatever else is asked."""
    normal = NormalDist()

    def drawn(what: str) -> float:
        u = uniform_u32(seed, f"track#{what}", track)
        return normal.inv_cdf((u + 0.5) / 2**DIGITS)

    return Deviates(drawn("east"), drawn("north"), drawn("strength"), drawn("size"))


def check_plan(plan: EnsemblePlan) -> None:
    """Refuse a question that has no answer.

    Raises
    ------
    ScenarioError
        If more than one storm is asked for and the scenario has no track to draw them from, or no unit is asked for its
        stations.
    """
    loaded, storm = plan.loaded, plan.loaded.storm
    if not any(units_of(loaded.province, each) for each in loaded.requirements):
        raise ScenarioError(
            Text(
                vi="kịch bản không hỏi đơn vị nào về trạm kiên cố, mà xác suất chỉ tính cho yêu cầu về trạm: thêm "
                "policies/three-stations.yaml, hoặc xem từng mẫu bằng `planner check --sample SỐ`",
                en="the scenario asks no unit for its stations, and probabilities are those of stations alone: add "
                "policies/three-stations.yaml, or look at one sample with `planner check --sample NUMBER`",
            )
        )
    if plan.tracks > 1 and (storm is None or storm.track is None):
        raise ScenarioError(
            Text(
                vi="kịch bản không có đường đi của bão nên không rút thăm được nhiều cơn bão",
                en="the scenario has no track, so no other storms can be drawn from it",
            )
        )


def duties_left_out(loaded: LoadedScenario) -> Text | None:
    """Which requirements an ensemble does not judge, so that nobody takes them for judged; None: it judges all."""
    left_out = ", ".join(f"`{each.id}`" for each in loaded.duties)
    if not left_out:
        return None
    return Text(
        vi=f"chỉ tính xác suất của yêu cầu về trạm; không xét {left_out}: xem từng mẫu bằng "
        "`planner check --sample SỐ`",
        en=f"probabilities are those of stations alone; {left_out} not judged: look at one sample with "
        "`planner check --sample NUMBER`",
    )
