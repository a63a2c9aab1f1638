"""What a requirement asks, in the words of an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import hours, number

if TYPE_CHECKING:
    from planner.policy.requirements import HardenedTest, Requirement, UnitFilter, WindTest

_PER_UNIT = {
    "district": Text("mỗi đơn vị quy hoạch", "in each planning area"),
    "commune": Text("mỗi xã, phường, đặc khu", "in each commune, ward or special zone"),
    "province": Text("toàn tỉnh", "in the whole province"),
}


def asks_of(requirement: Requirement) -> tuple[Text, ...]:
    """The count first, then each attribute of the hardened test, then where it applies."""
    per = _PER_UNIT[requirement.unit]
    count = requirement.at_least
    station = "station" if count == 1 else "stations"
    first = Text(
        vi=f"luôn có ít nhất {count} trạm kiên cố hoạt động ở {per.vi}",
        en=f"at least {count} hardened {station} in service {per.en} at all times",
    )
    if requirement.unit == "province":
        first = Text(
            vi=f"luôn có ít nhất {count} trạm kiên cố hoạt động trong toàn tỉnh", en=first.en
        )
    return (first, *_test_words(requirement.hardened), *where_words(requirement.where))


def _test_words(test: HardenedTest) -> list[Text]:
    words = [_wind_words(test.wind)]
    for needed, where in (
        (test.generator_autonomy_mainland_h, Text("trên đất liền", "on the mainland")),
        (test.generator_autonomy_island_h, Text("ở đảo", "on islands")),
    ):
        if needed is not None:
            words.append(
                Text(
                    vi=f"máy phát cố định chạy được từ {hours(needed, 'vi')} khi đầy bồn {where.vi}",
                    en=f"fixed generators run {hours(needed, 'en')} on full tanks {where.en}",
                )
            )
    if test.fiber_drop:
        words.append(Text("có cáp quang vào trạm", "the station has a fiber drop"))
    if test.survives_any_one:
        words.append(
            Text(
                "còn đường về cổng khi mất bất kỳ một tuyến hoặc một nhóm rủi ro chung",
                "a path to a gateway remains after the loss of any one segment or risk group",
            )
        )
    if test.buried_drop:
        words.append(Text("cáp vào trạm đi ngầm", "the drop is underground"))
    if test.floor_above_m is not None:
        words.append(
            Text(
                vi=f"sàn thiết bị cao từ {number(test.floor_above_m, 'vi')} m",
                en=f"equipment floor at least {number(test.floor_above_m, 'en')} m above ground",
            )
        )
    if test.min_operators > 1:
        words.append(
            Text(
                vi=f"từ {test.min_operators} nhà mạng dùng chung",
                en=f"shared by at least {test.min_operators} operators",
            )
        )
    return words


def _wind_words(test: WindTest) -> Text:
    if test.zone_gust:
        return Text(
            "cột chịu được gió giật 3 giây, chu kỳ 50 năm của vùng gió (QCVN 02:2022/BXD)",
            "the mast withstands the 50-year 3-second gust of its wind zone (QCVN 02:2022/BXD)",
        )
    if test.gust_mps is not None:
        return Text(
            vi=f"cột chịu được gió giật 3 giây từ {number(test.gust_mps, 'vi')} m/s",
            en=f"the mast withstands a 3-second gust of {number(test.gust_mps, 'en')} m/s",
        )
    if test.force is not None:
        return Text(
            vi=f"cột chịu được gió cấp {test.force}", en=f"the mast withstands wind force {test.force}"
        )
    return Text(
        vi=f"cột chịu được rủi ro thiên tai cấp {test.risk_level} (Quyết định 18/2021/QĐ-TTg)",
        en=f"the mast withstands disaster risk level {test.risk_level} (Decision No. 18/2021/QĐ-TTg)",
    )


def where_words(where: UnitFilter) -> list[Text]:
    """Where alone a requirement applies; nothing where it applies everywhere."""
    words = []
    if where.exposed:
        words.append(
            Text(
                "chỉ xét nơi thường xuyên chịu thiên tai",
                "only where disasters often strike",
            )
        )
    if where.island is not None:
        words.append(
            Text("chỉ xét đảo", "islands only")
            if where.island
            else Text("chỉ xét đất liền", "mainland only")
        )
    if where.only:
        listed = ", ".join(where.only)
        words.append(Text(vi=f"chỉ xét: {listed}", en=f"only: {listed}"))
    return words
