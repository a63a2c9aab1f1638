"""A chain of causes: what happened, to what, when, and because of what, down to the storm or the inventory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fractions import Fraction

LinkKind = Literal[
    "mast-failed",
    "equipment-failed",
    "derated",
    "dark",
    "no-backhaul",
    "backhaul-missing",
    "grid-lost",
    "battery-empty",
    "no-battery",
    "tank-empty",
    "no-generator",
    "generator-failed",
    "generator-stopped",
    "generator-left",
    "generator-waits-for-fuel",
    "asset-failed",
    "node-dark",
    "site-dark",
    "removed",
    "power-cut",
    "gust",
    "flood",
    "ground",
    "gust-drawn",
    "flood-drawn",
    "risk-group",
    "poles",
    "not-surveyed",
    "set-aside",
    "too-windy",
]
"""
mast-failed, equipment-failed, derated, dark, no-backhaul: why a site is out of service.
backhaul-missing: the inventory gives the site no way to a gateway even with nothing failed.
grid-lost, battery-empty, no-battery, tank-empty, no-generator, generator-*: why a site or node is dark.
asset-failed: a span, node, line that has failed; node-dark, site-dark: a vertex on the way that has no power.
removed, power-cut, gust, flood, ground, risk-group, poles: why an asset failed; the leaves.
gust-drawn, flood-drawn: leaves where a sample was drawn: the limit of a gust is what the asset was drawn to stand.
too-windy: why nobody works outdoors; the amount is the gust from which they do not.
not-surveyed, set-aside: leaves that rest on a missing datum.
"""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain.

    Attributes
    ----------
    subject
        Id of the asset, site or node the link speaks of.
    since_h
        Exact hour at which it began.
    amount, limit
        What was felt or used against what it stands: m/s, m, hours; by `kind`.
    by
        Id of the storm, footprint, action, risk group or line that did it; or the datum that is missing.
    because
        What it follows from; empty at a leaf.
    """

    kind: LinkKind
    subject: str
    since_h: Fraction
    amount: float | None = None
    limit: float | None = None
    by: str = ""
    because: tuple[Link, ...] = ()

    def leaves(self) -> tuple[Link, ...]:
        """The ends of the chain, in order: the storm, an action, or the inventory."""
        if not self.because:
            return (self,)
        return tuple(leaf for link in self.because for leaf in link.leaves())
