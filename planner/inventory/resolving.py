"""Ids: each exists once, and every reference finds what it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.foundation.diagnostics import nearest
from planner.foundation.names import is_id
from planner.foundation.text import Text
from planner.inventory.kinds import CALLED, DAMAGEABLE, FILES, NO_SUCH, A
from planner.inventory.office_records import OFFICE_SECTIONS
from planner.inventory.records import ASSET_SECTIONS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.inventory.draft import Draft, Entry

NAMESPACES = (ASSET_SECTIONS, ("operators",), ("districts",), ("communes",), tuple(OFFICE_SECTIONS))
MOST_SUGGESTIONS = 200
"""Looking for the nearest of 30,000 ids takes some milliseconds; a file with a whole column wrong
gets suggestions for this many of its ids."""


def check_ids(draft: Draft) -> None:
    """Find ids that exist twice, whatever their capitals, and ids that no file can be named after."""
    for sections in NAMESPACES:
        first: dict[str, Entry] = {}
        for section in sections:
            for entry in draft.entries[section]:
                id_ = entry.id
                if id_ is None:
                    continue
                if entry.record is not None and not is_id(id_):
                    _device_name(draft, entry, id_)
                known = first.setdefault(id_.casefold(), entry)
                if known is not entry:
                    _twice(draft, entry, known)
    for entry, record in draft.records("sites", "fiber_nodes", "command_posts", "warning_channels"):
        if record.generators is not None and len(record.generators) > 1:
            _check_generators(draft, entry, record.generators)


def _device_name(draft: Draft, entry: Entry, id_: str) -> None:
    draft.about(
        entry,
        "E116",
        ("id",),
        Text(vi=f"“{id_}” là tên thiết bị của Windows, không dùng làm mã được",
             en=f"`{id_}` is a device name of Windows and cannot be an id"),
        None,
        Text(vi=f"đổi thành mã khác, ví dụ “{id_}-1”", en=f"choose another, such as `{id_}-1`"),
    )


def _twice(draft: Draft, entry: Entry, first: Entry) -> None:
    place, id_, first_id = first.place("id"), entry.id, first.id
    what, other = CALLED[entry.section], CALLED[first.section]
    spelt = "" if id_ == first_id else f" “{first_id}”"
    spelt_en = "" if id_ == first_id else f" `{first_id}`"
    found = entry.finding(
        "E202",
        ("id",),
        Text(vi=f"mã {what.vi} “{id_}” đã có", en=f"the id `{id_}` of this {what.en} is taken"),
        Text(vi=f"{other.vi}{spelt} ở {place.path}:{place.line}",
             en=f"by the {other.en}{spelt_en} at {place.path}:{place.line}"),
        Text(vi="đổi một trong hai; chữ hoa, chữ thường không phân biệt",
             en="change one of the two; capitals make no difference"),
    )
    # Nobody can tell which of the two was meant, so neither may count as right.
    first.blame(found)
    draft.add(found)


def _check_generators(draft: Draft, entry: Entry, generators: Sequence[Any]) -> None:
    first: dict[str, int] = {}
    for index, generator in enumerate(generators):
        known = first.setdefault(generator.id.casefold(), index)
        if known != index:
            place = entry.place("generators", known, "id")
            draft.about(
                entry,
                "E202",
                ("generators", index, "id"),
                Text(vi=f"trạm có hai máy phát cùng mã “{generator.id}”",
                     en=f"two generators here have the id `{generator.id}`"),
                Text(vi=f"máy đầu ở dòng {place.line}", en=f"the first is on line {place.line}"),
                Text(vi="đổi một trong hai", en="change one of the two"),
            )


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """What a field refers to, and how that is said; compared by identity, as it is asked for often."""

    targets: tuple[str, ...]
    says: Text
    code: str = "E201"


IN_DISTRICT = Relation(("districts",), Text(vi="thuộc", en="is in"))
IN_COMMUNE = Relation(("communes",), Text(vi="thuộc", en="is in"))
OWNED = Relation(("operators",), Text(vi="là của", en="is owned by"))
CARRIES = Relation(("operators",), Text(vi="có", en="names"))
FED = Relation(("power_nodes",), Text(vi="lấy điện từ", en="is fed by"), "E203")
DROPS = Relation(("fiber_nodes",), Text(vi="có cáp quang tới", en="has a fiber drop to"))
HOPS = Relation(("sites", "fiber_nodes"), Text(vi="có chặng vi ba tới", en="has a hop to"))
ON_POLES = Relation(("lines",), Text(vi="đi trên cột của", en="hangs on the poles of"))
AT_RISK = Relation(("srlgs",), Text(vi="thuộc", en="is in"))
OF_COMMUNE = Relation(("communes",), Text(vi="nói về", en="speaks of"))
ON_NET = Relation(("radio_nets",), Text(vi="ở trên", en="is on"))
CONTROLLED = Relation(("command_posts",), Text(vi="do", en="is controlled by"))
TAKES_DOWN = Relation(("segments",), Text(vi="hạ ngầm", en="takes down"))
SERVED = Relation(("sites",), Text(vi="được phục vụ bởi", en="is served by"))
REPEATED = Relation(("sites",), Text(vi="chuyển tiếp qua", en="is repeated by"))
FIBER_END = Relation(("fiber_nodes",), Text(vi="nối vào", en="ends at"))
POWER_END = Relation(("power_nodes",), Text(vi="nối vào", en="ends at"))
ROAD_END = Relation(("road_nodes",), Text(vi="nối vào", en="ends at"), "E211")
REACHED = Relation(("road_nodes",), Text(vi="đi từ", en="is reached from"), "E211")
OF_OFFICE = Relation(("contacts",), Text(vi="nêu", en="names"))
DAMAGED = Relation(DAMAGEABLE, Text(vi="nói về", en="speaks of"))
AT_SITE = Relation(("sites",), Text(vi="ở", en="is at"))

Found = tuple[Relation, tuple[str | int, ...], str | None]


def check_references(draft: Draft) -> None:
    """Find references to ids that no record has."""
    Resolver(draft).run()


class Resolver:
    """All references of a province against all its ids."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.ids = {section: set(draft.ids(section)) for section in SECTIONS}
        self.near: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def run(self) -> None:
        """Check every reference of every record."""
        known = {
            relation: set().union(*(self.ids[section] for section in relation.targets))
            for relation in (IN_DISTRICT, IN_COMMUNE, OWNED, CARRIES, FED, DROPS, HOPS, ON_POLES,
                             AT_RISK, FIBER_END, POWER_END, OF_COMMUNE, ON_NET, CONTROLLED, REPEATED, SERVED,
                             ROAD_END, REACHED, OF_OFFICE, DAMAGED, AT_SITE, TAKES_DOWN)
        }
        for section, references in _REFERENCES.items():
            for entry in self.draft.entries[section]:
                if entry.record is None:
                    continue
                for relation, path, id_ in references(entry.record):
                    if id_ is not None and id_ not in known[relation]:
                        self._dangling(entry, relation, path, id_)

    def _dangling(
        self, entry: Entry, relation: Relation, path: tuple[str | int, ...], id_: str
    ) -> None:
        subject, target = CALLED[entry.section], A[relation.targets]
        elsewhere = next((section for section in SECTIONS if id_ in self.ids[section]), None)
        if elsewhere is not None:
            note = Text(vi=f"“{id_}” là {CALLED[elsewhere].vi}",
                        en=f"`{id_}` is {A[(elsewhere,)].en}")
        else:
            no_such = NO_SUCH[relation.targets]
            note = Text(vi=f"không {no_such.vi} nào có mã này", en=f"no {no_such.en} has this id")
        self.draft.about(
            entry,
            relation.code,
            path,
            Text(
                vi=f"{subject.vi} “{entry.id}” {relation.says.vi} {target.vi} mà tỉnh không có",
                en=f"{subject.en} `{entry.id}` {relation.says.en} {target.en} "
                "that the province does not have",
            ),
            note,
            self._remedy(relation, id_) if elsewhere is None else self._other_kind(relation, id_),
        )

    def _other_kind(self, relation: Relation, id_: str) -> Text:
        """What to do about an id that a record of another kind has: it cannot be added."""
        meant, kind = self._nearest(id_, relation.targets), NO_SUCH[relation.targets]
        if meant is not None:
            return Text(vi=f"có phải “{meant}”?", en=f"did you mean `{meant}`?")
        return Text(vi=f"ghi mã của một {kind.vi}", en=f"write the id of a {kind.en}")

    def _remedy(self, relation: Relation, id_: str) -> Text:
        meant, file = self._nearest(id_, relation.targets), self._file(relation.targets[0])
        if meant is None:
            return Text(vi=f"sửa mã, hoặc thêm “{id_}” vào {file}",
                        en=f"mend the id, or add `{id_}` to {file}")
        return Text(vi=f"có phải “{meant}”? hoặc thêm “{id_}” vào {file}",
                    en=f"did you mean `{meant}`? or add `{id_}` to {file}")

    def _nearest(self, id_: str, targets: tuple[str, ...]) -> str | None:
        key = (id_, targets)
        if key not in self.near:
            if len(self.near) >= MOST_SUGGESTIONS:
                return None
            candidates = sorted(set().union(*(self.ids[section] for section in targets)))
            self.near[key] = nearest(id_, candidates)
        return self.near[key]

    def _file(self, section: str) -> str:
        """The file in which records of a section stand, or the one where they would."""
        entries = self.draft.entries[section]
        return entries[0].document.shown_path if entries else FILES[section]


