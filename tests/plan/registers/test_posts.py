from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plan.registers.catalogue import REGISTERS
from planner.plan.summary import clock_of
from tests.policy.duties.worlds import COMMAND, NAME, inventory, post, ready, run_of

if TYPE_CHECKING:
    from pathlib import Path

    from planner.plan.registers.register import Register

LOUDSPEAKERS = {
    "id": "LOA", "name": {"vi": "Loa thôn", "en": "Village loudspeakers"}, "kind": "loudspeakers", "commune": "X",
    "technology": "ip", "feed": "P1", "needs_grid": True, "battery_h": 6, "generators": [{"id": "g1"}],
    "uplink": "mobile", "operators": ["a"], "design_wind": {"value": 12, "unit": "force", "averaging": "2min"},
    "order": 2, "languages": ["Việt", "Dao"],
}  # fmt: skip


def made(folder: Path, name: str, **lists: object) -> Register:
    """A register of the small province with these lists."""
    run = run_of(folder, {**inventory(), **lists}, COMMAND)
    return REGISTERS[name](run, clock_of(run.loaded))


def english(register: Register) -> list[list[str]]:
    return [[cell.en for cell in row] for row in register.rows]


def test_channels_stand_in_the_order_in_which_one_replaces_the_other(tmp_path: Path) -> None:
    hand = {"id": "COI", "kind": "siren", "commune": "X", "needs_grid": False, "uplink": "none", "order": 1}
    untold = {"id": "TIN", "kind": "sms", "commune": "X"}

    rows = english(made(tmp_path, "channels", warning_channels=[untold, LOUDSPEAKERS, hand]))

    assert [row[2] for row in rows] == ["COI", "LOA Village loudspeakers", "TIN"]
    assert rows[1] == [
        "Small", "2", "LOA Village loudspeakers", "loudspeaker cluster, IP", "P1", "battery 6 h, 1 generator", "Small",
        "force 12", "Việt, Dao",
    ]  # fmt: skip
    assert rows[0][4:8] == ["needs none", "–", "spoken on the spot", "not recorded"]
    assert rows[2][1] == "not recorded"
    assert rows[2][4:8] == ["–", "–", "any operator", "–"]


def test_a_transmitter_stands_in_the_list_of_every_commune_that_hears_it(tmp_path: Path) -> None:
    communes = [*inventory()["communes"], {"id": "Y", "name": {"vi": "Khác"}, "district": "D"}]
    radio = {"id": "DAI", "kind": "radio", "commune": "X", "communes": ["Y"]}

    rows = made(tmp_path, "channels", communes=communes, warning_channels=[radio]).rows

    assert [row[0].vi for row in rows] == ["Nhỏ", "Khác"]


def test_of_a_satellite_phone_sky_battery_and_subscription_are_told(tmp_path: Path) -> None:
    phone = {**ready("satellite-phone", battery_h=9), "sky_view": False, "number": "+8707"}
    net = {"id": "N", "name": NAME, "band": "vhf"}
    radio = {**ready("vhf", net="N"), "trained_user": None}

    register = made(tmp_path, "means", radio_nets=[net], command_posts=[post(phone, radio)])

    assert english(register)[0][4:10] == ["1 Aug 2026", "yes", "no", "9 h", "1 Aug 2027", "+8707"]
    assert english(register)[1][4:9] == ["1 Aug 2026", "not recorded", "–", "the post's power", "–"]
    assert [column.en for column in register.redacted().columns][-1] == "Paid until"


def test_a_net_tells_licence_and_range_and_keeps_its_channel_inside(tmp_path: Path) -> None:
    net = {
        "id": "N", "name": {"vi": "Mạng tỉnh", "en": "Provincial net"}, "band": "hf", "range_km": 300, "control": "CP",
        "repeaters": ["S1"], "licence": "GP 12", "channel": "7,1 MHz", "holder": "Văn phòng",
    }  # fmt: skip
    bare = {"id": "M", "name": NAME, "band": "vhf"}

    register = made(tmp_path, "nets", radio_nets=[net, bare], command_posts=[post(ready("hf", net="N"))])

    rows = english(register)
    assert rows[1] == ["N Provincial net", "HF", "300", "CP", "S1", "1", "GP 12", "7,1 MHz", "Văn phòng"]
    assert rows[0][2:7] == ["not recorded", "–", "–", "0", "not recorded"]
    assert "7,1 MHz" not in str(register.redacted())
    assert "Văn phòng" not in str(register.redacted())
