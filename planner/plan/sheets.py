"""The view models of the plan: every answer, ready to be given words; templates compute nothing.

Hours are exact fractions from the scenario's start, to be shown by the filters; what is already
wording is a `Text` in both languages, so that one sheet serves every form and language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from planner.decisions.derating import DeratingTrade
    from planner.foundation.text import Text
    from planner.plan.bases import Basis
    from planner.plan.duty_sheets import DutySheet
    from planner.plan.survey_groups import SurveyGroup
    from planner.policy.verdicts import Outcome

Phase = Literal["before", "during", "after"]
SiteState = Literal["kept", "lost", "unsure", "plain"]
"""Of a site under the storm: hardened and never out, hardened and lost, either not surveyed
enough to tell, or not hardened."""


@dataclass(frozen=True, slots=True)
class Strip:
    """n(t) of one unit against the count that is asked, on `[from_h, until_h)`.

    Both series are (hour, n) pairs; the first begins at `from_h`.
    """

    title: Text
    at_least: int
    from_h: Fraction
    until_h: Fraction
    pessimistic: tuple[tuple[Fraction, int], ...]
    optimistic: tuple[tuple[Fraction, int], ...]
    outcome: Outcome

    @property
    def certain(self) -> bool:
        """Whether both completions say the same at every hour."""
        return self.pessimistic == self.optimistic


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of a verdict table."""

    requirement: str
    unit: str
    anchor: str
    name: Text
    at_least: int
    hardened_sure: int
    hardened_maybe: int
    at_rest: Outcome
    outcome: Outcome
    roaming_off: Outcome
    operators: tuple[tuple[Text, Outcome], ...]
    least: int
    least_best: int
    least_at_h: Fraction
    first_below_h: Fraction | None
    hours_below: Fraction
    short_by: int
    unsourced: int
    why: Text
    chance: Text | None
    """How probably it holds, with its interval; None without an ensemble."""

    @property
    def alone_short(self) -> tuple[Text, ...]:
        """Operators that fail by themselves, roaming off."""
        return tuple(name for name, outcome in self.operators if outcome == "fails")

    @property
    def alone_unsure(self) -> tuple[Text, ...]:
        """Operators of which it cannot be judged whether they would hold by themselves."""
        return tuple(name for name, outcome in self.operators if outcome == "unknown")


@dataclass(frozen=True, slots=True)
class WeakSheet:
    """What breaks a requirement alone, of the province as it stands."""

    requirement: Text
    units: int
    """Units that hold with nothing lost and have a single weak point."""
    of: int
    """Units that hold with nothing lost."""
    common: tuple[tuple[Text, int], ...]
    """Assets that break several units alone, and how many; the most first."""


@dataclass(frozen=True, slots=True)
class RequirementSheet:
    """One requirement: what it asks, who ordered it, how every unit stands."""

    id: str
    name: Text
    unit: Text
    unit_kind: Literal["district", "commune", "province"]
    at_least: int
    asks: tuple[Text, ...]
    window: tuple[Fraction, Fraction]
    legal_source: Text
    in_force: date | None
    our_choices: tuple[Text, ...]
    remark: Text | None
    rows: tuple[UnitRow, ...]
    holds: int
    fails: int
    unknown: int
    at_rest_fails: int


@dataclass(frozen=True, slots=True)
class CriterionCell:
    """One criterion of the hardened test at one site."""

    name: Text
    outcome: Outcome
    asked: Text
    found: Text
    sourced: bool


@dataclass(frozen=True, slots=True)
class StationRow:
    """One site in a district's table of stations."""

    id: str
    given_name: Text | None
    structure: Text
    operators: Text
    hardened: Outcome
    criteria: tuple[CriterionCell, ...]
    state: SiteState
    hours_out: Fraction


@dataclass(frozen=True, slots=True)
class StationTable:
    """The sites of one unit as one requirement judges them."""

    requirement: Text
    criteria: tuple[Text, ...]
    asked: tuple[Text, ...]
    rows: tuple[StationRow, ...]
    """Hardened, or hardened if what is missing turns out well."""
    others: tuple[tuple[Text, tuple[str, ...]], ...]
    """Not hardened: the criteria that are not met, and the sites that fail by them."""
    other_count: int


@dataclass(frozen=True, slots=True)
class LossRow:
    """A hardened site that went out of service, and the chain of causes in lines."""

    site: str
    since_h: Fraction
    until_h: Fraction | None
    lines: tuple[tuple[Text, str], ...]
    """Words, and the places in the files, already joined."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One order of the scenario, for one or several things at one hour."""

    phase: Phase
    do: Literal["derate", "refuel", "mobile-generator", "repair", "power-cut"]
    at_h: Fraction
    until_h: Fraction | None
    verb: Text
    things: tuple[Text, ...]
    site: str
    district: str | None
    reporter: str | None


@dataclass(frozen=True, slots=True)
class DerateRow:
    """A mast of the derating list; winds are 3-second gusts, m/s."""

    site: str
    district: Text
    structure: Text
    operators: Text
    design_mps: float | None
    peak_mps: float | None
    share: float | None
    """Peak over design."""
    planned_at_h: Fraction | None
    planned_until_h: Fraction | None
    factor: float | None
    falls_at_h: Fraction | None
    hardened: bool
    assumed: bool
    """The design wind is that of a class, not of this mast."""


@dataclass(frozen=True, slots=True)
class FuelRow:
    """Fuel that one site or node needs to last the horizon; None where it was not surveyed."""

    id: str
    district: Text
    generators: Text
    tank_l: Fraction | None
    in_tank_l: Fraction | None
    burn_l_per_h: Fraction | None
    hours_without_grid: Fraction
    needed_l: Fraction | None
    to_bring_l: Fraction | None


