"""Threat 38: whatever stands in the files, every command ends with its own words and never with a traceback."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import Said, planner_says
from tests.effort import times
from tests.reliability.damaging import damaged
from tests.reliability.projects import islands, tutorial

if TYPE_CHECKING:
    from pathlib import Path

HARMFUL = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]"
)
SET_ASIDE = ("ĐỂ RIÊNG", "SET ASIDE")
USUAL = {
    "validate": 700, "check": 600, "why": 350, "plan": 100,
    "register": 100, "weak-points": 100, "ensemble": 50,
}  # fmt: skip
"""How many damaged inputs for each command; fifty times as many in `make soak`."""

REGISTERS = ("sharing", "derating", "means", "tasks", "damage", "roster", "milestones", "annexes")


class Target:
    """A project whose files are damaged one at a time and mended again."""

    def __init__(self, folder: Path, scenarios: list[str], names: list[str]) -> None:
        self.scenarios, self.names = scenarios, names
        self.files = {path: path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}

    def asked(self, verb: str, chance: random.Random) -> list[str]:
        """A command line about it."""
        scenario = chance.choice(self.scenarios)
        more = ["--lang", chance.choice(("vi", "en"))]
        if verb == "validate":
            return [verb, scenario, *more, "--format", chance.choice(("table", "json"))]
        more += ["--set-aside"] * (chance.random() < 0.5)
        if verb == "check":
            form = chance.choice(("table", "json", "csv", "md", "geojson"))
            return [verb, scenario, *more, "--format", form]
        if verb == "why":
            return [verb, scenario, chance.choice(self.names), *more, "--format",
                    chance.choice(("table", "json"))]  # fmt: skip
        if verb == "register":
            return [verb, scenario, chance.choice(REGISTERS), *more]
        if verb == "weak-points":
            return [verb, scenario, *more]
        if verb == "ensemble":
            return [verb, scenario, *more, "--samples", "64", "--db", "out/few.sqlite"]
        return [
            verb,
            scenario,
            *more,
            "-o",
            "out",
            "--format",
            chance.choice(("md", "md", "md", "html")),
        ]


@pytest.fixture(scope="module")
def targets(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Target]]:
    """Islands whose requirement fails, islands where all holds, and the tutorial."""
    made = []
    for at_least in (3, 1):
        home = islands(tmp_path_factory.mktemp("islands"), at_least=at_least)
        made.append(
            (home, Target(home, ["mau/storm.yaml"] * 3 + ["mau"], ["Cô Tô", "BC-03", "204"]))
        )
    home = tutorial(tmp_path_factory.mktemp("tutorial"))
    asked = ["tutorial/storm.yaml", "tutorial/l1.yaml", "tutorial/blackout.yaml", "tutorial"]
    made.append((home, Target(home, asked, ["SONG", "B1", "Xã Biển", "00"])))
    return made


def complaint(said: Said, arguments: list[str]) -> str | None:
    """What is wrong with how a command ended, or None."""
    if said.code not in (0, 1, 2, 3, 4):
        return f"exit {said.code}: {said.err[-300:]}"
    if "Traceback" in said.out + said.err:
        return "a traceback"
    if HARMFUL.search(said.out + said.err):
        return "a harmful character"
    if said.code in (2, 4) and not said.err:
        return "no word of what is wrong"
    if said.code == 3 and not re.search(r'\[E\d|"code": "E\d', said.out + said.err):
        return "no finding"
    if said.code == 0 and any(word in said.out + said.err for word in SET_ASIDE):
        return "exit 0 with a record set aside"
    if said.code == 3 and arguments[0] != "validate" and said.out:
        return "a result from an input that was refused"
    return None


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("verb", USUAL)
def test_damaged_inputs_end_in_findings_or_in_an_answer_and_never_in_a_traceback(
    verb: str, targets: list[tuple[Path, Target]], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong, codes, count = [], Counter[int](), times(USUAL[verb], 50 * USUAL[verb])
    for seed in range(count):
        chance = random.Random(f"{verb} {seed}")
        home, target = targets[chance.choice((0, 0, 0, 0, 1, 1, 1, 2))]
        monkeypatch.chdir(home)
        path = chance.choice(sorted(target.files))
        others = [target.files[each] for each in sorted(target.files)]
        path.write_bytes(damaged(target.files[path], others, chance))
        arguments = target.asked(verb, chance)

        said = planner_says(*arguments)

        path.write_bytes(target.files[path])
        codes[said.code] += 1
        found = complaint(said, arguments)
        if found is not None:
            wrong.append(f"seed {seed}, {path.name}, planner {' '.join(arguments)}: {found}")
    print(f"{verb}: {count} damaged inputs, exits {dict(sorted(codes.items()))}")

    assert wrong == []
    assert codes[3] > count / 5, "damage that nobody notices proves nothing"
    assert codes[0] + codes[1] > count / 20, "damage that always stops the reading proves little"
