"""The made-up warning channels."""

from __future__ import annotations

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.geometry import part_of
from benchmarks.provinces.layout import SitePlan
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.places import Commune, District, Places
from benchmarks.provinces.records import Inline, Record, at, gust, source, without_empty


def warning_channels(places: Places, sites: list[SitePlan], seed: int) -> list[Record]:
    """In every commune loudspeakers fed like its first site, and messages; in some a hand siren, a van or a team."""
    chance = Chance(seed, "channels", places.id)
    feeds: dict[str, str] = {}
    for site in sites:
        feeds.setdefault(site.commune.id, site.feed)
    capital = next(d for d in places.districts if d.id == places.capital)
    channels = [_transmitter(places, capital, sites, chance)]
    for district in places.districts:
        for number, commune in enumerate(district.communes, start=1):
            name = f"WC-{district.prefix}-{number:02d}"
            channels += _of_commune(name, district, commune, feeds.get(commune.id), chance)
    return channels


def _transmitter(
    places: Places, capital: District, sites: list[SitePlan], chance: Chance
) -> Record:
    """The provincial radio station, which the whole province hears."""
    own = [site for site in sites if site.district is capital and site.feed]
    communes = [c.id for d in places.districts for c in d.communes]
    return {
        "id": f"DAI-{places.prefix}",
        "name": {"vi": f"Đài phát thanh {places.vi} (minh họa)", "en": f"{places.en} radio (illustrative)"},
        "kind": "radio",
        "commune": own[0].commune.id,
        "communes": [id_ for id_ in communes if id_ != own[0].commune.id],
        **at(capital.hub),
        "feed": own[0].feed,
        "service_drop": Inline(mounting="buried"),
        "battery_h": 2,
        "generators": [Inline(id="g1", kw=60, tank_l=900, burn_l_per_h=15)],
        "floor_height_m": 1.5,
        "needs_grid": True,
        "design_wind": gust(44),
        "uplink": "none",
        "order": 6,
        "languages": ["Việt"],
        "source": source(chance),
    }


def _of_commune(
    name: str, district: District, commune: Commune, feed: str | None, chance: Chance
) -> list[Record]:
    surveyed = not chance.happens(value_of("missing_channel"))
    place = {} if commune.centre is None or part_of(commune.centre, district.outline) is None else at(commune.centre)
    low, high = value_of("loudspeaker_gust")
    wind = gust(chance.between(low, high))
    battery_h = chance.weighted(value_of("loudspeaker_battery_h"))
    technology, uplink = chance.one_of((("wired", "none"), ("ip", "mobile"), ("wireless", "none")))
    loudspeakers = without_empty(
        {
            "id": name,
            "kind": "loudspeakers",
            "commune": commune.id,
            **place,
            "feed": feed,
            "battery_h": battery_h if surveyed else None,
            "generators": [] if surveyed else None,
            "floor_height_m": 4,
            "needs_grid": None if chance.happens(0.1) else True,
            "technology": technology,
            "design_wind": wind if surveyed else None,
            "uplink": uplink,
            "order": 1,
            "source": source(chance),
        }
    )
    made = [
        loudspeakers,
        {"id": f"{name}-T", "kind": "sms", "commune": commune.id, "needs_grid": True, "order": 2,
         "source": source(chance)},
    ]
    low, high = value_of("hand_siren_gust")
    for letter, parameter in (("C", "hand_siren"), ("T2", "drum_house")):
        if chance.happens(value_of(parameter)):
            made.append(
                {"id": f"{name}-{letter}", "kind": "siren", "commune": commune.id, **place, "needs_grid": False,
                 "uplink": "none", "floor_height_m": 5, "design_wind": gust(chance.between(low, high)), "order": 3,
                 "source": source(chance)}
            )
    for letter, kind, share in (("D", "team", 0.6), ("X", "speaker-van", 0.35), ("L", "megaphone", 0.4)):
        if chance.happens(share):
            made.append(
                {"id": f"{name}-{letter}", "kind": kind, "commune": commune.id, "needs_grid": False,
                 "order": 3, "source": source(chance)}
            )
    return made