@dataclass(frozen=True, slots=True)
class FuelSheet:
    """The fuel table and its sums; rows of `unknown` could not be worked out."""

    rows: tuple[FuelRow, ...]
    enough: int
    """Sites whose tanks last, and that are left out of the table."""
    unknown: tuple[FuelRow, ...]
    needed_l: Fraction
    to_bring_l: Fraction
    without_generator: int


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One datum still to survey, for the units whose verdict waits for it."""

    site: str
    datum: Text
    hours: Fraction
    units: Text


@dataclass(frozen=True, slots=True)
class DistrictMark:
    """A district on the map."""

    id: str
    name: Text
    outcome: Outcome | None
    rings: tuple[tuple[tuple[float, float], ...], ...]
    seat: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class SiteMark:
    """A site on the map."""

    id: str
    district: str
    point: tuple[float, float]
    state: SiteState


@dataclass(frozen=True, slots=True)
class FixMark:
    """One position of the storm's centre, with its time."""

    point: tuple[float, float]
    at_h: Fraction
    wind_kt: float | None


@dataclass(frozen=True, slots=True)
class MapSheet:
    """What the maps draw; points are (lon, lat) in degrees."""

    title: Text
    districts: tuple[DistrictMark, ...]
    sites: tuple[SiteMark, ...]
    track: tuple[FixMark, ...]
    storm: Text | None


@dataclass(frozen=True, slots=True)
class DistrictSheet:
    """Everything about one planning area, fit for one or two pages."""

    id: str
    anchor: str
    name: Text
    level: Text
    population: int | None
    island: bool
    site_count: int
    outcome: Outcome | None
    verdicts: tuple[tuple[Text, UnitRow], ...]
    """Requirement and its line for this area."""
    communes: tuple[tuple[Text, tuple[UnitRow, ...]], ...]
    """Requirement per commune, with the lines of this area's communes."""
    strips: tuple[Strip, ...]
    tables: tuple[StationTable, ...]
    losses: tuple[LossRow, ...]
    actions: tuple[ActionRow, ...]
    survey: tuple[SurveyRow, ...]
    weak: tuple[Text, ...]
    """Whether one loss is enough, requirement by requirement; none for those that fall short at rest."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, and how many records rest on it."""

    reporter: str
    document: str | None
    as_of: date | None
    records: int


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """Something that can be sent out."""

    id: str
    name: Text
    count: int
    owner: Text
    base: Text


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """A record with errors that counts as not surveyed."""

    section: Text
    id: str
    codes: str
    place: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What leads from a number of the plan back to its run."""

    scenario: str
    scenario_file: str
    seed: int
    version: str
    policies: tuple[str, ...]
    inputs: tuple[tuple[str, str], ...]
    """File and SHA-256."""


@dataclass(frozen=True, slots=True)
class Losses:
    """How many assets the storm took, pessimistic completion."""

    masts: int
    spans: int
    substations: int
    lines: int
    others: int


@dataclass(frozen=True, slots=True)
class Network:
    """What stands in the province."""

    districts: int
    communes: int
    population: int | None
    sites: int
    shared: int
    operators: tuple[Text, ...]
    with_generator: int
    without_generator: int
    generator_unknown: int
    aerial_only: int
    """Sites all of whose fiber drops hang in the air."""
    no_fiber: int


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The whole plan."""

    province: Text
    title: Text
    scenario: Text
    remark: Text | None
    storm: Text | None
    at_rest: bool
    start_h: Fraction
    horizon_h: Fraction
    date: date | None
    illustrative: tuple[Text, ...]
    set_aside: tuple[SetAsideRow, ...]
    network: Network
    lost: Losses
    band: Text
    """The wind models and whose figures stand here; empty where there is no choice of them."""
    main: RequirementSheet
    """The requirement that the map is coloured by."""
    requirements: tuple[RequirementSheet, ...]
    sampled: Text | None
    """What the rows' probabilities rest on; None without an ensemble."""
    weak: tuple[WeakSheet, ...]
    duties: tuple[DutySheet, ...]
    """The requirements that count no stations."""
    bases: tuple[Basis, ...]
    """Texts that they rest on, beside those named in every document."""
    map: MapSheet
    districts: tuple[DistrictSheet, ...]
    provincial_losses: tuple[LossRow, ...]
    actions: tuple[ActionRow, ...]
    phase_from_h: Fraction | None
    phase_until_h: Fraction | None
    derating_planned: tuple[DerateRow, ...]
    derating_proposed: tuple[DerateRow, ...]
    derating_share: float
    derating_trade: DeratingTrade | None
    """What the planned deratings gain and cost; None where there are none."""
    fuel: FuelSheet
    fuel_share: Fraction
    survey: tuple[SurveyRow, ...]
    surveyors: tuple[SurveyGroup, ...]
    """Every datum that keeps any verdict open, by who can find it out."""
    open_data: int
    """How many data these are; in a public edition those of the stations alone."""
    resources: tuple[ResourceRow, ...]
    assumptions: tuple[Text, ...]
    findings: tuple[Text, ...]
    wording: tuple[Text, ...]
    """Of those, what must be reworded before a document is issued."""
    sources: tuple[SourceRow, ...]
    unsourced_sites: int
    trace: Trace

    @property
    def asked(self) -> tuple[RequirementSheet | DutySheet, ...]:
        """Every requirement, those on stations first."""
        return (*self.requirements, *self.duties)
