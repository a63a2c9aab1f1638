"""Faults planted in the judging of duties, one after the other: the second witness sees each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.foundation.intervals import ALWAYS, NEVER
from planner.network.radio_reach import Coverer
from planner.policy.duties import command, coverage, warning
from planner.policy.duties.means import MeansAtWork
from planner.policy.duties.means_losses import MeansLosses
from planner.policy.duties.means_readiness import Readiness
from planner.policy.duties.radio_nets import RadioNets
from planner.policy.duties.serving import Serving
from tests.oracle.duty_comparing import duties_compared
from tests.oracle.duty_worlds import seeded_duty_world

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_WORLDS = 60
_real_mobile = Serving.mobile
_real_losses = MeansLosses._mobile


def _other_post_forgotten(self: MeansLosses, *asked: Any) -> Any:
    for each in _REAL_ANSWERS(self, *asked):
        yield frozenset(loss for loss in each if "/" in loss or not loss.startswith("CP"))


_REAL_ANSWERS = MeansLosses._answers

FAULTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "every pair of means is independent": (
        command, "_largest_independent",
        lambda taken: lambda working: sum(each in taken for each in working),
    ),
    "power is never a common loss": (MeansLosses, "_power", lambda *asked: frozenset()),
    "the post that answers cannot be lost": (MeansLosses, "_answers", _other_post_forgotten),
    "carriers of other operators count": (
        MeansLosses, "_mobile",
        lambda self, station, means, *, roaming: _real_losses(self, station, means, roaming=True),
    ),
    "a set that nobody tested counts": (Readiness, "counts", lambda self, side: True),
    "an empty set battery lasts": (Serving, "on_battery_too", lambda *asked: ALWAYS),
    "a repeater never fails": (Serving, "repeats", lambda self, site: ALWAYS),
    "roaming is always on": (
        Serving, "mobile", lambda self, spot, operator: _real_mobile(self, spot, None),
    ),
    "messages need no mast": (warning, "most_people", lambda *asked: ALWAYS),
    "nobody minds the wind": (warning._Warning, "_outdoors", lambda self, channel, side: ALWAYS),
    "uncounted people do not matter": (
        coverage, "_with_uncounted",
        lambda setting, uncounted, series, served, needed: "holds",
    ),
    "a cable needs no gateway": (Serving, "joined", lambda self, node: ALWAYS),
    "unmeasured masts are heard": (
        Coverer, "_reach_km", lambda self, band_mhz, height, terrain, side: 5.0,
    ),
    "nobody answers for want of a net": (RadioNets, "may_reach_others", lambda self, means, side: False),
    "a means that is lost still works": (
        MeansAtWork, "_set_works", lambda self, station, means, asset: NEVER,
    ),
}  # fmt: skip
"""What is planted where."""


@pytest.mark.slow
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_the_second_witness_sees_the_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, name, wrong = FAULTS[fault]
    monkeypatch.setattr(place, name, wrong)

    seen = next((seed for seed in range(MOST_WORLDS) if _differ(seed)), None)

    assert seen is not None, fault


def _differ(seed: int) -> bool:
    return bool(duties_compared(seeded_duty_world(seed))[1])
