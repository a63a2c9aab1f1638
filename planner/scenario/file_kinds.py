"""The kinds of file that the planner reads, each with the model of the whole file."""

from __future__ import annotations

from pydantic import BaseModel, create_model

from planner.hazard.fragility_library import FragilityLibrary
from planner.hazard.records import Storm
from planner.inventory.schema import InventoryFile, TypedFile
from planner.policy.duties.records import AnyDuty
from planner.policy.requirements import Requirement
from planner.scenario.records import DefaultsLibrary, Scenario


class ScenarioFile(TypedFile):
    """A scenario file."""

    scenario: Scenario


class StormFile(TypedFile):
    """A storm file."""

    storm: Storm


class PolicyFile(TypedFile):
    """A policy file."""

    requirement: Requirement | AnyDuty


class DefaultsFile(TypedFile):
    """A file of class defaults."""

    defaults: DefaultsLibrary


class FragilityFile(TypedFile):
    """A library of fragility curves."""

    fragility: FragilityLibrary


FILE_KINDS: dict[str, type[BaseModel]] = {
    "province": InventoryFile,
    "scenario": ScenarioFile,
    "storm": StormFile,
    "policy": PolicyFile,
    "defaults": DefaultsFile,
    "fragility": FragilityFile,
}
"""What `planner schema` can print."""

AnyFile: type[BaseModel] = create_model(
    "AnyFile",
    __base__=InventoryFile,
    __doc__="Any file of the planner: for an editor, which cannot know beforehand which it is.",
    scenario=(Scenario | None, None),
    storm=(Storm | None, None),
    requirement=(Requirement | AnyDuty | None, None),
    defaults=(DefaultsLibrary | None, None),
    fragility=(FragilityLibrary | None, None),
)
