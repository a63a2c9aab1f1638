"""A scenario from its file: province, storm, policies, defaults and actions, all checked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from planner.foundation.diagnostics import Finding, sort_key
from planner.foundation.errors import InputInvalid
from planner.foundation.memory import collector_paused
from planner.foundation.resources import scenarios_folder
from planner.foundation.text import Text
from planner.foundation.yaml.source import Document
from planner.hazard.fragility_library import FragilityLibrary
from planner.hazard.records import Storm
from planner.inventory.base import Name, Notice
from planner.inventory.faults import faults, fitted, unknown_key
from planner.inventory.province import InputFile, Province
from planner.inventory.reading import (
    OTHER_KINDS,
    Reading,
    check_format,
    read_province,
)
from planner.policy.duties.duty import Duty
from planner.policy.duties.records import AnyDuty, requirement_model
from planner.policy.requirements import Requirement
from planner.scenario.checks import check_scenario
from planner.scenario.joining import with_what_comes_beside
from planner.scenario.policy_checks import check_policy_alone
from planner.scenario.records import DefaultsLibrary, Scenario
from planner.scenario.references import BUNDLED, Reference, Refused, resolve
from planner.scenario.sources import Part, Sources
from planner.scenario.storm_checks import check_storm_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BUNDLED_POLICIES = (
    f"{BUNDLED}policies/three-stations.yaml",
    f"{BUNDLED}policies/level-4-communes.yaml",
)
"""What a province at rest is judged by unless somebody names other policies."""

MODELS: dict[str, type[BaseModel]] = {
    "scenario": Scenario,
    "storm": Storm,
    "requirement": Requirement,
    "defaults": DefaultsLibrary,
    "fragility": FragilityLibrary,
}

# At rest nothing happens, so that no answer depends on this instant.
_REST_START = datetime(2000, 1, 1, tzinfo=UTC)

Model = TypeVar("Model", bound=BaseModel)
Policy = Requirement | AnyDuty
_POLICY_MODEL = cast("type[Policy]", Requirement)
"""What a policy file is fitted to where its `kind` says nothing else."""


@dataclass(frozen=True)
class LoadedScenario:
    """The whole question, read and checked; nothing in it refers to what is not there."""

    scenario: Scenario
    province: Province
    storm: Storm | None
    requirements: tuple[Requirement, ...]
    """The rules about stations."""
    defaults: DefaultsLibrary | None
    inputs: tuple[InputFile, ...]
    """Every file that was read, the province's included, with its hash."""
    warnings: tuple[Finding, ...]
    """Those of the province and of the scenario."""
    path: str
    """The scenario file, or the province's folder at rest, as shown to the user."""
    at_rest: bool = False
    """Whether this is a province at rest: no scenario file, no storm, nothing fails."""
    fragility: FragilityLibrary | None = None
    """The curves that the scenario's `damage` names; None where it has no such block."""
    beside: tuple[Notice, ...] = ()
    """What files that come beside the storm say of their being made up."""
    sample: int | None = None
    """Which sample of damage is run; None: damage by design values."""
    duties: tuple[AnyDuty, ...] = ()
    """The other requirements: command, warning, coverage."""

    @property
    def no_day(self) -> bool:
        """Whether hour 0 stands for no day at all: a province's folder, judged at rest."""
        return self.scenario.start == _REST_START


@dataclass(frozen=True)
class ScenarioReading:
    """What came out of a scenario: findings of every file, and the question when it can be asked."""

    loaded: LoadedScenario | None
    findings: tuple[Finding, ...]
    province: Reading | None
    inputs: tuple[InputFile, ...]


def load_scenario(path: str | Path, *, set_aside: bool = False) -> LoadedScenario:
    """The scenario in the file `path`, or the province in the folder `path` at rest.

    Raises
    ------
    InputInvalid
        If any file has errors; it carries the findings of all files.
    MachineError
        If a file is missing or may not be read.
    """
    where = Path(path)
    if where.is_dir():
        return at_rest(where, set_aside=set_aside)
    return _loaded(read_scenario(where, set_aside=set_aside))


