"""Chains of causes as sentences, each with the places in the files that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import Clock, hours, more_than, number, same
from planner.plan.names import asset_name, datum_name, verb_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from planner.foundation.diagnostics import Place
    from planner.inventory.province import Province
    from planner.simulation.causes import Link, LinkKind


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One cause of a chain, down to its leaves, and where in the files it stands."""

    words: Text
    places: tuple[Place, ...]


def sentence(link: Link, province: Province, clock: Clock) -> Text:
    """The whole chain as one sentence: `CT-05 mất 08/9 07:10: hết ắc quy sau 4 h; …`."""
    return _Teller(province, clock).whole(link)


def chain_lines(link: Link, province: Province, start: datetime) -> tuple[ChainLine, ...]:
    """The chain in lines: its head with the first cause, then one line for each further cause.

    Joined by `; ` they are the sentence.
    """
    teller = _Teller(province, Clock(start))
    causes = link.because or (link,)
    lines = [ChainLine(teller.told(cause, link), places_of(cause, province)) for cause in causes]
    first = lines[0]
    words = teller.joined(link, first.words)
    places = _once((*place_of(link.subject, province), *first.places))
    return (ChainLine(words, places), *lines[1:])


def places_of(link: Link, province: Province) -> tuple[Place, ...]:
    """Where the records stand that a chain speaks of, each once, in the order of the chain."""
    found = list(place_of(link.subject, province))
    if link.by:
        found += place_of(link.by, province)
    for cause in link.because:
        found += places_of(cause, province)
    return _once(found)


def _once(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(places))


_SECTIONS = (
    "sites", "fiber_nodes", "segments", "power_nodes", "lines", "srlgs",
    "command_posts", "warning_channels",
)


def place_of(asset: str, province: Province) -> tuple[Place, ...]:
    """The place of an asset, of the part that is nearest to it, or of the record it belongs to."""
    asset = asset.split(".", 1)[0]
    parts = asset.split("/")
    for length in range(len(parts), 0, -1):
        name = "/".join(parts[:length])
        for section in _SECTIONS:
            place = province.places.get(f"{section}/{name}")
            if place is not None:
                return (place,)
    return ()


def joined_texts(between: str, parts: Sequence[Text]) -> Text:
    """Texts one after the other, with `between` in between, in both languages."""
    return Text(
        vi=between.join(part.vi for part in parts), en=between.join(part.en for part in parts)
    )


def _glued(between: str, *parts: Text) -> Text:
    return joined_texts(between, parts)


_WEATHER: frozenset[LinkKind] = frozenset(
    ("gust", "flood", "ground", "gust-drawn", "flood-drawn")
)
_LEAVES: frozenset[LinkKind] = _WEATHER | frozenset(
    ("removed", "power-cut", "risk-group", "poles", "not-surveyed", "set-aside", "too-windy")
)
# What was so from the start has no hour of its own.
_WITHOUT_TIME: frozenset[LinkKind] = _LEAVES | {
    "no-battery",
    "no-generator",
    "backhaul-missing",
    "dark",
}


def _because(own: Text, told: Text, leaf: Link, *, timed: bool) -> Text:
    """A link and its leaf: wind and water are the reason (`vì`), unless an hour stands between."""
    if leaf.kind in _WEATHER and not timed:
        return Text(vi=f"{own.vi} vì {told.vi}", en=f"{own.en}: {told.en}")
    return _glued(": ", own, told)


