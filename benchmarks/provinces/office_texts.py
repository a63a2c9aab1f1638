"""Words of the made-up registers: tasks, milestones, messages, systems, annex rows."""

from __future__ import annotations

from typing import Any

from benchmarks.provinces.records import Day

OPERATORS = ("Các nhà mạng (minh họa)", "Operators (illustrative)")
DEPARTMENT = ("Sở (minh họa)", "Department (illustrative)")
COMMUNES = ("UBND các xã (minh họa)", "Communes (illustrative)")
POWER = ("Điện lực (minh họa)", "Power company (illustrative)")

TASKS = (
    ("before", "Chằng chống nhà trạm, hạ tải cột yếu", "Brace shelters, derate weak masts", *OPERATORS, -12),
    ("before", "Nạp đầy bồn dầu các trạm kiên cố", "Fill the tanks of hardened stations", *OPERATORS, -12),
    ("before", "Thử điện thoại vệ tinh, VSAT, bộ đàm", "Test satellite phones, VSAT and radios", *COMMUNES, -24),
    ("before", "Thống nhất khu vực chuyển vùng", "Agree on roaming areas", *DEPARTMENT, -24),
    ("before", "Đưa đội ứng cứu và xe vào vị trí", "Teams and vehicles in place", *OPERATORS, -6),
    ("before", "Gửi điện lực danh sách ưu tiên", "Send the grid-priority list to the power company", *DEPARTMENT, -24),
    ("before", "Duyệt nội dung tin nhắn cảnh báo", "Approve the warning messages", *DEPARTMENT, -12),
    ("during", "Trực 24/24, ghi nhận trạm mất", "Watch round the clock, record what is lost", *DEPARTMENT, 24),
    ("after", "Khôi phục điện cho nút cáp và điểm chỉ huy", "Power back to hubs and command posts", *POWER, 48),
    ("after", "Báo cáo tổng hợp thiệt hại", "Consolidated damage report", *DEPARTMENT, 360),
)
"""Phase, task, unit, and hours from the storm's arrival."""

MILESTONES = (
    ("Mọi điểm chỉ huy liên lạc được", "Every command post linked", 6, 1, "milestone-posts-6h"),
    ("Trung tâm mỗi xã có sóng", "A station for every commune centre", 24, 1, "milestone-communes-24h"),
    ("Một nửa số trạm mất có lại", "Half of the lost stations back", 48, 0.5, "milestone-sites-48h"),
    ("Mọi đảo liên lạc được", "Every island linked", 72, 1, "milestone-islands-72h"),
    ("95 % số trạm mất có lại", "95 % of the lost stations back", 168, 0.95, None),
)
"""Name, hours from the arrival, share, and the requirement that computes it."""


