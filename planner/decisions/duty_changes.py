"""The written list of changes that could mend a failing duty at a post or in a commune, cheapest kind first.

What an office does with what it has comes before what is bought, and that before what is built. Figures are the least
that could serve: batteries and fuel for the window, antennas and poles for the gust that the nearest masts would feel.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from planner.decisions.changes import (
    NEW_ID,
    Change,
    gust,
    places_of,
    shown_number,
    with_records,
    with_site,
)
from planner.foundation.text import Text
from planner.inventory.duty_records import Means, WarningChannel
from planner.inventory.plant_records import Generator

if TYPE_CHECKING:
    from datetime import date

    from planner.inventory.duty_records import CommandPost, RadioNet
    from planner.scenario.reading import LoadedScenario

DUTY_RANKS = (
    "keep-load",
    "finish-task",
    "complete-row",
    "derate-in-time",
    "order-derating",
    "test-roaming",
    "agree-roaming",
    "test-set",
    "set-battery",
    "load-back",
    "refuel",
    "ready-sooner",
    "move-team",
    "stock-depot",
    "satellite-phone",
    "mobile-generator",
    "radio",
    "hand-siren",
    "repair-earlier",
    "second-team",
    "edge-floor",
    "edge-battery",
    "edge-generator",
    "tank",
    "generator",
    "strengthen-antenna",
    "strengthen-mast",
    "low-band",
    "bury-means",
    "satellite",
    "island-site",
    "second-drop",
    "raise-road",
    "finish-programme",
    "bury-route",
)
"""Kinds of change, smallest first."""

LOW_BAND_MHZ = 700.0
"""The band that is proposed where a site should reach further: the lowest in use."""
SIREN_FLOOR_M = 5.0
"""A siren that is turned by hand stands on a roof, above the water. Our figure."""
DRUM_L_PER_H = Fraction(1)
"""Fuel use of a post's or a loudspeaker's small generator. Our figure."""


def duty_order(change: Change) -> tuple[int, str, str]:
    """Where a change stands on the list."""
    return DUTY_RANKS.index(change.kind), change.subject, change.words.en


def _with_post(loaded: LoadedScenario, post: str, **update: Any) -> LoadedScenario:
    posts = loaded.province.command_posts
    changed = posts[post].model_copy(update=update)
    return with_records(loaded, command_posts={**posts, post: changed})


def _with_means(loaded: LoadedScenario, post: str, means: Means) -> LoadedScenario:
    """The scenario with one means of a post replaced, or added."""
    own = loaded.province.command_posts[post].means
    ids = [each if isinstance(each, str) else each.id for each in own]
    kept = [each for each, id_ in zip(own, ids, strict=True) if id_ != means.id]
    return _with_post(loaded, post, means=(*kept, means))


def _means_change(
    kind: str, loaded: LoadedScenario, post: CommandPost, means: Means, words: Text
) -> Change:
    return Change(
        kind, f"{post.id}/means/{means.id}", words, places_of(loaded.province, f"command_posts/{post.id}"),
        frozenset({post.id}), lambda given: _with_means(given, post.id, means),
    )  # fmt: skip


def _ready(day: date, last_day: date) -> dict[str, Any]:
    return {"last_tested": day, "trained_user": True, "subscription_until": last_day}


# --- command posts ---


def test_set(
    loaded: LoadedScenario, post: CommandPost, means: Means, day: date, last_day: date
) -> Change:
    """Test a set, train somebody, pay for it until the storm is over."""
    paid = means.subscription_until
    until = last_day if paid is None or paid < last_day else paid
    ready = means.model_copy(update=_ready(day, until))
    words = Text(
        vi=f"thử máy {means.id} tại {post.id}, có người biết dùng, thuê bao còn hạn",
        en=f"test the set {means.id} at {post.id}, with a trained user and the subscription paid",
    )
    return _means_change("test-set", loaded, post, ready, words)


def set_battery(loaded: LoadedScenario, post: CommandPost, means: Means, hours: Fraction) -> Change:
    """Spare batteries or a solar charger for a set, so that it outlasts the window by itself."""
    words = Text(
        vi=f"pin dự phòng hoặc sạc mặt trời {shown_number(hours, 'vi')} giờ cho máy {means.id} tại {post.id}",
        en=f"spare batteries or a solar charger for {shown_number(hours, 'en')} h for the set {means.id} at {post.id}",
    )
    return _means_change(
        "set-battery", loaded, post, means.model_copy(update={"battery_h": hours}), words
    )


def satellite_phone(
    loaded: LoadedScenario, post: CommandPost, hours: Fraction, day: date
) -> Change:
    """One satellite phone more, tested, with batteries for the window."""
    made = Means(
        id=f"{NEW_ID}-satellite", kind="satellite-phone", battery_h=hours, sky_view=True,
        **_ready(day, day + timedelta(days=365)),
    )  # fmt: skip
    words = Text(
        vi=f"cấp cho {post.id} một điện thoại vệ tinh đã thử, pin dự phòng {shown_number(hours, 'vi')} giờ",
        en=f"give {post.id} a satellite phone that was tested, with {shown_number(hours, 'en')} h of batteries",
    )
    return _means_change("satellite-phone", loaded, post, made, words)


def radio(
    loaded: LoadedScenario, post: CommandPost, net: RadioNet, hours: Fraction, gust_mps: int, day: date
) -> Change:
    """One radio more on a net that reaches somebody."""
    made = Means(
        id=f"{NEW_ID}-{net.band}", kind=net.band, net=net.id, battery_h=hours,
        design_wind=gust(gust_mps), **_ready(day, day + timedelta(days=365)),
    )  # fmt: skip
    words = Text(
        vi=f"cấp cho {post.id} một máy {net.band.upper()} trên mạng {net.id}, anten chịu gió giật {gust_mps} m/s, "
        f"pin {shown_number(hours, 'vi')} giờ",
        en=f"give {post.id} a {net.band.upper()} set on the net {net.id}, its antenna braced to a gust of {gust_mps} "
        f"m/s, with {shown_number(hours, 'en')} h of batteries",
    )
    return _means_change("radio", loaded, post, made, words)


def stronger_antenna(
    loaded: LoadedScenario, post: CommandPost, means: Means, gust_mps: int
) -> Change:
    """An antenna, dish or aerial cable of a post that stands the gust it would feel."""
    braced = means.model_copy(update={"design_wind": gust(gust_mps)})
    words = Text(
        vi=f"gia cố anten hoặc cáp {means.id} tại {post.id} chịu gió giật {gust_mps} m/s",
        en=f"brace the antenna or cable of {means.id} at {post.id} to a gust of {gust_mps} m/s",
    )
    return _means_change("strengthen-antenna", loaded, post, braced, words)


def bury_means(loaded: LoadedScenario, post: CommandPost, means: Means) -> Change:
    """A post's own cable put under ground."""
    buried = means.model_copy(update={"mounting": "buried", "poles": None})
    words = Text(vi=f"ngầm hóa cáp {means.id} của {post.id}", en=f"bury the cable {means.id} of {post.id}")
    return _means_change("bury-means", loaded, post, buried, words)


