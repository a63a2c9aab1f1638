"""What every record shares: strictness, ids, names, sources, points and winds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from planner.foundation.scalars import Count, Day, Number, read_two_ways, refused
from planner.foundation.text import Text
from planner.foundation.yaml.scalars import Plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler


MOST_REMEMBERED = 65_536
"""Spellings of one field's numbers that are kept: a province has few tanks and masts, and many coordinates."""


@dataclass(frozen=True, slots=True)
class Within:
    """The values that can be: anything outside is a finding with the bounds in its words."""

    low: float
    high: float
    above_low: bool = False

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        if schema["type"] != "function-plain" or schema["function"]["type"] != "no-info":
            return core_schema.no_info_after_validator_function(self._check, schema)
        checked = self._remembering(schema["function"]["function"])
        return {**schema, "function": {"type": "no-info", "function": checked}}

    def _remembering(self, number: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """What makes a number of a value and checks it; a text of YAML, or a default, met before is known already."""
        known: dict[str | int, Any] = {}

        def checked(value: Any) -> Any:
            if value.__class__ is Plain:
                said: str | int = value.text
            elif value.__class__ is int:
                said = value
            else:  # a text between quotes, which is no number, or a number of Python: never what was met before
                return self._check(number(value))
            found = known.get(said)
            if found is None:
                found = self._check(number(value))
                self._check_thousands(found, value)
                if len(known) < MOST_REMEMBERED:
                    known[said] = found
            return found

        return checked

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        json_schema = dict(handler(schema))
        json_schema["exclusiveMinimum" if self.above_low else "minimum"] = self.low
        json_schema["maximum"] = self.high
        return json_schema

    def _check_thousands(self, value: float | Fraction, written: Any) -> None:
        """Refuse `2.000` where two thousand can be as well as two: not for a latitude or a mast."""
        wrong = read_two_ways(written)
        if wrong is not None and self.low <= value * 1000 <= self.high:
            raise refused(wrong)

    def _check(self, value: float | Fraction) -> float | Fraction:
        # Rounding keeps order, and comparing fractions exactly costs ten times as much.
        if self.low < float(value) < self.high:
            return value
        if (self.low < value if self.above_low else self.low <= value) and value <= self.high:
            return value
        shown = f"{float(value):g}"
        above_vi, above_en = ("lớn hơn", "above") if self.above_low else ("từ", "from")
        raise PydanticCustomError(
            "E125",
            "{fact_en}",
            {
                "fact_vi": f"giá trị {shown} không thể có",
                "fact_en": f"the value {shown} cannot be",
                "remedy_vi": f"ghi một số {above_vi} {_bound(self.low)} đến {_bound(self.high)}",
                "remedy_en": f"write a number {above_en} {_bound(self.low)} to {_bound(self.high)}",
            },
        )


def _bound(value: float) -> str:
    """The bound as it may be typed: all its digits, no thousands mark."""
    return f"{value:.0f}" if value == int(value) else f"{value:g}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """The few whole numbers that a field takes."""

    values: tuple[int, ...]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "enum": list(self.values)}

    def _check(self, value: int) -> int:
        if value in self.values:
            return value
        listed = ", ".join(map(str, self.values))
        raise PydanticCustomError(
            "E113",
            "{fact_en}",
            {
                "fact_vi": f"{value} không có trong các số dùng được",
                "fact_en": f"{value} is not one of the numbers",
                "remedy_vi": f"ghi một trong: {listed}",
                "remedy_en": f"write one of: {listed}",
            },
        )


def _written_as(value: Any) -> str:
    return "word" if value is None or isinstance(value, str | Plain) else "record"


WORD_OR_RECORD = Discriminator(_written_as)
"""Tells a word from a group of fields, so that only the one that was meant is checked."""


Id = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9-]{1,40}$",
        description="Letters, digits and hyphens, at most 40; unique in the province.",
        examples=["QN-0012"],
    ),
]
Code = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{1,10}$",
        description="Official code, always as text: `'00193'` keeps its zeros.",
        examples=["193"],
    ),
]
def _on_one_line(value: Any) -> Any:
    """A text with every line break and tab, and the blanks around it, as one blank; none at its ends."""
    if isinstance(value, str) and ("\n" in value or "\t" in value):
        return _BREAK.sub(" ", value).strip(" ")
    return value


_BREAK = re.compile(r" *[\n\t][ \n\t]*")

Phrase = Annotated[str, Field(min_length=1, max_length=300), BeforeValidator(_on_one_line)]
"""One line: it stands in tables and on maps, so a line break typed into it becomes a blank."""
Paragraph = Annotated[str, Field(min_length=1, max_length=4000)]
Longitude = Annotated[Number, Within(-180, 180), Field(description="Degrees east, WGS 84.")]
Latitude = Annotated[Number, Within(-90, 90), Field(description="Degrees north, WGS 84.")]
Point = Annotated[
    tuple[Number, Number],
    Field(
        description="`[lon, lat]` in degrees, or `[east, north]` in metres when the province names a VN-2000 system."
    ),
]

Exposure = Literal["at-sea", "off-sea", "off-land", "in-land"]
"""What the wind blew over before it reached the asset: open sea, sea to land, land to sea, land."""

Mounting = Literal["aerial", "duct", "buried", "submarine"]
Asked = Literal["unknown"]
"""The word for "nobody has looked yet"."""


class Record(BaseModel):
    """A typed, frozen entry of the inventory; unknown keys are refused."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        arbitrary_types_allowed=True,
    )


