"""What each list of the inventory is called in a sentence, and the file it usually stands in."""

from __future__ import annotations

from planner.foundation.text import Text
from planner.inventory.office_records import OFFICE_SECTIONS

CALLED: dict[str, Text] = {
    "operators": Text(vi="nhà mạng", en="operator"),
    "districts": Text(vi="địa bàn", en="district"),
    "communes": Text(vi="xã", en="commune"),
    "sites": Text(vi="trạm", en="site"),
    "fiber_nodes": Text(vi="nút cáp quang", en="fiber node"),
    "segments": Text(vi="tuyến cáp", en="segment"),
    "power_nodes": Text(vi="nút điện", en="power node"),
    "lines": Text(vi="đường dây điện", en="power line"),
    "srlgs": Text(vi="nhóm rủi ro", en="risk group"),
    "command_posts": Text(vi="điểm chỉ huy", en="command post"),
    "radio_nets": Text(vi="mạng vô tuyến", en="radio net"),
    "population_points": Text(vi="điểm dân cư", en="population point"),
    "coverage_measurements": Text(vi="kết quả đo vùng phủ", en="coverage measurement"),
    "warning_channels": Text(vi="kênh thông tin", en="warning channel"),
    "resources": Text(vi="nguồn lực", en="resource"),
    "road_nodes": Text(vi="nút giao thông", en="road node"),
    "roads": Text(vi="đường bộ", en="road"),
    "sea_routes": Text(vi="tuyến đường thủy", en="sea route"),
    "contacts": Text(vi="liên hệ", en="contact"),
    "roster": Text(vi="ca trực", en="shift"),
    "tasks": Text(vi="nhiệm vụ", en="task"),
    "milestones": Text(vi="mốc phục hồi", en="milestone"),
    "damage_reports": Text(vi="báo cáo thiệt hại", en="damage report"),
    "drills": Text(vi="cuộc diễn tập", en="drill"),
    "reviews": Text(vi="lần rà soát", en="review"),
    "message_templates": Text(vi="mẫu tin", en="message template"),
    "rumour_control": Text(vi="đầu mối xử lý tin giả", en="rumour-control team"),
    "it_systems": Text(vi="hệ thống thông tin", en="information system"),
    "annex_rows": Text(vi="dòng phụ lục", en="annex row"),
    "cable_programmes": Text(vi="chương trình ngầm hóa", en="programme of cable"),
    "roaming_agreements": Text(vi="thỏa thuận chuyển vùng", en="roaming agreement"),
}

DAMAGEABLE = (
    "sites", "fiber_nodes", "segments", "power_nodes", "lines", "command_posts",
    "warning_channels", "resources",
)  # fmt: skip
"""The lists of which a damage report may speak."""

NO_SUCH: dict[tuple[str, ...], Text] = {
    **{(section,): words for section, words in CALLED.items()},
    DAMAGEABLE: Text(vi="tài sản", en="asset"),
    ("sites", "fiber_nodes"): Text(vi="trạm hay nút cáp quang", en="site or fiber node"),
}

A: dict[tuple[str, ...], Text] = {
    targets: Text(
        vi=f"một {words.vi}",
        en=f"{'an' if words.en[0] in 'aeiou' else 'a'} {words.en}",
    )
    for targets, words in NO_SUCH.items()
}

FILES: dict[str, str] = {
    "operators": "province.yaml",
    "districts": "province.yaml",
    "communes": "province.yaml",
    "sites": "sites.yaml",
    "fiber_nodes": "fiber.yaml",
    "segments": "fiber.yaml",
    "power_nodes": "power.yaml",
    "lines": "power.yaml",
    "srlgs": "fiber.yaml",
    "command_posts": "command-posts.yaml",
    "radio_nets": "command-posts.yaml",
    "warning_channels": "warning.yaml",
    "population_points": "communes.yaml",
    "coverage_measurements": "communes.yaml",
    "resources": "resources.yaml",
    "road_nodes": "travel.yaml",
    "roads": "travel.yaml",
    "sea_routes": "travel.yaml",
    **dict.fromkeys(OFFICE_SECTIONS, "office.yaml"),
    "cable_programmes": "programmes.yaml",
    "roaming_agreements": "programmes.yaml",
}
"""Where a record would go when the province has none of its kind yet."""
