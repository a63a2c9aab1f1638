"""The made-up command posts, warning channels and resources."""

from __future__ import annotations

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.layout import SitePlan
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.places import Places
from benchmarks.provinces.records import Record, at, source, without_empty


def command_posts(places: Places, seed: int) -> list[Record]:
    """The province, every district, and some communes."""
    chance = Chance(seed, "posts", places.id)
    capital = next(d for d in places.districts if d.id == places.capital)
    posts: list[Record] = [
        {
            "id": f"CP-{places.prefix}",
            "name": {"vi": f"Ban Chỉ huy Phòng thủ dân sự {places.vi}", "en": f"{places.en} civil defence command"},
            "kind": "province",
            "district": capital.id,
            **at(capital.hub),
            "means": ["public-mobile", "fiber", "satellite-phone", "vsat", "vhf", "hf"],
            "source": source(chance),
        }
    ]
    for district in places.districts:
        extra = [m for m, p in (("satellite-phone", 0.5), ("vhf", 0.6)) if chance.happens(p)]
        posts.append(
            {
                "id": f"CP-{district.prefix}",
                "name": {"vi": f"Sở chỉ huy khu vực {district.vi}", "en": f"{district.en} area command"},
                "kind": "district",
                "district": district.id,
                **at(district.hub),
                "means": ["public-mobile", "fiber", *(["vsat"] if district.island else []), *extra],
                "source": source(chance),
            }
        )
        for number, commune in enumerate(district.communes, start=1):
            if commune.centre is None or district.part(commune.centre) != 0 or not chance.happens(0.4):
                continue
            posts.append(
                {
                    "id": f"CP-{district.prefix}-{number:02d}",
                    "name": {"vi": f"Ban Chỉ huy {commune.vi}", "en": f"{commune.en} command"},
                    "kind": "commune",
                    "district": district.id,
                    "commune": commune.id,
                    "means": ["public-mobile", *(["vhf"] if chance.happens(0.3) else [])],
                    "source": source(chance),
                }
            )
    return posts


def warning_channels(places: Places, sites: list[SitePlan], seed: int) -> list[Record]:
    """Loudspeakers in every commune, fed like its first site; a team with megaphones in some."""
    chance = Chance(seed, "channels", places.id)
    feeds: dict[str, str] = {}
    for site in sites:
        feeds.setdefault(site.commune.id, site.feed)
    channels = []
    for district in places.districts:
        for number, commune in enumerate(district.communes, start=1):
            name = f"WC-{district.prefix}-{number:02d}"
            channels.append(
                without_empty(
                    {
                        "id": name,
                        "kind": "loudspeakers",
                        "commune": commune.id,
                        "feed": feeds.get(commune.id),
                        "needs_grid": None if chance.happens(0.1) else True,
                        "source": source(chance),
                    }
                )
            )
            if chance.happens(0.5):
                kind = chance.one_of(("megaphone", "team", "speaker-van"))
                channels.append(
                    {"id": f"{name}-2", "kind": kind, "commune": commune.id, "needs_grid": False,
                     "source": source(chance)}
                )
    return channels


def resources(places: Places, seed: int) -> list[Record]:
    """A few mobile generators, teams and fuel in every district."""
    chance = Chance(seed, "resources", places.id)
    made: list[Record] = []
    for district in places.districts:
        burn = round(chance.between(*value_of("burn_l_per_h")), 1)
        made += [
            {"id": f"RS-{district.prefix}-1", "kind": "mobile-generator", "district": district.id,
             "owner": chance.weighted(value_of("operator_share")), "count": chance.whole(1, 3), "kw": 10,
             "tank_l": chance.one_of((40, 60, 80)), "burn_l_per_h": burn, "source": source(chance)},
            {"id": f"RS-{district.prefix}-2", "kind": "team", "district": district.id,
             "owner": chance.weighted(value_of("operator_share")), "count": chance.whole(1, 4),
             "source": source(chance)},
            {"id": f"RS-{district.prefix}-3", "kind": "fuel", "district": district.id,
             "fuel_l": chance.whole(2, 12) * 100, "source": source(chance)},
        ]
    return made
