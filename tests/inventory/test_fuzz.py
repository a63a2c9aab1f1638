"""Mutated inputs: whatever stands in the files, the answer is findings, never a traceback."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from planner.foundation.diagnostics import as_json, render
from planner.foundation.errors import PlannerError
from planner.inventory.reading import read_province
from planner.scenario.reading import read_scenario
from tests.effort import times
from tests.inventory.worlds import STARTER, write

if TYPE_CHECKING:
    from pathlib import Path

    from planner.foundation.diagnostics import Finding

VALUES = (
    "", "~", "null", "[]", "{}", "[[]]", "{a: b}", "-1", "-0", "0", "1e309", ".inf", ".nan", "NaN",
    "'12'", "12:30", "0123", "yes", "no", "true", "2024-02-30", "2024-09-07", "9999999999999999999",
    "999999999999999999999999999999999999", "-5", "107.05", "21.0", "2319123.4", "'x'", "x y z",
    "Ð", "Cô Tô", "\u200b", "'\u202e'", "*a", "&a 1", "!!python/object:os.system x", "<<", "=",
    "[1, 2]", "[[107, 21], [108, 22], [108, 21], [107, 22]]", "P-1", "DL-01", "G-1", "../../x",
    "bundled:../x", "bundled:policies/three-stations.yaml", "C:\\x", "\\\\server\\x", "/etc/passwd",
    "CON", "a" * 400, "'" + "é" * 41 + "'", "{do: derate}", "[{do: nothing}]", "|", ">\n  x", "\t",
)


def mutated(chance: random.Random, text: str) -> str:
    """The text with one to four small damages."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        line = lines[at]
        match chance.randrange(8):
            case 0:
                lines[at:at + 1] = []
            case 1:
                lines.insert(at, line)
            case 2 if ": " in line:
                lines[at] = line[: line.rindex(": ") + 2] + chance.choice(VALUES)
            case 3 if ": " in line:
                key = line[: line.index(":")]
                lines[at] = key[:-1] + chance.choice("xs_é") + line[line.index(":"):]
            case 4 if line:
                cut = chance.randrange(len(line))
                lines[at] = line[:cut] + chance.choice("{}[]:,-#&*!|>'\"%@`\t \x07\u00a0é") + line[cut:]
            case 5:
                lines[at] = " " * chance.randint(1, 3) + line
            case 6:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], line
            case 7 if ", " in line:
                parts = line.split(", ")
                parts[chance.randrange(len(parts))] = chance.choice(VALUES)
                lines[at] = ", ".join(parts)
            case _:
                lines[at] = line + chance.choice(VALUES)
        if not lines:
            return ""
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(times(10, soak=2_000)))
def test_a_damaged_province_gives_findings_and_never_a_traceback(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    faulty = 0
    for number in range(50):
        files: dict[str, str | bytes] = dict(STARTER)
        name = chance.choice(sorted(files))
        damaged: str | bytes = mutated(chance, STARTER[name])
        if chance.random() < 0.1:
            raw = bytearray(str(damaged).encode())
            raw[chance.randrange(len(raw) or 1)] = chance.randrange(256)
            damaged = bytes(raw)
        files[name] = damaged
        folder = write(tmp_path / str(number), files)

        findings: list[Finding] = []
        try:
            if number % 2:
                findings += read_scenario(folder / "dien-tap.yaml", set_aside=True).findings
            else:
                findings += read_province(folder).findings
        except PlannerError as refused:
            assert refused.words.vi
        faulty += any(found.is_error for found in findings)
        for found in findings:
            assert render(found, "vi").isprintable() or "\n" in render(found, "vi")
            assert as_json(found, "en")["fact"]
        shutil.rmtree(folder)

    assert faulty >= 20, "damage that nobody notices proves nothing"