class _Teller:
    """Tells the links of one province's chains on one clock."""

    def __init__(self, province: Province, clock: Clock) -> None:
        self.province = province
        self.clock = clock

    def whole(self, link: Link) -> Text:
        """Head, then every cause."""
        causes = link.because or (link,)
        told = [self.told(cause, link) for cause in causes]
        return self.joined(link, _glued("; ", *told))

    def joined(self, link: Link, causes: Text) -> Text:
        """The head and what follows from it: `do` before a named asset, a colon otherwise."""
        head = self.head(link)
        if len(link.because) == 1 and link.kind != "dark" and link.because[0].kind not in _LEAVES:
            return Text(vi=f"{head.vi} do {causes.vi}", en=f"{head.en} because {causes.en}")
        if len(link.because) == 1 and link.kind != "dark":
            return _because(head, causes, link.because[0], timed=False)
        return _glued(": ", head, causes)

    def head(self, link: Link) -> Text:
        """What is out of service, and since when."""
        when = self.clock.show(link.since_h)
        site = link.subject.split("/", 1)[0]
        lost = Text(vi=f"{site} mất {when.vi}", en=f"{site} out since {when.en}")
        if link.kind == "dark" or not link.because:
            return lost
        return _glued(": ", lost, self._own(link))

    def told(self, link: Link, parent: Link, depth: int = 0) -> Text:
        """One link with all that it follows from."""
        own = self._own(link)
        timed = link.kind not in _WITHOUT_TIME and link.since_h != parent.since_h
        if timed:
            own = _glued(" ", own, self.clock.show(link.since_h))
        causes = link.because
        if not causes:
            return own
        told = [self.told(cause, link, depth + 1) for cause in causes]
        if len(told) > 1:
            # A list within a list needs its brackets, or nobody knows where it ends.
            inside = _glued("; ", *told)
            opening, closing = ("(", ")") if depth == 0 else ("[", "]")
            return Text(
                vi=f"{own.vi} {opening}{inside.vi}{closing}",
                en=f"{own.en} {opening}{inside.en}{closing}",
            )
        if causes[0].kind in _LEAVES:
            return _because(own, told[0], causes[0], timed=timed)
        return Text(vi=f"{own.vi} do {told[0].vi}", en=f"{own.en} because {told[0].en}")

    def _own(self, link: Link) -> Text:
        return _OWN[link.kind](link, self.province)


def _asset_failed(link: Link, province: Province) -> Text:
    name, verb = asset_name(link.subject, province), verb_of(link.subject, province)
    return _glued(" ", name, verb)


def _generator(vi: str, en: str) -> Callable[[Link, Province], Text]:
    def told(link: Link, province: Province) -> Text:
        name = asset_name(link.subject, province)
        after = Text("", "")
        if link.kind in {"tank-empty", "generator-stopped"} and link.amount:
            after = _after(link.amount)
        return Text(vi=f"{name.vi} {vi}{after.vi}", en=f"{name.en} {en}{after.en}")

    return told


def _stopped(link: Link, province: Province) -> Text:
    if not link.amount:
        return _generator("không khởi động được", "did not start")(link, province)
    return _generator("tự dừng (hỏng máy)", "broke down")(link, province)


def _after(amount_h: float) -> Text:
    return Text(vi=f" sau {hours(amount_h, 'vi')}", en=f" after {hours(amount_h, 'en')}")


def _battery_empty(link: Link, province: Province) -> Text:
    del province
    after = _after(link.amount) if link.amount else Text("", "")
    return Text(vi=f"hết ắc quy{after.vi}", en=f"battery empty{after.en}")


def _fixed(vi: str, en: str) -> Callable[[Link, Province], Text]:
    words = Text(vi=vi, en=en)

    def told(link: Link, province: Province) -> Text:
        del link, province
        return words

    return told


def _derated(link: Link, province: Province) -> Text:
    del province
    # Said of the site itself and of a relay on its way alike, so it names the site.
    return Text(vi=f"{link.subject} hạ tải chủ động", en=f"{link.subject} derated on purpose")


def _vertex_dark(link: Link, province: Province) -> Text:
    name = asset_name(link.subject, province)
    return Text(vi=f"{name.vi} mất điện", en=f"{name.en} has no power")


def _gust(link: Link, province: Province) -> Text:
    del province
    if link.amount is None:
        return Text(vi="gió giật vượt sức chịu", en="gust beyond what it withstands")
    if link.limit is None:
        return Text(
            vi=f"gió giật {number(link.amount, 'vi')} m/s",
            en=f"gust {number(link.amount, 'en')} m/s",
        )
    vi, en = more_than(link.amount, link.limit, "vi"), more_than(link.amount, link.limit, "en")
    if vi[0] == vi[1]:
        # The instant of failure itself: the gust has just reached the design wind.
        return Text(
            vi=f"gió giật vượt thiết kế {vi[1]} m/s", en=f"gust passes the design {en[1]} m/s"
        )
    return Text(
        vi=f"gió giật {vi[0]} m/s > thiết kế {vi[1]} m/s",
        en=f"gust {en[0]} m/s > design {en[1]} m/s",
    )


def _gust_drawn(link: Link, province: Province) -> Text:
    del province
    if link.amount is None or link.limit is None:
        return Text(vi="gió giật vượt sức chịu", en="gust beyond what it withstands")
    vi, en = more_than(link.amount, link.limit, "vi"), more_than(link.amount, link.limit, "en")
    return Text(
        vi=f"gió giật đến {vi[0]} m/s, mẫu này rút sức chịu {vi[1]} m/s",
        en=f"gust up to {en[0]} m/s, and this sample drew {en[1]} m/s for what it withstands",
    )


