"""The one family of errors that a planner can mend; anything else is a bug."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.foundation.diagnostics import Finding


class ExitCode(IntEnum):
    """What the command returns to the shell."""

    DONE = 0
    NOT_MET = 1
    WRONG_USE = 2
    INPUT_INVALID = 3
    ENVIRONMENT = 4
    NO_ANSWER = 5
    BUG = 70
    INTERRUPTED = 130


class PlannerError(Exception):
    """Something the reader can mend; carries its words in both languages and its exit code."""

    exit_code = ExitCode.INPUT_INVALID

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class UsageError(PlannerError):
    """The command was called with a name or an option that does not exist."""

    exit_code = ExitCode.WRONG_USE


class MachineError(PlannerError):
    """A missing file, a permission, a full disk: something outside the province's data."""

    exit_code = ExitCode.ENVIRONMENT


class HazardError(PlannerError):
    """A storm, a wind or a water level that cannot be computed."""


class ScenarioError(PlannerError):
    """A scenario that asks for something the province does not have."""


class InputInvalid(PlannerError):
    """The input has findings that are errors; nothing was loaded."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        errors = sum(1 for finding in findings if finding.is_error)
        super().__init__(
            Text(vi=f"dữ liệu vào có {errors} lỗi", en=f"the input has {errors} errors")
        )
        self.findings = tuple(findings)