def _of_commune(commune: Any) -> Iterator[Found]:
    yield IN_DISTRICT, ("district",), commune.district


def _of_site(site: Any) -> Iterator[Found]:
    yield IN_DISTRICT, ("district",), site.district
    yield IN_COMMUNE, ("commune",), site.commune
    yield OWNED, ("owner",), site.owner
    yield FED, ("feed",), site.feed
    yield REACHED, ("road_node",), site.road_node
    for index, operator in enumerate(site.operators):
        yield CARRIES, ("operators", index), operator
    for index, generator in enumerate(site.generators or ()):
        yield CARRIES, ("generators", index, "operator"), generator.operator
    for index, drop in enumerate(site.backhaul.drops):
        yield DROPS, ("backhaul", "drops", index, "node"), drop.node
        yield ON_POLES, ("backhaul", "drops", index, "poles"), drop.poles
        yield CARRIES, ("backhaul", "drops", index, "operator"), drop.operator
        for at, srlg in enumerate(drop.srlgs):
            yield AT_RISK, ("backhaul", "drops", index, "srlgs", at), srlg
    for index, hop in enumerate(site.backhaul.hops):
        yield HOPS, ("backhaul", "hops", index, "to"), hop.to
        yield CARRIES, ("backhaul", "hops", index, "operator"), hop.operator
        for at, srlg in enumerate(hop.srlgs):
            yield AT_RISK, ("backhaul", "hops", index, "srlgs", at), srlg


