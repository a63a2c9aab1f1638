"""`planner check`: does every requirement hold, where not, since when, and how far short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.cli.judging import (
    at_rest_option,
    deliver,
    question,
    requirement_option,
    sample_option,
    scenario_argument,
    shell_name,
    shell_word,
    talk_about,
)
from planner.cli.options import (
    bilingual_command,
    format_option,
    option,
    output_option,
    set_aside_option,
)
from planner.cli.streams import colour_wanted
from planner.cli.tables import (
    Cell,
    Colour,
    Painted,
    markdown_text,
    table,
    to_csv,
    to_json,
    to_markdown,
)
from planner.cli.words import language, say
from planner.decisions.derating import derating_trade
from planner.foundation.errors import ExitCode
from planner.foundation.memory import collector_paused, keep_until_the_end
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.plan.answers import counted_outcomes, inputs_of, question_view, verdict_view
from planner.plan.duty_answers import duty_verdict_view, duty_view
from planner.plan.features import features_of
from planner.plan.filters import OUTCOME_MARKS, OUTCOME_WORDS, Clock, both, number
from planner.plan.measure_lines import MEASURE_SUBJECTS
from planner.plan.summary import Block, UnitLine, counts_words, summary_of
from planner.plan.targets import exact_name
from planner.plan.trades import trade_line, trade_view
from planner.plan.wind_models import each_model
from planner.scenario.joining import made_up
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from planner.plan.duty_lines import DutyBlock, DutyLine
    from planner.plan.summary import Summary
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.policy.verdicts import Outcome, UnitVerdict
    from planner.scenario.run import Run

KEPT_FROM_SITES = 1_000
"""From so many sites on, what was found is not taken apart before the command ends."""
_COLOURS: dict[Outcome, Colour] = {"fails": "red", "unknown": "yellow", "holds": "green"}
_HEADERS = (
    Text("Đơn vị", "Unit"),
    Text("Kiên cố", "Hardened"),
    Text("Lúc thấp nhất", "At the lowest"),
    Text("Dưới chuẩn", "Below"),
    Text("Lúc yên", "At rest"),
    Text("Kết luận", "Verdict"),
)
_ALIGN = "<><><<"


@bilingual_command(
    "check",
    words=Text(
        vi="Xét từng yêu cầu cho từng đơn vị: đạt, không đạt (từ lúc nào, thiếu mấy), hay chưa đủ dữ "
        "liệu. Một thư mục tỉnh được xét lúc yên, một kịch bản được xét dưới bão của nó. Mã thoát 0 "
        "khi mọi yêu cầu đạt, 1 khi không.",
        en="Judge every requirement for every unit: holds, fails (since when, how far short), or "
        "cannot be judged. A province's folder is judged at rest, a scenario under its storm. Exit "
        "code 0 when every requirement holds, 1 when not.",
    ),
    examples=(
        "planner check scenarios/quang-ninh/yagi.yaml",
        "planner check scenarios/quang-ninh --requirement three-stations",
        "planner check scenarios/quang-ninh/yagi.yaml --format json -o yagi.json",
    ),
)
@scenario_argument
@option(
    "--all",
    "every",
    is_flag=True,
    words=Text(
        vi="hiện cả các đơn vị đạt, mọi giả định và lựa chọn",
        en="show the units that hold too, and every assumption and choice",
    ),
)
@requirement_option
@at_rest_option
@sample_option
@set_aside_option
@format_option()
@output_option(Text(vi="ghi kết quả vào tệp này", en="write the result to this file"))
@collector_paused()
def command(
    scenario: str,
    every: bool,
    requirement: str | None,
    at_rest: bool,
    sample: int | None,
    set_aside: bool,
    output_format: str,
    output: str | None,
) -> None:
    """Judge a scenario or a province at rest and print the verdicts."""
    loaded = question(
        scenario, requirement=requirement, at_rest=at_rest, set_aside=set_aside, sample=sample
    )
    run = run_scenario(loaded, explain=output_format == "json", duties=True)
    if len(loaded.province.sites) >= KEPT_FROM_SITES:
        keep_until_the_end(run)
    talk_about(run, banners=output_format in {"csv", "geojson", "json"} or output is not None)
    if output_format == "table":
        deliver(as_table(run, every=every, colour=output is None and colour_wanted()), output)
    else:
        deliver(_FORMATS[output_format](run), output)
    if not run.all_hold:
        raise SystemExit(ExitCode.NOT_MET)


# --- for people -------------------------------------------------------------------------------


def as_table(run: Run, *, every: bool, colour: bool) -> str:
    """The verdicts as text for a terminal, the worst first, and the next command."""
    summary = summary_of(run)
    lines = [f"! {for_terminal(say(banner))}" for banner in summary.banners]
    lines.append(for_terminal(_first_line(run, summary, every=every)))
    for block in summary.blocks:
        if len(summary.blocks) + len(summary.duties) > 1:
            lines.append(for_terminal(say(_heading(block))))
        lines += _block_lines(block, run, every=every, colour=colour)
    for duty in summary.duties:
        lines.append(for_terminal(say(_duty_heading(duty))))
        lines += _duty_lines(duty, run, every=every, colour=colour)
    trade = derating_trade(run)
    if trade is not None:
        lines.append(for_terminal(f"  {say(trade_line(trade))}"))
    if every:
        lines += _taken_for_granted(summary)
    lines.append(for_terminal(_closing(run, summary)))
    return "\n".join(lines)


def _first_line(run: Run, summary: Summary, *, every: bool) -> str:
    """Storm, what broke, hours, and the first assumption; the others behind a count."""
    first, *others = summary.assumptions
    asked = (*run.loaded.requirements, *run.loaded.duties)
    left = len(others) + sum(len(each.our_choices) for each in asked)
    line = f"{say(summary.headline)} · {say(first)}"
    if left and not every:
        more = Text(
            vi=f" · và {left} giả định, lựa chọn khác (--all)",
            en=f" · and {left} more assumptions and choices (--all)",
        )
        line += say(more)
    return line


def _heading(block: Block) -> Text:
    name, counts = block.name, block.counts
    return Text(vi=f"{name.vi}: {counts.vi}", en=f"{name.en}: {counts.en}")


def _block_lines(block: Block, run: Run, *, every: bool, colour: bool) -> Iterator[str]:
    shown = block.shown(every=every)
    if shown:
        keep = [number for number in range(len(_HEADERS)) if number != 4 or not run.loaded.at_rest]
        rows = [[_row(line)[number] for number in keep] for line in shown]
        headers = [say(_HEADERS[number]) for number in keep]
        align = "".join(_ALIGN[number] for number in keep)
        yield table(headers, rows, align, colour=colour)
    hidden = len(block.lines) - len(shown)
    if hidden:
        other = "units hold" if hidden > 1 else "unit holds"
        words = Text(
            vi=f"  … {hidden} đơn vị khác đạt (xem tất cả: --all)",
            en=f"  … {hidden} other {other} (see all: --all)",
        )
        yield say(words)
    if block.short_without_roaming:
        words = Text(
            vi=f"  Tắt chuyển vùng: {block.short_without_roaming} trong {block.holds} đơn vị đạt sẽ "
            "thiếu với ít nhất một nhà mạng",
            en=f"  Roaming off: {block.short_without_roaming} of the {block.holds} that hold fall "
            "short for at least one operator",
        )
        yield say(words)
    if block.unsourced:
        words = Text(
            vi=f"  {block.unsourced} trạm kiên cố dựa vào số liệu không ghi nguồn hoặc ngày",
            en=f"  {block.unsourced} hardened stations rest on figures without source or date",
        )
        yield say(words)


def _duty_heading(block: DutyBlock) -> Text:
    counts = counts_words(block.outcomes)
    return Text(vi=f"{block.name.vi}: {counts.vi}", en=f"{block.name.en}: {counts.en}")


def _duty_lines(block: DutyBlock, run: Run, *, every: bool, colour: bool) -> Iterator[str]:
    shown = block.shown(every=every)
    if shown:
        keep = [number for number in range(len(_ALIGN)) if number != 4 or not run.loaded.at_rest]
        headers = _duty_headers(block)
        rows = [[_duty_row(line)[number] for number in keep] for line in shown]
        align = "".join(_ALIGN[number] for number in keep)
        yield table([headers[number] for number in keep], rows, align, colour=colour)
    hidden = len(block.lines) - len(shown)
    if hidden:
        other = "units hold" if hidden > 1 else "unit holds"
        words = Text(
            vi=f"  … {hidden} đơn vị khác đạt (xem tất cả: --all)",
            en=f"  … {hidden} other {other} (see all: --all)",
        )
        yield say(words)


_ASKED: dict[str, Text] = {
    "command": Text("Điểm chỉ huy", "Posts"),
    "warning": Text("Kênh", "Channels"),
    "coverage": Text("Dân số", "People"),
    "tasks": Text("Nhiệm vụ", "Tasks"),
    "milestone": Text("Phải có", "To be back"),
    "readiness": Text("Số mục", "Items"),
    "reach": Text("Nơi", "Places"),
    "fuel": Text("Nơi", "Places"),
    "island-autonomy": Text("Trạm", "Sites"),
    **MEASURE_SUBJECTS,
}
"""What the second column of a duty counts."""


def _duty_headers(block: DutyBlock) -> list[str]:
    headers = [say(header) for header in _HEADERS]
    warns = block.requirement.kind == "warning" and block.requirement.unit != "commune"
    headers[1] = say(Text("Xã", "Communes") if warns else _ASKED[block.requirement.kind])
    return headers


def _duty_row(line: DutyLine) -> list[Cell]:
    verdict = line.verdict
    return [
        say(line.name),
        say(line.asked),
        say(line.lowest),
        say(line.below),
        Painted(OUTCOME_MARKS[verdict.at_rest], _COLOURS[verdict.at_rest]),
        Painted(say(line.conclusion), _COLOURS[verdict.outcome]),
    ]


def _row(line: UnitLine) -> list[Cell]:
    verdict = line.verdict
    return [
        say(line.name),
        line.hardened,
        say(line.lowest),
        say(line.below),
        Painted(OUTCOME_MARKS[verdict.at_rest], _COLOURS[verdict.at_rest]),
        Painted(say(line.conclusion), _COLOURS[verdict.outcome]),
    ]


def _taken_for_granted(summary: Summary) -> Iterator[str]:
    yield say(Text(vi="Giả định:", en="Assumptions:"))
    yield from (f"  - {for_terminal(say(each))}" for each in summary.assumptions)
    blocks: tuple[Block | DutyBlock, ...] = (*summary.blocks, *summary.duties)
    for block in blocks:
        if block.requirement.our_choices:
            yield for_terminal(say(_choices(block)))
            yield from (
                f"  - {for_terminal(say(both(choice)))}" for choice in block.requirement.our_choices
            )


def _choices(block: Block | DutyBlock) -> Text:
    return Text(
        vi=f"Điều tự chọn trong “{block.name.vi}”:",
        en=f"Our choices in `{block.name.en}`:",
    )


def _closing(run: Run, summary: Summary) -> str:
    """The counts, and what to type next."""
    path, counts = shell_word(run.loaded.path), say(summary.counts)
    worst = summary.worst
    if worst is None:
        follow = Text(vi="Viết phương án", en="Write the plan")
        return f"{counts}. {say(follow)}: planner plan {path}"
    kind, province = worst.requirement.unit, run.loaded.province
    name = shell_name(say(exact_name(province, kind, worst.unit, worst.unit_name)))
    extra = _repeated_options(run)
    return f"{counts}. {say(Text(vi='Vì sao', en='Why'))}: planner why {path} {name}{extra}"


def _repeated_options(run: Run) -> str:
    """Options without which the next command would ask another question."""
    loaded = run.loaded
    rest = loaded.at_rest and loaded.path.endswith((".yaml", ".yml"))
    drawn = loaded.sample is not None and loaded.scenario.damage.mode != "sampled"
    return (
        (" --at-rest" if rest else "")
        + (f" --sample {loaded.sample}" if drawn else "")
        + (" --set-aside" if loaded.province.set_aside else "")
    )


def as_markdown(run: Run) -> str:
    """Every verdict as Markdown tables, with assumptions and choices."""
    summary = summary_of(run)
    parts = [f"# {markdown_text(say(both(run.loaded.scenario.name)))}"]
    parts += [f"> **{markdown_text(say(banner))}**" for banner in summary.banners]
    parts.append(markdown_text(say(summary.headline)))
    headers = [say(header) for header in _HEADERS]
    for block in summary.blocks:
        parts.append(f"## {markdown_text(say(_heading(block)))}")
        parts.append(to_markdown(headers, [_row(line) for line in block.lines], _ALIGN))
        choices = [f"- {markdown_text(say(both(each)))}" for each in block.requirement.our_choices]
        if choices:
            parts.append("\n".join([markdown_text(say(_choices(block))), "", *choices]))
    for duty in summary.duties:
        parts.append(f"## {markdown_text(say(_duty_heading(duty)))}")
        rows = [_duty_row(line) for line in duty.lines]
        parts.append(to_markdown(_duty_headers(duty), rows, _ALIGN))
        choices = [f"- {markdown_text(say(both(each)))}" for each in duty.requirement.our_choices]
        parts.append("\n".join([markdown_text(say(_choices(duty))), "", *choices]))
    trade = derating_trade(run)
    if trade is not None:
        parts.append(f"{markdown_text(say(trade_line(trade)))}.")
    granted = [f"- {markdown_text(say(each))}" for each in summary.assumptions]
    parts.append("\n".join([say(Text(vi="Giả định:", en="Assumptions:")), "", *granted]))
    parts.append(f"{say(summary.counts)}.")
    return "\n\n".join(parts)


# --- for programs -----------------------------------------------------------------------------


def as_json(run: Run) -> str:
    """Every verdict with its whole evidence."""
    answer = {
        **question_view(run),
        "all_hold": run.all_hold,
        "counts": counted_outcomes(run),
        "verdicts": (verdict_view(verdict, run) for verdict in run.verdicts),
        "duties": [duty_view(duty) for duty in run.loaded.duties],
        "duty_verdicts": (duty_verdict_view(verdict, run) for verdict in run.duties),
        "derating": trade_view(derating_trade(run)),
    }
    return to_json(answer, inputs=inputs_of(run.loaded))


def as_geojson(run: Run) -> str:
    """Units with their verdicts, and sites with their state, for a map."""
    answer = {
        **question_view(run),
        "type": "FeatureCollection",
        "all_hold": run.all_hold,
        "features": features_of(run),
    }
    return to_json(answer, inputs=inputs_of(run.loaded))


_COLUMNS = (
    Text("Yêu cầu", "Requirement"),
    Text("Cấp", "Kind"),
    Text("Mã đơn vị", "Unit id"),
    Text("Đơn vị", "Unit"),
    Text("Kết luận", "Verdict"),
    Text("Theo mô hình gió", "By wind model"),
    Text("Lúc yên", "At rest"),
    Text("Cần", "Needed"),
    Text("Kiên cố chắc chắn", "Hardened for certain"),
    Text("Kiên cố nhiều nhất", "Hardened at most"),
    Text("Thấp nhất (xấu)", "Lowest (worst case)"),
    Text("Thấp nhất (tốt)", "Lowest (best case)"),
    Text("Dưới chuẩn từ", "Below since"),
    Text("Giờ dưới chuẩn (xấu)", "Hours below (worst case)"),
    Text("Giờ dưới chuẩn (tốt)", "Hours below (best case)"),
    Text("Tắt chuyển vùng", "Roaming off"),
    Text("Thiếu nguồn số liệu", "Without source"),
    Text("Cần khảo sát", "To survey"),
    Text("Số liệu minh họa", "Illustrative"),
    Text("Bản ghi để riêng", "Records set aside"),
)


def as_csv(run: Run) -> str:
    """One row per verdict."""
    rows = [_csv_row(verdict, run) for verdict in run.verdicts]
    rows += [_duty_csv_row(verdict, run) for verdict in run.duties]
    return to_csv([say(column) for column in _COLUMNS], rows)


def _csv_row(verdict: UnitVerdict, run: Run) -> list[Cell]:
    loaded = run.loaded
    sure, maybe = verdict.hardened_count
    worst, best = verdict.below_pessimistic, verdict.below_optimistic
    first = (best if verdict.shown_outcome == "fails" else worst).first_below_h
    return [
        verdict.requirement.id,
        verdict.requirement.unit,
        verdict.unit,
        say(verdict.unit_name),
        say(OUTCOME_WORDS[verdict.outcome]),
        say(each_model(verdict)),
        say(OUTCOME_WORDS[verdict.at_rest]),
        verdict.requirement.at_least,
        sure,
        maybe,
        worst.minimum,
        best.minimum,
        _instant(first, run),
        _decimal(worst.hours_below),
        _decimal(best.hours_below),
        say(OUTCOME_WORDS[verdict.roaming_off]),
        verdict.unsourced,
        "; ".join(item.datum for item in verdict.survey),
        say(Text("có", "yes") if made_up(loaded) else Text("không", "no")),
        len(loaded.province.set_aside),
    ]


def _duty_csv_row(verdict: DutyVerdict, run: Run) -> list[Cell]:
    """A duty in the same columns; what only stations have is left empty."""
    loaded = run.loaded
    worst, best = verdict.below_pessimistic, verdict.below_optimistic
    first = (best if verdict.outcome == "fails" else worst).first_below_h
    made_up = loaded.province.header.illustrative or (loaded.storm and loaded.storm.illustrative)
    return [
        verdict.requirement.id,
        verdict.requirement.unit,
        verdict.unit,
        say(verdict.unit_name),
        say(OUTCOME_WORDS[verdict.outcome]),
        say(OUTCOME_WORDS[verdict.at_rest]),
        verdict.needed,
        "",
        "",
        worst.minimum,
        best.minimum,
        _instant(first, run),
        _decimal(worst.hours_below),
        _decimal(best.hours_below),
        "",
        "",
        "; ".join(verdict.survey),
        say(Text("có", "yes") if made_up else Text("không", "no")),
        len(loaded.province.set_aside),
    ]


def _instant(hour: Fraction | None, run: Run) -> str:
    """Day and minute in Vietnam time as spreadsheets read them; hours where there is no day."""
    if hour is None:
        return ""
    if run.loaded.at_rest:
        return f"{_decimal(hour)} h"
    return f"{Clock(run.loaded.scenario.start).local(hour):%Y-%m-%d %H:%M}"


def _decimal(hours: Fraction) -> str:
    """Hours with at most two decimals, in the language's own form."""
    return number(hours, language(), 2).replace("." if language() == "vi" else ",", "")


_FORMATS: dict[str, Callable[[Run], str]] = {
    "json": as_json,
    "csv": as_csv,
    "md": as_markdown,
    "geojson": as_geojson,
}
