"""What `check` and `why` share: the question to judge, what is said around it, where it goes."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from planner.cli.options import argument, option
from planner.cli.words import language, say
from planner.foundation.diagnostics import nearest, render
from planner.foundation.errors import UsageError
from planner.foundation.names import for_terminal
from planner.foundation.outputs import write_whole
from planner.foundation.text import Text
from planner.plan.summary import at_rest_of, banners_of
from planner.scenario.reading import load_scenario

if TYPE_CHECKING:
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

MOST_FINDINGS_SHOWN = 20
_PLAIN_IN_QUOTES = frozenset('"$`\\!')


def scenario_argument(function: Any) -> Any:
    """Decorator: SCENARIO as `scenario`, a scenario file or a province's folder."""
    return argument(
        "scenario",
        type=click.Path(),
        metavar=Text(vi="KỊCH_BẢN", en="SCENARIO"),
        words=Text(
            vi="tệp kịch bản, hoặc thư mục của tỉnh (xét lúc yên)",
            en="a scenario file, or a province's folder (judged at rest)",
        ),
    )(function)


def requirement_option(function: Any) -> Any:
    """Decorator: `--requirement` as `requirement`, the id of one policy."""
    return option(
        "--requirement",
        metavar=Text(vi="MÃ", en="ID"),
        words=Text(vi="chỉ xét yêu cầu có mã này", en="judge this requirement only"),
    )(function)


def at_rest_option(function: Any) -> Any:
    """Decorator: `--at-rest` as `at_rest`."""
    return option(
        "--at-rest",
        is_flag=True,
        words=Text(
            vi="bỏ bão và mọi hành động của kịch bản, xét lúc yên",
            en="leave out the scenario's storm and actions, judge at rest",
        ),
    )(function)


def sample_option(function: Any) -> Any:
    """Decorator: `--sample` as `sample`, the number of one draw of damage."""
    return option(
        "--sample",
        type=click.IntRange(0, 2**32),
        metavar=Text(vi="SỐ", en="NUMBER"),
        words=Text(
            vi="hư hỏng rút thăm theo đường cong tổn thương, mẫu số này (số gieo là seed của kịch bản)",
            en="damage drawn from fragility curves, this sample (the seed is the scenario's)",
        ),
    )(function)


def question(
    path: str,
    *,
    requirement: str | None,
    at_rest: bool,
    set_aside: bool,
    sample: int | None = None,
) -> LoadedScenario:
    """The scenario or province at `path`, narrowed to what was asked.

    Raises
    ------
    UsageError
        If no policy of the scenario has the id `requirement`.
    InputInvalid
        If any file has errors.
    MachineError
        If a file is missing or may not be read.
    """
    loaded = load_scenario(path, set_aside=set_aside)
    if sample is not None:
        loaded = replace(loaded, sample=sample)
    if requirement is not None:
        kept = tuple(each for each in loaded.requirements if each.id == requirement)
        duties = tuple(each for each in loaded.duties if each.id == requirement)
        if not kept and not duties:
            raise _no_requirement(requirement, loaded)
        loaded = replace(loaded, requirements=kept, duties=duties)
    return at_rest_of(loaded) if at_rest and not loaded.at_rest else loaded


def _no_requirement(wanted: str, loaded: LoadedScenario) -> UsageError:
    known = [each.id for each in (*loaded.requirements, *loaded.duties)]
    near = nearest(wanted, known)
    shown, listed = for_terminal(wanted), ", ".join(known)
    vi = f"; có phải “{near}”?" if near else f"; có: {listed}"
    en = f"; did you mean `{near}`?" if near else f"; there is: {listed}"
    return UsageError(
        Text(
            vi=f"kịch bản không có yêu cầu “{shown}”{vi}",
            en=f"the scenario has no requirement `{shown}`{en}",
        )
    )


def talk_about(run: Run, *, banners: bool) -> None:
    """Say on stderr what the run found and how many warnings there are; banners where asked."""
    loaded = run.loaded
    if banners:
        for banner in banners_of(loaded):
            click.echo(for_terminal(say(banner)), err=True)
    for finding in run.findings[:MOST_FINDINGS_SHOWN]:
        click.echo(render(finding, language()), err=True)
    more = len(run.findings) - MOST_FINDINGS_SHOWN
    if more > 0:
        click.echo(say(Text(vi=f"… và {more} điều nữa", en=f"… and {more} more")), err=True)
    if loaded.warnings:
        count, command = len(loaded.warnings), f"planner validate {shell_word(loaded.path)}"
        noun = "warning" if count == 1 else "warnings"
        words = Text(
            vi=f"{count} cảnh báo về dữ liệu: {command}",
            en=f"{count} {noun} about the data: {command}",
        )
        click.echo(say(words), err=True)


def deliver(text: str, output: str | None) -> None:
    """Print `text`, or put it whole into the file `output` and say so on stderr.

    Raises
    ------
    MachineError
        If the file cannot be written; what was there is intact.
    """
    whole = text if text.endswith("\n") else text + "\n"
    if output is None:
        click.echo(whole, nl=False)
        return
    write_whole(output, whole)
    click.echo(for_terminal(say(Text(vi=f"đã ghi {output}", en=f"wrote {output}"))), err=True)


def shell_word(text: str) -> str:
    """`text` as one word of a command line, to copy: as it stands where that does."""
    shown = for_terminal(text)
    return shown if shlex.quote(shown) == shown else shell_name(shown)


def shell_name(name: str) -> str:
    """A name in double quotes, as people type it; in safe quotes where those would not do."""
    shown = for_terminal(name)
    return shlex.quote(shown) if _PLAIN_IN_QUOTES & set(shown) else f'"{shown}"'
