"""How long cables are, and which of them join the nodes that everything hangs on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from planner.foundation.places import distance_km

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.inventory.records import Segment


def length_km(segment: Segment, province: Province) -> float | None:
    """Length along its route, km; None where an end was set aside."""
    try:
        ends = province.point(segment.from_), province.point(segment.to)
    except KeyError:
        return None
    route = [(float(lon), float(lat)) for lon, lat in segment.route]
    return sum(distance_km(*a, *b) for a, b in pairwise([ends[0], *route, ends[1]]))


def core_segments(province: Province) -> frozenset[str]:
    """The segments between gateways and hubs, joints on their way included.

    What is left when every cable that ends at a joint and leads nowhere else has been taken away, again and again.
    """
    at_node: dict[str, set[str]] = {}
    for segment in province.segments.values():
        for end in (segment.from_, segment.to):
            at_node.setdefault(end, set()).add(segment.id)
    active = {node.id for node in province.fiber_nodes.values() if node.role != "passive"}
    left = set(province.segments)
    ends = sorted(node for node, own in at_node.items() if len(own) == 1 and node not in active)
    while ends:
        node = ends.pop()
        for id_ in sorted(at_node[node] & left):
            left.discard(id_)
            segment = province.segments[id_]
            other = segment.to if segment.from_ == node else segment.from_
            at_node[other].discard(id_)
            if len(at_node[other]) == 1 and other not in active:
                ends.append(other)
    return frozenset(left)
