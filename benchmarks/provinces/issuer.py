"""The letterhead of a bundled province: offices by their public names, no person, marked as an illustration."""

from __future__ import annotations

from benchmarks.provinces.places import Places
from benchmarks.provinces.records import Inline, Record

PROVINCES = {
    "quang-ninh": ("tỉnh", "tỉnh Quảng Ninh", "province", "Quang Ninh Province"),
    "hai-phong": ("thành phố", "thành phố Hải Phòng", "city", "Hai Phong City"),
}
"""What a People's Committee calls its province: the word alone, then with its name, in both languages."""


def issuer_of(places: Places) -> Record:
    """The `issuer` of a province that ships; nothing for one that is made for measuring."""
    if places.id not in PROVINCES:
        return {}
    kind_vi, vi, kind_en, en = PROVINCES[places.id]
    recipients = (
        (f"Ủy ban nhân dân {vi} (để báo cáo)", f"People's Committee of {en} (to report)"),
        (f"Ban Chỉ huy Phòng thủ dân sự {kind_vi} (để báo cáo)",
         f"Civil Defence Command Committee of the {kind_en} (to report)"),
        (f"Bộ Chỉ huy quân sự, Công an {kind_vi} (để phối hợp)",
         f"Military Command and Police of the {kind_en} (to co-ordinate)"),
        ("Sở Công Thương và đơn vị điện lực trên địa bàn",
         "Department of Industry and Trade and the power company"),
        (f"Báo và phát thanh, truyền hình {kind_vi}", f"Newspaper, radio and television of the {kind_en}"),
        ("Ủy ban nhân dân, Ban Chỉ huy Phòng thủ dân sự các xã, phường, đặc khu",
         "People's Committees and Civil Defence Command Committees of communes, wards and special zones"),
        ("Các doanh nghiệp viễn thông trên địa bàn", "Telecom operators in the area"),
    )
    return {
        "issuer": {
            "above": {"vi": f"Ủy ban nhân dân {vi}", "en": f"People's Committee of {en}"},
            "agency": {"vi": "Sở Khoa học và Công nghệ", "en": "Department of Science and Technology"},
            "symbol": "SKHCN",
            "place": {"vi": places.vi, "en": places.en},
            "post": {"vi": "Giám đốc", "en": "Director"},
            "archive": "BCVT",
            "recipients": [{"vi": each_vi, "en": each_en} for each_vi, each_en in recipients],
            "marking": "internal",
            "source": Inline(reporter="minh họa thể thức (illustrative letterhead)"),
        }
    }
