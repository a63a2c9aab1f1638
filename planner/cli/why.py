"""`planner why`: the chain of causes of a unit or a site, and the smallest change that mends it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from planner.cli.judging import (
    at_rest_option,
    deliver,
    question,
    requirement_option,
    sample_option,
    scenario_argument,
    shell_word,
    talk_about,
)
from planner.cli.options import (
    argument,
    bilingual_command,
    format_option,
    output_option,
    set_aside_option,
)
from planner.cli.tables import to_json
from planner.cli.trying import told_on_terminal
from planner.cli.why_duties import duty_view_with_mending, mended_duty, mended_lines
from planner.cli.words import language, say
from planner.decisions.derating import derating_trade
from planner.decisions.mending import smallest_change
from planner.foundation.errors import ExitCode, UsageError
from planner.foundation.memory import collector_paused
from planner.foundation.names import display_width, for_terminal
from planner.foundation.text import Text
from planner.plan.answers import (
    hardened_view,
    inputs_of,
    loss_view,
    mending_view,
    place_view,
    question_view,
    text_view,
    verdict_view,
)
from planner.plan.duty_story import AboutDuty, duties_about, duty_lines
from planner.plan.filters import Clock, both
from planner.plan.site_more import site_fuel, site_more_lines, site_more_view, site_reach
from planner.plan.story import (
    Line,
    mending_story,
    outages_of,
    site_story,
    tests_of,
    unit_story,
)
from planner.plan.summary import banners_of, clock_of, place_words
from planner.plan.targets import KINDS, find
from planner.plan.trades import site_trade_line
from planner.plan.weak_points import (
    MOST_NAMED,
    deciding,
    lone_losses,
    lone_words,
)
from planner.plan.weak_views import lone_view
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.decisions.mending import Mending
    from planner.decisions.weak_points.finding import UnitWeakness
    from planner.inventory.province import Province
    from planner.plan.story import Outage
    from planner.plan.targets import Found, Kind, Target
    from planner.policy.verdicts import UnitVerdict
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

WIDTH = 84
"""Columns of words; the places in the files stand to the right of them."""
_HANGING = 6


@bilingual_command(
    "why",
    words=Text(
        vi="Vì sao một đơn vị, một trạm hay một điểm chỉ huy ra như vậy: từng trạm kiên cố, phương tiện "
        "liên lạc, kênh báo tin mất lúc nào, do đâu (tệp và dòng), cái nào còn, và thay đổi nhỏ nhất để "
        "đủ trạm, đã chạy lại để chứng minh. Tên gõ có dấu hay không dấu đều được; cũng nhận mã hành "
        "chính và id.",
        en="Why a unit, a site or a command post stands as it does: which hardened site, means or "
        "warning channel went down when and from "
        "what (file and line), which stayed, and the smallest change that mends it, proved by "
        "running it. Names with or without diacritics, official codes and ids all do.",
    ),
    examples=(
        'planner why scenarios/quang-ninh/yagi.yaml "Cô Tô"',
        "planner why scenarios/quang-ninh/yagi.yaml CT-002",
        "planner why scenarios/quang-ninh co-to --format json",
    ),
)
@scenario_argument
@argument(
    "name",
    metavar=Text(vi="TÊN", en="NAME"),
    words=Text(
        vi="đơn vị hoặc trạm: tên, mã hành chính hoặc id",
        en="a unit or a site: name, official code or id",
    ),
)
@requirement_option
@at_rest_option
@sample_option
@set_aside_option
@format_option("table", "json")
@output_option(Text(vi="ghi kết quả vào tệp này", en="write the result to this file"))
@collector_paused()
def command(
    scenario: str,
    name: str,
    requirement: str | None,
    at_rest: bool,
    sample: int | None,
    set_aside: bool,
    output_format: str,
    output: str | None,
) -> None:
    """Tell why a unit or a site stands as it does."""
    loaded = question(
        scenario, requirement=requirement, at_rest=at_rest, set_aside=set_aside, sample=sample
    )
    judged: set[Kind] = {"site", "post", *(each.unit for each in loaded.requirements)}
    judged |= {each.unit for each in loaded.duties}
    found = find(loaded.province, name, KINDS if requirement is None else judged, judged)
    target = found.target
    _say_what_else(found, name)
    if target.kind != "site":
        loaded = _about(loaded, target)
    run = run_scenario(loaded, explain=target.kind != "site")
    talk_about(run, banners=output_format == "json" or output is not None)
    verdicts = [] if target.kind == "site" else _verdicts(run, target)
    duties = [] if target.kind == "site" else duties_about(run, target)
    if target.kind != "site" and not verdicts and not duties:
        raise _not_judged(run.loaded, target)
    if target.kind != "site" and output_format == "table" and output is None:
        _tell(run, verdicts, duties)
    else:
        deliver(_answer(run, target, verdicts, duties, output_format), output)
    outcomes = {each.outcome for each in verdicts} | {each.outcome for each, _ in duties}
    if outcomes - {"holds"} or loaded.province.set_aside:
        raise SystemExit(ExitCode.NOT_MET)


def _answer(
    run: Run,
    target: Target,
    verdicts: Sequence[UnitVerdict],
    duties: Sequence[AboutDuty],
    output_format: str,
) -> str:
    """The whole answer about a site, or about a unit with these verdicts."""
    loaded = run.loaded
    if target.kind == "site":
        outages = outages_of(run, target.id)
        lines, view = site_story(run, target.id, outages), _site_view(run, target.id, outages)
        lines += _traded(run, {target.id})
        reach, fuel = site_reach(run, target.id), site_fuel(run, target.id)
        lines += site_more_lines(run, target.id, reach, fuel)
        view["site"].update(site_more_view(reach, fuel))
    else:
        told = [(verdict, _mended(run, verdict)) for verdict in verdicts]
        lines = [line for each in told for line in _unit_lines(*each, run)]
        if output_format == "json":
            view = {
                **_unit_view(run, told),
                "duty_verdicts": [duty_view_with_mending(run, each) for each in duties],
            }
        else:
            view = {}
            for each in duties:
                lines += [*duty_lines(run, each), *mended_lines(mended_duty(run, each))]
    if output_format == "json":
        answer = {**question_view(run), "target": _target_view(target), **view}
        return to_json(answer, inputs=inputs_of(loaded))
    return "\n".join([*_banners(loaded), *as_rows(lines, loaded.province)])


# --- what is asked ----------------------------------------------------------------------------


def _say_what_else(found: Found, name: str) -> None:
    if found.also and found.target.kind != "site":
        target = found.target
        others = ", ".join(other.exact for other in found.also[:5])
        words = Text(
            vi=f"“{name}” được hiểu là {target.exact}; cũng có: {others}",
            en=f"`{name}` is taken as {target.exact}; there is also: {others}",
        )
        click.echo(for_terminal(say(words)), err=True)


def _about(loaded: LoadedScenario, target: Target) -> LoadedScenario:
    """The question narrowed to the requirements that are set for this kind of unit."""
    kept = tuple(each for each in loaded.requirements if each.unit == target.kind)
    if not kept and not loaded.duties:
        raise _not_judged(loaded, target)
    return replace(loaded, requirements=kept)


def _verdicts(run: Run, target: Target) -> list[UnitVerdict]:
    return [verdict for verdict in run.verdicts if verdict.unit == target.id]


def _mended(run: Run, verdict: UnitVerdict) -> Mending:
    with told_on_terminal() as on_trial:
        return smallest_change(
            run.loaded, run, verdict.requirement, verdict.unit, on_trial=on_trial
        )


def _not_judged(loaded: LoadedScenario, target: Target) -> UsageError:
    asked = (*loaded.requirements, *loaded.duties)
    known = ", ".join(f"{each.id} ({each.unit})" for each in asked)
    return UsageError(
        Text(
            vi=f"không yêu cầu nào ở đây xét {target.name.vi} ({target.exact}); có: {known}",
            en=f"no requirement here speaks of {target.name.en} ({target.exact}); there is: {known}",
        )
    )


# --- for people -------------------------------------------------------------------------------


def _tell(run: Run, verdicts: Sequence[UnitVerdict], duties: Sequence[AboutDuty]) -> None:
    """Print each story at once and then look for what mends it: that may take a while."""
    province = run.loaded.province
    for row in _banners(run.loaded):
        click.echo(row)
    for verdict in verdicts:
        for row in as_rows(_told(verdict, run), province):
            click.echo(row)
        for row in as_rows(mending_story(_mended(run, verdict)), province):
            click.echo(row)
    for each in duties:
        for row in as_rows(duty_lines(run, each), province):
            click.echo(row)
        for row in as_rows(mended_lines(mended_duty(run, each)), province):
            click.echo(row)


def _unit_lines(verdict: UnitVerdict, mending: Mending, run: Run) -> list[Line]:
    return [*_told(verdict, run), *mending_story(mending)]


def _told(verdict: UnitVerdict, run: Run) -> list[Line]:
    """What happens to a unit and why, and what would do besides the storm."""
    traded = _traded(run, _counted(verdict))
    return [*_title(verdict, run), *unit_story(run, verdict), *traded, *_lone(verdict, run)]


def _lone(verdict: UnitVerdict, run: Run) -> list[Line]:
    """Whether one loss is enough, of the province as it stands."""
    unit = _weakness(verdict, run)
    words = lone_words(unit, run.loaded.province)
    if words is None:
        return []
    calm, all_ = Text("không cần bão", "even without a storm"), ""
    if len(deciding(unit).singles) > MOST_NAMED:
        # What is printed is the same wherever the file lies: no path.
        all_ = f" (planner weak-points … --unit {shell_word(verdict.unit)})"
    return [Line(Text(f"{calm.vi}, {words.vi}{all_}", f"{calm.en}, {words.en}{all_}"))]


def _weakness(verdict: UnitVerdict, run: Run) -> UnitWeakness:
    key = verdict.requirement.id, verdict.unit
    return lone_losses(run.loaded, lambda rule, unit: (rule.id, unit) == key)[key]


def _counted(verdict: UnitVerdict) -> set[str]:
    """The sites of the unit that are hardened, or may be."""
    return {tested.site for tested in verdict.hardened if tested.outcome != "fails"}


def _traded(run: Run, sites: set[str]) -> list[Line]:
    """What derating gains and costs at those of the sites that are derated."""
    trade = derating_trade(run) if sites & run.ordeal.derated.keys() else None
    clock = Clock(run.loaded.scenario.start)
    rows = () if trade is None else trade.sites
    return [Line(site_trade_line(row, clock)) for row in rows if row.site in sites]


def _title(verdict: UnitVerdict, run: Run) -> list[Line]:
    """The requirement's name, where the unit has several."""
    if sum(each.unit == verdict.unit for each in run.verdicts) == 1:
        return []
    name = both(verdict.requirement.name)
    return [Line(Text(vi=f"{name.vi}:", en=f"{name.en}:"), depth=0)]


