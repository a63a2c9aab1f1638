"""What an office gets wrong in its registers: each mistake is one finding, and a sound register none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.inventory.messages import segments_of
from planner.inventory.reading import read_province
from tests.policy.duties.worlds import COMMAND, NAME, inventory, written

if TYPE_CHECKING:
    from pathlib import Path

    from planner.foundation.diagnostics import Finding

SOURCE = {"reporter": "Sở", "as_of": "2026-08-01"}
UNIT = {"vi": "Sở"}


def shift(id_: str, start: str, end: str, *who: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_, "from": f"2026-09-01T{start}:00+07:00", "to": f"2026-09-01T{end}:00+07:00",
        "who": list(who), "source": SOURCE, **more,
    }  # fmt: skip


SOUND: dict[str, Any] = {
    "contacts": [
        {"id": "LH", "unit": UNIT, "mobile": "0900 000 001", "satellite": "+8707 0000 0001",
         "landline": "0203 000 0000", "email": "truc@example.vn", "source": SOURCE},
    ],
    "roster": [shift("A", "06:00", "14:00", "LH"), shift("B", "14:00", "22:00", "LH")],
    "tasks": [{"id": "T", "phase": "before", "task": NAME, "unit": UNIT, "due_h": -4,
               "status": "ongoing", "source": SOURCE}],
    "message_templates": [{"id": "M", "event": "no-signal", "audience": NAME, "channels": ["sms"],
                           "ordered_by": UNIT, "target_min": 60,
                           "text": {"vi": "Mạng di động đang mất. Đặt máy tự chọn mạng."}, "source": SOURCE}],
    "annex_rows": [{"id": "K", "kind": "funding", "name": NAME, "amount_million_vnd": 10,
                    "fund": "budget", "source": SOURCE}],
}  # fmt: skip


def found(folder: Path, **lists: Any) -> list[Finding]:
    written(folder, {**inventory(), **SOUND, **lists}, COMMAND)
    return [each for each in read_province(folder).findings if each.code[1:] in CODES]


CODES = {*map(str, range(225, 240)), *map(str, range(585, 595))}


def test_a_sound_register_is_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def changed(section: str, **more: Any) -> dict[str, Any]:
    first, *rest = SOUND[section]
    return {section: [{**first, **more}, *rest]}


@pytest.mark.parametrize(
    ("lists", "code", "words"),
    [
        ({"roster": [shift("A", "06:00", "14:00", "LH"), shift("B", "15:00", "22:00", "LH")]},
         "W585", "from 1 Sep 2026 14:00 to 1 Sep 2026 15:00"),
        ({"roster": [*SOUND["roster"], shift("C", "21:00", "23:00")]}, "W585", "`C` names nobody"),
        ({"roster": [*SOUND["roster"], shift("C", "13:00", "14:00", "LH", role="leader")]},
         "W586", "`LH` is on two shifts at once: `A` and `C`"),
        ({"roster": [*SOUND["roster"], shift("C", "23:00", "22:00", "LH")]}, "E226", "ends before"),
        (changed("tasks", unit=None, due_h=None, status=None), "W587", "lacks unit, status, due_h"),
        (changed("tasks", due="2026-09-01T06:00:00+07:00"), "E225", "two deadlines"),
        (changed("tasks", status="done"), "W588", "nobody says when"),
        (changed("tasks", progress_percent=100), "W588", "its status is `ongoing`"),
        (changed("tasks", status="late"), "W588", "nobody says why"),
        (changed("tasks", status="done", done_at="2026-09-01T06:00:00+07:00", progress_percent=99), "W588",
         "`T` is 99 % done, and its status is `done`"),
        (changed("tasks", status="not-started", progress_percent=1), "W588", "its status is `not-started`"),
        (changed("message_templates", ordered_by=None, target_min=None), "W587", "lacks ordered_by, target_min"),
        ({"rumour_control": [{"id": "G", "owner": NAME, "source": SOURCE}]}, "W587",
         "lacks response_min, spokespersons"),
        ({"it_systems": [{"id": "HT", "name": NAME, "recovery_target_h": 24, "source": SOURCE}]}, "W587",
         "lacks level, offline_backup"),
        (changed("tasks", due_h=3), "W589", "3 h after it comes"),
        (changed("contacts", mobile="0900"), "W592", "`mobile` of contact `LH`"),
        (changed("contacts", email="truc.example.vn"), "W592", "`email` of contact `LH`"),
        ({"contacts": [*SOUND["contacts"], {"id": "X2", "unit": UNIT, "source": SOURCE}]},
         "W592", "names contact `X2`"),
        (changed("tasks", source=None), "W593", "1 of 1 records of `tasks`"),
        (changed("message_templates", text={"vi": "đ" * 202}), "W594", "takes 4 parts"),
        (changed("annex_rows", fund=None), "W587", "lacks fund"),
        ({"damage_reports": [{"id": "H", "what": "mast", "reporter": "A", "as_of": "2026-09-02T06:00:00+07:00"}]},
         "E227", "no asset and no place"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_once_with_its_place(
    tmp_path: Path, lists: dict[str, Any], code: str, words: str
) -> None:
    told = found(tmp_path, **lists)

    assert [each.code for each in told] == [code] * len(told)
    assert words in told[0].fact.en
    assert told[0].place is not None
    assert told[0].remedy is not None


def test_a_finding_about_a_number_does_not_repeat_it(tmp_path: Path) -> None:
    (one,) = found(tmp_path, **changed("contacts", mobile="0900-123"))

    assert "0900-123" not in one.fact.en + one.fact.vi + (one.remedy.vi if one.remedy else "")


def report(id_: str, reporter: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_, "place": {"vi": "Cát Bà"}, "what": "mast", "reporter": reporter, "count": 27,
        "as_of": "2026-09-02T06:00:00+07:00", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"count": 48}, "27 and 48 of them"),
        ({"restored_at": "2026-09-02T05:00:00+07:00"}, "one says that it is back"),
        ({"down_since": "2026-09-01T10:00:00+07:00"}, "different hours"),
        ({"down_since": "2026-09-01T08:30:00+07:00"}, ""),
        ({"what": "fiber", "count": 3}, ""),
    ],
)
def test_reporters_who_disagree_are_told_and_both_are_kept(
    tmp_path: Path, other: dict[str, Any], words: str
) -> None:
    since = "2026-09-01T08:00:00+07:00"
    reports = [report("H1", "A", down_since=since), report("H2", "B", **{"down_since": since, **other})]

    told = found(tmp_path, damage_reports=reports)

    assert len(told) == bool(words)
    if words:
        assert told[0].code == "W591"
        assert words in told[0].fact.en
    province = read_province(tmp_path).province
    assert province is not None
    assert set(province.damage_reports) == {"H1", "H2"}


def test_a_reporter_who_corrects_himself_does_not_disagree_with_himself(tmp_path: Path) -> None:
    later = {"count": 48, "as_of": "2026-09-03T06:00:00+07:00"}

    assert found(tmp_path, damage_reports=[report("H1", "A"), report("H2", "A", **later)]) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
        ("đ" * 70, 1), ("đ" * 71, 2), ("đ" * 134, 2), ("đ" * 135, 3), ("đ" + "a" * 200, 3),
        ("😀" * 35, 1), ("😀" * 36, 2),
    ],
)  # fmt: skip
def test_a_message_is_counted_in_the_parts_in_which_phones_send_it(text: str, parts: int) -> None:
    assert segments_of(text) == parts