def at_rest(
    province_folder: str | Path,
    requirements: Sequence[str | Path | Policy] = (),
    *,
    set_aside: bool = False,
) -> LoadedScenario:
    """The province at rest, judged by `requirements` (files or records) or the bundled policies.

    Raises
    ------
    InputInvalid
        If any file has errors; it carries the findings of all files.
    MachineError
        If a file is missing or may not be read.
    """
    sources = Sources()
    reading = read_province(province_folder, set_aside=set_aside)
    asked: list[Part[Policy]] = []
    for wanted in requirements or BUNDLED_POLICIES:
        if isinstance(wanted, Requirement | Duty):
            asked.append(Part(wanted, None, ()))
            continue
        part = _policy_file(wanted, sources)
        if part is not None:
            asked.append(part)
    name = reading.province.header.name if reading.province else Name(vi="Tỉnh")
    scenario = Scenario(
        id="at-rest",
        name=name,
        start=_REST_START,
        policies=tuple(part.record for part in asked) or (_no_policy(),),
    )
    shown = Path(province_folder).as_posix()
    return _loaded(_finished(scenario, None, None, tuple(asked), (None, None), reading, sources, shown))


@cache
def bundled_fragility() -> FragilityLibrary:
    """The fragility library that ships with the planner."""
    path = scenarios_folder() / "defaults" / "fragility.yaml"
    sources = Sources()
    document = sources.read(path, path.parent, path.name, path.name)
    part = fit_kind(document, "fragility", FragilityLibrary, sources)
    if part is None:
        raise InputInvalid(sources.sorted())
    return part.record


def _no_policy() -> str:
    return BUNDLED_POLICIES[0]


def _policy_file(wanted: str | Path, sources: Sources) -> Part[Policy] | None:
    """A policy named outside a scenario: a path as the user typed it, or a bundled one."""
    if str(wanted).startswith(BUNDLED):
        found = resolve(str(wanted), Path("scenario.yaml"))
        if isinstance(found, Refused):
            raise InputInvalid([Finding(found.code, found.fact, None, found.note, found.remedy)])
        document = sources.read(found.path, found.root, found.shown, found.project_path)
    else:
        path = Path(wanted)
        document = sources.read(path, path.absolute().parent, path.as_posix(), path.name)
    return _policy(document, sources)


def _policy(document: Document, sources: Sources) -> Part[Policy] | None:
    """The requirement in a file, whatever its kind."""
    return fit_kind(document, "requirement", _POLICY_MODEL, sources)


def read_scenario(
    path: str | Path,
    *,
    set_aside: bool = False,
    provinces: Mapping[Path, Reading] | None = None,
) -> ScenarioReading:
    """Everything there is to say about the scenario file `path`; see `load_scenario`.

    `provinces` are those that were read already, by their absolute folder.

    Raises
    ------
    MachineError
        If a file is missing or may not be read.
    """
    with collector_paused():
        return _read_scenario(Path(path), provinces or {}, set_aside=set_aside)


def _read_scenario(
    where: Path, provinces: Mapping[Path, Reading], *, set_aside: bool
) -> ScenarioReading:
    sources = Sources()
    absolute = where.absolute()
    document = sources.read(
        absolute, absolute.parent, where.as_posix(), f"{absolute.parent.name}/{where.name}"
    )
    part = fit_kind(document, "scenario", Scenario, sources)
    if part is None:
        _look_at_the_rest(document, where, sources, set_aside=set_aside)
        return ScenarioReading(None, tuple(sources.sorted()), None, tuple(sources.inputs))
    scenario = part.record
    storm = _storm(scenario, where, part, sources)
    also = [
        _from_file(name, ("scenario", "also", index), where, part, sources, "storm", Storm)
        for index, name in enumerate(scenario.also)
    ]
    beside = tuple(each for each in also if each is not None)
    policies = tuple(_policies(scenario, where, part, sources))
    defaults = None
    if scenario.defaults is not None:
        defaults = _from_file(scenario.defaults, ("scenario", "defaults"), where, part, sources,
                              "defaults", DefaultsLibrary)
    fragility = None
    if "damage" in scenario.model_fields_set:
        fragility = _from_file(scenario.damage.library, ("scenario", "damage", "library"), where,
                               part, sources, "fragility", FragilityLibrary)
    reading = _province(scenario, where, part, sources, provinces, set_aside=set_aside)
    return _finished(
        scenario, part, storm, policies, (defaults, fragility), reading, sources, where.as_posix(),
        beside,
    )  # fmt: skip


@dataclass(frozen=True)
class FileReading:
    """What can be said of one file by itself, without a province."""

    kind: str | None
    """The top-level key that tells what it is; None for an inventory or an unreadable file."""
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]


