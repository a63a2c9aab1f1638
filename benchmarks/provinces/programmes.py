"""The made-up programmes that take cable down from poles, and roaming agreements by district."""

from __future__ import annotations

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.fiber import Backbone
from benchmarks.provinces.geometry import distance_km
from benchmarks.provinces.places import Places
from benchmarks.provinces.records import Day, Record, source, without_empty

MOST_SEGMENTS = 6
FUNDING = ("Vốn doanh nghiệp (minh họa)", "Ngân sách tỉnh và doanh nghiệp (minh họa)")
ROAMING = ("operator-a", "operator-b", "operator-c")


def cable_programmes(places: Places, backbone: Backbone, seed: int) -> list[Record]:
    """For each owner of aerial cable one programme, of some of it; most are under way."""
    chance = Chance(seed, "programmes", places.id)
    hung: dict[str, list[Record]] = {}
    for segment in backbone.segments:
        if segment["mounting"] == "aerial":
            hung.setdefault(segment["owner"], []).append(segment)
    points = {node["id"]: (node["lon"], node["lat"]) for node in backbone.nodes}
    made = []
    for owner in sorted(hung):
        chosen = [segment for segment in hung[owner] if chance.happens(0.5)][:MOST_SEGMENTS]
        year, done, told = chance.whole(2024, 2026), chance.between(0.1, 0.7), not chance.happens(0.2)
        funding = chance.one_of(FUNDING)
        target = sum(distance_km(points[s["from"]], points[s["to"]]) for s in chosen)
        if chosen:
            made.append(
                without_empty(
                    {
                        "id": f"NH-{places.prefix}-{owner[-1].upper()}",
                        "name": {"vi": f"Ngầm hóa tuyến trục, {owner} (minh họa)",
                                 "en": f"Trunk cable underground, {owner} (illustrative)"},
                        "owner": owner,
                        "segments": [segment["id"] for segment in chosen],
                        "year": year,
                        "target_km": round(target, 1),
                        "done_km": round(target * done, 1) if told else None,
                        "funding": funding,
                        "source": source(chance),
                    }
                )
            )
    return made


def roaming_agreements(places: Places, seed: int) -> list[Record]:
    """In most districts some operators have agreed; some were tested, some not."""
    chance = Chance(seed, "roaming", places.id)
    made = []
    for district in places.districts:
        agreed, tested, third = chance.happens(0.75), chance.happens(0.7), chance.happens(0.5)
        minutes = chance.one_of((20, 30, 30, 60))
        if agreed:
            made.append(
                without_empty(
                    {
                        "id": f"CV-{district.prefix}",
                        "communes": [commune.id for commune in district.communes],
                        "operators": list(ROAMING if third else ROAMING[:2]),
                        "minutes_after_order": minutes,
                        "trigger": "Bộ Khoa học và Công nghệ ra lệnh (minh họa)",
                        "last_tested": Day("2024-06-20") if tested else None,
                        "instruction": {"vi": "Đặt điện thoại ở chế độ chọn mạng tự động",
                                        "en": "Set the phone to choose its network by itself"},
                        "source": source(chance),
                    }
                )
            )
    return made
