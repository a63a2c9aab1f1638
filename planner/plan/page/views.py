"""The answers a page can switch between: under the storm, each wind model, without the actions, at rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from planner.foundation.text import Text
from planner.plan.summary import at_rest_of
from planner.plan.wind_models import named
from planner.scenario.run import run_again, run_scenario

if TYPE_CHECKING:
    from planner.scenario.run import Run

Kind = Literal["storm", "model", "bare", "rest", "chance"]


@dataclass(frozen=True, slots=True)
class View:
    """One answer of the page; `id` stands in the address of the page and never changes its meaning."""

    id: str
    kind: Kind
    name: Text
    run: Run


def views_of(run: Run, *, bare: bool = True) -> tuple[View, ...]:
    """Every answer that the page of `run` shows, the first one first.

    The province at rest and the storm without the scenario's actions are run here.
    """
    loaded = run.loaded
    if loaded.at_rest:
        return (View("rest", "rest", _AT_REST, run),)
    storm = loaded.storm
    name = _STORM if len(run.members) < 2 else _BAND
    views = [View("storm", "storm", name, run)]
    if len(run.members) > 1:
        views += [
            View(f"model-{member.model}", "model", named((member.model,)), run.under(member))
            for member in run.members
            if member.model is not None and member.storm_runs is not None
        ]
    if bare and loaded.scenario.actions and storm is not None:
        without = replace(loaded, scenario=loaded.scenario.model_copy(update={"actions": ()}))
        views.append(View("bare", "bare", _BARE, run_again(run, without)))
    views.append(View("rest", "rest", _AT_REST, run_scenario(at_rest_of(loaded), rest=run.at_rest)))
    return tuple(views)


_STORM = Text(vi="Dưới bão", en="Under the storm")
_BAND = Text(vi="Dưới bão (mọi mô hình gió)", en="Under the storm (every wind model)")
_BARE = Text(vi="Dưới bão, không có việc đã định", en="Under the storm, without the actions")
_AT_REST = Text(vi="Lúc yên", en="At rest")
CHANCE = Text(vi="Xác suất đạt, theo nhiều cơn bão", en="Chance that it holds, over many storms")
NOT_SHOWN: dict[Kind, tuple[Text, Text]] = {
    "model": (
        Text(vi="Từng mô hình gió", en="Each wind model"),
        Text(vi="bão không tính bằng nhiều mô hình", en="the storm is not run under several"),
    ),
    "bare": (
        _BARE,
        Text(
            vi="kịch bản không có việc nào, hoặc trang này không kèm",
            en="the scenario orders nothing, or this page leaves it out",
        ),
    ),
    "chance": (
        CHANCE,
        Text(vi="cần planner plan --ensemble", en="needs planner plan --ensemble"),
    ),
}
"""Situations that a page may lack: what they are called, and why they are not there."""