def _both(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


EVERYBODY = _both("Toàn dân", "Everybody")
HEAD = _both("Trưởng Ban Chỉ huy (minh họa)", "Head of the committee (illustrative)")
MESSAGES: tuple[dict[str, Any], ...] = (
    {"event": "storm-warning", "audience": EVERYBODY, "channels": ["sms", "loudspeakers", "radio"],
     "text": _both("Bão sắp vào tỉnh. Sạc đầy điện thoại, theo dõi loa và Đài tỉnh. Cần cứu giúp gọi 112.",
                   "A storm is coming. Charge your phone, follow the loudspeakers. For rescue call 112."),
     "ordered_by": HEAD, "target_min": 30},
    {"event": "evacuation", "audience": _both("Vùng sơ tán", "Areas to evacuate"),
     "channels": ["loudspeakers", "team", "speaker-van"],
     "text": _both("Người dân đến nơi sơ tán theo hướng dẫn của xã. Không ra biển, không ở lại lồng bè.",
                   "Go to the shelter that the commune names. Do not go to sea, do not stay on rafts."),
     "ordered_by": HEAD, "target_min": 60},
    {"event": "no-signal", "audience": EVERYBODY, "channels": ["loudspeakers", "speaker-van", "board"],
     "text": _both("Mạng di động tại đây đang mất. Đặt máy ở chế độ tự chọn mạng. Điểm sạc: xem bảng tin xã.",
                   "The mobile network is down here. Set the phone to choose by itself. Charging: see the board."),
     "ordered_by": HEAD, "target_min": 60},
    {"event": "roaming", "audience": EVERYBODY, "channels": ["sms", "zalo"],
     "text": _both("Đã bật chuyển vùng. Đặt máy ở chế độ tự chọn mạng; gọi ngắn, ưu tiên nhắn tin.",
                   "Roaming is on. Set the phone to choose by itself; keep calls short, text if you can."),
     "ordered_by": HEAD, "target_min": 30},
    {"event": "false-news", "audience": EVERYBODY, "channels": ["sms", "zalo", "television"],
     "text": _both("Chỉ tin nguồn chính thức của tỉnh. Không chuyển tiền quyên góp vào tài khoản lạ.",
                   "Trust the province's official sources. Send no donation to unknown accounts."),
     "ordered_by": HEAD, "target_min": 60},
)

SYSTEMS: tuple[dict[str, Any], ...] = (
    {"name": _both("Phần mềm trực ban (minh họa)", "Duty software (illustrative)"), "level": 3,
     "owner": _both(*DEPARTMENT), "offline_backup": Day("2024-09-01"), "backup_every_days": 30,
     "recovery_target_h": 24},
    {"name": _both("Trung tâm điều hành thông minh (minh họa)", "Operations centre (illustrative)"), "level": 3,
     "owner": _both(*DEPARTMENT), "offline_backup": Day("2024-09-01"), "backup_every_days": 30,
     "recovery_target_h": 24},
)

ANNEX_ROWS: tuple[dict[str, Any], ...] = (
    {"kind": "operations-centre", "name": _both("IOC tỉnh (minh họa)", "Provincial IOC (illustrative)"),
     "unit": _both(*DEPARTMENT), "what": _both("Hiển thị trạm mất, bàn giao dữ liệu mỗi giờ",
                                               "Shows lost sites, data handed over every hour")},
    {"kind": "postal-route", "name": _both("Công văn hỏa tốc tỉnh – xã (minh họa)", "Urgent mail (illustrative)"),
     "unit": _both("Bưu điện (minh họa)", "Post (illustrative)"),
     "what": _both("Hai chuyến mỗi ngày, xe máy khi đường ngập", "Two trips a day, by motorcycle in floods")},
    {"kind": "video-conference", "name": _both("Hội nghị truyền hình tỉnh – xã (minh họa)",
                                               "Video conference (illustrative)"),
     "unit": _both("Bưu điện (minh họa)", "Post (illustrative)"),
     "what": _both("Đường truyền riêng, dự phòng VSAT", "Its own line, with VSAT in reserve")},
    {"kind": "relocation", "name": _both("Sở chỉ huy dự phòng (minh họa)", "Reserve command post (illustrative)"),
     "unit": _both(*DEPARTMENT), "place": _both("Trụ sở thứ hai (minh họa)", "Second seat (illustrative)")},
    {"kind": "charging-point", "name": _both("Điểm sạc nhà văn hóa (minh họa)", "Community house (illustrative)"),
     "place": _both("Nhà văn hóa trung tâm (minh họa)", "Central community house (illustrative)")},
    {"kind": "charging-point", "name": _both("Điểm sạc cửa hàng nhà mạng (minh họa)", "Operator shop (illustrative)"),
     "place": _both("Cửa hàng trung tâm (minh họa)", "Central shop (illustrative)")},
    {"kind": "funding", "name": _both("Gia cố trạm kiên cố (minh họa)", "Hardened stations (illustrative)"),
     "amount_million_vnd": 12000, "fund": "operator"},
    {"kind": "funding", "name": _both("Điện thoại vệ tinh cho xã đảo (minh họa)", "Satellite phones (illustrative)"),
     "amount_million_vnd": 1500, "fund": "universal-service-fund"},
    {"kind": "funding", "name": _both("Diễn tập, tập huấn (minh họa)", "Drills (illustrative)"),
     "amount_million_vnd": 300, "fund": "budget"},
    {"kind": "petition", "name": _both("Cho phép chuyển vùng ngay khi có tin bão khẩn cấp",
                                       "Allow roaming from the emergency bulletin on"),
     "unit": _both("Bộ Khoa học và Công nghệ", "Ministry of Science and Technology"),
     "what": _both("để không chờ lệnh khi mạng đã mất", "so that no order is waited for once networks are down")},
)
