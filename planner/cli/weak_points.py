"""`planner weak-points`: what, lost alone or in pairs, makes a unit fall short."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from planner.cli.judging import (
    deliver,
    question,
    requirement_option,
    scenario_argument,
    shell_word,
)
from planner.cli.options import (
    bilingual_command,
    format_option,
    option,
    output_option,
    set_aside_option,
)
from planner.cli.tables import Cell, markdown_text, table, to_csv, to_json, to_markdown
from planner.cli.words import say
from planner.decisions.weak_points.finding import LARGEST_COUNTED, weak_points
from planner.foundation.errors import ExitCode, UsageError
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.hazard.assets import assets
from planner.plan.answers import inputs_of
from planner.plan.filters import both, number
from planner.plan.summary import banners_of, place_words
from planner.plan.targets import KINDS, find
from planner.plan.weak_points import (
    at_rest,
    deciding,
    failing_words,
    hardened_words,
    out_of_room_words,
    rows_of,
)
from planner.plan.weak_views import weakness_view
from planner.scenario.ensemble.exposure import worst_chances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from planner.decisions.weak_points.finding import UnitWeakness, WeakPoints
    from planner.plan.weak_points import WeakRow
    from planner.scenario.reading import LoadedScenario

MOST_SHOWN = 12
"""Cut sets of one unit that a table shows unless `--all` is given."""
_HEADERS = (
    Text("Đơn vị", "Unit"),
    Text("Kiên cố", "Hardened"),
    Text("Lúc yên", "At rest"),
    Text("Một mình", "Alone"),
    Text("Cặp", "Pairs"),
    Text("Bộ ba", "Triples"),
    Text(f"Tới {LARGEST_COUNTED}", f"Up to {LARGEST_COUNTED}"),
    Text("Xác suất không đạt", "Probability of failing"),
)
_ALIGN = "<><>>>>>"


@bilingual_command(
    "weak-points",
    words=Text(
        vi="Điểm yếu của từng đơn vị: tài sản hay nhóm rủi ro nào mất hẳn từ giờ 0 (không gì khác hỏng, ắc "
        "quy và bồn dầu vẫn chạy) thì yêu cầu không còn đạt: một mình, theo cặp, hay bộ lớn hơn. Đủ và tối "
        "thiểu. Với --p hoặc --under-storm, tính xác suất chính xác, không lấy mẫu. Hành động của kịch bản "
        "không dùng đến, bão chỉ khi có --under-storm. Mã thoát 1 khi có đơn vị không đạt lúc yên hoặc có "
        "điểm yếu đơn lẻ.",
        en="The weak points of each unit: which asset or risk group, lost for good from hour 0 (nothing "
        "else failed; batteries and tanks run), breaks the requirement: alone, in pairs, or in larger sets. "
        "Complete and minimal. With --p or --under-storm the probability is exact, not sampled. A scenario's "
        "actions have no part in it, its storm only with --under-storm. Exit code 1 when a unit falls short "
        "at rest or has a single weak point.",
    ),
    examples=(
        "planner weak-points scenarios/quang-ninh",
        'planner weak-points scenarios/quang-ninh --unit "Uông Bí" --all',
        "planner weak-points scenarios/quang-ninh --requirement three-stations --p 0.01",
    ),
)
@scenario_argument
@option(
    "--unit",
    "name",
    metavar=Text(vi="TÊN", en="NAME"),
    words=Text(vi="chỉ một đơn vị: tên, mã hoặc id", en="one unit only: name, code or id"),
)
@option(
    "--largest",
    type=click.IntRange(1, 3),
    default=2,
    show_default=True,
    words=Text(vi="liệt kê các bộ tới chừng này tài sản", en="list sets of up to this many assets"),
)
@option(
    "--count",
    is_flag=True,
    words=Text(
        vi=f"đếm cả các bộ lớn hơn, tới {LARGEST_COUNTED} tài sản (vài giây mỗi đơn vị)",
        en=f"count larger sets too, up to {LARGEST_COUNTED} assets (seconds a unit)",
    ),
)
@option(
    "--p",
    "chance",
    type=click.FloatRange(0, 1),
    metavar=Text(vi="XÁC_SUẤT", en="PROBABILITY"),
    words=Text(
        vi="xác suất mất của mỗi tài sản, độc lập; cho xác suất không đạt chính xác",
        en="probability of losing each asset, independently; gives the exact probability of failing",
    ),
)
@option(
    "--under-storm",
    is_flag=True,
    words=Text(
        vi="xác suất mất của mỗi tài sản theo bão của kịch bản, ở lúc nó chịu mạnh nhất (đường cong tổn thương; cáp "
        "treo trên cột điện đổ theo đường dây)",
        en="probability of losing each asset from the scenario's storm, at the worst it meets (fragility curves; a "
        "cable on a line's poles falls with the line)",
    ),
)
@option(
    "--all",
    "every",
    is_flag=True,
    words=Text(vi="hiện mọi bộ, không rút gọn", en="show every set"),
)
@requirement_option
@set_aside_option
@format_option("table", "json", "csv", "md")
@output_option(Text(vi="ghi kết quả vào tệp này", en="write the result to this file"))
def command(
    scenario: str,
    name: str | None,
    largest: int,
    count: bool,
    chance: float | None,
    under_storm: bool,
    every: bool,
    requirement: str | None,
    set_aside: bool,
    output_format: str,
    output: str | None,
) -> None:
    """List the weak points of every unit."""
    loaded = question(scenario, requirement=requirement, at_rest=False, set_aside=set_aside)
    wanted = None if name is None else _wanted(loaded, name)
    chances = _chances(loaded, chance, under_storm=under_storm)
    with _progress() as on_unit:
        found = weak_points(
            loaded.province,
            loaded.requirements,
            loaded.scenario.horizon_h,
            loaded.scenario.fuel_at_start.share,
            largest=largest,
            count=count,
            chances=chances,
            with_poles=under_storm,
            only=wanted,
            on_unit=on_unit,
        )
    if output_format == "table":
        text = as_table(loaded, found, every=every or name is not None)
    else:
        text = _FORMATS[output_format](loaded, found)
    if output_format in {"csv", "json"} or output is not None:
        for banner in banners_of(loaded):
            click.echo(for_terminal(say(banner)), err=True)
    deliver(text, output)
    if loaded.province.set_aside or any(_weak(unit) for unit in found.units):
        raise SystemExit(ExitCode.NOT_MET)


def _chances(
    loaded: LoadedScenario, chance: float | None, *, under_storm: bool
) -> Sequence[Mapping[str, float]]:
    """The probabilities that were asked for: none, the same for every asset, or those of the storm."""
    if under_storm and chance is not None:
        raise UsageError(
            Text(
                vi="chọn một: --p hoặc --under-storm",
                en="choose one of --p and --under-storm",
            )
        )
    if under_storm:
        return worst_chances(loaded)
    return () if chance is None else (dict.fromkeys(assets(loaded.province), chance),)


def _weak(unit: UnitWeakness) -> bool:
    worst = unit.sides["pessimistic"]
    return not worst.holds or bool(worst.singles)


def _wanted(loaded: LoadedScenario, name: str) -> Callable[[object, str], bool]:
    judged = {each.unit for each in loaded.requirements}
    target = find(loaded.province, name, KINDS, judged).target
    return lambda rule, unit: getattr(rule, "unit", "") == target.kind and unit == target.id


class _progress:  # noqa: N801 - used as a word, like a function
    """On a terminal, which unit is being worked on; nothing elsewhere."""

    def __enter__(self) -> Callable[[int, int], None] | None:
        self.width = 0
        return self._show if sys.stderr.isatty() else None

    def _show(self, number_: int, of: int) -> None:
        words = say(Text(vi=f"đơn vị {number_}/{of}", en=f"unit {number_}/{of}"))
        self.width = max(self.width, len(words))
        click.echo(f"\r{words:<{self.width}}", err=True, nl=False)

    def __exit__(self, *fault: object) -> None:
        if self.width:
            click.echo(f"\r{' ' * self.width}\r", err=True, nl=False)


# --- for people -------------------------------------------------------------------------------


def as_table(loaded: LoadedScenario, found: WeakPoints, *, every: bool) -> str:
    """One table per requirement, then the sets of each unit."""
    lines = [f"! {for_terminal(say(banner))}" for banner in banners_of(loaded)]
    lines.append(for_terminal(say(_head(loaded, found))))
    for title, units in _by_requirement(loaded, found):
        keep = _columns(units)
        rows = [[_row(unit)[column] for column in keep] for unit in units]
        lines.append(for_terminal(say(title)))
        headers = [say(_HEADERS[column]) for column in keep]
        lines.append(table(headers, rows, "".join(_ALIGN[column] for column in keep)))
        lines += (for_terminal(line) for unit in units for line in _sets(unit, loaded, every=every))
    lines.append(for_terminal(say(_closing(loaded, found))))
    return "\n".join(lines)


def _head(loaded: LoadedScenario, found: WeakPoints) -> Text:
    name = both(loaded.province.header.name)
    hours, tried = loaded.scenario.horizon_h, found.tried
    return Text(
        vi=f"Điểm yếu của {name.vi} · mất hẳn từ giờ 0, không gì khác hỏng, xét tới "
        f"{number(hours, 'vi')} h · đã thử từng cái một trong {number(tried, 'vi')} tài sản và nhóm rủi ro",
        en=f"Weak points of {name.en} · lost for good from hour 0, nothing else failed, up to "
        f"{number(hours, 'en')} h · each of {number(tried, 'en')} assets and risk groups was tried",
    )


def _by_requirement(
    loaded: LoadedScenario, found: WeakPoints
) -> Iterator[tuple[Text, list[UnitWeakness]]]:
    for requirement in loaded.requirements:
        units = [unit for unit in found.units if unit.requirement.id == requirement.id]
        if units:
            yield both(requirement.name), sorted(units, key=_worst_first)


def _worst_first(unit: UnitWeakness) -> tuple[int, int, str]:
    return "✗?✓".index(at_rest(unit)), -len(deciding(unit).singles), unit.unit


def _columns(units: list[UnitWeakness]) -> list[int]:
    counted = any(side.counts for unit in units for side in unit.sides.values())
    chances = any(failing_words(unit) is not None for unit in units)
    return [0, 1, 2, 3, 4, *([5, 6] if counted else ()), *([7] if chances else ())]


def _row(unit: UnitWeakness) -> list[Cell]:
    shown, failing = deciding(unit), failing_words(unit)
    chance = "–" if failing is None else say(failing)
    if not shown.holds:
        return [say(unit.unit_name), hardened_words(unit), at_rest(unit), *["–"] * 4, chance]
    counts = shown.counts
    pairs = sum(1 for each in shown.sets if len(each) == 2)
    return [
        say(unit.unit_name),
        hardened_words(unit),
        at_rest(unit),
        len(shown.singles),
        pairs if counts is None else counts[2],
        "–" if counts is None else counts[3],
        "–" if counts is None else sum(counts),
        chance,
    ]


def _sets(unit: UnitWeakness, loaded: LoadedScenario, *, every: bool) -> Iterator[str]:
    """What breaks the unit: alone first, then together."""
    missing = out_of_room_words(unit)
    if missing is not None:
        yield say(Text(vi=f"  {unit.unit_name.vi}: chưa tính được. {missing.vi}.",
                       en=f"  {unit.unit_name.en}: not worked out. {missing.en}."))  # fmt: skip
    rows = rows_of(unit, loaded.province)
    if not every:
        rows = [row for row in rows if len(row.assets) == 1]
    if not rows:
        return
    yield say(Text(vi=f"  {unit.unit_name.vi} không đạt nếu mất:",
                   en=f"  {unit.unit_name.en} falls short when it loses:"))  # fmt: skip
    open_ = say(Text(vi=" (nếu khảo sát ra xấu)", en=" (if the survey finds the worst)"))
    for row in rows if every else rows[:MOST_SHOWN]:
        places = place_words(row.places, loaded.province)
        yield f"    {say(row.names)}{'' if row.certain else open_}  [{places}]"
    left = len(rows) - MOST_SHOWN
    if left > 0 and not every:
        yield say(
            Text(vi=f"    … và {left} điểm khác (--all)", en=f"    … and {left} more (--all)")
        )


def _closing(loaded: LoadedScenario, found: WeakPoints) -> Text:
    alone = sum(1 for unit in found.units if deciding(unit).singles)
    short = sum(1 for unit in found.units if not unit.sides["pessimistic"].holds)
    path = shell_word(loaded.path)
    unworked = sum(1 for unit in found.units if out_of_room_words(unit) is not None)
    missing = (
        Text(vi=f" {unworked} đơn vị quá lớn để tính hết; lý do ghi ở từng đơn vị.",
             en=f" {unworked} units are too large to work out in full; the reason stands with each.")
        if unworked else Text("", "")
    )  # fmt: skip
    return Text(
        vi=f"{alone} trong {len(found.units)} đơn vị có điểm yếu đơn lẻ; {short} không chắc đạt ngay lúc yên."
        f"{missing.vi} Một đơn vị: planner weak-points {path} --unit TÊN",
        en=f"{alone} of {len(found.units)} units have a single weak point; {short} may fall short even at rest."
        f"{missing.en} One unit: planner weak-points {path} --unit NAME",
    )


# --- for programs -----------------------------------------------------------------------------


def as_json(loaded: LoadedScenario, found: WeakPoints) -> str:
    """Every set on both sides, with names and places."""
    return to_json(weakness_view(loaded, found), inputs=inputs_of(loaded))


_COLUMNS = (
    Text("Yêu cầu", "Requirement"),
    Text("Mã đơn vị", "Unit id"),
    Text("Đơn vị", "Unit"),
    Text("Lúc yên", "At rest"),
    Text("Số tài sản", "Assets"),
    Text("Tài sản", "Asset ids"),
    Text("Tên", "Names"),
    Text("Chắc chắn", "Certain"),
    Text("Nơi ghi", "Places"),
    Text("Xác suất không đạt, nếu khảo sát ra tốt", "Probability of failing, survey at best"),
    Text("Xác suất không đạt, nếu khảo sát ra xấu", "Probability of failing, survey at worst"),
    Text("Vì sao chưa tính được", "Why not worked out"),
)


def _cells(loaded: LoadedScenario, found: WeakPoints) -> list[list[Cell]]:
    return [
        [
            unit.requirement.id,
            unit.unit,
            say(unit.unit_name),
            at_rest(unit),
            *(_set_cells(row, loaded) if row is not None else [None] * 5),
            *_chance_cells(unit),
        ]
        for unit in found.units
        for row in _rows(unit, loaded)
    ]


def _rows(unit: UnitWeakness, loaded: LoadedScenario) -> list[WeakRow | None]:
    """The sets of a unit; one row without a set where there is none, but a probability or a reason to tell."""
    rows: list[WeakRow | None] = [*rows_of(unit, loaded.province)]
    told = any(cell is not None for cell in _chance_cells(unit))
    return rows or ([None] if told else [])


def _set_cells(row: WeakRow, loaded: LoadedScenario) -> list[Cell]:
    return [
        len(row.assets),
        "; ".join(row.assets),
        say(row.names),
        say(Text("có", "yes") if row.certain else Text("không", "no")),
        place_words(row.places, loaded.province),
    ]


def _chance_cells(unit: UnitWeakness) -> list[Cell]:
    missing = out_of_room_words(unit)
    return [
        unit.sides["optimistic"].probability,
        unit.sides["pessimistic"].probability,
        None if missing is None else say(missing),
    ]


def as_csv(loaded: LoadedScenario, found: WeakPoints) -> str:
    """One row per set."""
    return to_csv([say(column) for column in _COLUMNS], _cells(loaded, found))


def as_markdown(loaded: LoadedScenario, found: WeakPoints) -> str:
    """A table of units for each requirement, and one of all sets."""
    parts = [f"# {markdown_text(say(_head(loaded, found)))}"]
    parts += [f"> **{markdown_text(say(banner))}**" for banner in banners_of(loaded)]
    for title, units in _by_requirement(loaded, found):
        parts.append(f"## {markdown_text(say(title))}")
        keep = _columns(units)
        headers = [say(_HEADERS[column]) for column in keep]
        rows = [[_row(unit)[column] for column in keep] for unit in units]
        parts.append(to_markdown(headers, rows, "".join(_ALIGN[column] for column in keep)))
    parts.append(to_markdown([say(column) for column in _COLUMNS], _cells(loaded, found)))
    return "\n\n".join(parts)


_FORMATS: Mapping[str, Callable[[LoadedScenario, WeakPoints], str]] = {
    "json": as_json,
    "csv": as_csv,
    "md": as_markdown,
}