# --- posts and channels alike ---


def _with_edge(loaded: LoadedScenario, id_: str, **update: Any) -> LoadedScenario:
    channels = loaded.province.warning_channels
    if id_ not in channels:
        return _with_post(loaded, id_, **update)
    changed = channels[id_].model_copy(update=update)
    return with_records(loaded, warning_channels={**channels, id_: changed})


def _edge_change(
    kind: str, loaded: LoadedScenario, id_: str, words: Text, helps: str, **update: Any
) -> Change:
    places = places_of(loaded.province, f"command_posts/{id_}", f"warning_channels/{id_}")
    return Change(
        kind, id_, words, places, frozenset({helps}), lambda given: _with_edge(given, id_, **update)
    )


def edge_battery(loaded: LoadedScenario, id_: str, hours: Fraction, helps: str) -> Change:
    """A battery, with a solar panel where it must last for days."""
    words = Text(
        vi=f"lắp ắc quy (kèm pin mặt trời) {shown_number(hours, 'vi')} giờ cho {id_}",
        en=f"install {shown_number(hours, 'en')} h of battery (with solar panels) at {id_}",
    )
    return _edge_change("edge-battery", loaded, id_, words, helps, battery_h=hours)


def edge_generator(loaded: LoadedScenario, id_: str, hours: Fraction, helps: str) -> Change:
    """A generator of its own with fuel for `hours`, above the water."""
    share = loaded.scenario.fuel_at_start.share or Fraction(1)
    tank_l = Fraction(ceil(hours * DRUM_L_PER_H / share))
    plant = loaded.province.warning_channels.get(id_) or loaded.province.command_posts[id_]
    made = Generator(id=NEW_ID, tank_l=tank_l, burn_l_per_h=DRUM_L_PER_H, floor_height_m=SIREN_FLOOR_M)
    words = Text(
        vi=f"đặt máy phát riêng tại {id_}, {shown_number(tank_l, 'vi')} lít dầu, cao hơn mức ngập",
        en=f"put a generator of its own at {id_}, with {shown_number(tank_l, 'en')} l of fuel, above the water",
    )
    generators = (*(plant.generators or ()), made)
    return _edge_change("edge-generator", loaded, id_, words, helps, generators=generators)


