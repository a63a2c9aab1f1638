"""Everything that the commands print and write about one project, as JSON: a child per circumstance.

`python -m tests.reliability.every_output STORM PROVINCE OUT`, the paths as they shall be typed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from planner.cli import demo
from tests.cli.running import planner_says
from tests.effort import times
from tests.reliability.projects import files_below, text_of

DATA = ("json", "csv", "md", "geojson")


def every_output(storm: str, province: str, out: str) -> dict[str, str]:
    """Each output by what was asked of the tutorial; `out` is a folder that does not exist yet.

    What begins with `talk` echoes the paths as they were typed, in the next command to type.
    """
    told: dict[str, str] = {}

    def ask(name: str, *arguments: str, talk: bool = False) -> None:
        said = planner_says(*arguments)
        assert said.code in (0, 1), said.err
        told[f"{'talk ' * talk}{name}"] = f"{said.code}\n{said.out}"
        told[f"talk {name} err"] = said.err

    for name, question in (("storm", storm), ("rest", province)):
        ask(f"check {name}", "check", question, "--all", talk=True)
        for form in DATA:
            ask(f"check {name} {form}", "check", question, "--format", form)
        forms = "md,html" if name == "storm" else "md"
        ask(f"plan {name}", "plan", question, "-o", f"{out}/{name}", "--format", forms, talk=True)
        ask(f"validate {name} json", "validate", question, "--format", "json", "--lang", "en")
    for form in ("table", "json"):
        ask(f"why site {form}", "why", storm, "B1", "--format", form)
        ask(f"why unit {form}", "why", storm, "Huyện Sông", "--format", form)
        ask(f"why rest {form}", "why", province, "Huyện Sông", "--format", form)
    recovery = Path(storm).with_name("recovery.yaml").as_posix()
    ask("check recovery json", "check", recovery, "--format", "json")
    ask("why recovery", "why", recovery, "province:00")
    for register in ("tasks", "damage", "damage-totals", "roster", "milestones", "annexes"):
        ask(f"register {register}", "register", recovery, register, "--format", "json")
    for register in ("coverage", "programmes", "roaming", "weak-masts", "derating", "operators"):
        ask(f"register {register}", "register", storm, register, "--format", "json")
    lesson = Path(storm).with_name("roads.yaml").as_posix()
    ask("check roads json", "check", lesson, "--format", "json")
    ask("why roads", "why", lesson, "DAO")
    for register in ("journeys", "stock", "fuel", "depots", "islands", "grid-priority"):
        ask(f"register {register}", "register", lesson, register, "--format", "csv")
    ask("check in a file", "check", storm, "--format", "csv", "-o", f"{out}/check.csv", talk=True)
    ask("why in a file", "why", storm, "Huyện Sông", "-o", f"{out}/why.txt", talk=True)
    ask("schema", "schema")
    ask("explain a code", "explain", "E121", "--lang", "en")
    ask("explain a field", "explain", "wind_zone")
    ask("init", "init", f"{out}/tinh-moi", talk=True)
    ask("editor files", "schema", "--editor", out, talk=True)
    for name, content in files_below(Path(out)).items():
        told[f"file {name}"] = text_of(name, content)
    return told


def demonstrated(out: str) -> dict[str, str]:
    """What the demonstration prints and writes: of the smallest scenario, of the bundled ones in `make soak`."""
    if times(1, 0):
        setattr(demo, "BUNDLED", ("tutorial/bridge.yaml",))  # noqa: B010 - shorter than it is declared
    said = planner_says("demo", "-o", out)
    told = {f"demo {name}": text_of(name, each) for name, each in files_below(Path(out)).items()}
    return {**told, "talk demo": said.out, "talk demo err": said.err}


if __name__ == "__main__":
    everything = every_output(*sys.argv[1:4])
    everything |= demonstrated(f"{sys.argv[3]}/demo")
    sys.stdout.buffer.write(json.dumps(everything, ensure_ascii=False).encode())
