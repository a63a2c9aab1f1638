"""What a document carries of its own origin: run, inputs, policies, tool; and the answers it was written from."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from planner import __version__
from planner.foundation.clock import in_vietnam
from planner.foundation.text import Text
from planner.plan.answers import inputs_of, verdict_view
from planner.plan.duty_answers import duty_verdict_view
from planner.plan.units import project_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.foundation.text import Language
    from planner.plan.chances import Sampled
    from planner.plan.papers.dossier import Dossier
    from planner.scenario.run import Run

MARK = "batram:1:"
_CARRIED = re.compile(MARK.encode() + rb"([A-Za-z0-9_=-]{40,2000000})")
MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a document comes from; every field but `notes` travels in the document."""

    kind: str
    language: Language
    form: str
    level: str
    number: str
    day: str
    """ISO date, empty for a draft."""
    start: str
    """ISO date of the scenario's hour 0 in Vietnam."""
    scenario: str
    scenario_file: str
    """From the folder above the province's."""
    seed: int
    set_aside: bool
    version: str
    policies: tuple[str, ...]
    inputs: tuple[tuple[str, str], ...]
    """File and SHA-256."""
    answers: str
    """SHA-256 of every verdict of the run."""
    template: str = ""
    """SHA-256 of the department's own Word template; empty where ours was used."""
    ensemble: str = ""
    """SHA-256 of the probabilities it tells; empty where it tells none."""
    ensemble_file: str = ""
    """Name of the file they came from."""
    notes: tuple[Text, ...] = ()

    @property
    def inputs_digest(self) -> str:
        """One SHA-256 over all inputs."""
        listed = "\n".join(f"{digest}  {name}" for name, digest in self.inputs)
        return hashlib.sha256(listed.encode()).hexdigest()

    def as_text(self) -> str:
        """The stamp as one word of plain letters."""
        told = {key: value for key, value in asdict(self).items() if key != "notes"}
        plain = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return MARK + base64.urlsafe_b64encode(zlib.compress(plain.encode(), 9)).decode()

    def line(self, language: Language) -> str:
        """What every page says at its foot: scenario, seed, inputs, tool."""
        seed, inputs = {"vi": ("hạt giống", "số liệu"), "en": ("seed", "inputs")}[language]
        return (
            f"{self.scenario} · {seed} {self.seed} · {inputs} {self.inputs_digest[:12]} · "
            f"Ba Trạm {self.version}"
        )


def answers_digest(run: Run) -> str:
    """One SHA-256 over every verdict of a run with its evidence."""
    told = [verdict_view(verdict, run) for verdict in run.verdicts]
    told += [duty_verdict_view(verdict, run) for verdict in run.duties]
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Origin:
    """What all documents of one run share."""

    run: Run
    dossier: Dossier
    answers: str
    number: str = ""
    template: str = ""
    sampled: Sampled | None = None

    def stamp(self, kind: str, language: Language, form: str) -> Stamp:
        """The stamp of one document."""
        loaded = self.run.loaded
        plan = self.dossier.plan
        return Stamp(
            kind=kind,
            language=language,
            form=form,
            level=self.dossier.level,
            number=self.number,
            day="" if plan.date is None else plan.date.isoformat(),
            start=in_vietnam(loaded.scenario.start, 0).date().isoformat(),
            scenario=loaded.scenario.id,
            scenario_file=project_path(loaded.path, loaded.province.folder),
            seed=loaded.scenario.seed,
            set_aside=bool(loaded.province.set_aside),
            version=__version__,
            policies=tuple(each.id for each in (*loaded.requirements, *loaded.duties)),
            inputs=tuple(sorted(inputs_of(loaded).items())),
            answers=self.answers,
            template=self.template if form == "docx" else "",
            ensemble="" if self.sampled is None else self.sampled.digest,
            ensemble_file="" if self.sampled is None else self.sampled.name,
            notes=self.dossier.notes,
        )


def stamp_in(content: bytes) -> Stamp | None:
    """The stamp that a document carries somewhere in these bytes; None where there is none that can be read."""
    found = _CARRIED.search(content)
    if found is None:
        return None
    try:
        opener = zlib.decompressobj()
        plain = opener.decompress(base64.urlsafe_b64decode(found.group(1)), MOST_BYTES)
        told: Any = json.loads(plain)
        return _read(told)
    except (binascii.Error, zlib.error, ValueError, TypeError, KeyError):
        return None


def _read(told: Mapping[str, Any]) -> Stamp:
    known = {field.name for field in fields(Stamp)} - {"notes"}
    # A document of an earlier version tells nothing of what came later.
    later = {"ensemble": "", "ensemble_file": ""}
    values = {name: told[name] if name not in later else told.get(name, "") for name in sorted(known)}
    values["policies"] = tuple(str(each) for each in values["policies"])
    values["inputs"] = tuple((str(name), str(digest)) for name, digest in values["inputs"])
    return Stamp(**values)
