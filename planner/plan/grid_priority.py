"""What the power company should bring back first: by what goes dark when, and how much depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO, Intervals, outside, within
from planner.foundation.text import Text
from planner.plan.filters import both, same
from planner.plan.journeys import hardened_sites
from planner.plan.registers.register import Register, figure
from planner.plan.wording import joined_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.plan.filters import Clock
    from planner.scenario.run import Run

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Feeder:
    """A power node that loses the grid, and what hangs on it.

    `last_useful_h`: the first hour at which something on it is dark for good of its own batteries and tanks; None: its
    own supply lasts the horizon.
    """

    node: str
    district: str | None
    lost_h: Fraction
    back_h: Fraction | None
    last_useful_h: Fraction | None
    gateways: tuple[str, ...]
    nodes: tuple[str, ...]
    hardened: tuple[str, ...]
    posts: tuple[str, ...]
    hospitals: tuple[str, ...]

    @property
    def weight(self) -> tuple[int, ...]:
        """How much depends on it: gateways, hubs, then hardened stations with posts and hospitals."""
        lives = len(self.hardened) + len(self.posts) + len(self.hospitals)
        return (len(self.gateways), len(self.nodes), lives)


def feeders(run: Run) -> tuple[Feeder, ...]:
    """Every feeding node that loses the grid and on which something that counts hangs, the first to bring back first.

    What goes dark first comes first; of those that go dark in one hour, the one on which most depends.
    """
    province, run_ = run.loaded.province, run.pessimistic
    horizon_h = run.loaded.scenario.horizon_h
    hardened = set(hardened_sites(run))
    found = []
    for node_id, ids in sorted(hanging_on(run).items()):
        off = within(outside(run_.energised.get(node_id, ())), ZERO, horizon_h)
        if node_id in province.power_nodes and off:
            found.append(_feeder(run, node_id, ids, off, hardened))
    return tuple(sorted(found, key=_first))


def hanging_on(run: Run) -> dict[str, list[str]]:
    """The hardened stations, active fiber nodes and posts that hang on each feeding node."""
    province = run.loaded.province
    hanging: dict[str, list[str]] = {}
    for id_ in hardened_sites(run):
        hanging.setdefault(province.sites[id_].feed or "", []).append(id_)
    for id_, node in sorted(province.fiber_nodes.items()):
        if node.role != "passive":
            hanging.setdefault(node.feed or "", []).append(id_)
    for id_, post in sorted(province.command_posts.items()):
        hanging.setdefault(post.feed or "", []).append(id_)
    return hanging


def _first(each: Feeder) -> tuple[bool, Fraction, tuple[int, ...], str]:
    weight = tuple(-count for count in each.weight)
    return each.last_useful_h is None, each.last_useful_h or ZERO, weight, each.node


def _feeder(
    run: Run, node_id: str, ids: Iterable[str], off: Intervals, hardened: set[str]
) -> Feeder:
    province, plants = run.loaded.province, run.pessimistic.views[None].plants
    horizon_h = run.loaded.scenario.horizon_h
    listed = list(ids)
    dark = [
        lost[0][0]
        for id_ in listed
        if id_ in plants and (lost := within(outside(plants[id_].powered), off[0][0], horizon_h))
    ]
    nodes = [id_ for id_ in listed if id_ in province.fiber_nodes]
    posts = [id_ for id_ in listed if id_ in province.command_posts]
    end_h = off[0][1]
    return Feeder(
        node_id,
        province.power_nodes[node_id].district,
        off[0][0],
        None if end_h >= horizon_h or isinstance(end_h, float) else end_h,
        min(dark, default=None),
        tuple(id_ for id_ in nodes if province.fiber_nodes[id_].role == "gateway"),
        tuple(id_ for id_ in nodes if province.fiber_nodes[id_].role != "gateway"),
        tuple(id_ for id_ in listed if id_ in hardened),
        tuple(id_ for id_ in posts if province.command_posts[id_].kind != "hospital"),
        tuple(id_ for id_ in posts if province.command_posts[id_].kind == "hospital"),
    )


def grid_priority(run: Run, clock: Clock) -> Register:
    """The list for the power company, with the reason and the last useful hour."""
    province = run.loaded.province
    rows = []
    for number, each in enumerate(feeders(run), start=1):
        home = province.districts.get(each.district or "")
        rows.append(
            (
                figure(number, 0),
                same(each.node),
                same("–") if home is None else both(home.name),
                clock.show(each.lost_h),
                Text("trong kịch bản chưa có lại", "not back within the scenario")
                if each.back_h is None
                else clock.show(each.back_h),
                Text("tự chạy hết kịch bản", "lasts on its own")
                if each.last_useful_h is None
                else clock.show(each.last_useful_h),
                _reason(each),
            )
        )
    return Register(
        "grid-priority",
        Text("Ưu tiên cấp điện lưới", "Grid to bring back first"),
        (
            Text("TT", "No."),
            Text("Điểm cấp điện", "Feeding node"),
            Text("Địa bàn", "District"),
            Text("Mất điện từ", "Lost from"),
            Text("Có lại (kịch bản)", "Back (scenario)"),
            Text("Cần trước", "Wanted before"),
            Text("Lý do", "Reason"),
        ),
        tuple(rows),
        "><<<<<<",
    )


def _reason(each: Feeder) -> Text:
    return _counted(each.gateways, each.nodes, each.hardened, each.hospitals, each.posts)


def what_counts(ids: Sequence[str], province: Province) -> Text:
    """Stations, nodes and posts among these ids, by what they are."""
    nodes = [id_ for id_ in ids if id_ in province.fiber_nodes]
    posts = [id_ for id_ in ids if id_ in province.command_posts]
    return _counted(
        tuple(id_ for id_ in nodes if province.fiber_nodes[id_].role == "gateway"),
        tuple(id_ for id_ in nodes if province.fiber_nodes[id_].role != "gateway"),
        tuple(id_ for id_ in ids if id_ in province.sites),
        tuple(id_ for id_ in posts if province.command_posts[id_].kind == "hospital"),
        tuple(id_ for id_ in posts if province.command_posts[id_].kind != "hospital"),
    )


def _counted(*groups: tuple[str, ...]) -> Text:
    parts = [_listed(ids, *words) for ids, words in zip(groups, _COUNTED, strict=True) if ids]
    return joined_texts("; ", parts)


_COUNTED = (
    ("cổng ra mạng lõi", "gateway"),
    ("nút cáp quang", "fiber node"),
    ("trạm kiên cố", "hardened station"),
    ("bệnh viện", "hospital"),
    ("điểm chỉ huy", "command post"),
)


def _listed(ids: tuple[str, ...], vi: str, en: str) -> Text:
    names = ", ".join(ids[:MOST_NAMED]) + (" …" if len(ids) > MOST_NAMED else "")
    plural = en if len(ids) == 1 else f"{en}s"
    return Text(vi=f"{len(ids)} {vi} ({names})", en=f"{len(ids)} {plural} ({names})")
