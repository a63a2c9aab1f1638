"""Many random worlds, and what they were like: agreement on dull worlds proves nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.oracle.comparing import compared
from tests.oracle.dump import dump
from tests.oracle.worlds import seeded_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.oracle.world import World

FEATURES = {
    "repair": "a repair ended a cause of failure",
    "refuel": "a refuel brought fuel into a tank",
    "two generators": "two generators of one place ran",
    "mended generator": "a generator that had failed ran again",
    "mobile generator": "a mobile generator ran",
    "relay": "a site was served over another site",
    "satellite": "a site was served by its dish alone",
    "derate": "a derated mast stood, or a derated site did not serve",
    "srlg": "a risk group took a member",
    "missing datum": "the two sides differ in who is in service",
    "operator-named": "two operators on one site were not served alike",
    "poles": "a cable fell with the poles of a power line",
    "footprint": "a footprint broke something",
    "set aside": "a record was not legible",
    "cut off": "fuel or a generator did not get through",
    "recharge": "a battery was charged again",
    "before hour 0": "wind that began before hour 0 had broken something by then",
    "inside": "what lies inside a polygon was lost",
}
"""What counts as having had a feature: it acted, not merely stood there."""
LEAST_SHARE = 0.10
HOLDING_SHARE = (0.30, 0.70)


@dataclass
class Campaign:
    """What came of many worlds."""

    worlds: int = 0
    features: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    at_rest: Counter[str] = field(default_factory=Counter)
    failing: dict[str, list[str]] = field(default_factory=dict)
    make: Callable[[int | str], World] = seeded_world
    meanings: Mapping[str, str] = field(default_factory=lambda: FEATURES)
    """The features that are looked for, and what each means."""

    @property
    def holding(self) -> float:
        """The share of verdicts that held."""
        return self.outcomes["holds"] / max(1, self.outcomes.total())

    @property
    def rare(self) -> list[str]:
        """Features that acted in too few worlds."""
        return [name for name in self.meanings if self.features[name] < LEAST_SHARE * self.worlds]

    def table(self) -> str:
        """The features, the outcomes and the disagreements, a line each."""
        lines = [f"{self.worlds} worlds, {len(self.failing)} on which oracle and planner differ"]
        lines += [
            f"  {name:18}{self.features[name] / max(1, self.worlds):6.1%}  {meaning}"
            for name, meaning in self.meanings.items()
        ]
        for title, counts in (("under the storm", self.outcomes), ("at rest", self.at_rest)):
            shares = ", ".join(
                f"{name} {counts[name] / max(1, counts.total()):.1%}" for name in sorted(counts)
            )
            lines.append(f"  verdicts {title}: {shares}")
        return "\n".join(lines)

    def report(self, most: int = 3) -> str:
        """The first failing worlds: seed, differences, and the whole world."""
        parts = []
        for seed, differences in list(self.failing.items())[:most]:
            shown = "\n".join(f"    {line}" for line in differences[:12])
            parts.append(
                f"seed {seed}: {len(differences)} differences\n{shown}\n{dump(self.make(seed))}"
            )
        return "\n\n".join(parts)


def campaign(
    seeds: Iterable[int], make: Callable[[int | str], World] = seeded_world
) -> Campaign:
    """Run the worlds of the seeds through the oracle and the planner."""
    result = Campaign(make=make)
    for seed in seeds:
        world = make(seed)
        answer, differences = compared(world)
        result.worlds += 1
        result.features.update(answer.features)
        result.outcomes.update(unit.outcome for unit in answer.units.values())
        result.at_rest.update(unit.at_rest for unit in answer.units.values())
        if differences:
            result.failing[str(seed)] = differences
    return result
