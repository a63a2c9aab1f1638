"""What we typed ourselves about the places, with the reason: ids, coasts, islands, exceptions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TypedProvince:
    """A province as it was before July 2025, in whose bounds the planning areas lie."""

    id: str
    code: str
    vi: str
    en: str
    prefix: str
    old_name: str
    capital: str
    risk_region: str


@dataclass(frozen=True, slots=True)
class TypedDistrict:
    """A district of 2024. `codes`: its own, then those of districts merged into it since the census."""

    codes: tuple[str, ...]
    id: str
    prefix: str
    vi: str
    en: str
    coastal: bool
    exposure: str
    island: bool = False
    named_exposed: bool = False
    remark: str = ""

    @property
    def exposed(self) -> bool:
        """Often hit by disasters: on the coast, an island, or named here for flash floods."""
        return self.coastal or self.island or self.named_exposed


PROVINCES = (
    TypedProvince("quang-ninh", "22", "Quảng Ninh", "Quang Ninh", "QN", "Tỉnh Quảng Ninh", "ha-long", "northeast"),
    TypedProvince("hai-phong", "31", "Hải Phòng", "Hai Phong", "HP", "Thành phố Hải Phòng", "hong-bang",
                  "red-river-delta"),
)

FLOODS = "Exposed by name: mountain district of flash floods and landslides."
QUANG_NINH = (
    TypedDistrict(("193", "204"), "ha-long", "HL", "Hạ Long", "Ha Long", True, "off-sea",
                  remark="Hoành Bồ (204) joined Hạ Long on 2020-01-01: outlines united, populations added."),
    TypedDistrict(("194",), "mong-cai", "MC", "Móng Cái", "Mong Cai", True, "off-sea"),
    TypedDistrict(("195",), "cam-pha", "CP", "Cẩm Phả", "Cam Pha", True, "off-sea"),
    TypedDistrict(("196",), "uong-bi", "UB", "Uông Bí", "Uong Bi", False, "in-land"),
    TypedDistrict(("198",), "binh-lieu", "BL", "Bình Liêu", "Binh Lieu", False, "in-land",
                  named_exposed=True, remark=FLOODS),
    TypedDistrict(("199",), "tien-yen", "TY", "Tiên Yên", "Tien Yen", True, "off-sea"),
    TypedDistrict(("200",), "dam-ha", "DH", "Đầm Hà", "Dam Ha", True, "off-sea"),
    TypedDistrict(("201",), "hai-ha", "HH", "Hải Hà", "Hai Ha", True, "off-sea"),
    TypedDistrict(("202",), "ba-che", "BC", "Ba Chẽ", "Ba Che", False, "in-land",
                  named_exposed=True, remark=FLOODS),
    TypedDistrict(("203",), "van-don", "VD", "Vân Đồn", "Van Don", True, "off-sea",
                  remark="Cái Rồng, the seat, is reached by road over bridges; the outer islands are not."),
    TypedDistrict(("205",), "dong-trieu", "DT", "Đông Triều", "Dong Trieu", False, "in-land"),
    TypedDistrict(("206",), "quang-yen", "QY", "Quảng Yên", "Quang Yen", True, "off-sea"),
    TypedDistrict(("207",), "co-to", "CT", "Cô Tô", "Co To", True, "at-sea", island=True),
)
HAI_PHONG = (
    TypedDistrict(("303",), "hong-bang", "HB", "Hồng Bàng", "Hong Bang", False, "in-land"),
    TypedDistrict(("304",), "ngo-quyen", "NQ", "Ngô Quyền", "Ngo Quyen", False, "in-land"),
    TypedDistrict(("305",), "le-chan", "LC", "Lê Chân", "Le Chan", False, "in-land"),
    TypedDistrict(("306",), "hai-an", "HA", "Hải An", "Hai An", True, "off-sea"),
    TypedDistrict(("307",), "kien-an", "KA", "Kiến An", "Kien An", False, "in-land"),
    TypedDistrict(("308",), "do-son", "DS", "Đồ Sơn", "Do Son", True, "off-sea"),
    TypedDistrict(("309",), "duong-kinh", "DK", "Dương Kinh", "Duong Kinh", True, "off-sea"),
    TypedDistrict(("311",), "thuy-nguyen", "TN", "Thủy Nguyên", "Thuy Nguyen", True, "off-land",
                  remark="District until the end of 2024, a city of Hải Phòng from 2025-01-01."),
    TypedDistrict(("312",), "an-duong", "AD", "An Dương", "An Duong", False, "in-land",
                  remark="District until the end of 2024, urban from 2025-01-01."),
    TypedDistrict(("313",), "an-lao", "AL", "An Lão", "An Lao", False, "in-land"),
    TypedDistrict(("314",), "kien-thuy", "KT", "Kiến Thụy", "Kien Thuy", True, "off-sea"),
    TypedDistrict(("315",), "tien-lang", "TL", "Tiên Lãng", "Tien Lang", True, "off-sea"),
    TypedDistrict(("316",), "vinh-bao", "VB", "Vĩnh Bảo", "Vinh Bao", False, "off-land"),
    TypedDistrict(("317",), "cat-hai", "CH", "Cát Hải", "Cat Hai", True, "at-sea", island=True,
                  remark="Cát Hải has a bridge since 2017; Cát Bà, with the seat, has only ferries and a cable car."),
    TypedDistrict(("318",), "bach-long-vi", "BV", "Bạch Long Vĩ", "Bach Long Vi", True, "at-sea", island=True,
                  remark="No open polygon: the outline is typed by hand from the island's place and its 2 to 3 km2."),
)
DISTRICTS = {"quang-ninh": QUANG_NINH, "hai-phong": HAI_PHONG}

TYPED_OUTLINES: dict[str, list[list[list[float]]]] = {
    "318": [[[107.717, 20.124], [107.727, 20.124], [107.744, 20.137], [107.746, 20.145],
             [107.738, 20.146], [107.722, 20.135]]],
}
"""Bạch Long Vĩ lies from south-west to north-east, about 3 km long and 1 km wide."""

COMMUNE_ON_PART = {"06757": 1, "06967": 1}
"""Vĩnh Thực and Cái Chiên: the source puts both centres into Hạ Long; they are the second part of their
former districts' outlines, and a point in its middle is taken."""

COMMUNE_DISTRICT = {"11602": "312"}
"""Hồng An: of its wards only Quán Toan was in Hồng Bàng in 2024; the others came to it from An Dương on
2025-01-01, after the date of our planning areas."""
