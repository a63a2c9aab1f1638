"""The made-up resources."""

from __future__ import annotations

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.places import Places
from benchmarks.provinces.records import Record, source


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
