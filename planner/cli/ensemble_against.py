"""`planner ensemble --against`: what another scenario of the same storm gains and loses, with the same draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.cli.tables import Cell, markdown_text, table, to_csv, to_json, to_markdown
from planner.cli.words import language, say
from planner.foundation.errors import UsageError
from planner.foundation.names import for_terminal
from planner.foundation.text import LANGUAGES, Text
from planner.plan.answers import inputs_of, text_view
from planner.plan.chances import share_words
from planner.plan.ensemble import share_view
from planner.plan.filters import both, number
from planner.plan.summary import banners_of
from planner.policy.chance import CONFIDENCE
from planner.policy.units import units_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.foundation.text import Language
    from planner.scenario.ensemble.asking import EnsemblePlan
    from planner.scenario.ensemble.comparing import Beside
    from planner.scenario.reading import LoadedScenario

_HEADERS = (
    Text("Đơn vị", "Unit"),
    Text("Đạt, kịch bản đầu", "Holds, first"),
    Text("Đạt, kịch bản sau", "Holds, second"),
    Text("Hơn kém, điểm %", "Difference, points"),
    Text("Mẫu chỉ sau đạt", "Samples the second only"),
    Text("Mẫu chỉ đầu đạt", "Samples the first only"),
)
_COLUMNS = (
    Text("Yêu cầu", "Requirement"), Text("Mã đơn vị", "Unit id"), Text("Đơn vị", "Unit"),
    Text("Đạt, đầu", "Holds, first"), Text("Đạt, sau", "Holds, second"),
    Text("Hơn kém", "Difference"), Text("Hơn kém, thấp", "Difference, low"),
    Text("Hơn kém, cao", "Difference, high"), Text("Chỉ sau đạt", "Second only"),
    Text("Chỉ đầu đạt", "First only"), Text("Mẫu", "Samples"),
)  # fmt: skip


def told_beside(
    plan: EnsemblePlan, other: LoadedScenario, found: Sequence[Beside], output_format: str
) -> str:
    """The comparison in one of the forms table, json, csv, md.

    Raises
    ------
    UsageError
        If another form is asked for.
    """
    if output_format == "json":
        return _as_json(plan, other, found)
    if output_format == "csv":
        return to_csv([say(each) for each in _COLUMNS], _cells(plan, found))
    if output_format == "md":
        return _as_markdown(plan, other, found)
    if output_format == "table":
        return _as_table(plan, other, found)
    raise UsageError(
        Text(vi="so hai kịch bản không có dạng ấy; có: table, json, csv, md",
             en="a comparison has no such form; there is: table, json, csv, md")
    )  # fmt: skip


def points_words(each: Beside) -> Text:
    """The difference in percentage points with its interval, signed."""
    vi, en = (
        f"{_signed(each.difference.value, of)} ({_signed(each.difference.low, of)} … "
        f"{_signed(each.difference.high, of)})"
        for of in LANGUAGES
    )
    return Text(vi, en)


def _signed(value: float, of: Language) -> str:
    shown = number(value * 100, of, 2)
    return f"+{shown}" if value > 0 else shown


def _head(plan: EnsemblePlan, other: LoadedScenario) -> Text:
    first, second = both(plan.loaded.scenario.name), both(other.scenario.name)
    storms, samples = plan.tracks, plan.samples * len(plan.members)
    return Text(
        vi=f"{second.vi} so với {first.vi} · {number(samples, 'vi')} mẫu của {storms} cơn bão, cùng số rút, số gieo "
        f"{plan.seed} · trong ngoặc: khoảng {CONFIDENCE * 100:.0f} %",
        en=f"{second.en} against {first.en} · {number(samples, 'en')} samples of {storms} "
        f"{'storm' if storms == 1 else 'storms'}, the same draws, seed {plan.seed} · in brackets: "
        f"{CONFIDENCE * 100:.0f} % interval",
    )


def _names(plan: EnsemblePlan) -> Mapping[tuple[str, str], Text]:
    return {
        (rule.id, unit.id): unit.name
        for rule in plan.loaded.requirements
        for unit in units_of(plan.loaded.province, rule)
    }


def _blocks(plan: EnsemblePlan, found: Sequence[Beside]) -> list[tuple[Text, list[list[Cell]]]]:
    """For each requirement its rows, the largest difference first."""
    names = _names(plan)
    blocks: list[tuple[Text, list[list[Cell]]]] = []
    for rule in plan.loaded.requirements:
        mine = [each for each in found if each.requirement == rule.id]
        mine.sort(key=lambda each: (-abs(each.difference.value), each.unit))
        rows: list[list[Cell]] = [
            [
                say(names[each.requirement, each.unit]),
                say(share_words(each.first)),
                say(share_words(each.second)),
                say(points_words(each)),
                each.gained,
                each.lost,
            ]
            for each in mine
        ]
        if rows:
            blocks.append((both(rule.name), rows))
    return blocks


def _as_table(plan: EnsemblePlan, other: LoadedScenario, found: Sequence[Beside]) -> str:
    lines = [f"! {for_terminal(say(banner))}" for banner in banners_of(plan.loaded)]
    lines.append(for_terminal(say(_head(plan, other))))
    for title, rows in _blocks(plan, found):
        lines.append(for_terminal(say(title)))
        lines.append(table([say(header) for header in _HEADERS], rows, "<<<<>>"))
    return "\n".join(lines)


def _as_markdown(plan: EnsemblePlan, other: LoadedScenario, found: Sequence[Beside]) -> str:
    parts = [f"# {markdown_text(say(_head(plan, other)))}"]
    parts += [f"> **{markdown_text(say(banner))}**" for banner in banners_of(plan.loaded)]
    for title, rows in _blocks(plan, found):
        parts.append(f"## {markdown_text(say(title))}")
        parts.append(to_markdown([say(header) for header in _HEADERS], rows, "<<<<>>"))
    return "\n\n".join(parts)


def _cells(plan: EnsemblePlan, found: Sequence[Beside]) -> list[list[Cell]]:
    names = _names(plan)
    return [
        [
            each.requirement,
            each.unit,
            names[each.requirement, each.unit].in_(language()),
            *(f"{value:.6f}" for value in (each.first.value, each.second.value)),
            *(
                f"{v:.6f}"
                for v in (each.difference.value, each.difference.low, each.difference.high)
            ),
            each.gained,
            each.lost,
            each.first.samples,
        ]
        for each in found
    ]


def _as_json(plan: EnsemblePlan, other: LoadedScenario, found: Sequence[Beside]) -> str:
    names = _names(plan)
    view = {
        "first": plan.loaded.scenario.id,
        "second": other.scenario.id,
        "samples": plan.samples * len(plan.members),
        "storms": plan.tracks,
        "seed": plan.seed,
        "confidence": CONFIDENCE,
        "second_inputs": inputs_of(other),
        "units": [
            {
                "requirement": each.requirement,
                "unit": each.unit,
                "name": text_view(names[each.requirement, each.unit]),
                "first_holds": share_view(each.first),
                "second_holds": share_view(each.second),
                "second_only": each.gained,
                "first_only": each.lost,
                "difference": {
                    "value": each.difference.value,
                    "low": each.difference.low,
                    "high": each.difference.high,
                },
            }
            for each in found
        ],
    }
    return to_json(view, inputs=inputs_of(plan.loaded))
