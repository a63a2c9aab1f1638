"""The made-up command posts with their means, and the radio nets that join them."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.fiber import Backbone
from benchmarks.provinces.geometry import LonLat, distance_km, part_of
from benchmarks.provinces.layout import SitePlan
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.places import Commune, District, Places
from benchmarks.provinces.records import Day, Inline, Record, at, gust, source, without_empty


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around: who can feed a post, and which fiber node it can reach."""

    places: Places
    sites: list[SitePlan]
    backbone: Backbone

    def feed(self, district: District, point: LonLat) -> str | None:
        """The feed of the nearest site of the district."""
        own = [site for site in self.sites if site.district is district and site.feed]
        if not own:
            return None
        return min(own, key=lambda site: (distance_km(site.point, point), site.id)).feed

    def node(self, district: District, point: LonLat) -> str | None:
        """The nearest fiber node of the district."""
        own = [node for node in self.backbone.nodes if node.get("district") == district.id]
        if not own:
            return None
        away: dict[str, float] = {node["id"]: distance_km((node["lon"], node["lat"]), point) for node in own}
        return min(away, key=lambda id_: (away[id_], id_))


def radio_nets(around: Around, seed: int) -> list[Record]:
    """One VHF net of the whole province over hill-top repeaters, one HF net to the islands."""
    places = around.places
    chance = Chance(seed, "nets", places.id)
    high = [site for site in around.sites if site.programme and not site.district.island]
    repeaters = [site.id for site in high if chance.happens(value_of("repeater_share"))]
    control = f"CP-{places.prefix}"
    return [
        {
            "id": f"VHF-{places.prefix}",
            "name": {"vi": f"Mạng VHF chỉ huy {places.vi}", "en": f"{places.en} VHF command net"},
            "band": "vhf",
            "channel": "Kênh 1 (minh họa)",
            "licence": "Giấy phép minh họa",
            "control": control,
            "range_km": value_of("vhf_range_km"),
            "repeaters": sorted(repeaters),
            "repeater_range_km": value_of("vhf_repeater_range_km"),
            "source": source(chance),
        },
        {
            "id": f"HF-{places.prefix}",
            "name": {"vi": f"Mạng sóng ngắn {places.vi}", "en": f"{places.en} HF net"},
            "band": "hf",
            "channel": "Tần số minh họa",
            "licence": "Giấy phép minh họa",
            "control": control,
            "range_km": value_of("hf_range_km"),
            "source": source(chance),
        },
    ]


def command_posts(around: Around, seed: int) -> list[Record]:
    """The province, every district, every commune with a known centre; a hospital in some districts."""
    places = around.places
    chance = Chance(seed, "posts", places.id)
    capital = next(d for d in places.districts if d.id == places.capital)
    made = _Posts(around, chance)
    posts = [
        made.post(
            f"CP-{places.prefix}", "province", capital, capital.hub,
            f"Ban Chỉ huy Phòng thủ dân sự {places.vi}", f"{places.en} civil defence command",
        )
    ]
    for district in places.districts:
        posts.append(
            made.post(
                f"CP-{district.prefix}", "district", district, district.hub,
                f"Sở chỉ huy khu vực {district.vi}", f"{district.en} area command",
            )
        )
        for number, commune in enumerate(district.communes, start=1):
            if commune.centre is not None and part_of(commune.centre, district.outline) is not None:
                posts.append(
                    made.post(
                        f"CP-{district.prefix}-{number:02d}", "commune", district, commune.centre,
                        f"Ban Chỉ huy {commune.vi}", f"{commune.en} command", commune=commune,
                    )
                )
        if chance.happens(0.5):
            posts.append(
                made.post(
                    f"BV-{district.prefix}", "hospital", district, district.hub,
                    f"Trung tâm y tế khu vực {district.vi}", f"{district.en} medical centre",
                )
            )
    return posts


class _Posts:
    """Posts in the making."""

    def __init__(self, around: Around, chance: Chance) -> None:
        self.around = around
        self.chance = chance

    def post(
        self, id_: str, kind: str, district: District, point: LonLat, vi: str, en: str,
        *, commune: Commune | None = None,
    ) -> Record:
        chance = self.chance
        surveyed = not chance.happens(value_of("missing_post"))
        autonomy_h = chance.weighted(value_of("post_autonomy_h")[kind])
        generators = []
        if kind == "province" or chance.happens(value_of("post_generator")):
            generators.append(Inline(id="g1", kw=5, tank_l=2 * autonomy_h, burn_l_per_h=2))
        ranks = ("primary", "alternate", "contingency", "emergency")
        means = [
            self._means(each, id_, district, point, ranks[min(number, 3)], surveyed=surveyed)
            for number, each in enumerate(self._kinds(kind, district))
            if each != "fiber" or self.around.node(district, point) is not None
        ]
        return without_empty(
            {
                "id": id_,
                "name": {"vi": vi, "en": en},
                "kind": kind,
                "district": district.id,
                "commune": None if commune is None else commune.id,
                **at(point),
                "feed": self.around.feed(district, point),
                "service_drop": Inline(mounting="buried" if district.urban else "aerial",
                                       **({} if district.urban else {"design_wind": gust(52)})),
                "battery_h": chance.one_of((0, 1, 2, 4)) if surveyed else None,
                "generators": generators if surveyed else None,
                "floor_height_m": round(chance.between(0.3, 1.6), 1) if surveyed else None,
                "means": means,
                "source": source(chance),
            }
        )

    def _kinds(self, post: str, district: District) -> list[str]:
        """Public mobile, and what else the post has."""
        shares = value_of("post_means")["island" if district.island and post != "province" else post]
        return ["public-mobile", *(kind for kind, share in shares.items() if self.chance.happens(share))]

    def _means(
        self, kind: str, post: str, district: District, point: LonLat, rank: str, *, surveyed: bool
    ) -> Inline:
        chance, places = self.chance, self.around.places
        made = Inline(id={"public-mobile": "di-dong", "fiber": "cap", "satellite-phone": "ve-tinh",
                          "vsat": "vsat", "vhf": "vhf", "hf": "hf"}[kind], kind=kind, rank=rank)
        wind = gust(chance.between(*value_of("post_antenna_gust")))
        if kind == "public-mobile":
            made["operators"] = chance.several(value_of("operator_share"), 2)
        elif kind == "fiber":
            made["node"] = self.around.node(district, point)
            made["mounting"] = "aerial" if chance.happens(0.5) else "buried"
            made["battery_h"] = 0
            if made["mounting"] == "aerial":
                made["design_wind"] = wind
        elif kind in ("vhf", "hf"):
            made.update(net=f"{kind.upper()}-{places.prefix}", design_wind=wind, battery_h=12)
        elif kind == "vsat":
            made.update(service="VSAT-IP", design_wind=wind, battery_h=0,
                        sky_view=True, subscription_until=Day("2025-12-31"))
        else:
            made.update(service="Inmarsat", number=f"minh-hoa-{post}",
                        battery_h=chance.whole(*value_of("spare_battery_h")),
                        sky_view=chance.happens(value_of("set_sees_sky")), subscription_until=Day("2025-06-30"))
        if kind not in ("public-mobile", "fiber"):
            tested = f"{chance.weighted(value_of('set_tested'))}-{chance.whole(8, 28):02d}"
            trained = chance.happens(value_of("set_trained"))
            if surveyed and not chance.happens(value_of("missing_test")):
                made.update(last_tested=Day(tested), trained_user=trained)
        return made
