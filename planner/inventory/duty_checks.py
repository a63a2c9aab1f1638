"""What planners get wrong about command posts, warning channels and people, and what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text

if TYPE_CHECKING:
    from planner.inventory.draft import Draft, Entry

_RADIOS = ("vhf", "uhf", "hf")
_TESTED = ("satellite-phone", "vsat", *_RADIOS)
_PUBLIC = ("public-mobile", "fiber")
_NEEDS_POWER = ("loudspeakers", "siren", "radio", "television")
_OF_KINDS = (
    ("node", ("fiber",)),
    ("net", _RADIOS),
    ("operators", ("public-mobile",)),
    ("served_by", ("public-mobile",)),
    ("sky_view", ("satellite-phone", "vsat")),
    ("subscription_until", ("satellite-phone", "vsat")),
)
"""Fields that only some kinds of means have: another kind would ignore them without a word."""
DIFFERENCE = 0.2
"""Two shares of one commune and operator that differ by more than this are told about."""


def check_duties(draft: Draft) -> None:
    """Find what is wrong with posts, channels, points and measurements, each record by itself and together."""
    _check_posts(draft)
    for entry, channel in draft.records("warning_channels"):
        _check_power(draft, entry, channel)
    _check_people(draft)
    _check_measurements(draft)


def _check_posts(draft: Draft) -> None:
    nets = {net.id: net for _, net in draft.records("radio_nets")}
    numbers: dict[str, Entry] = {}
    for entry, post in draft.records("command_posts"):
        seen: dict[str, int] = {}
        for index, means in enumerate(post.means):
            word = isinstance(means, str)
            id_, kind = (means, means) if word else (means.id, means.kind)
            first = seen.setdefault(id_.casefold(), index)
            if first != index:
                _twice_here(draft, entry, index, id_, word=word)
            if word:
                _untested(draft, entry, index, id_, kind, tested=False)
                continue
            _untested(draft, entry, index, id_, kind, tested=means.last_tested is not None)
            _misfits(draft, entry, index, means, nets)
            if means.number is not None:
                _one_holder(draft, entry, index, means.number, numbers)
        _only_public(draft, entry, post)


def _twice_here(draft: Draft, entry: Entry, index: int, id_: str, *, word: bool) -> None:
    if word:
        fact = Text(vi=f"phương tiện “{id_}” được ghi hai lần", en=f"the means `{id_}` is listed twice")
        remedy = Text(vi="xoá một, hoặc ghi hai máy với hai mã", en="delete one, or give each set its id")
        draft.about(entry, "W572", ("means", index), fact, None, remedy)
        return
    draft.about(
        entry,
        "E209",
        ("means", index, "id"),
        Text(vi=f"điểm “{entry.id}” có hai phương tiện cùng mã “{id_}”",
             en=f"post `{entry.id}` has two means with the id `{id_}`"),
        None,
        Text(vi="đổi một trong hai mã", en="change one of the two"),
    )


def _untested(
    draft: Draft, entry: Entry, index: int, id_: str, kind: str, *, tested: bool
) -> None:
    if kind in _TESTED and not tested:
        draft.about(
            entry,
            "W570",
            ("means", index),
            Text(vi=f"phương tiện “{id_}” của điểm “{entry.id}” không ghi ngày thử",
                 en=f"the means `{id_}` of post `{entry.id}` has no test date"),
            None,
            Text(vi="thử máy rồi ghi “last_tested: …”", en="test it and write `last_tested: …`"),
        )


def _misfits(
    draft: Draft, entry: Entry, index: int, means: Any, nets: dict[str, Any]
) -> None:
    for key, kinds in _OF_KINDS:
        if getattr(means, key) not in {None, ()} and means.kind not in kinds:
            draft.about(
                entry,
                "E210",
                ("means", index, key),
                Text(vi=f"“{means.kind}” không có “{key}”", en=f"a `{means.kind}` has no `{key}`"),
                None,
                Text(vi=f"xoá “{key}”, hoặc ghi kind: {kinds[0]}",
                     en=f"delete `{key}`, or write `kind: {kinds[0]}`"),
            )
    net = nets.get(means.net or "")
    if net is not None and means.kind in _RADIOS and net.band != means.kind:
        draft.about(
            entry,
            "E210",
            ("means", index, "net"),
            Text(vi=f"mạng “{net.id}” là {net.band}, còn máy là {means.kind}",
                 en=f"the net `{net.id}` is {net.band}, and the set is {means.kind}"),
            None,
            Text(vi="ghi mạng cùng dải tần", en="name a net of the same band"),
        )


def _one_holder(
    draft: Draft, entry: Entry, index: int, number: str, numbers: dict[str, Entry]
) -> None:
    first = numbers.setdefault(number.replace(" ", "").casefold(), entry)
    if first is not entry:
        draft.about(
            entry,
            "W572",
            ("means", index, "number"),
            Text(vi=f"số máy “{number}” đã ghi ở điểm “{first.id}”",
                 en=f"the number `{number}` is already at post `{first.id}`"),
            None,
            Text(vi="một máy chỉ ở một chỗ: sửa số, hoặc xoá một mục",
                 en="one set is in one place: mend the number, or delete one"),
        )


def _only_public(draft: Draft, entry: Entry, post: Any) -> None:
    kinds = {means if isinstance(means, str) else means.kind for means in post.means}
    if kinds and kinds <= {*_PUBLIC, "courier"}:
        draft.about(
            entry,
            "W573",
            ("means",),
            Text(vi=f"điểm “{entry.id}” chỉ có phương tiện của mạng công cộng",
                 en=f"post `{entry.id}` has only means of the public networks"),
            None,
            Text(vi="thêm điện thoại vệ tinh, VSAT hoặc bộ đàm",
                 en="add a satellite phone, VSAT or a radio"),
        )


def _check_power(draft: Draft, entry: Entry, channel: Any) -> None:
    if channel.kind not in _NEEDS_POWER or channel.needs_grid is False:
        return
    if channel.feed is None and not channel.battery_h and not channel.generators:
        draft.about(
            entry,
            "W571",
            ("id",),
            Text(vi=f"kênh “{entry.id}” cần điện mà không ghi nguồn điện nào",
                 en=f"channel `{entry.id}` needs power and names no source of it"),
            None,
            Text(vi="ghi feed, battery_h hoặc generators; nếu không cần điện: needs_grid: false",
                 en="write `feed`, `battery_h` or `generators`; if it needs none, `needs_grid: false`"),
        )


def _check_people(draft: Draft) -> None:
    """Find communes whose points hold more people than they have."""
    people: dict[str, int] = {}
    for entry, point in draft.records("population_points"):
        if point.signal_before is False and point.served_by:
            _dead_and_served(draft, entry)
    last: dict[str, Entry] = {}
    for entry, point in draft.records("population_points"):
        people[point.commune] = people.get(point.commune, 0) + point.population
        last[point.commune] = entry
    for _, commune in draft.records("communes"):
        told = people.get(commune.id, 0)
        if commune.population is not None and told > commune.population:
            draft.about(
                last[commune.id],
                "W574",
                ("population",),
                Text(vi=f"các điểm dân cư của “{commune.id}” có {told} người, cả xã có "
                        f"{commune.population}",
                     en=f"the points of `{commune.id}` hold {told} people, and the commune has "
                        f"{commune.population}"),
                None,
                Text(vi="sửa dân số của điểm hoặc của xã", en="mend a point's or the commune's people"),
            )


def _dead_and_served(draft: Draft, entry: Entry) -> None:
    draft.about(
        entry,
        "W611",
        ("served_by",),
        Text(vi=f"“{entry.id}” ghi là lõm sóng từ trước mà lại có trạm phục vụ",
             en=f"`{entry.id}` had no signal before the storm, and yet sites serve it"),
        None,
        Text(vi="giữ một trong hai: signal_before: false, hoặc served_by; đang coi là lõm sóng",
             en="keep one of the two, `signal_before: false` or `served_by`; it counts as a dead spot"),
    )


def _check_measurements(draft: Draft) -> None:
    """Find two reports on one commune and operator that differ widely."""
    first: dict[tuple[str, str], tuple[Entry, Any]] = {}
    for entry, told in draft.records("coverage_measurements"):
        known, other = first.setdefault((told.commune, told.operator), (entry, told))
        mine, theirs = told.people_share, other.people_share
        if known is entry or mine is None or theirs is None or abs(mine - theirs) <= DIFFERENCE:
            continue
        draft.about(
            entry,
            "W575",
            ("people_share",),
            Text(vi=f"“{entry.id}” và “{known.id}” báo vùng phủ khác nhau: {mine:g} và {theirs:g}"
                    .replace(".", ","),
                 en=f"`{entry.id}` and `{known.id}` report different coverage: {mine:g} and {theirs:g}"),
            None,
            Text(vi="cả hai được giữ; hỏi lại và ghi ngày đo", en="both are kept; ask, and write the day"),
        )