def edge_floor(loaded: LoadedScenario, id_: str, depth_m: float, helps: str) -> Change:
    """A post or channel above the water."""
    floor_m = ceil(depth_m * 10 - 1e-9) / 10
    words = Text(
        vi=f"nâng sàn {id_} lên {shown_number(floor_m, 'vi')} m",
        en=f"raise the floor of {id_} to {shown_number(floor_m, 'en')} m",
    )
    return _edge_change("edge-floor", loaded, id_, words, helps, floor_height_m=floor_m)


# --- warning and coverage ---


def hand_siren(loaded: LoadedScenario, commune: str, gust_mps: int) -> Change:
    """A siren turned by hand, on a roof: no grid, no uplink."""
    made = WarningChannel(
        id=f"{NEW_ID}-siren-{commune}"[:40], kind="siren", commune=commune, needs_grid=False, uplink="none",
        design_wind=gust(gust_mps), floor_height_m=SIREN_FLOOR_M,
    )  # fmt: skip
    name = loaded.province.communes[commune].name
    words = Text(
        vi=f"đặt ở {name.vi} một còi quay tay trên mái, chịu gió giật {gust_mps} m/s",
        en=f"put a hand siren on a roof in {name.english}, braced to a gust of {gust_mps} m/s",
    )

    def apply(given: LoadedScenario) -> LoadedScenario:
        channels = given.province.warning_channels
        return with_records(given, warning_channels={**channels, made.id: made})

    places = places_of(loaded.province, f"communes/{commune}")
    return Change("hand-siren", commune, words, places, frozenset({commune}), apply)


def stronger_pole(loaded: LoadedScenario, channel: str, gust_mps: int, helps: str) -> Change:
    """A loudspeaker's or siren's pole that stands the gust it would feel."""
    words = Text(
        vi=f"gia cố cột của {channel} chịu gió giật {gust_mps} m/s",
        en=f"brace the pole of {channel} to a gust of {gust_mps} m/s",
    )
    return _edge_change(
        "strengthen-antenna", loaded, channel, words, helps, design_wind=gust(gust_mps)
    )


def low_band(loaded: LoadedScenario, site: str, helps: str) -> Change:
    """A site that also works on the lowest band, which reaches further."""

    def apply(given: LoadedScenario) -> LoadedScenario:
        record = given.province.sites[site]
        bands = tuple(sorted({LOW_BAND_MHZ, *record.bands_mhz}))
        return with_site(given, record.model_copy(update={"bands_mhz": bands}))

    words = Text(
        vi=f"thêm băng tần {LOW_BAND_MHZ:g} MHz tại {site} để phủ xa hơn",
        en=f"add the {LOW_BAND_MHZ:g} MHz band at {site}, which reaches further",
    )
    return Change(
        "low-band", site, words, places_of(loaded.province, f"sites/{site}"), frozenset({helps}), apply
    )
