"""The made-up registers of the department: people who do not exist, numbers nobody answers, tasks, damage, drills."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.layout import SitePlan
from benchmarks.provinces.office_texts import ANNEX_ROWS, MESSAGES, MILESTONES, SYSTEMS, TASKS
from benchmarks.provinces.places import Places
from benchmarks.provinces.records import Day, Inline, Record, without_empty

ZONE = "+07:00"
WATCH_FROM, WATCH_DAYS = datetime(2024, 9, 6, 6), 4  # noqa: DTZ001 - written with its offset
SHIFT_H = 12
DEPARTMENT = {"vi": "Sở (minh họa)", "en": "Department (illustrative)"}
POSTS = (
    ("Lãnh đạo trực", "Leader on duty"),
    ("Trực ban ca ngày", "Duty officer, day"),
    ("Trực ban ca đêm", "Duty officer, night"),
    ("Người phát ngôn", "Spokesperson"),
)


def office(places: Places, sites: list[SitePlan], seed: int) -> Record:
    """Every list of the office. What chance draws: who is missing from a shift, what is late, what is old."""
    chance = Chance(seed, "office", places.id)
    prefix = places.prefix
    return {
        "contacts": contacts(places),
        "roster": roster(prefix, chance),
        "tasks": tasks(prefix, chance),
        "milestones": milestones(prefix),
        "damage_reports": damage_reports(prefix, sites, chance),
        "drills": drills(prefix, chance),
        "reviews": reviews(prefix),
        "message_templates": [
            {"id": f"TIN-{prefix}-{number}", **row, "source": said("2024-06-10")}
            for number, row in enumerate(MESSAGES, start=1)
        ],
        "rumour_control": [rumour_control(prefix)],
        "it_systems": [
            {"id": f"HT-{prefix}-{number}", **row, "contact": f"LH-{prefix}-2", "source": said("2024-09-02")}
            for number, row in enumerate(SYSTEMS, start=1)
        ],
        "annex_rows": annex_rows(places),
    }


def said(day: str) -> Inline:
    return Inline(reporter="Sổ minh họa (illustrative)", as_of=Day(day))


def instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:00}{ZONE}"


def contacts(places: Places) -> list[Record]:
    """Four at the department; numbers of a block that no operator hands out to them."""
    return [
        {
            "id": f"LH-{places.prefix}-{number}",
            "unit": DEPARTMENT,
            "post": {"vi": vi, "en": en},
            "person": f"Người minh họa {number:02d}",
            "mobile": f"0900 000 0{number:02d}",
            "email": f"minh-hoa-{number}@example.vn",
            "source": said("2024-08-15"),
        }
        for number, (vi, en) in enumerate(POSTS, start=1)
    ]


def roster(prefix: str, chance: Chance) -> list[Record]:
    """A leader for each day, duty officers by turns of twelve hours; one night may be missing."""
    made: list[Record] = []
    missing = chance.whole(5, 7) if chance.happens(0.5) else 0
    for day in range(WATCH_DAYS):
        start = WATCH_FROM + timedelta(days=day)
        made.append(_shift(f"CA-{prefix}-L{day + 1}", start, 24, "leader", f"LH-{prefix}-1"))
        for turn in range(2):
            number = 2 * day + turn + 1
            if number != missing:
                begins = start + timedelta(hours=turn * SHIFT_H)
                who = f"LH-{prefix}-{2 + turn}"
                made.append(_shift(f"CA-{prefix}-T{number}", begins, SHIFT_H, "duty", who))
    return made


def _shift(id_: str, start: datetime, hours: int, role: str, who: str) -> Inline:
    end = start + timedelta(hours=hours)
    return Inline(id=id_, **{"from": instant(start)}, to=instant(end), role=role, who=[who],
                  source=said("2024-09-05"))


def tasks(prefix: str, chance: Chance) -> list[Record]:
    """What is due before, during and after; what comes before is done but for one or two."""
    made = []
    for number, (phase, vi, en, unit_vi, unit_en, due_h) in enumerate(TASKS, start=1):
        late, going = chance.happens(0.15), chance.happens(0.2)
        done = phase == "before" and not (late or going)
        moment = datetime(2024, 9, 6, 18) + timedelta(hours=due_h - chance.whole(1, 6))  # noqa: DTZ001
        status = "done" if done else "not-started" if phase != "before" else "late" if late else "ongoing"
        made.append(
            without_empty(
                {
                    "id": f"NV-{prefix}-{number:02d}",
                    "phase": phase,
                    "task": {"vi": vi, "en": en},
                    "unit": {"vi": unit_vi, "en": unit_en},
                    "due_h": due_h,
                    "status": status,
                    "progress_percent": {"done": 100, "ongoing": 60, "late": 40}.get(status),
                    "reason": {"vi": "Chờ vật tư (minh họa)", "en": "Waiting for parts (illustrative)"}
                    if status == "late" else None,
                    "done_at": instant(moment) if done else None,
                    "contact": f"LH-{prefix}-2",
                    "source": said("2024-09-06"),
                }
            )
        )
    return made


def milestones(prefix: str) -> list[Record]:
    return [
        without_empty(
            {"id": f"MOC-{prefix}-{number}", "name": {"vi": vi, "en": en}, "due_h": due_h, "share": share,
             "requirement": requirement, "source": said("2024-06-10")}
        )
        for number, (vi, en, due_h, share, requirement) in enumerate(MILESTONES, start=1)
    ]


def damage_reports(prefix: str, sites: list[SitePlan], chance: Chance) -> list[Record]:
    """Masts as the operators and the press count them, who differ; and a few sites by name."""
    operators, press = chance.whole(20, 40), chance.whole(20, 40)
    place = {"vi": "Toàn tỉnh (minh họa)", "en": "Whole province (illustrative)"}
    made: list[Record] = [
        {"id": f"TH-{prefix}-1", "place": place, "what": "mast", "count": operators,
         "reporter": "Các nhà mạng (minh họa)", "as_of": "2024-09-08T17:00:00+07:00"},
        {"id": f"TH-{prefix}-2", "place": place, "what": "mast", "count": press,
         "reporter": "Báo chí (minh họa)", "as_of": "2024-09-08T19:00:00+07:00"},
    ]
    coastal = [site for site in sites if site.district.coastal or site.district.island]
    for number in range(3, 7):
        site = chance.one_of(coastal)
        back = chance.happens(0.5)
        made.append(
            without_empty(
                {
                    "id": f"TH-{prefix}-{number}",
                    "asset": site.id,
                    "what": chance.one_of(("mast", "power", "fiber")),
                    "down_since": f"2024-09-07T{chance.whole(10, 18):02d}:00:00+07:00",
                    "restored_at": f"2024-09-09T{chance.whole(8, 20):02d}:00:00+07:00" if back else None,
                    "cause": {"vi": "Gió mạnh (minh họa)", "en": "Strong wind (illustrative)"},
                    "cost_million_vnd": chance.whole(5, 40) * 10,
                    "reporter": "Các nhà mạng (minh họa)",
                    "as_of": "2024-09-09T17:00:00+07:00",
                }
            )
        )
    return made


def drills(prefix: str, chance: Chance) -> list[Record]:
    """A training, and a drill that some hold later than they should."""
    late = chance.happens(0.5)
    return [
        {"id": f"DT-{prefix}-1", "kind": "drill", "date": Day("2023-06-15" if late else "2024-06-15"),
         "name": {"vi": "Diễn tập mất liên lạc toàn tỉnh (minh họa)",
                  "en": "Drill of a province cut off (illustrative)"},
         "lead": DEPARTMENT, "participants": chance.whole(30, 120),
         "lessons": {"vi": "Ắc quy bộ đàm hết sớm hơn dự kiến.", "en": "Radio batteries ended sooner than planned."},
         "source": said("2024-06-20")},
        {"id": f"DT-{prefix}-2", "kind": "training", "date": Day("2024-07-10"),
         "name": {"vi": "Tập huấn điện thoại vệ tinh cho xã (minh họa)",
                  "en": "Satellite phone training for communes (illustrative)"},
         "lead": DEPARTMENT, "participants": chance.whole(40, 90), "source": said("2024-07-12")},
    ]


def reviews(prefix: str) -> list[Record]:
    return [
        {"id": f"RS-{prefix}-1", "date": Day("2023-05-30"), "version": "2023.1",
         "changes": {"vi": "Bản đầu (minh họa).", "en": "First version (illustrative)."}, "source": said("2023-05-30")},
        {"id": f"RS-{prefix}-2", "date": Day("2024-05-30"), "version": "2024.1",
         "changes": {"vi": "Thêm danh sách điểm sạc (minh họa).", "en": "Charging points added (illustrative)."},
         "next_due": Day("2025-05-30"), "source": said("2024-05-30")},
    ]


def rumour_control(prefix: str) -> Record:
    return {
        "id": f"TG-{prefix}-1",
        "owner": DEPARTMENT,
        "team": {"vi": "Tổ thông tin 24/24 (minh họa)", "en": "Watch team (illustrative)"},
        "response_min": 60,
        "watches": [Inline(vi="Nhóm Zalo của các xã", en="Zalo groups of the communes"),
                    Inline(vi="Mạng xã hội của tỉnh", en="Social media of the province")],
        "spokespersons": [f"LH-{prefix}-4"],
        "press_contact": f"LH-{prefix}-4",
        "scam_warning": {"vi": "Không chuyển tiền quyên góp vào tài khoản lạ; báo công an 113.",
                         "en": "Send no donation to unknown accounts; tell the police, 113."},
        "source": said("2024-06-10"),
    }


def annex_rows(places: Places) -> list[Record]:
    """The short annexes, and hard-to-reach people of the islands."""
    prefix = places.prefix
    rows: list[dict[str, Any]] = [{**row} for row in ANNEX_ROWS]
    for district in places.districts:
        if district.island:
            rows.append(
                {"kind": "hard-to-reach", "district": district.id, "people": district.population // 20,
                 "name": {"vi": f"Người già, người đi biển ở {district.vi} (minh họa)",
                          "en": f"The old and those at sea, {district.en} (illustrative)"},
                 "what": {"vi": "Đài duyên hải, tổ công nghệ số đến từng nhà",
                          "en": "Coastal radio, community team from door to door"}}
            )
    made = []
    for number, row in enumerate(rows, start=1):
        contact = {"contact": f"LH-{prefix}-1"} if row["kind"] == "operations-centre" else {}
        made.append({"id": f"PL-{prefix}-{number:02d}", **row, **contact, "source": said("2024-08-01")})
    return made