def read_file(path: str | Path) -> FileReading:
    """Everything there is to say about a storm, a policy or class defaults by themselves.

    Of a scenario or an inventory file only what YAML itself says: they need their province.

    Raises
    ------
    MachineError
        If the file is missing or may not be read.
    """
    where, sources = Path(path), Sources()
    absolute = where.absolute()
    document = sources.read(
        absolute, absolute.parent, where.as_posix(), f"{absolute.parent.name}/{where.name}"
    )
    root = document.root
    kind = next((key for key in OTHER_KINDS if isinstance(root, dict) and key in root), None)
    if kind == "storm":
        storm = fit_kind(document, kind, Storm, sources)
        sources.findings.extend([] if storm is None else check_storm_alone(storm))
    elif kind == "requirement":
        policy = _policy(document, sources)
        sources.findings.extend([] if policy is None else check_policy_alone(policy))
    elif kind == "defaults":
        fit_kind(document, kind, DefaultsLibrary, sources)
    elif kind == "fragility":
        fit_kind(document, kind, FragilityLibrary, sources)
    return FileReading(kind, tuple(sources.sorted()), tuple(sources.inputs))


def _look_at_the_rest(
    document: Document, where: Path, sources: Sources, *, set_aside: bool
) -> None:
    """What a faulty scenario names is read all the same, so that one pass finds everything."""
    raw = document.root.get("scenario") if isinstance(document.root, dict) else None
    if not isinstance(raw, dict):
        return
    listed = raw.get("policies")
    named: list[tuple[str, type[BaseModel], Any]] = [
        ("storm", Storm, raw.get("storm")),
        ("defaults", DefaultsLibrary, raw.get("defaults")),
        *(("storm", Storm, name)
          for name in (raw["also"] if isinstance(raw.get("also"), list) else ())),
        ("fragility", FragilityLibrary, (raw.get("damage") or {}).get("library")
         if isinstance(raw.get("damage"), dict) else None),
        *(("requirement", _POLICY_MODEL, name)
          for name in (listed if isinstance(listed, list) else ())),
    ]
    for kind, model, name in named:
        found = resolve(name, where) if isinstance(name, str) else None
        if isinstance(found, Reference) and found.path.is_file():
            there = sources.read(found.path, found.root, found.shown, found.project_path)
            fit_kind(there, kind, model, sources)
    folder = resolve(str(raw.get("province") or "."), where)
    if isinstance(folder, Reference) and folder.path.is_dir():
        reading = read_province(folder.path, shown=folder.shown, set_aside=set_aside)
        sources.findings.extend(reading.findings)
        for file in reading.inputs:
            sources.note(file)


def _province(
    scenario: Scenario,
    where: Path,
    part: Part[Scenario],
    sources: Sources,
    provinces: Mapping[Path, Reading],
    *,
    set_aside: bool,
) -> Reading | None:
    found = resolve(scenario.province, where)
    if isinstance(found, Refused):
        sources.refuse(part, ("scenario", "province"), found)
        return None
    if not found.path.is_dir():
        sources.add(
            part.finding(
                "E201",
                ("scenario", "province"),
                Text(vi=f"“{scenario.province}” không phải thư mục của tỉnh",
                     en=f"`{scenario.province}` is not a province's folder"),
                remedy=Text(vi="ghi thư mục chứa các tệp kiểm kê, hoặc “.”",
                            en="write the folder that holds the inventory files, or `.`"),
            )
        )
        return None
    if found.path in provinces:
        return provinces[found.path]
    return read_province(found.path, shown=found.shown, set_aside=set_aside)


def _storm(
    scenario: Scenario, where: Path, part: Part[Scenario], sources: Sources
) -> Part[Storm] | None:
    if scenario.storm is None:
        return None
    if isinstance(scenario.storm, Storm):
        return Part(scenario.storm, part.document, ("scenario", "storm"))
    return _from_file(scenario.storm, ("scenario", "storm"), where, part, sources, "storm", Storm)


def _policies(
    scenario: Scenario, where: Path, part: Part[Scenario], sources: Sources
) -> Iterable[Part[Policy]]:
    for index, policy in enumerate(scenario.policies):
        path = ("scenario", "policies", index)
        if not isinstance(policy, str):
            yield Part(policy, part.document, path)
            continue
        found = _from_file(policy, path, where, part, sources, "requirement", _POLICY_MODEL)
        if found is not None:
            yield found


def _from_file(
    name: str,
    path: tuple[str | int, ...],
    where: Path,
    part: Part[Scenario],
    sources: Sources,
    kind: str,
    model: type[Model],
) -> Part[Model] | None:
    found = resolve(name, where)
    if isinstance(found, Refused):
        sources.refuse(part, path, found)
        return None
    document = sources.read(found.path, found.root, found.shown, found.project_path)
    return fit_kind(document, kind, model, sources)