def _banners(loaded: LoadedScenario) -> list[str]:
    return [f"! {for_terminal(say(banner))}" for banner in banners_of(loaded)]


def as_rows(lines: Sequence[Line], province: Province) -> list[str]:
    """The lines, wrapped, with the places in the files to their right."""
    return [row for line in lines for row in laid_out(line, province)]


def laid_out(line: Line, province: Province) -> list[str]:
    """One line of a story, wrapped, its places in brackets at the right of the last row."""
    indent = 2 * line.depth
    rows = wrapped(for_terminal(line.words.in_(language())), indent)
    places = for_terminal(place_words(line.places, province))
    if not places:
        return rows
    gap = " " * max(2, WIDTH + 2 - display_width(rows[-1]))
    return [*rows[:-1], f"{rows[-1]}{gap}[{places}]"]


def wrapped(text: str, indent: int) -> list[str]:
    """`text` in rows of at most `WIDTH` columns; rows after the first hang deeper. Words stay whole."""
    if indent == 0:
        return [text]
    rows: list[str] = []
    row = " " * indent
    empty = True
    for word in text.split():
        longer = f"{row}{word}" if empty else f"{row} {word}"
        if not empty and display_width(longer) > WIDTH:
            rows.append(row)
            longer = " " * (indent + _HANGING) + word
        row, empty = longer, False
    return [*rows, row]


# --- for programs -----------------------------------------------------------------------------


def _target_view(target: Target) -> dict[str, Any]:
    return {
        "kind": target.kind,
        "id": target.id,
        "code": target.code,
        "name": text_view(target.name),
    }


def _unit_view(run: Run, told: Sequence[tuple[UnitVerdict, Mending]]) -> dict[str, Any]:
    return {
        "verdicts": [
            {
                **verdict_view(verdict, run),
                "weak_points": lone_view(_weakness(verdict, run)),
                "mending": mending_view(mending, run.loaded.province),
            }
            for verdict, mending in told
        ]
    }


def _site_view(run: Run, site: str, outages: Sequence[Outage]) -> dict[str, Any]:
    province, clock = run.loaded.province, clock_of(run.loaded)
    tests = tests_of(run, site)
    return {
        "site": {
            "place": place_view(province.places.get(f"sites/{site}"), province),
            "peak_gust_mps": run.peak_gust_mps.get(f"{site}/mast"),
            "outages": [
                {
                    **loss_view(outage.loss, province, clock),
                    "operators": list(outage.operators),
                    "certain": outage.certain,
                }
                for outage in outages
            ],
            "hardened": {id_: hardened_view(tests[id_], province) for id_ in tests},
        }
    }