class Name(Record):
    """A name in Vietnamese, and in English where there is one."""

    vi: Phrase = Field(description="Vietnamese name, with its diacritics.", examples=["Cô Tô"])
    en: Phrase | None = Field(None, description="English name. Empty: the Vietnamese one is shown.")

    @property
    def english(self) -> str:
        """The English name, or the Vietnamese one where there is none."""
        return self.en or self.vi


class Notice(Record):
    """A paragraph in Vietnamese, and in English where there is one."""

    vi: Paragraph = Field(description="The paragraph in Vietnamese.")
    en: Paragraph | None = Field(
        None, description="In English. Empty: the Vietnamese one is shown."
    )

    @property
    def english(self) -> str:
        """The English paragraph, or the Vietnamese one where there is none."""
        return self.en or self.vi


Remark = Annotated[
    Annotated[Notice, Tag("record")] | Annotated[Paragraph, Tag("word")], WORD_OR_RECORD
]
"""What a reader must know: a paragraph in each language, or one paragraph that serves both."""


def remark_text(remark: Notice | str) -> Text:
    """A remark in both languages."""
    if isinstance(remark, str):
        return Text(vi=remark, en=remark)
    return Text(vi=remark.vi, en=remark.english)


class Source(Record):
    """Who says so, in which document, and as of when."""

    reporter: Phrase = Field(description="Person, unit or publication that gave the figure.")
    document: Phrase | None = Field(None, description="Document, number, page or address.")
    as_of: Day | None = Field(None, description="Date the figure was true, `2026-06-01`.")
    remark: Phrase | None = Field(None, description="What a reader must know about it.")


class Sourced(Record):
    """A record that can say where it comes from."""

    source: Source | None = Field(None, description="Who says so, and as of when.")


class DesignWind(Record):
    """A wind that a structure is designed to stand, with unit and averaging time."""

    value: Annotated[Number, Within(0, 150)] = Field(
        description="Speed in `unit`, or the number of a Vietnamese wind force.", examples=[50]
    )
    unit: Literal["m/s", "km/h", "force"] = Field(
        "m/s", description="`force` is the Vietnamese wind force (cấp gió), a 2-minute mean."
    )
    averaging: Literal["3s", "2min", "10min"] = Field(
        "3s", description="Averaging time: `3s` is a gust. A force is always `2min`."
    )

    @model_validator(mode="after")
    def _a_force_is_a_two_minute_mean(self) -> DesignWind:
        if self.unit == "force" and (self.value != int(self.value) or not 0 <= self.value <= 17):
            raise PydanticCustomError(
                "E125",
                "{fact_en}",
                {
                    "fact_vi": f"cấp gió {self.value:g} không phải số nguyên từ 0 đến 17",
                    "fact_en": f"wind force {self.value:g} is not a whole number from 0 to 17",
                    "remedy_vi": "ghi cấp gió từ 0 đến 17, hoặc ghi tốc độ với `unit: m/s`",
                    "remedy_en": "write a force from 0 to 17, or a speed with `unit: m/s`",
                },
            )
        return self


class Placed(Sourced):
    """A record that stands at one point: degrees, or metres in the province's VN-2000 system."""

    lon: Longitude | None = Field(None, description="Degrees east, WGS 84.", examples=[107.0481])
    lat: Latitude | None = Field(None, description="Degrees north, WGS 84.", examples=[20.9585])
    east_m: Number | None = Field(
        None, description="Easting in the province's `crs`, m.", examples=[427123.4]
    )
    north_m: Number | None = Field(
        None, description="Northing in the province's `crs`, m.", examples=[2319123.4]
    )


class Localised(Name):
    """The seat of a district or commune."""

    lon: Longitude | None = None
    lat: Latitude | None = None
    east_m: Number | None = None
    north_m: Number | None = None


Population = Annotated[Count, Within(0, 200_000_000)]