def fit_kind(
    document: Document, kind: str, model: type[Model], sources: Sources
) -> Part[Model] | None:
    """The record under the top-level key `kind` of a file."""
    root = document.root
    if root is None:
        return None
    if not isinstance(root, dict) or kind not in root:
        there = [key for key in OTHER_KINDS if isinstance(root, dict) and key in root]
        sources.add(_wrong_kind(document, kind, there[0] if there else None))
        return None
    if kind == "requirement":
        model = cast("type[Model]", requirement_model(root[kind]))
    for key in root:
        if key not in (kind, "format"):
            fact, note, remedy = unknown_key(key, ("format", kind))
            sources.add(document.finding("E110", (key,), fact, note, remedy, key=True))
    found = check_format(document, root.get("format"))
    if found is not None:
        sources.add(found)
    try:
        return Part(fitted(model, root[kind]), document, (kind,))
    except ValidationError as error:
        for fault in faults(error, model, root[kind], document, (kind,)):
            sources.add(fault)
        return None


_CALLED = {
    "scenario": Text(vi="kịch bản", en="a scenario"),
    "storm": Text(vi="cơn bão", en="a storm"),
    "requirement": Text(vi="quy định", en="a policy"),
    "defaults": Text(vi="giá trị giả định", en="class defaults"),
    "fragility": Text(vi="thư viện đường cong tổn thương", en="a fragility library"),
}


def _wrong_kind(document: Document, kind: str, there: str | None) -> Finding:
    wanted = _CALLED[kind]
    if there is None:
        fact = Text(vi=f"tệp này không phải {wanted.vi}: không có trường “{kind}” ở đầu",
                    en=f"this file is not {wanted.en}: it has no `{kind}` at the top")
    else:
        fact = Text(vi=f"ở đây cần {wanted.vi}, mà tệp này là {_CALLED[there].vi}",
                    en=f"{wanted.en} is needed here, and this file is {_CALLED[there].en}")
    return document.finding(
        "E118",
        (),
        fact,
        None,
        Text(vi=f"đặt dữ liệu dưới “{kind}:”, hoặc sửa đường dẫn",
             en=f"put the data under `{kind}:`, or mend the path"),
    )


def _finished(
    scenario: Scenario,
    part: Part[Scenario] | None,
    storm: Part[Storm] | None,
    policies: tuple[Part[Policy], ...],
    libraries: tuple[Part[DefaultsLibrary] | None, Part[FragilityLibrary] | None],
    reading: Reading | None,
    sources: Sources,
    shown: str,
    beside: tuple[Part[Storm], ...] = (),
) -> ScenarioReading:
    if reading is not None:
        for found in reading.findings:
            sources.add(found)
        for file in reading.inputs:
            sources.note(file)
        if reading.province is not None:
            for found in check_scenario(scenario, part, storm, policies, reading.province, beside):
                sources.add(found)
    findings = tuple(sources.sorted())
    inputs = tuple(sorted(sources.inputs, key=lambda file: file.path))
    if reading is None or reading.province is None or any(found.is_error for found in findings):
        return ScenarioReading(None, findings, reading, inputs)
    defaults, fragility = libraries
    loaded = LoadedScenario(
        scenario=scenario,
        province=reading.province,
        storm=with_what_comes_beside(
            None if storm is None else storm.record, [each.record for each in beside]
        ),
        requirements=tuple(p.record for p in policies if isinstance(p.record, Requirement)),
        duties=tuple(p.record for p in policies if not isinstance(p.record, Requirement)),
        defaults=None if defaults is None else defaults.record,
        inputs=inputs,
        warnings=findings,
        path=shown,
        at_rest=part is None,
        fragility=None if fragility is None else fragility.record,
        beside=tuple(each.record.illustrative for each in beside if each.record.illustrative),
        sample=scenario.damage.sample if scenario.damage.mode == "sampled" else None,
    )
    return ScenarioReading(loaded, findings, reading, inputs)


def _loaded(reading: ScenarioReading) -> LoadedScenario:
    if reading.loaded is None:
        raise InputInvalid(sorted(reading.findings, key=sort_key))
    return reading.loaded


__all__: Any = [
    "BUNDLED_POLICIES", "FileReading", "LoadedScenario", "MODELS", "ScenarioReading", "at_rest",
    "bundled_fragility", "load_scenario", "read_file", "read_scenario",
]
