"""A storm with what comes beside it: maps of water and landslides from other files, laid over one track."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.foundation.diagnostics import Finding
    from planner.hazard.records import Storm
    from planner.inventory.base import Notice
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.sources import Part


def with_what_comes_beside(storm: Storm | None, beside: Sequence[Storm]) -> Storm | None:
    """The storm with the removals and footprints of the others; the first of them where there is no storm."""
    if not beside:
        return storm
    base, *more = beside if storm is None else (storm, *beside)
    return base.model_copy(
        update={
            "removals": tuple(removal for each in (base, *more) for removal in each.removals),
            "footprints": tuple(print_ for each in (base, *more) for print_ in each.footprints),
        }
    )


def check_beside(storm: Part[Storm] | None, beside: Sequence[Part[Storm]]) -> Iterator[Finding]:
    """Findings about files that cannot come beside a storm: a second wind, an id twice."""
    seen = {each.id.casefold() for each in storm.record.footprints} if storm is not None else set()
    for part in beside:
        if part.record.track is not None or part.record.bulletin is not None:
            key = "track" if part.record.track is not None else "bulletin"
            yield part.within(
                "E434",
                (key,),
                Text(vi=f"“{part.record.id}” đi kèm một cơn bão mà lại có đường đi riêng",
                     en=f"`{part.record.id}` comes beside a storm and has a path of its own"),
                None,
                Text(vi="chỉ để removals và footprints ở tệp đi kèm, hoặc ghi nó ở “storm”",
                     en="keep removals and footprints only, or name it under `storm`"),
            )
        own = {each.id.casefold() for each in part.record.footprints}
        for index, footprint in enumerate(part.record.footprints):
            if footprint.id.casefold() in seen:
                yield part.within(
                    "E202",
                    ("footprints", index, "id"),
                    Text(vi=f"mã vùng “{footprint.id}” đã có ở tệp bão khác",
                         en=f"another storm file has a footprint `{footprint.id}` already"),
                    None,
                    Text(vi="đổi một trong hai", en="change one of the two"),
                )
        seen |= own


def made_up(loaded: LoadedScenario) -> tuple[Notice, ...]:
    """Every notice that something in the question is made up: the inventory, the storm, what comes beside it."""
    storm = None if loaded.storm is None else loaded.storm.illustrative
    said = (loaded.province.header.illustrative, storm, *loaded.beside)
    return tuple(dict.fromkeys(each for each in said if each is not None))