def _of_fiber_node(node: Any) -> Iterator[Found]:
    yield IN_DISTRICT, ("district",), node.district
    yield OWNED, ("owner",), node.owner
    yield FED, ("feed",), node.feed
    yield REACHED, ("road_node",), node.road_node
    for index, generator in enumerate(node.generators or ()):
        yield CARRIES, ("generators", index, "operator"), generator.operator


def _of_span(span: Any, ends: Relation) -> Iterator[Found]:
    yield ends, ("from",), span.from_
    yield ends, ("to",), span.to
    yield OWNED, ("owner",), span.owner
    for index, srlg in enumerate(span.srlgs):
        yield AT_RISK, ("srlgs", index), srlg


def _of_segment(segment: Any) -> Iterator[Found]:
    yield from _of_span(segment, FIBER_END)
    yield ON_POLES, ("poles",), segment.poles


def _of_line(line: Any) -> Iterator[Found]:
    yield from _of_span(line, POWER_END)


def _of_power_node(node: Any) -> Iterator[Found]:
    yield IN_DISTRICT, ("district",), node.district
    yield OWNED, ("owner",), node.owner


def _of_command_post(post: Any) -> Iterator[Found]:
    yield IN_DISTRICT, ("district",), post.district
    yield IN_COMMUNE, ("commune",), post.commune
    yield from _of_generators(post)
    for index, means in enumerate(post.means):
        if isinstance(means, str):
            continue
        path = ("means", index)
        yield DROPS, (*path, "node"), means.node
        yield ON_POLES, (*path, "poles"), means.poles
        yield ON_NET, (*path, "net"), means.net
        for at, operator in enumerate(means.operators):
            yield CARRIES, (*path, "operators", at), operator
        for at, site in enumerate(means.served_by):
            yield SERVED, (*path, "served_by", at), site
        for at, srlg in enumerate(means.srlgs):
            yield AT_RISK, (*path, "srlgs", at), srlg


