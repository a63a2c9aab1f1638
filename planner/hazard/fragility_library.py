"""A library of curves that say how likely each class of asset is to fail, each with its source."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.foundation.scalars import Number, YesNo
from planner.inventory.base import Id, Mounting, Name, Phrase, Record, Sourced, Within

Probability = Annotated[Number, Within(0, 1)]
Beta = Annotated[Number, Within(0, 2)]
FragileKind = Literal[
    "mast", "segment", "drop", "service-drop", "line", "substation", "dish", "warning-channel"
]


class CableArea(Record):
    """The median gust of a pole that carries so much cable in the wind."""

    area_m2: Annotated[Number, Within(0, 100)] = Field(description="Cable in the wind, m2.")
    median_mps: Annotated[Number, Within(0, 300, above_low=True)]


class CableLaw(Record):
    """How cables on a pole weaken it: the logarithm of the median is a straight line in the area."""

    first: CableArea
    last: CableArea = Field(description="Beyond it nothing more is taken off.")
    own_m2: Annotated[Number, Within(0, 100)] = Field(
        description="Area in the wind without any operator's cable."
    )
    per_cable_m2: Annotated[Number, Within(0, 100)] = Field(
        description="Area that each operator's cable adds over one span."
    )
    cables_assumed: Annotated[Number, Within(0, 100)] = Field(
        description="Cables taken where nobody has counted them."
    )

    def median_mps(self, cables: float | None) -> float:
        """The median gust of a pole with so many cables, m/s; None: nobody has counted them."""
        area_m2 = self.own_m2 + self.per_cable_m2 * (
            self.cables_assumed if cables is None else cables
        )
        span_m2 = self.last.area_m2 - self.first.area_m2
        share = min(max((area_m2 - self.first.area_m2) / span_m2, 0.0), 1.0)
        ratio = self.last.median_mps / self.first.median_mps
        return float(self.first.median_mps * ratio**share)


class GustCurve(Sourced):
    """How likely an asset of a class is to fail in a gust; the first that fits is taken.

    `median_ratio` serves assets whose design wind is known, `median_mps` or `cables` those whose is not.
    """

    kind: FragileKind
    mounting: Mounting | None = None
    structure: Phrase | None = Field(None, description="For masts: the structure type.")
    voltage_at_least_kv: Annotated[Number, Within(0, 1000)] | None = None
    median_ratio: Annotated[Number, Within(0, 10, above_low=True)] | None = Field(
        None, description="Median gust over the asset's own design gust."
    )
    median_mps: Annotated[Number, Within(0, 300, above_low=True)] | None = Field(
        None, description="Median gust, m/s."
    )
    cables: CableLaw | None = Field(None, description="Median gust by cable on the pole.")
    beta: Beta = Field(description="Standard deviation of the logarithm. 0: a step at the median.")
    averaging: Literal["3s", "2min", "10min"] = Field(
        "3s", description="Averaging of the gust that the curve means, 10 m above ground."
    )
    span_m: Annotated[Number, Within(1, 10_000)] | None = Field(
        None, description="The curve is that of one pole or tower, and one stands every so far."
    )
    trees: YesNo = Field(False, description="Falling trees strike it too.")

    @model_validator(mode="after")
    def _one_median(self) -> GustCurve:
        given = [self.median_ratio, self.median_mps, self.cables]
        if sum(each is not None for each in given) != 1:
            raise PydanticCustomError(
                "E430",
                "{fact_en}",
                {
                    "fact_vi": "đường cong phải có đúng một trung vị",
                    "fact_en": "a curve has exactly one median",
                    "remedy_vi": "ghi một trong `median_ratio`, `median_mps`, `cables`",
                    "remedy_en": "write one of `median_ratio`, `median_mps`, `cables`",
                },
            )
        return self


class TreeLaw(Sourced):
    """How often trees come down on a kilometre of aerial line."""

    trees_per_m2: Annotated[Number, Within(0, 10)] = Field(description="Trees per m2 of canopy.")
    canopy_share: Annotated[Number, Within(0, 1)] = Field(
        description="Share of the strip beside the line that is canopy."
    )
    tree_height_from_m: Annotated[Number, Within(1, 100)]
    tree_height_to_m: Annotated[Number, Within(1, 100)]
    line_height_m: Annotated[Number, Within(0, 100)]
    clearance_m: Annotated[Number, Within(0, 100)] = Field(
        description="From the line to the first tree, m."
    )
    calibration: Annotated[Number, Within(0, 10)] = Field(
        description="Real strikes over computed ones."
    )


class DepthStep(Record):
    """Equipment fails with this probability when water stands higher than this over its floor."""

    above_m: Annotated[Number, Within(0, 100)]
    probability: Probability


class DepthDamage(Sourced):
    """How likely water over the floor is to end the equipment on it."""

    steps: Annotated[tuple[DepthStep, ...], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _rising(self) -> DepthDamage:
        pairs = [(step.above_m, step.probability) for step in self.steps]
        if pairs != sorted(pairs) or [p for _, p in pairs] != sorted(p for _, p in pairs):
            raise PydanticCustomError(
                "E431",
                "{fact_en}",
                {
                    "fact_vi": "độ sâu và xác suất hỏng phải cùng tăng",
                    "fact_en": "depths and probabilities must both rise",
                    "remedy_vi": "xếp các bậc theo độ sâu; nước sâu hơn không thể ít hại hơn",
                    "remedy_en": "put the steps in order of depth; deeper water cannot harm less",
                },
            )
        return self


class GeneratorLife(Sourced):
    """How long a generator in this state of maintenance runs before it stops."""

    maintenance: Literal["good", "poor"]
    fails_to_start: Probability
    mttf_h: Annotated[Number, Within(0, 1_000_000, above_low=True)] = Field(
        description="Mean running hours to failure."
    )


class FragilityLibrary(Sourced):
    """Sourced curves of failure, in one file that scenarios share."""

    id: Id
    name: Name
    gusts: tuple[GustCurve, ...] = Field(description="The first that fits is taken.")
    trees: TreeLaw | None = Field(None, description="Empty: trees strike nothing.")
    depths: DepthDamage | None = Field(None, description="Empty: any water over the floor.")
    generators: tuple[GeneratorLife, ...] = Field(
        (), description="By state of maintenance. Empty: they neither fail to start nor stop."
    )

    def life(self, maintenance: Literal["good", "poor"]) -> GeneratorLife | None:
        """The life of generators in this state of maintenance; None: they never fail by themselves."""
        return next((each for each in self.generators if each.maintenance == maintenance), None)
