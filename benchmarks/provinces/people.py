"""The made-up population points and coverage measurements; communes and their people are real."""

from __future__ import annotations

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.geometry import part_of
from benchmarks.provinces.layout import SitePlan
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.places import Commune, District, Places
from benchmarks.provinces.records import Record, at, source


def population_points(places: Places, sites: list[SitePlan], seed: int) -> list[Record]:
    """A few points in every commune of islands and coasts: near its sites mostly, some far from any."""
    chance = Chance(seed, "people", places.id)
    made: list[Record] = []
    for district in places.districts:
        if not (district.island or district.coastal):
            continue
        for number, commune in enumerate(district.communes, start=1):
            own = [site for site in sites if site.commune is commune]
            if commune.population and own:
                made += _points(district, commune, number, own, chance)
    return made


def _points(
    district: District, commune: Commune, number: int, own: list[SitePlan], chance: Chance
) -> list[Record]:
    assert commune.population is not None
    count = min(len(own), chance.whole(2, 4))
    weights = [chance.between(0.5, 1.5) for _ in range(count)]
    told = int(commune.population * value_of("people_at_points"))
    made = []
    for at_, weight in enumerate(weights, start=1):
        far = chance.happens(value_of("far_point_share"))
        dx, dy = chance.scatter(0.05 if far else 0.008)
        point = (round(own[at_ - 1].point[0] + dx, 5), round(own[at_ - 1].point[1] + dy, 5))
        if part_of(point, district.outline) is None:
            point = own[at_ - 1].point
        made.append(
            {
                "id": f"DC-{district.prefix}-{number:02d}-{at_}",
                "name": {"vi": f"Điểm dân cư {at_}, {commune.vi} (minh họa)",
                         "en": f"Settlement {at_}, {commune.en} (illustrative)"},
                "commune": commune.id,
                **at(point),
                "population": int(told * weight / sum(weights)),
                "terrain": "suburban" if district.urban else "open",
                "signal_before": not far,
                "grid": not (far and chance.happens(0.3)),
                "source": source(chance),
            }
        )
    return made


def coverage_measurements(places: Places, seed: int) -> list[Record]:
    """What a made-up crowd measured of two operators in the communes of islands and coasts."""
    chance = Chance(seed, "measured", places.id)
    made = []
    for district in places.districts:
        if not (district.island or district.coastal):
            continue
        for number, commune in enumerate(district.communes, start=1):
            for operator in ("operator-a", "operator-b"):
                made.append(
                    {
                        "id": f"DO-{district.prefix}-{number:02d}-{operator[-1]}",
                        "commune": commune.id,
                        "operator": operator,
                        "people_share": round(chance.between(0.55, 1.0), 2),
                        "area_share": round(chance.between(0.3, 0.95), 2),
                        "download_mbps": round(chance.between(18, 90), 1),
                        "source": source(chance),
                    }
                )
    return made