def _flood_drawn(link: Link, province: Province) -> Text:
    del province
    depth = link.amount or 0.0
    return Text(
        vi=f"ngập {number(depth, 'vi')} m, hỏng trong mẫu này",
        en=f"water {number(depth, 'en')} m, which broke it in this sample",
    )


def _flood(link: Link, province: Province) -> Text:
    del province
    if link.amount is None:
        return Text(vi="ngập quá sàn", en="flooded above the floor")
    if link.limit is None:
        return Text(
            vi=f"ngập {number(link.amount, 'vi')} m", en=f"water {number(link.amount, 'en')} m"
        )
    vi, en = more_than(link.amount, link.limit, "vi"), more_than(link.amount, link.limit, "en")
    if vi[0] == vi[1]:
        return Text(vi=f"nước vượt sàn {vi[1]} m", en=f"water passes the floor {en[1]} m")
    return Text(vi=f"ngập {vi[0]} m > sàn {vi[1]} m", en=f"water {en[0]} m > floor {en[1]} m")


def _risk_group(link: Link, province: Province) -> Text:
    name = asset_name(link.by, province)
    return Text(vi=f"hỏng cùng {name.vi}", en=f"lost with {name.en}")


def _poles(link: Link, province: Province) -> Text:
    name = asset_name(link.by, province)
    return Text(
        vi=f"treo trên cột của {name.vi}, gió vượt sức chịu của cột",
        en=f"hangs on the poles of {name.en}, and the wind exceeds what they withstand",
    )


def _removed(link: Link, province: Province) -> Text:
    del province
    by = f" ({link.by})" if link.by else ""
    return Text(vi=f"kịch bản giả định mất{by}", en=f"removed by the scenario{by}")


def _not_surveyed(link: Link, province: Province) -> Text:
    datum = datum_name(link.by or link.subject, province)
    return Text(
        vi=f"chưa khảo sát {datum.vi}, tính theo hướng xấu",
        en=f"{datum.en} not surveyed, taken at its worst",
    )


def _set_aside(link: Link, province: Province) -> Text:
    del province
    by = same(link.by or link.subject)
    return Text(
        vi=f"bản ghi {by.vi} có lỗi, đang để riêng",
        en=f"record {by.en} has errors and is set aside",
    )


def _too_windy(link: Link, province: Province) -> Text:
    del province
    amount = link.amount or 0.0
    return Text(
        vi=f"gió giật từ {number(amount, 'vi')} m/s, không ai làm việc ngoài trời",
        en=f"gusts from {number(amount, 'en')} m/s on, nobody works outdoors",
    )


_OWN: dict[LinkKind, Callable[[Link, Province], Text]] = {
    "mast-failed": _fixed("đổ cột", "mast down"),
    "equipment-failed": _fixed("hỏng thiết bị", "equipment lost"),
    "derated": _derated,
    "dark": _fixed("mất nguồn", "no power"),
    "no-backhaul": _fixed("mất truyền dẫn", "no backhaul"),
    "backhaul-missing": _fixed(
        "hồ sơ không có đường truyền dẫn nào về cổng", "the inventory gives it no way to a gateway"
    ),
    "grid-lost": _fixed("mất điện lưới", "grid lost"),
    "battery-empty": _battery_empty,
    "no-battery": _fixed("không có ắc quy", "no battery"),
    "tank-empty": _generator("hết dầu", "out of fuel"),
    "no-generator": _fixed("không có máy phát", "no generator"),
    "generator-failed": _generator("hỏng", "failed"),
    "generator-stopped": _stopped,
    "generator-left": _generator("đã chuyển đi", "has left"),
    "generator-waits-for-fuel": _generator("đã sửa nhưng chưa có dầu", "mended but without fuel"),
    "asset-failed": _asset_failed,
    "node-dark": _vertex_dark,
    "site-dark": _vertex_dark,
    "removed": _removed,
    "power-cut": _fixed("cắt điện chủ động", "planned power cut"),
    "gust": _gust,
    "flood": _flood,
    "ground": _fixed("sạt lở đất", "landslide"),
    "gust-drawn": _gust_drawn,
    "flood-drawn": _flood_drawn,
    "risk-group": _risk_group,
    "poles": _poles,
    "not-surveyed": _not_surveyed,
    "set-aside": _set_aside,
    "too-windy": _too_windy,
}
