"""What the wind models say of a unit and of a run, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from planner.foundation.clock import exact_text
from planner.foundation.text import Text
from planner.hazard.profiles import PROFILE_WORDS
from planner.plan.filters import same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.hazard.records import ProfileName
    from planner.policy.verdicts import Outcome, UnitVerdict
    from planner.scenario.run import Run

_UNDER: tuple[tuple[Outcome, Text], ...] = (
    ("holds", Text("đạt", "holds under")),
    ("fails", Text("không đạt", "fails under")),
    ("unknown", Text("chưa rõ", "unknown under")),
)


def sign(model: str) -> str:
    """The short sign of a wind model, such as `H80`."""
    return PROFILE_WORDS[cast("ProfileName", model)][0]


def each_model(verdict: UnitVerdict) -> Text:
    """`đạt H80, W06; không đạt H10`; empty where no wind model was run."""
    return models_words([(each.model, each.outcome) for each in verdict.by_model])


def models_words(by_model: Sequence[tuple[str, Outcome]]) -> Text:
    """The same of what each model says."""
    said: list[Text] = []
    for outcome, words in _UNDER:
        signs = ", ".join(sign(model) for model, told in by_model if told == outcome)
        if signs:
            said.append(Text(vi=f"{words.vi} {signs}", en=f"{words.en} {signs}"))
    return Text(vi="; ".join(text.vi for text in said), en="; ".join(text.en for text in said))


def depends(verdict: UnitVerdict) -> Text:
    """`tuỳ mô hình gió: đạt H80, W06; không đạt H10`."""
    told = each_model(verdict)
    return Text(vi=f"tuỳ mô hình gió: {told.vi}", en=f"depends on the wind model: {told.en}")


def shown_under(verdict: UnitVerdict) -> Text:
    """Which model's hours and causes are told; empty where there is no choice."""
    if verdict.model is None or len(verdict.by_model) < 2:
        return same("")
    name = sign(verdict.model)
    return Text(
        vi=f"Dưới đây là theo mô hình {name}, bất lợi nhất cho đơn vị này.",
        en=f"What follows is under {name}, the wind model most adverse to this unit.",
    )


def band_of(run: Run) -> Text:
    """The models under which the run was made, and whose figures stand for the province; empty for fewer than two."""
    models = run.models
    if len(models) < 2 or run.felt.model is None:
        return same("")
    count = len(models)
    signs = ", ".join(map(sign, models))
    worst = sign(run.felt.model)
    return Text(
        vi=f"Gió tính theo {count} mô hình ({signs}); một yêu cầu chỉ đạt khi đạt theo cả {count}. Số liệu chung của "
        f"tỉnh là theo {worst}, mô hình bất lợi nhất; của từng đơn vị là theo mô hình bất lợi nhất với đơn vị đó.",
        en=f"Wind is computed under {count} models ({signs}); a requirement holds only if it holds under all. Figures "
        f"for the province are under {worst}, the most adverse; those of a unit, under the one most adverse to it.",
    )


def models_view(verdict: UnitVerdict) -> list[dict[str, Any]]:
    """What each wind model says of a unit, for JSON."""
    return [
        {
            "model": each.model,
            "outcome": each.outcome,
            "minimum_pessimistic": each.minimum_pessimistic,
            "minimum_optimistic": each.minimum_optimistic,
            "hours_below_pessimistic": exact_text(each.hours_below_pessimistic),
            "hours_below_optimistic": exact_text(each.hours_below_optimistic),
        }
        for each in verdict.by_model
    ]


def named(models: Sequence[str]) -> Text:
    """`H80 (Holland (1980)), …`: the models with their names."""
    words = [PROFILE_WORDS[cast("ProfileName", model)] for model in models]
    return Text(
        vi=", ".join(f"{short}: {name.vi}" for short, name in words),
        en=", ".join(f"{short}: {name.en}" for short, name in words),
    )
