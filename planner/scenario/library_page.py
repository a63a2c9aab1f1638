"""The bundled fragility library as text: for `planner explain fragility` and for `docs/fragility.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.scenario.assumptions import KINDS
from planner.scenario.reading import bundled_fragility

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.hazard.fragility_library import FragilityLibrary, GustCurve
    from planner.inventory.base import Source

_HEAD = """\
# Fragility · Đường cong tổn thương

How likely each class of asset is to fail, as shipped in `scenarios/defaults/fragility.yaml`. Used when a scenario
samples damage; a department names its own file with `damage: {library: …}`. Of the curves of a class the first that
fits is taken: a ratio to the asset's own design gust where that is known, a gust in m/s where it is not. Gusts are
3-second gusts at the asset, 10 m above ground. This page is made from the file; a test compares the two.
`planner explain fragility` prints the same. How the choices were made:
[decision 40](decisions/0040-fragility-is-a-file.md), [41](decisions/0041-one-draw-for-the-whole-storm.md),
[42](decisions/0042-generators-that-stop.md), [43](decisions/0043-what-water-and-ground-do.md).

Xác suất hỏng của từng loại tài sản, theo tệp đi kèm phần mềm. Dùng khi kịch bản rút thăm hư hỏng; tỉnh có thể thay
bằng tệp của mình. Mỗi loại lấy đường cong đầu tiên phù hợp: tỷ số so với gió giật thiết kế của chính tài sản khi đã
biết, gió tính bằng m/s khi chưa biết.
"""


def library_lines(language: Language, library: FragilityLibrary | None = None) -> list[str]:
    """Every curve of a library (the bundled one unless another is given), one line each, with its source."""
    shown = bundled_fragility() if library is None else library
    lines = [_curve(curve).in_(language) + _from(curve.source) for curve in shown.gusts]
    if shown.trees is not None:
        trees = shown.trees
        lines.append(
            Text(
                vi=f"cây đổ lên dây: {trees.trees_per_m2:g} cây/m2 tán, tán {trees.canopy_share:.0%} dải, dây cao "
                f"{trees.line_height_m:g} m, hành lang {trees.clearance_m:g} m, hiệu chỉnh {trees.calibration:g}",
                en=f"trees onto lines: {trees.trees_per_m2:g} trees per m2 of canopy, canopy on "
                f"{trees.canopy_share:.0%} of the strip, line at {trees.line_height_m:g} m, "
                f"clearance {trees.clearance_m:g} m, "
                f"calibration {trees.calibration:g}",
            ).in_(language)
            + _from(trees.source)
        )
    if shown.depths is not None:
        steps = ", ".join(
            f"> {step.above_m:g} m: {step.probability:.0%}" for step in shown.depths.steps
        )
        told = Text(vi=f"nước trên sàn: {steps}", en=f"water over the floor: {steps}")
        lines.append(told.in_(language) + _from(shown.depths.source))
    for life in shown.generators:
        state = Text(vi="tốt", en="good") if life.maintenance == "good" else Text("kém", "poor")
        told = Text(
            vi=f"máy phát bảo dưỡng {state.vi}: không khởi động {life.fails_to_start:.2%}, chạy trung bình "
            f"{life.mttf_h:g} h rồi hỏng",
            en=f"generators, {state.en} maintenance: fail to start {life.fails_to_start:.2%}, mean life "
            f"{life.mttf_h:g} running hours",
        )
        lines.append(told.in_(language) + _from(life.source))
    return lines


def library_page() -> str:
    """The whole of `docs/fragility.md`."""
    parts = [_HEAD]
    parts += ["## English\n", *(f"- {line}" for line in library_lines("en"))]
    parts += ["\n## Tiếng Việt\n", *(f"- {line}" for line in library_lines("vi"))]
    return "\n".join(parts) + "\n"


def _curve(curve: GustCurve) -> Text:
    kind = KINDS[curve.kind]
    if curve.median_ratio is not None:
        vi = f"trung vị {curve.median_ratio:g} × gió thiết kế"
        en = f"median {curve.median_ratio:g} × design gust"
    elif curve.median_mps is not None:
        vi = en = f"{curve.median_mps:g} m/s"
        vi, en = f"trung vị {vi}", f"median {en}"
    else:
        law = curve.cables
        few = 0.0 if law is None else law.median_mps(0)
        many = 0.0 if law is None else law.median_mps(10)
        vi = f"trung vị {few:.1f} m/s không cáp, {many:.1f} m/s mười cáp nhà mạng"
        en = f"median {few:.1f} m/s without cable, {many:.1f} m/s with ten operators' cables"
    tail_vi, tail_en = f", beta {curve.beta:g}", f", beta {curve.beta:g}"
    if curve.span_m is not None:
        tail_vi += f", của mỗi cột, {curve.span_m:g} m một cột"
        tail_en += f", of each pole or tower, one every {curve.span_m:g} m"
    if curve.trees:
        tail_vi, tail_en = tail_vi + ", thêm cây đổ", tail_en + ", with falling trees"
    if curve.voltage_at_least_kv is not None:
        tail_vi += f", từ {curve.voltage_at_least_kv:g} kV"
        tail_en += f", from {curve.voltage_at_least_kv:g} kV"
    return Text(vi=f"{kind.vi}: {vi}{tail_vi}", en=f"{kind.en}: {en}{tail_en}")


def _from(source: Source | None) -> str:
    if source is None:
        return ""
    remark = f": {source.remark}" if source.remark else ""
    return f" [{source.reporter}{remark}]"
