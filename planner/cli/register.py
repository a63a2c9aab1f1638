"""`planner register`: one of the registers that a department keeps beside the verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.judging import deliver, question, scenario_argument, talk_about
from planner.cli.options import (
    argument,
    bilingual_command,
    format_option,
    option,
    output_option,
    set_aside_option,
)
from planner.cli.tables import markdown_text, table, to_csv, to_json, to_markdown
from planner.cli.words import say
from planner.foundation.errors import ExitCode, UsageError
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.plan.answers import inputs_of, question_view, text_view
from planner.plan.registers.catalogue import OF_CAUSES, REGISTERS
from planner.plan.registers.coverage import coverage_features
from planner.plan.summary import banners_of, clock_of
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from planner.plan.registers.register import Register
    from planner.scenario.run import Run

INTERNAL = Text("LƯU HÀNH NỘI BỘ", "INTERNAL: not for circulation")


@bilingual_command(
    "register",
    words=Text(
        vi="In một sổ theo dõi: means (phương tiện của điểm chỉ huy), derating (hạ tải so với lúc gió tới), "
        "sharing (dùng chung, chia chi phí), operators (từng nhà mạng một mình), "
        "undergrounding (km treo và ngầm), programmes (tiến độ và tác dụng "
        "ngầm hóa), poles (cột của ai), weak-masts (cột dưới mức gió), stations (nhà mạng, băng tần), roaming "
        "(nơi cần chuyển vùng), coverage (vùng phủ trước, lúc xấu nhất, sau; có geojson), dead-spots (lõm sóng từ "
        "trước), measured (vùng phủ, tốc độ đo được); điều động: sendings (cử ai, từ đâu, chậm nhất "
        "lúc nào), journeys (ai tới đâu lúc nào), arrivals (bao lâu tới từng trạm, từng điểm), "
        "stock, fuel, depots, islands, grid-priority, "
        "grid-order (đường dây nào trước); của văn phòng: contacts, roster, tasks, milestones, damage, "
        "damage-totals, drills, reviews, messages, rumours, systems, annexes, sources. "
        "Họ tên, số máy và người giữ là dữ liệu cá nhân: chỉ in khi có --internal.",
        en="Print one register: means (of command posts), derating (against the wind's arrival), sharing "
        "(and a split of costs), operators (each by itself), "
        "undergrounding (km aerial and buried), programmes (progress and effect of burying), "
        "poles (whose), weak-masts (below the wind), stations (operators, bands), roaming (where it is needed), "
        "coverage (before, at the worst, after; geojson too), dead-spots (before the storm), "
        "measured (coverage and speed); sent out: sendings (whom, from where, by when to set out), "
        "journeys (who is where when), arrivals (how long to every station and post), "
        "stock, fuel, depots, islands, grid-priority, "
        "grid-order (which line first); of the office: contacts, roster, tasks, milestones, damage, "
        "damage-totals, drills, reviews, messages, rumours, systems, annexes, sources. "
        "Names, numbers and holders are personal data: printed with --internal only.",
    ),
    examples=(
        "planner register scenarios/quang-ninh/yagi.yaml derating",
        "planner register scenarios/quang-ninh means --format csv -o means.csv",
        "planner register scenarios/quang-ninh means --internal",
        "planner register scenarios/quang-ninh/yagi.yaml coverage --format geojson -o coverage.geojson",
        "planner register scenarios/tutorial/recovery.yaml tasks",
    ),
)
@scenario_argument
@argument(
    "name",
    type=click.Choice(sorted(REGISTERS)),
    metavar=Text(vi="SỔ", en="REGISTER"),
    words=Text(vi="sổ cần in", en="the register to print"),
)
@option(
    "--internal",
    is_flag=True,
    words=Text(vi="in cả dữ liệu cá nhân", en="print personal data as well"),
)
@set_aside_option
@format_option("table", "json", "csv", "md", "geojson")
@output_option(Text(vi="ghi kết quả vào tệp này", en="write the result to this file"))
def command(
    scenario: str,
    name: str,
    internal: bool,
    set_aside: bool,
    output_format: str,
    output: str | None,
) -> None:
    """Print one register of a scenario or a province."""
    loaded = question(scenario, requirement=None, at_rest=False, set_aside=set_aside)
    if output_format == "geojson" and name != "coverage":
        raise _no_map(name)
    run = run_scenario(loaded, explain=name in OF_CAUSES)
    talk_about(run, banners=output_format in {"csv", "json", "geojson"} or output is not None)
    if output_format == "geojson":
        deliver(_map(run), output)
    else:
        whole = REGISTERS[name](run, clock_of(loaded))
        register = whole if internal else whole.redacted()
        deliver(_shown(register, run, output_format), output)
    if loaded.province.set_aside:
        raise SystemExit(ExitCode.NOT_MET)


def _no_map(name: str) -> UsageError:
    return UsageError(
        Text(
            vi=f"sổ “{name}” không có bản đồ; chỉ sổ coverage in được geojson",
            en=f"register `{name}` has no map; only `coverage` comes as geojson",
        )
    )


def _map(run: Run) -> str:
    """The communes with their coverage, as GeoJSON."""
    view = {
        **question_view(run),
        "type": "FeatureCollection",
        "features": coverage_features(run),
    }
    return to_json(view, inputs=inputs_of(run.loaded))


def _shown(register: Register, run: Run, output_format: str) -> str:
    if output_format in {"table", "md"}:
        register = register.for_reading()
    headers = [say(column) for column in register.columns]
    rows = [[say(cell) for cell in row] for row in register.rows]
    title = say(register.title) + (f" – {say(INTERNAL)}" if register.internal else "")
    if output_format == "csv":
        return to_csv(headers, [list(row) for row in rows])
    if output_format == "json":
        return to_json(_view(register), inputs=inputs_of(run.loaded))
    banners = [say(banner) for banner in banners_of(run.loaded)]
    if output_format == "md":
        parts = [f"# {markdown_text(title)}"]
        parts += [f"> **{markdown_text(banner)}**" for banner in banners]
        return "\n\n".join([*parts, to_markdown(headers, [list(r) for r in rows], register.align)])
    lines = [f"! {for_terminal(banner)}" for banner in banners]
    lines.append(for_terminal(f"{title}: {len(rows)}"))
    if rows:
        lines.append(table(headers, [list(row) for row in rows], register.align, colour=False))
    return "\n".join(lines)


def _view(register: Register) -> dict[str, object]:
    return {
        "register": register.id,
        "title": text_view(register.title),
        "internal": bool(register.internal),
        "columns": [text_view(column) for column in register.columns],
        "rows": [[text_view(cell) for cell in row] for row in register.rows],
    }