def _of_generators(record: Any) -> Iterator[Found]:
    yield FED, ("feed",), record.feed
    yield REACHED, ("road_node",), record.road_node
    for index, generator in enumerate(record.generators or ()):
        yield CARRIES, ("generators", index, "operator"), generator.operator


def _of_radio_net(net: Any) -> Iterator[Found]:
    yield CONTROLLED, ("control",), net.control
    for index, site in enumerate(net.repeaters):
        yield REPEATED, ("repeaters", index), site


def _of_warning_channel(channel: Any) -> Iterator[Found]:
    yield IN_COMMUNE, ("commune",), channel.commune
    for index, commune in enumerate(channel.communes):
        yield IN_COMMUNE, ("communes", index), commune
    yield DROPS, ("node",), channel.node
    for index, operator in enumerate(channel.operators):
        yield CARRIES, ("operators", index), operator
    for index, site in enumerate(channel.served_by):
        yield SERVED, ("served_by", index), site
    yield from _of_generators(channel)


def _of_population_point(point: Any) -> Iterator[Found]:
    yield IN_COMMUNE, ("commune",), point.commune
    for index, site in enumerate(point.served_by):
        yield SERVED, ("served_by", index), site


def _of_measurement(measured: Any) -> Iterator[Found]:
    yield OF_COMMUNE, ("commune",), measured.commune
    yield CARRIES, ("operator",), measured.operator


def _of_programme(programme: Any) -> Iterator[Found]:
    yield OWNED, ("owner",), programme.owner
    for index, segment in enumerate(programme.segments):
        yield TAKES_DOWN, ("segments", index), segment


def _of_agreement(agreement: Any) -> Iterator[Found]:
    for index, commune in enumerate(agreement.communes):
        yield OF_COMMUNE, ("communes", index), commune
    for index, operator in enumerate(agreement.operators):
        yield CARRIES, ("operators", index), operator


def _of_resource(resource: Any) -> Iterator[Found]:
    yield IN_DISTRICT, ("district",), resource.district
    yield OWNED, ("owner",), resource.owner
    yield REACHED, ("at",), resource.at


def _of_road_node(node: Any) -> Iterator[Found]:
    yield IN_DISTRICT, ("district",), node.district
    yield IN_COMMUNE, ("commune",), node.commune


def _of_route(route: Any) -> Iterator[Found]:
    yield ROAD_END, ("from",), route.from_
    yield ROAD_END, ("to",), route.to
    for index, srlg in enumerate(route.srlgs):
        yield AT_RISK, ("srlgs", index), srlg


def _of_office(record: Any) -> Iterator[Found]:
    """Whose a record of the office is, whom it names, and what it is about."""
    yield IN_DISTRICT, ("district",), record.district
    yield IN_COMMUNE, ("commune",), record.commune
    for key in ("contact", "press_contact"):
        yield OF_OFFICE, (key,), getattr(record, key, None)
    for key in ("who", "spokespersons"):
        for index, id_ in enumerate(getattr(record, key, ())):
            yield OF_OFFICE, (key, index), id_
    yield DAMAGED, ("asset",), getattr(record, "asset", None)
    yield AT_SITE, ("site",), getattr(record, "site", None)


_REFERENCES = {
    "communes": _of_commune,
    "sites": _of_site,
    "fiber_nodes": _of_fiber_node,
    "segments": _of_segment,
    "power_nodes": _of_power_node,
    "lines": _of_line,
    "command_posts": _of_command_post,
    "radio_nets": _of_radio_net,
    "warning_channels": _of_warning_channel,
    "population_points": _of_population_point,
    "cable_programmes": _of_programme,
    "roaming_agreements": _of_agreement,
    "coverage_measurements": _of_measurement,
    "resources": _of_resource,
    "road_nodes": _of_road_node,
    "roads": _of_route,
    "sea_routes": _of_route,
    **dict.fromkeys(OFFICE_SECTIONS, _of_office),
}
