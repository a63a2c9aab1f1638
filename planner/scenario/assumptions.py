"""What a run takes for granted, in words that are printed with every verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.clock import shown
from planner.foundation.diagnostics import Finding
from planner.foundation.text import Text
from planner.hazard.bulletin import said as said_of_bulletin
from planner.hazard.exposure import storm_summary
from planner.hazard.profiles import PROFILE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from planner.hazard.fragility_library import FragileKind
    from planner.scenario.exposing import Weather
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.records import ClassDefault
    from planner.simulation.timeline import SideRun


def assumptions_of(loaded: LoadedScenario, felt: Sequence[Weather]) -> tuple[Text, ...]:
    """Fuel at the start, the wind models, class defaults that were used, and what the track left out.

    `felt` is the weather under each wind model.
    """
    left_out = [text for weather in felt for text in weather.assumptions]
    said = (
        _fuel(loaded),
        *_wind(loaded, felt),
        *_classes(loaded, felt),
        *left_out,
        *_nearness(loaded),
        *_bulletin(loaded),
    )
    return tuple(dict.fromkeys(said))


def _wind(loaded: LoadedScenario, felt: Sequence[Weather]) -> list[Text]:
    """The wind models, and what the wind is taken to have blown over."""
    names = [PROFILE_WORDS[weather.model] for weather in felt if weather.model is not None]
    if not names:
        return []
    vi = ", ".join(f"{sign} = {name.vi}" for sign, name in names)
    en = ", ".join(f"{sign} = {name.en}" for sign, name in names)
    said = [Text(vi=f"mô hình gió: {vi}", en=f"wind model: {en}")]
    if len(names) > 1:
        said = [
            Text(
                vi=f"gió tính theo {len(names)} mô hình ({vi}): chỉ đạt khi đạt theo mọi mô hình",
                en=f"wind under {len(names)} models ({en}): a requirement holds if it holds under all",
            )
        ]
    if any(district.outline for district in loaded.province.districts.values()):
        said.append(
            Text(
                vi="gió mạnh yếu tuỳ đất hay nước trong 10 km phía đầu gió, theo ranh giới địa bàn; "
                "ngoài ranh giới coi là biển",
                en="the gust depends on the land or water of the 10 km upwind, after the districts' "
                "outlines; what lies outside them counts as sea",
            )
        )
    return said


def _nearness(loaded: LoadedScenario) -> tuple[Text, ...]:
    """What must be said of a track that stays away, or lies outside the scenario's time."""
    storm, province = loaded.storm, loaded.province
    placed = [*province.sites.values(), *province.fiber_nodes.values()]
    points = [
        (each.lon, each.lat) for each in placed if each.lon is not None and each.lat is not None
    ]
    if storm is None or storm.track is None or not points:
        return ()
    lons, lats = zip(*points, strict=True)
    box = (min(lons), min(lats), max(lons), max(lats))
    scenario = loaded.scenario
    summary = storm_summary(storm.track, storm.wind, box, scenario.start, scenario.horizon_h)
    return summary.warnings


def _bulletin(loaded: LoadedScenario) -> tuple[Text, ...]:
    storm = loaded.storm
    if storm is None or storm.bulletin is None:
        return ()
    return said_of_bulletin(storm.bulletin)


def _fuel(loaded: LoadedScenario) -> Text:
    fuel = loaded.scenario.fuel_at_start
    if fuel.share == 1:
        return Text(
            vi="mọi bồn dầu đầy lúc 0 h (giả định)", en="every tank is full at hour 0 (assumed)"
        )
    percent = f"{float(fuel.share * 100):g}"
    return Text(
        vi=f"bồn dầu còn {percent.replace('.', ',')} % lúc 0 h (giả định)",
        en=f"tanks are {percent} % full at hour 0 (assumed)",
    )


def _classes(loaded: LoadedScenario, felt: Sequence[Weather]) -> list[Text]:
    """Each class default with the number of assets that rest on it, the most under any wind model."""
    if loaded.defaults is None:
        return []
    used: dict[int, int] = {}
    for weather in felt:
        for number, count in weather.classes_used.items():
            used[number] = max(used.get(number, 0), count)
    return [
        of_class_default(loaded.defaults.classes[number], count)
        for number, count in sorted(used.items())
    ]


def of_class_default(default: ClassDefault, count: int) -> Text:
    """How many assets rest on a class default, and whose figure it is."""
    wind, kind = default.design_wind, KINDS[default.kind]
    reporter = default.source.reporter if default.source is not None else "?"
    value = f"{wind.value:g}"
    return Text(
        vi=f"{count} {kind.vi} chưa khảo sát sức chịu gió, lấy {value.replace('.', ',')} {wind.unit} "
        f"({wind.averaging}) theo {reporter}",
        en=f"{kind.en} whose design wind was not surveyed ({count}) are taken to withstand {value} "
        f"{wind.unit} ({wind.averaging}), after {reporter}",
    )


KINDS: dict[FragileKind, Text] = {
    "segment": Text(vi="tuyến cáp treo", en="aerial fiber segments"),
    "drop": Text(vi="nhánh cáp treo vào trạm", en="aerial fiber drops"),
    "service-drop": Text(vi="nhánh điện treo vào trạm", en="aerial service drops"),
    "line": Text(vi="đường dây điện treo", en="aerial power lines"),
    "substation": Text(vi="trạm biến áp", en="substations"),
    "dish": Text(vi="chảo vệ tinh", en="satellite dishes"),
    "mast": Text(vi="cột anten", en="masts"),
    "warning-channel": Text(vi="loa, còi, cột phát ngoài trời", en="loudspeakers, sirens and outdoor transmitters"),
}
"""What many assets of a class are called."""


def uncredited(run: SideRun) -> frozenset[tuple[str, Fraction]]:
    """Every refuel that came while its generator had failed: the generator and the hour."""
    return frozenset(
        each
        for view in run.views.values()
        for plant in view.plants.values()
        for each in plant.uncredited
    )


def uncredited_refuels(
    loaded: LoadedScenario, lost_under: Sequence[frozenset[tuple[str, Fraction]]]
) -> tuple[Finding, ...]:
    """A finding for each refuel that is not credited, under any wind model."""
    start = loaded.scenario.start
    lost = sorted(frozenset().union(*lost_under))
    return tuple(
        Finding(
            "W507",
            Text(
                vi=f"lần tiếp dầu {shown(start, hour, 'vi')} cho máy phát “{asset}” không được tính: máy đang hỏng",
                en=f"the refuel of generator `{asset}` at {shown(start, hour, 'en')} is not credited: it had failed",
            ),
            loaded.province.places.get(f"sites/{asset}")
            or loaded.province.places.get(f"fiber_nodes/{asset}"),
        )
        for asset, hour in lost
    )
