"""Weak points, beside other means, in one run: `python -m benchmarks.weak_points [SCENARIO]`.

Every single loss of each bundled province (and of SCENARIO, one of 3,000 sites), and the exact probability of every
unit when each asset is lost with one chance in a hundred. Seconds are of the processor. Peers: the plain simulation,
one run for each loss, timed on few and multiplied; and the decision diagrams of relibmss for one unit, in the order in
which they meet the assets, whose probability must be ours.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.__main__ import BUNDLED, Row, at_least, at_most, said
from planner.decisions.weak_points.finding import gates_of, weak_points
from planner.hazard.assets import assets
from planner.network.sides import SIDES
from planner.policy.counting import Counting
from planner.policy.judge import Evidence, judge
from planner.scenario.reading import load_scenario
from planner.simulation.damage import Failure
from planner.simulation.lasting_loss import lasting_loss
from planner.simulation.ordeal import Ordeal
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from planner.decisions.weak_points.finding import UnitWeakness, WeakPoints
    from planner.scenario.reading import LoadedScenario

LOST = 0.01
"""How probably each asset is lost."""
TRIED_BY_PEER = 4
MOST_SINGLES_S = {False: 1.0, True: 10.0}
MOST_EXACT_S = 20.0
BESIDE = ("quang-ninh", "uong-bi")
"""The unit that relibmss is asked about."""


@dataclass(frozen=True)
class Timed:
    """What came out, and seconds of the processor."""

    found: Any
    cpu_s: float

    @classmethod
    def of(cls, work: Callable[[], object]) -> Timed:
        """Run once."""
        begun_s = time.process_time()
        found = work()
        return cls(found, time.process_time() - begun_s)


def asked(loaded: LoadedScenario, **more: Any) -> WeakPoints:
    """The weak points of every unit of a scenario."""
    scenario = loaded.scenario
    share = scenario.fuel_at_start.share
    return weak_points(loaded.province, loaded.requirements, scenario.horizon_h, share, **more)


def single_rows(name: str, loaded: LoadedScenario, *, large: bool) -> Iterator[Row]:
    """Every asset lost alone: in one pass, and one simulation after the other."""
    timed = [Timed.of(lambda: asked(loaded, largest=1)) for _ in range(3)]
    ours_s, found = min(each.cpu_s for each in timed), timed[0].found
    yield at_most(
        f"every single loss, {name} ({found.tried} assets)",
        ours_s,
        MOST_SINGLES_S[large],
        "s",
        ended=True,
    )
    names = sorted(assets(loaded.province))
    chosen = names[:: len(names) // TRIED_BY_PEER][:TRIED_BY_PEER]
    theirs_s = sum(Timed.of(lambda lost=lost: simulated(loaded, lost)).cpu_s for lost in chosen)  # type: ignore[misc]
    whole_s = theirs_s / TRIED_BY_PEER * found.tried
    yield Row(f"  simulated one by one ({TRIED_BY_PEER} timed, multiplied)", f"{whole_s:.0f} s")
    yield at_least("  one by one / in one pass", whole_s / ours_s, 100, "x")


def simulated(loaded: LoadedScenario, lost: str) -> list[Any]:
    """The verdicts with one asset lost from hour 0 for good."""
    horizon_h = loaded.scenario.horizon_h
    failure = Failure(horizon_h * 0, float("inf"), "removal", "trial")
    share = loaded.scenario.fuel_at_start.share
    ordeal = Ordeal(horizon_h, given={lost: (failure,)}, fuel_share=share)
    runs = {side: simulate(loaded.province, ordeal, side) for side in SIDES}
    rest = {side: run.in_service for side, run in runs.items()}
    return list(
        judge(Evidence(loaded.province, ordeal, runs, rest), loaded.requirements, explain=False)
    )


def exact_rows(name: str, timed: Timed) -> Iterator[Row]:
    """The exact probability of every unit, with the importance of every asset."""
    units: tuple[UnitWeakness, ...] = timed.found.units
    missing = sum(side.out_of_room is not None for unit in units for side in unit.sides.values())
    yield at_most(
        f"exact probability, {name} ({len(units)} units)",
        timed.cpu_s,
        MOST_EXACT_S,
        "s",
        ended=True,
    )
    yield Row("  units without room", f"{missing}", "0", missing == 0)


def peer_rows(loaded: LoadedScenario, unit_id: str, exact: Timed) -> Iterator[Row]:
    """The circuit of one unit given to relibmss, and what that would be for every unit and side."""
    try:
        import relibmss  # noqa: PLC0415 - the figures need it, the product does not
    except ImportError:
        yield Row("  relibmss", "not installed")
        return
    rule, chance = loaded.requirements[0], dict.fromkeys(assets(loaded.province), LOST)
    theirs = Timed.of(lambda: by_relibmss(relibmss, loaded, unit_id, chance))
    units: tuple[UnitWeakness, ...] = exact.found.units
    ours = next(u for u in units if (u.requirement.id, u.unit) == (rule.id, unit_id))
    whole_s = theirs.cpu_s * sum(side.holds for unit in units for side in unit.sides.values())
    yield Row(f"  relibmss, {unit_id} alone, one side", f"{theirs.cpu_s:.2f} s")
    yield Row("  relibmss, every unit and side (one timed, multiplied)", f"{whole_s:.0f} s")
    yield Row("  relibmss / ours", f"{whole_s / exact.cpu_s:.0f} x")
    mine = ours.sides["pessimistic"].probability
    apart = 1.0 if mine is None else abs(mine - theirs.found)
    yield Row("  difference of the two probabilities", f"{apart:.1e}", "≤ 1e-12", apart <= 1e-12)


def by_relibmss(
    relibmss: Any, loaded: LoadedScenario, unit_id: str, chance: dict[str, float]
) -> float:
    """How probably the unit breaks, by the circuit of lasting losses in another tool's diagrams."""
    horizon_h = loaded.scenario.horizon_h
    counting = Counting(loaded.province, loaded.requirements[0], horizon_h)
    unit = next(each for each in counting.units() if each.unit.id == unit_id)
    loss = lasting_loss(loaded.province, "pessimistic", unit.end_h)
    circuit, gates = loss.circuit, gates_of(loss, unit)
    context = relibmss.BSS()
    fails: dict[int, Any] = {}
    for gate in circuit.beneath(gates):
        if gate in circuit.names:
            fails[gate] = context.defvar(circuit.names[gate])
        else:
            join = context.Or if circuit.kinds[gate] == "all" else context.And
            fails[gate] = join([fails[each] for each in circuit.inputs[gate]])
    top = context.kofn(len(gates) - unit.needed + 1, [fails[gate] for gate in gates])
    known = {name: chance.get(name, LOST) for name in circuit.variables}
    return float(context.getbdd(top).prob(known))


def main(arguments: list[str]) -> int:
    """Measure; 1 when a floor is missed."""
    scenarios = {name: Path("scenarios", name, "yagi.yaml") for name in BUNDLED}
    if arguments:
        scenarios["3,000 sites"] = Path(arguments[0])
    rows: list[Row] = []
    for name, path in scenarios.items():
        loaded, large = load_scenario(path), name not in BUNDLED
        rows += [said(row) for row in single_rows(name, loaded, large=large)]
        if large:
            continue
        chances = [dict.fromkeys(assets(loaded.province), LOST)]
        exact = Timed.of(lambda asked_=loaded, given=chances: asked(asked_, chances=given))  # type: ignore[misc]
        rows += [said(row) for row in exact_rows(name, exact)]
        if name == BESIDE[0]:
            rows += [said(row) for row in peer_rows(loaded, BESIDE[1], exact)]
    return 1 if any(row.holds is False for row in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
