"""`planner ensemble`: how probably each unit holds, over samples of damage and storms that may come."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from planner.cli.ensemble_against import told_beside
from planner.cli.judging import deliver, question, requirement_option, scenario_argument, shell_word
from planner.cli.options import (
    bilingual_command,
    format_option,
    option,
    output_option,
    set_aside_option,
)
from planner.cli.storm_sweep import forces_in
from planner.cli.tables import Cell, markdown_text, table, to_csv, to_json, to_markdown
from planner.cli.trying import told_row
from planner.cli.words import language, say
from planner.decisions.sweep import FORCES, LANDFALLS, SPAN_KM, Grid, landfalls_of, places_along
from planner.foundation.errors import ExitCode, UsageError
from planner.foundation.names import for_terminal
from planner.foundation.outputs import write_whole
from planner.foundation.text import Text
from planner.plan.answers import inputs_of
from planner.plan.chances import share_words
from planner.plan.ensemble import (
    below_words,
    cause_words,
    effect_words,
    ensemble_features,
    ensemble_view,
    landfall_words,
    models_words,
    rare_words,
    weight_words,
)
from planner.plan.filters import both, number
from planner.plan.pictures.chance import chance_svg
from planner.plan.sampled import ENSEMBLES
from planner.plan.summary import banners_of, clock_of
from planner.scenario.ensemble.answer import answer_of, with_effects
from planner.scenario.ensemble.asking import EnsemblePlan, check_plan, duties_left_out
from planner.scenario.ensemble.comparing import beside
from planner.scenario.ensemble.results import result_tables
from planner.scenario.ensemble.store import Store
from planner.scenario.ensemble.weather import Ground
from planner.scenario.ensemble.working import worked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from planner.scenario.ensemble.answer import EnsembleAnswer, UnitChance
    from planner.scenario.reading import LoadedScenario

SAMPLES_OF_ONE_STORM, SAMPLES_OF_MANY = 10_000, 1_000
STORMS_OF_A_BULLETIN = 25
ASSETS_SHOWN = 3
_HEADERS = (
    Text("Đơn vị", "Unit"),
    Text("Đạt", "Holds"),
    Text("Không đạt", "Fails"),
    Text("Chưa rõ", "Open"),
    Text("Tuỳ mô hình gió", "By wind model"),
    Text("Dưới chuẩn", "Below"),
    Text("Thấp nhất", "Lowest"),
    Text("Thường mất lúc", "Mostly since"),
    Text("Trạm mất vì", "Stations out by"),
)


@bilingual_command(
    "ensemble",
    words=Text(
        vi="Xác suất đạt của từng đơn vị: rút thăm hư hỏng hàng vạn lần theo đường cong tổn thương, dưới cơn bão của "
        "kịch bản hoặc nhiều cơn bão có thể tới (--tracks), với mọi mô hình gió; mỗi con số kèm khoảng tin cậy 95 %. "
        "Cùng --seed thì cùng kết quả đến từng byte, dù chạy trên một hay nhiều tiến trình. Ctrl-C giữ phần đã xong, "
        "--resume chạy tiếp. Mã thoát 0 khi mọi đơn vị đạt trong mọi mẫu, 1 khi không.",
        en="How probably each unit holds: damage drawn ten thousand times from fragility curves, under the scenario's "
        "storm or many storms that may come (--tracks), under every wind model; each figure with its 95 % interval. "
        "The same --seed gives the same bytes, on one process or on many. Ctrl-C keeps what is done, --resume goes "
        "on. Exit code 0 when every unit holds in every sample, 1 when not.",
    ),
    examples=(
        "planner ensemble scenarios/quang-ninh/yagi.yaml --samples 10000 --seed 1",
        "planner ensemble scenarios/quang-ninh/yagi.yaml --tracks 50 --issued-h 0 --workers 2",
        "planner ensemble scenarios/quang-ninh/yagi.yaml --landfalls 5 --forces 10-14 --samples 500",
        "planner ensemble scenarios/tutorial/storm.yaml --format json -o out/ensemble.json",
    ),
)
@scenario_argument
@option("--samples", type=click.IntRange(1, 10_000_000), metavar=Text("SỐ", "NUMBER"),
        words=Text(vi=f"mẫu hư hỏng cho mỗi cơn bão và mô hình gió (mặc định {SAMPLES_OF_ONE_STORM}; "
                   f"{SAMPLES_OF_MANY} khi có nhiều cơn bão)",
                   en=f"samples of damage for each storm and wind model (default {SAMPLES_OF_ONE_STORM}; "
                   f"{SAMPLES_OF_MANY} with several storms)"))
@option("--seed", type=click.IntRange(0, 2**53), metavar=Text("SỐ", "NUMBER"),
        words=Text(vi="số gieo; mặc định của kịch bản", en="seed; the scenario's by default"))
@option("--tracks", type=click.IntRange(1, 10_000), metavar=Text("SỐ", "NUMBER"),
        words=Text(vi="rút thăm chừng này cơn bão theo sai số dự báo (vòng tròn 70 % của bản tin, hoặc sai số trung "
                   f"bình đã công bố); mặc định 1, hoặc {STORMS_OF_A_BULLETIN} khi bão là bản tin dự báo",
                   en="draw so many storms from forecast errors (the bulletin's 70 % circles, or published mean "
                   f"errors); 1 by default, {STORMS_OF_A_BULLETIN} where the storm is a bulletin"))
@option("--landfalls", type=click.IntRange(1, 50), metavar=Text("SỐ", "NUMBER"),
        words=Text(vi="thay cho rút thăm: cho bão đổ bộ ở chừng này nơi dọc bờ biển của tỉnh, mỗi nơi đủ các cấp của "
                   f"--forces, mọi ô tính như nhau (không phải dự báo); mặc định {LANDFALLS} khi có --forces",
                   en="instead of drawing: bring the storm ashore at so many places along the province's coast, each "
                   f"with every force of --forces, all counting alike (no forecast); {LANDFALLS} with --forces"))
@option("--forces", metavar=Text("CẤP-CẤP", "FORCE-FORCE"),
        words=Text(vi=f"các cấp gió lúc tới bờ; mặc định {FORCES[0]}-{FORCES[-1]} khi có --landfalls",
                   en=f"forces at the coast; {FORCES[0]}-{FORCES[-1]} with --landfalls"))
@option("--issued-h", type=float, default=0.0, show_default=True, metavar=Text("GIỜ", "HOURS"),
        words=Text(vi="giờ của kịch bản lúc ra dự báo; sai số lớn dần từ đó",
                   en="hour of the scenario at which the forecast was made; errors grow from there"))
@option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, metavar=Text("SỐ", "NUMBER"),
        words=Text(vi="số tiến trình trên máy này", en="processes on this machine"))
@option("--cluster", metavar=Text("ĐỊA_CHỈ", "ADDRESS"),
        words=Text(vi="địa chỉ bộ điều phối dask.distributed, tcp://…",
                   en="address of a dask.distributed scheduler, tcp://…"))
@option("--db", type=click.Path(), metavar=Text("TỆP", "FILE"),
        words=Text(vi="tệp SQLite cho kết quả (mặc định out/ensemble/MÃ-KỊCH-BẢN.sqlite)",
                   en="SQLite file of results (default out/ensemble/SCENARIO-ID.sqlite)"))
@option("--resume", is_flag=True,
        words=Text(vi="chạy tiếp phần còn lại của lần chạy bị dừng", en="go on where a run was stopped"))
@option("--svg", type=click.Path(), metavar=Text("THƯ_MỤC", "FOLDER"),
        words=Text(vi="vẽ xác suất theo cấp gió của từng đơn vị vào thư mục này",
                   en="draw each unit's probability by wind force into this folder"))
@option("--effects", type=click.IntRange(0, 20), default=0, show_default=True, metavar=Text("SỐ", "NUMBER"),
        words=Text(vi="với mỗi đơn vị, chạy lại chừng này tài sản đáng lo nhất và mọi nhóm rủi ro chung, dưới mọi cơn "
                      "bão và mô hình gió: lần lượt an toàn và mất hẳn",
                   en="for each unit run the assets that matter most and every risk group again under all storms and "
                      "wind models: safe and lost in turn, same draws"))
@option("--against", metavar=Text("KỊCH_BẢN", "SCENARIO"),
        words=Text(vi="so với một kịch bản khác của cùng cơn bão (thêm việc, gia cố …), cùng các số rút; không lưu tệp",
                   en="compare with another scenario of the same storm (actions, works …), same draws; keeps no file"))
@option("--all", "every", is_flag=True,
        words=Text(vi="hiện cả nhà mạng và tài sản đáng lo nhất của từng đơn vị",
                   en="show operators and the assets that matter most, unit by unit"))
@requirement_option
@set_aside_option
@format_option()
@output_option(Text(vi="ghi kết quả vào tệp này", en="write the result to this file"))
def command(
    scenario: str,
    samples: int | None,
    seed: int | None,
    tracks: int | None,
    landfalls: int | None,
    forces: str | None,
    issued_h: float,
    workers: int,
    cluster: str | None,
    db: str | None,
    resume: bool,
    svg: str | None,
    effects: int,
    against: str | None,
    every: bool,
    requirement: str | None,
    set_aside: bool,
    output_format: str,
    output: str | None,
) -> None:
    """Run an ensemble and print how probably each unit holds."""
    loaded = question(scenario, requirement=requirement, at_rest=False, set_aside=set_aside)
    if landfalls is not None or forces is not None:
        plan = _landfall_plan(loaded, samples, seed, _grid(loaded, landfalls, forces, tracks))
    else:
        plan = _plan(loaded, samples, seed, tracks, issued_h)
    if against is not None:
        other = question(against, requirement=requirement, at_rest=False, set_aside=set_aside)
        _compare(plan, other, output_format, output)
    if (left_out := duties_left_out(loaded)) is not None:
        click.echo(for_terminal(say(left_out)), err=True)
    path = db or f"{ENSEMBLES}/{loaded.scenario.id}.sqlite"
    answer = _run(plan, path, workers=workers, cluster=cluster, resume=resume)
    if output_format != "table" or output is not None:
        for banner in banners_of(loaded):
            click.echo(for_terminal(say(banner)), err=True)
    if svg is not None:
        _draw(answer, svg)
    if effects:
        answer = with_effects(answer, effects)
    if output_format == "table":
        deliver(as_table(answer, every=every), output)
    else:
        deliver(_FORMATS[output_format](answer), output)
    if answer.samples < answer.planned:
        raise SystemExit(ExitCode.INTERRUPTED)
    if loaded.province.set_aside or not all(unit.chances.holds.sure for unit in answer.units):
        raise SystemExit(ExitCode.NOT_MET)


def _compare(
    plan: EnsemblePlan, other: LoadedScenario, output_format: str, output: str | None
) -> NoReturn:
    """Tell what the other scenario gains and loses, and end: with 1 where any sample differs."""
    if plan.landfalls:
        raise UsageError(
            Text(vi="--against không đi cùng --landfalls, --forces",
                 en="--against does not go with --landfalls and --forces")
        )  # fmt: skip
    found = beside(plan, other)
    deliver(told_beside(plan, other, found, output_format), output)
    differs = any(each.gained or each.lost for each in found)
    raise SystemExit(ExitCode.NOT_MET if differs else ExitCode.DONE)


def _plan(
    loaded: LoadedScenario,
    samples: int | None,
    seed: int | None,
    tracks: int | None,
    issued_h: float,
) -> EnsemblePlan:
    forecast = loaded.storm is not None and loaded.storm.bulletin is not None
    storms = tracks or (STORMS_OF_A_BULLETIN if forecast else 1)
    plan = EnsemblePlan(
        loaded,
        samples or (SAMPLES_OF_ONE_STORM if storms == 1 else SAMPLES_OF_MANY),
        storms,
        loaded.scenario.seed if seed is None else seed,
        Fraction(issued_h).limit_denominator(3600),
    )
    check_plan(plan)
    return plan


def _grid(
    loaded: LoadedScenario, landfalls: int | None, forces: str | None, tracks: int | None
) -> Grid:
    if tracks is not None:
        raise UsageError(
            Text(vi="chọn một: --tracks (rút thăm) hoặc --landfalls và --forces (quét bờ biển)",
                 en="choose one of --tracks (drawn) and --landfalls with --forces (along the coast)")
        )  # fmt: skip
    storm = loaded.storm
    if storm is None or storm.track is None:
        raise UsageError(
            Text(vi="kịch bản không có đường đi của bão nên không quét bờ biển được",
                 en="the scenario has no track to bring ashore along the coast")
        )  # fmt: skip
    places = places_along(loaded, storm.track, landfalls or LANDFALLS, SPAN_KM)
    return Grid(places, FORCES if forces is None else forces_in(forces), storm.wind.models)


def _landfall_plan(
    loaded: LoadedScenario, samples: int | None, seed: int | None, grid: Grid
) -> EnsemblePlan:
    assert loaded.storm is not None
    storms = landfalls_of(loaded, loaded.storm, grid)
    if not storms:
        raise UsageError(
            Text(vi="không có cơn bão nào đổ bộ như thế: chọn cấp hoặc nơi khác",
                 en="no storm comes ashore like that: choose other forces or places")
        )  # fmt: skip
    if len(storms) < grid.size:
        left_out = grid.size - len(storms)
        told = Text(vi=f"bỏ {left_out} ô: không có cơn bão nào như thế",
                    en=f"{left_out} cells are left out: no storm is like that")  # fmt: skip
        click.echo(say(told), err=True)
    number_of = samples or SAMPLES_OF_MANY
    chosen = loaded.scenario.seed if seed is None else seed
    plan = EnsemblePlan(loaded, number_of, len(storms), chosen, Fraction(0), storms)
    check_plan(plan)
    return plan


# --- running ----------------------------------------------------------------------------------


def _run(
    plan: EnsemblePlan, path: str, *, workers: int, cluster: str | None, resume: bool
) -> EnsembleAnswer:
    """Work off what is left; on Ctrl-C the answer is that of what was finished."""
    store = Store(path, plan, resume=resume)
    done = store.done()
    left = [piece for piece in plan.pieces if piece not in done]
    total = sum(piece.samples for piece in plan.pieces)
    finished = total - sum(piece.samples for piece in left)
    begun_s, at_first = time.monotonic(), finished
    try:
        with told_row() as tell:
            for piece, sums in worked(plan, left, workers=workers, cluster=cluster):
                store.keep(piece, sums)
                finished += piece.samples
                if tell is not None:
                    tell(_progress(finished, total, finished - at_first, time.monotonic() - begun_s))
    except KeyboardInterrupt:
        told = Text(
            vi=f"đã dừng: {number(finished, 'vi')} trong {number(total, 'vi')} mẫu đã xong, được giữ trong "
            f"{store.part}; chạy tiếp bằng --resume",
            en=f"stopped: {number(finished, 'en')} of {number(total, 'en')} samples are done and kept in "
            f"{store.part}; go on with --resume",
        )
        click.echo(for_terminal(say(told)), err=True)
    if not finished:
        store.close()
        raise SystemExit(ExitCode.INTERRUPTED)
    answer = answer_of(plan, Ground(plan), store.members())
    if finished == total:
        store.finish(result_tables(answer))
        told = Text(vi=f"kết quả từng phần: {path}", en=f"results in full: {path}")
        click.echo(for_terminal(say(told)), err=True)
    else:
        store.close()
    return answer


def _progress(done: int, total: int, new: int, elapsed_s: float) -> Text:
    rate = new / elapsed_s if elapsed_s > 0 else 0.0
    left_s = (total - done) / rate if rate else 0.0
    return Text(
        vi=f"{number(done, 'vi')}/{number(total, 'vi')} mẫu · {number(rate, 'vi', 0)} mẫu/giây · còn "
        f"{number(left_s, 'vi', 0)} giây",
        en=f"{number(done, 'en')}/{number(total, 'en')} samples · {number(rate, 'en', 0)} a second · "
        f"{number(left_s, 'en', 0)} s left",
    )


def _draw(answer: EnsembleAnswer, folder: str) -> None:
    drawn = [unit for unit in answer.units if unit.by_force]
    for unit in drawn:
        name = f"{unit.requirement.id}-{unit.unit}.svg"
        write_whole(str(Path(folder) / name), chance_svg(unit, language(), "chance"))
    told = Text(vi=f"đã vẽ {len(drawn)} hình vào {folder}", en=f"drew {len(drawn)} pictures into {folder}")
    click.echo(for_terminal(say(told)), err=True)


# --- for people -------------------------------------------------------------------------------


def as_table(answer: EnsembleAnswer, *, every: bool) -> str:
    """The probabilities as text for a terminal, the worst first."""
    loaded = answer.plan.loaded
    lines = [f"! {for_terminal(say(banner))}" for banner in banners_of(loaded)]
    lines.append(for_terminal(say(_head(answer))))
    for title, units in _blocks(answer):
        lines.append(for_terminal(say(title)))
        keep = [n for n in range(len(_HEADERS)) if n != 4 or any(models_words(u).vi for u in units)]
        rows = [[_row(unit, answer)[n] for n in keep] for unit in units]
        lines.append(table([say(_HEADERS[n]) for n in keep], rows))
        lines += (for_terminal(line) for unit in units for line in _rest(unit, answer, every=every))
    path = shell_word(loaded.path)
    closing = Text(
        vi=f"Khoảng trong ngoặc: 95 %. Điểm yếu, không cần rút thăm: planner weak-points {path}",
        en=f"Intervals in brackets: 95 %. Weak points, without drawing: planner weak-points {path}",
    )
    lines.append(for_terminal(say(closing)))
    return "\n".join(lines)


def _head(answer: EnsembleAnswer) -> Text:
    plan, name = answer.plan, both(answer.plan.loaded.scenario.name)
    models = len({member.model for member in plan.members})
    part = answer.samples < answer.planned
    assumed = (
        Text(" giả định (mỗi nơi đổ bộ và cấp tính như nhau, không phải dự báo)",
             " assumed (each landfall and force counts alike; no forecast)")
        if plan.landfalls else Text("", "")
    )  # fmt: skip
    storm, model = "storm" if plan.tracks == 1 else "storms", "model" if models == 1 else "models"
    return Text(
        vi=f"{name.vi} · {number(answer.samples, 'vi')} mẫu"
        f"{f' trong {answer.planned} (chưa chạy hết)' if part else ''}: {plan.tracks} cơn bão{assumed.vi} × "
        f"{models} mô hình gió × {number(plan.samples, 'vi')} · số gieo {plan.seed}",
        en=f"{name.en} · {number(answer.samples, 'en')} samples"
        f"{f' of {answer.planned} (not finished)' if part else ''}: {plan.tracks} {storm}{assumed.en} × "
        f"{models} wind {model} × {number(plan.samples, 'en')} · seed {plan.seed}",
    )


def _blocks(answer: EnsembleAnswer) -> Iterator[tuple[Text, list[UnitChance]]]:
    for requirement in answer.plan.loaded.requirements:
        units = [unit for unit in answer.units if unit.requirement.id == requirement.id]
        if units:
            yield both(requirement.name), sorted(units, key=lambda u: (u.chances.holds.value, u.unit))


def _row(unit: UnitChance, answer: EnsembleAnswer) -> list[Cell]:
    first = unit.first_below_h
    clock = clock_of(answer.plan.loaded)
    since = "–" if first is None else say(clock.show(first.quantiles[1]))
    return [
        say(unit.unit_name),
        say(share_words(unit.chances.holds)),
        say(share_words(unit.chances.fails)),
        say(share_words(unit.chances.unknown)),
        say(models_words(unit)),
        say(below_words(unit.hours_below)),
        f"{unit.minimum.quantiles[0]}–{unit.minimum.quantiles[2]}",
        since,
        say(cause_words(unit)),
    ]


def _rest(unit: UnitChance, answer: EnsembleAnswer, *, every: bool) -> Iterator[str]:
    """What assets are worth where that was asked; with `every`, what a bound rests on, operators and assets."""
    holds, fails = unit.chances.holds, unit.chances.fails
    name, province = say(unit.unit_name), answer.plan.loaded.province
    for effect in unit.effects:
        yield say(effect_words(effect, unit, province))
    if unit.by_landfall:
        yield say(landfall_words(unit, answer.plan.landfalls))
    if not every:
        return
    if holds.rare or fails.rare:
        what = Text("đạt", "holds") if holds.rare else Text("không đạt", "fails")
        yield f"  {name}: {say(what)} {say(rare_words(holds if holds.rare else fails))}"
    if unit.by_operator:
        told = [f"{o} {say(share_words(c.holds))}" for o, c in unit.by_operator.items()]
        off = Text("tắt chuyển vùng, đạt", "roaming off, holds")
        yield f"  {name}: {say(off)}: {', '.join(told)}"
    for each in unit.assets[:ASSETS_SHOWN]:
        yield say(weight_words(each, unit, province))


# --- for programs -----------------------------------------------------------------------------

_COLUMNS = (
    Text("Yêu cầu", "Requirement"),
    Text("Mã đơn vị", "Unit id"),
    Text("Đơn vị", "Unit"),
    Text("Nhà mạng", "Operator"),
    Text("Đạt", "Holds"),
    Text("Đạt, thấp", "Holds, low"),
    Text("Đạt, cao", "Holds, high"),
    Text("Không đạt", "Fails"),
    Text("Chưa rõ", "Open"),
    Text("Giờ dưới chuẩn, trung bình", "Hours below, mean"),
    Text("Giờ dưới chuẩn, 95 %", "Hours below, 95 %"),
    Text("Mẫu", "Samples"),
)


def _cells(answer: EnsembleAnswer) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for unit in answer.units:
        for operator, chances in (("", unit.chances), *unit.by_operator.items()):
            holds = chances.holds
            most = unit.hours_below.quantiles[-1]
            times = ["", ""] if operator else [f"{unit.hours_below.mean:.3f}", f"{float(most):.3f}"]
            rows.append(
                [
                    unit.requirement.id,
                    unit.unit,
                    say(unit.unit_name),
                    operator,
                    *(f"{v:.6f}" for v in (holds.value, holds.low, holds.high)),
                    f"{chances.fails.value:.6f}",
                    f"{chances.unknown.value:.6f}",
                    *times,
                    holds.samples,
                ]
            )
    return rows


def as_json(answer: EnsembleAnswer) -> str:
    """Everything, with distributions and rankings."""
    return to_json(ensemble_view(answer), inputs=inputs_of(answer.plan.loaded))


def as_csv(answer: EnsembleAnswer) -> str:
    """One row for each unit, and one for each operator there."""
    return to_csv([say(column) for column in _COLUMNS], _cells(answer))


def as_markdown(answer: EnsembleAnswer) -> str:
    """One table for each requirement."""
    loaded = answer.plan.loaded
    parts = [f"# {markdown_text(say(_head(answer)))}"]
    parts += [f"> **{markdown_text(say(banner))}**" for banner in banners_of(loaded)]
    for title, units in _blocks(answer):
        parts.append(f"## {markdown_text(say(title))}")
        rows = [_row(unit, answer) for unit in units]
        parts.append(to_markdown([say(header) for header in _HEADERS], rows))
    return "\n\n".join(parts)


def as_geojson(answer: EnsembleAnswer) -> str:
    """Units with their probabilities, for a map."""
    view = ensemble_view(answer)
    del view["units"]
    whole = {**view, "type": "FeatureCollection", "features": ensemble_features(answer)}
    return to_json(whole, inputs=inputs_of(answer.plan.loaded))


_FORMATS: Mapping[str, Callable[[EnsembleAnswer], str]] = {
    "json": as_json,
    "csv": as_csv,
    "md": as_markdown,
    "geojson": as_geojson,
}
