"""What cannot be, in a province whose every record is well formed by itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text
from planner.inventory.duty_checks import check_duties
from planner.inventory.kinds import CALLED
from planner.inventory.measure_checks import check_measures
from planner.inventory.office_checks import check_office
from planner.inventory.surveyed import check_surveyed
from planner.inventory.travel_checks import check_travel
from planner.inventory.twins import check_twins
from planner.inventory.wording_checks import check_wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.foundation.diagnostics import Finding
    from planner.inventory.draft import Draft, Entry

AUTONOMY_TOLERANCE = 0.1
"""A declared autonomy may differ from the computed one by this share before it is a warning."""


def check_everything(draft: Draft) -> None:
    """Find feeds that are missing, loops, impossible relations and what a planner should look at."""
    for entry, record in draft.records("sites"):
        _check_feed(draft, entry, record)
        _check_site(draft, entry, record)
    for entry, record in draft.records("fiber_nodes"):
        if record.role != "passive":
            _check_feed(draft, entry, record)
    for entry, record in draft.records("segments", "lines"):
        _check_span(draft, entry, record)
    _check_communes(draft)
    _check_roots(draft)
    _check_risk_groups(draft)
    check_twins(draft)
    check_duties(draft)
    check_travel(draft)
    check_office(draft)
    check_measures(draft)
    check_surveyed(draft)
    check_wording(draft)


def _check_feed(draft: Draft, entry: Entry, record: Any) -> None:
    what = CALLED[entry.section]
    if record.feed is None:
        draft.about(
            entry,
            "E203",
            (),
            Text(vi=f"{what.vi} “{entry.id}” không có gì cấp điện",
                 en=f"{what.en} `{entry.id}` is fed by nothing"),
            None,
            Text(vi="thêm “feed: …” với mã nút điện cấp cho nó",
                 en="add `feed: …` with the power node that feeds it"),
        )
    elif record.service_drop is None:
        draft.about(
            entry,
            "E111",
            (),
            Text(vi=f"thiếu trường “service_drop” của {what.vi} “{entry.id}”",
                 en=f"the field `service_drop` of {what.en} `{entry.id}` is missing"),
            None,
            Text(vi="thêm “service_drop: {mounting: aerial}” (hoặc buried, duct): dây điện vào trạm",
                 en="add `service_drop: {mounting: aerial}` (or buried, duct): the last span of "
                    "power line"),
        )


def _check_site(draft: Draft, entry: Entry, site: Any) -> None:
    drops, hops = site.backhaul.drops, site.backhaul.hops
    _once(draft, entry, ("operators",), site.operators, "")
    _once(draft, entry, ("technologies",), site.technologies, "")
    _once(draft, entry, ("backhaul", "drops"), [drop.node for drop in drops], "node")
    _once(draft, entry, ("backhaul", "hops"), [hop.to for hop in hops], "to")
    for index, drop in enumerate(drops):
        path = ("backhaul", "drops", index)
        if drop.poles is not None and drop.mounting != "aerial":
            _poles_underground(draft, entry, (*path, "poles"), drop.mounting)
        _its_operator(draft, entry, site, (*path, "operator"), drop.operator)
        _once(draft, entry, (*path, "srlgs"), drop.srlgs, "")
    for index, hop in enumerate(hops):
        path = ("backhaul", "hops", index)
        if hop.to == site.id:
            draft.about(
                entry,
                "E204",
                (*path, "to"),
                Text(vi=f"trạm “{site.id}” có chặng vi ba tới chính nó",
                     en=f"site `{site.id}` has a hop to itself"),
                None,
                Text(vi="ghi mã trạm hoặc nút ở đầu kia", en="write the site or node at its far end"),
            )
        _its_operator(draft, entry, site, (*path, "operator"), hop.operator)
        _once(draft, entry, (*path, "srlgs"), hop.srlgs, "")
    for index, generator in enumerate(site.generators or ()):
        named = ("generators", index, "operator")
        _its_operator(draft, entry, site, named, generator.operator)
    if site.technologies == ("2g",):
        _only_2g(draft, entry)
    if site.autonomy_h is not None:
        _check_autonomy(draft, entry, site)


def _once(
    draft: Draft, entry: Entry, path: tuple[str | int, ...], values: Sequence[str], key: str
) -> None:
    """Find a value that a list holds twice."""
    if len(values) < 2 or len(set(values)) == len(values):
        return
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            where = (*path, index, key) if key else (*path, index)
            draft.about(
                entry,
                "E207",
                where,
                Text(vi=f"“{value}” được ghi hai lần", en=f"`{value}` is listed twice"),
                None,
                Text(vi="xoá một trong hai", en="delete one of the two"),
            )
        seen.add(value)


def _poles_underground(
    draft: Draft, entry: Entry, path: tuple[str | int, ...], mounting: str
) -> None:
    draft.about(
        entry,
        "E208",
        path,
        Text(vi=f"cáp đi kiểu “{mounting}” không treo trên cột điện",
             en=f"a cable that is `{mounting}` hangs on no poles"),
        None,
        Text(vi="ghi “mounting: aerial”, hoặc xoá “poles”",
             en="write `mounting: aerial`, or delete `poles`"),
    )


def _its_operator(
    draft: Draft, entry: Entry, site: Any, path: tuple[str | int, ...], operator: str | None
) -> None:
    if operator is None or operator in site.operators:
        return
    draft.about(
        entry,
        "E208",
        path,
        Text(vi=f"nhà mạng “{operator}” không có ở trạm “{site.id}”",
             en=f"operator `{operator}` is not on site `{site.id}`"),
        None,
        Text(vi=f"thêm “{operator}” vào operators của trạm, hoặc sửa mã",
             en=f"add `{operator}` to the site's operators, or mend the id"),
    )


def _only_2g(draft: Draft, entry: Entry) -> None:
    draft.about(
        entry,
        "W503",
        ("technologies",),
        Text(vi=f"trạm “{entry.id}” chỉ có 2G; mạng 2G đã ngừng từ tháng 9 năm 2026",
             en=f"site `{entry.id}` has 2G only, and the 2G networks ended in September 2026"),
        None,
        Text(vi="ghi công nghệ đang phát, hoặc bỏ trạm khỏi danh mục",
             en="write the technology on air, or take the site off the list"),
    )


def _check_autonomy(draft: Draft, entry: Entry, site: Any) -> None:
    """Find a declared autonomy that fits neither the tanks nor the tanks with the battery."""
    if site.generators is None:
        return
    fixed = [one for one in site.generators if one.mounting == "fixed"]
    if any(one.tank_l is None or one.burn_l_per_h is None for one in fixed):
        return
    generators_h = sum(one.tank_l / one.burn_l_per_h for one in fixed)
    battery_h = site.battery_h or 0
    declared = site.autonomy_h
    for computed in (generators_h, generators_h + battery_h):
        if abs(float(declared) - float(computed)) <= AUTONOMY_TOLERANCE * float(computed):
            return
    shown, total = f"{float(generators_h):.4g}", f"{float(generators_h + battery_h):.4g}"
    draft.about(
        entry,
        "W502",
        ("autonomy_h",),
        Text(vi=f"ghi tự chủ {float(declared):.4g} giờ, nhưng bồn chia mức đốt là "
                f"{shown} giờ (cùng ắc quy: {total} giờ)".replace(".", ","),
             en=f"autonomy is declared as {float(declared):.4g} h, and tank over burn is {shown} h "
                f"(with the battery: {total} h)"),
        None,
        Text(vi="tính toán dùng bồn và mức đốt; sửa số sai",
             en="the calculation uses tank and burn; mend the figure that is wrong"),
    )


def _check_span(draft: Draft, entry: Entry, span: Any) -> None:
    what = CALLED[entry.section]
    if span.from_ == span.to:
        draft.about(
            entry,
            "E204",
            ("to",),
            Text(vi=f"{what.vi} “{entry.id}” có hai đầu là một nút “{span.to}”",
                 en=f"both ends of {what.en} `{entry.id}` are `{span.to}`"),
            None,
            Text(vi="sửa một trong hai đầu", en="mend one of the two ends"),
        )
    if entry.section == "segments" and span.poles is not None and span.mounting != "aerial":
        _poles_underground(draft, entry, ("poles",), span.mounting)
    _once(draft, entry, ("srlgs",), span.srlgs, "")


def _check_communes(draft: Draft) -> None:
    """Find records whose commune belongs to another district than their own."""
    district_of = {record.id: record.district for _, record in draft.records("communes")}
    districts = draft.ids("districts")
    for entry, record in draft.records("sites", "command_posts"):
        if record.district not in districts:
            continue  # told already
        home = district_of.get(record.commune or "", record.district)
        if home != record.district:
            what = CALLED[entry.section]
            draft.about(
                entry,
                "E208",
                ("commune",),
                Text(vi=f"xã “{record.commune}” thuộc địa bàn “{home}”, còn {what.vi} “{entry.id}” "
                        f"ghi “{record.district}”",
                     en=f"commune `{record.commune}` is in district `{home}`, and {what.en} "
                        f"`{entry.id}` names `{record.district}`"),
                None,
                Text(vi="sửa commune hoặc district cho khớp", en="make commune and district agree"),
            )


def _check_roots(draft: Draft) -> None:
    """A province with sites needs a gateway and a source of power."""
    if not draft.entries["sites"]:
        return
    for section, field, wanted, code, fact, remedy in (
        ("fiber_nodes", "role", "gateway", "E205",
         Text(vi="mạng truyền dẫn không có nút lõi nào", en="the fiber network has no gateway"),
         Text(vi="thêm một nút cáp quang có “role: gateway”",
              en="add a fiber node with `role: gateway`")),
        ("power_nodes", "kind", "source", "E206",
         Text(vi="lưới điện không có nguồn nào", en="the power network has no source"),
         Text(vi="thêm một nút điện có “kind: source”", en="add a power node with `kind: source`")),
    ):
        entries = draft.entries[section]
        if any(entry.record is None or getattr(entry.record, field) == wanted for entry in entries):
            continue
        draft.add(_at_section(draft, section, code, fact, remedy))


def _at_section(draft: Draft, section: str, code: str, fact: Text, remedy: Text) -> Finding:
    """A finding at the head of a list, or of the sites where the list is absent."""
    entries = draft.entries[section] or draft.entries["sites"]
    first = entries[0]
    return first.document.finding(code, (first.section,), fact, None, remedy, key=True)


def _check_risk_groups(draft: Draft) -> None:
    """Find risk groups that nothing belongs to."""
    if not draft.entries["srlgs"]:
        return
    members: Counter[str] = Counter()
    for _, span in draft.records("segments", "lines"):
        members.update(span.srlgs)
    for _, site in draft.records("sites"):
        for part in (*site.backhaul.drops, *site.backhaul.hops):
            members.update(part.srlgs)
    for _, post in draft.records("command_posts"):
        for means in post.means:
            members.update(() if isinstance(means, str) else means.srlgs)
    for entry, group in draft.records("srlgs"):
        if not members[group.id]:
            draft.about(
                entry,
                "W510",
                ("id",),
                Text(vi=f"không tuyến nào thuộc nhóm rủi ro “{group.id}”",
                     en=f"nothing belongs to risk group `{group.id}`"),
                None,
                Text(vi=f"thêm “srlgs: [{group.id}]” vào các tuyến đi chung, hoặc xoá nhóm",
                     en=f"add `srlgs: [{group.id}]` to the spans that share it, or delete it"),
            )
