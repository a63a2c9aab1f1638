"""Registers of command and warning: means of command posts, radio nets, channels in their order of replacement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.clock import day_words
from planner.foundation.text import Text
from planner.plan.filters import both, same
from planner.plan.names import word
from planner.plan.registers.register import NOT_SAID, Register, figure, in_hours, name_of
from planner.plan.wording import joined_texts
from planner.policy.duties.means import means_of
from planner.policy.duties.warning import by_commune

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from planner.inventory.base import DesignWind
    from planner.inventory.duty_records import Means, RadioNet, WarningChannel
    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.plan.filters import Clock
    from planner.scenario.run import Run

_DOES_NOT_APPLY = same("–")
_RANKS = {
    "primary": Text("chính", "primary"),
    "alternate": Text("thay thế", "alternate"),
    "contingency": Text("dự phòng", "contingency"),
    "emergency": Text("khẩn cấp", "emergency"),
}
_SATELLITE = frozenset({"satellite-phone", "vsat"})
_TRIED = frozenset({*_SATELLITE, "vhf", "uhf", "hf"})

# --- means ----------------------------------------------------------------------------------------


def means(run: Run, clock: Clock) -> Register:
    """Every means of every command post, in the order of use; numbers and holders are internal."""
    del clock
    posts = sorted(run.loaded.province.command_posts)
    return Register(
        "means",
        Text(
            "Phương tiện liên lạc của các điểm chỉ huy", "Means of communication of command posts"
        ),
        (
            Text("Điểm chỉ huy", "Post"),
            Text("Thứ tự", "Order"),
            Text("Loại", "Kind"),
            Text("Mạng, dịch vụ", "Net, service"),
            Text("Thử gần nhất", "Last tested"),
            Text("Người biết dùng", "Trained user"),
            Text("Thấy trời", "Sky in view"),
            Text("Pin", "Battery"),
            Text("Thuê bao đến", "Paid until"),
            Text("Số máy", "Number"),
            Text("Người giữ", "Holder"),
        ),
        tuple(row for post in posts for row in _means_rows(run.loaded.province, post)),
        "<<<<<<<><<<",
        internal=(9, 10),
    )


def _means_rows(province: Province, post_id: str) -> Iterator[tuple[Text, ...]]:
    post = province.command_posts[post_id]
    name = joined_texts(" ", [same(post.id), both(post.name)])
    for each in means_of(post):
        satellite, tried = each.kind in _SATELLITE, each.kind in _TRIED
        yield (
            name,
            NOT_SAID if each.rank is None else _RANKS[each.rank],
            word("means", each.kind),
            _over(province, each),
            _day(each.last_tested) if tried else _DOES_NOT_APPLY,
            _yes_or_no(each.trained_user) if tried else _DOES_NOT_APPLY,
            _yes_or_no(each.sky_view) if satellite else _DOES_NOT_APPLY,
            _battery(each.battery_h) if tried or each.kind == "fiber" else _DOES_NOT_APPLY,
            _day(each.subscription_until) if satellite else _DOES_NOT_APPLY,
            same(each.number or ""),
            same(each.holder or ""),
        )


def _over(province: Province, each: Means) -> Text:
    """The net, service or cable that a means goes over; of a telephone the operators whose cards it has."""
    if named := each.net or each.service or each.node:
        return same(named)
    return joined_texts(", ", [name_of(operator, province) for operator in each.operators])


def _day(day: date | None) -> Text:
    return NOT_SAID if day is None else day_words(day)


def _yes_or_no(said: bool | None) -> Text:
    if said is None:
        return NOT_SAID
    return Text("có", "yes") if said else Text("không", "no")


def _battery(hours: Fraction | None) -> Text:
    """Hours of use on its own battery; nought runs on the power of the post."""
    if hours is None:
        return NOT_SAID
    return in_hours(hours) if hours else Text("điện của điểm", "the post's power")


# --- radio nets -----------------------------------------------------------------------------------


def nets(run: Run, clock: Clock) -> Register:
    """Every radio net: channel, licence, range, control and repeaters, and who is on it."""
    del clock
    province = run.loaded.province
    return Register(
        "nets",
        Text("Mạng vô tuyến", "Radio nets"),
        (
            Text("Mạng", "Net"),
            Text("Dải", "Band"),
            Text("Tầm xa, km", "Range, km"),
            Text("Đài chỉ huy", "Control"),
            Text("Trạm chuyển tiếp", "Repeaters"),
            Text("Số máy", "Sets"),
            Text("Giấy phép", "Licence"),
            Text("Kênh, tần số", "Channel"),
            Text("Đơn vị giữ", "Holder"),
        ),
        tuple(_net_row(net, province) for _, net in sorted(province.radio_nets.items())),
        "<<><<><<<",
        internal=(7, 8),
    )


def _net_row(net: RadioNet, province: Province) -> tuple[Text, ...]:
    posts = province.command_posts.values()
    sets = sum(each.net == net.id for post in posts for each in means_of(post))
    return (
        joined_texts(" ", [same(net.id), both(net.name)]),
        word("means", net.band),
        NOT_SAID if net.range_km is None else figure(net.range_km, 0),
        same(net.control or "–"),
        same(", ".join(net.repeaters) or "–"),
        figure(sets, 0),
        same(net.licence) if net.licence else NOT_SAID,
        same(net.channel) if net.channel else NOT_SAID,
        same(net.holder) if net.holder else NOT_SAID,
    )


# --- warning channels -----------------------------------------------------------------------------


def channels(run: Run, clock: Clock) -> Register:
    """Every warning channel of every commune, in the order in which one replaces the other."""
    del clock
    province = run.loaded.province
    rows = [
        _channel_row(channel, both(province.communes[commune].name), province)
        for commune, own in by_commune(province.warning_channels).items()
        if commune in province.communes
        for channel in own
    ]
    return Register(
        "channels",
        Text("Kênh báo tin theo thứ tự thay thế", "Warning channels in the order of replacement"),
        (
            Text("Xã", "Commune"),
            Text("Thứ tự", "Order"),
            Text("Kênh", "Channel"),
            Text("Loại", "Kind"),
            Text("Nguồn điện", "Power"),
            Text("Điện dự phòng", "Backup"),
            Text("Tin đến bằng", "Message comes by"),
            Text("Cột chịu gió", "Pole stands"),
            Text("Thứ tiếng", "Languages"),
        ),
        tuple(rows),
        "<><<<<<<<",
    )


def _channel_row(channel: WarningChannel, commune: Text, province: Province) -> tuple[Text, ...]:
    id_ = same(channel.id)
    named = id_ if channel.name is None else joined_texts(" ", [id_, both(channel.name)])
    technology = [] if channel.technology is None else [_TECHNOLOGY[channel.technology]]
    outdoors = channel.kind in {"loudspeakers", "siren", "radio", "television"}
    messages = channel.kind == "sms"
    return (
        commune,
        NOT_SAID if channel.order is None else figure(channel.order, 0),
        named,
        joined_texts(", ", [word("channel", channel.kind), *technology]),
        _DOES_NOT_APPLY if messages else _power(channel),
        _DOES_NOT_APPLY if messages or channel.needs_grid is False else _backup(channel),
        _uplink(channel, province) if outdoors or messages else _DOES_NOT_APPLY,
        _pole(channel.design_wind) if outdoors else _DOES_NOT_APPLY,
        same(", ".join(channel.languages)) if channel.languages else NOT_SAID,
    )


_TECHNOLOGY = {
    "wired": Text("có dây", "wired"),
    "wireless": Text("không dây", "wireless"),
    "ip": same("IP"),
}


def _power(channel: WarningChannel) -> Text:
    if channel.needs_grid is None:
        return NOT_SAID
    if not channel.needs_grid:
        return Text("không cần điện", "needs none")
    if channel.feed is None:
        return Text("điện lưới, chưa ghi nút", "grid, node not recorded")
    return same(channel.feed)


def _backup(plant: Powered) -> Text:
    """Hours of battery and number of generators."""
    if plant.battery_h is None and plant.generators is None:
        return NOT_SAID
    told = []
    if plant.battery_h:
        hours = in_hours(plant.battery_h)
        told.append(Text(f"ắc quy {hours.vi}", f"battery {hours.en}"))
    if plant.generators:
        count = len(plant.generators)
        told.append(Text(f"{count} máy phát", f"{count} generator{'' if count == 1 else 's'}"))
    return joined_texts(", ", told) if told else Text("không có", "none")


def _uplink(channel: WarningChannel, province: Province) -> Text:
    carriers = joined_texts(", ", [name_of(each, province) for each in channel.operators])
    if channel.kind == "sms" or channel.uplink == "mobile":
        return carriers if channel.operators else Text("mọi nhà mạng", "any operator")
    if channel.uplink == "none":
        return Text("nói tại chỗ", "spoken on the spot")
    if channel.uplink is None:
        return NOT_SAID
    return Text(f"cáp quang {channel.node or '?'}", f"fiber {channel.node or '?'}")


def _pole(wind: DesignWind | None) -> Text:
    if wind is None:
        return NOT_SAID
    value = figure(wind.value, 0 if float(wind.value).is_integer() else 1)
    if wind.unit == "force":
        return Text(f"cấp {value.vi}", f"force {value.en}")
    return Text(f"{value.vi} {wind.unit}", f"{value.en} {wind.unit}")
