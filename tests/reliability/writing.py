"""Every command that writes, what stood there before, and what may stand there after a failure.

Run as a program it kills itself: `python -m tests.reliability.writing VERB 12` starts a child for each of 12
calls that the command makes, which dies by SIGKILL in that call, and prints what each left behind.
"""

from __future__ import annotations

import functools
import io
import json
import os
import shutil
import signal
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli import demo, demo_province, plan, schema
from planner.cli.app import run
from planner.foundation.output_sets import write_set
from planner.plan import render
from tests.reliability.failing import WRITING, failing
from tests.reliability.projects import files_below, islands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

STORM = "mau/storm.yaml"
VERBS: dict[str, tuple[list[str], str]] = {
    "check": (["check", STORM, "--format", "json", "-o", "out/check.json"], "out/check.json"),
    "why": (["why", STORM, "Cô Tô", "-o", "out/why.txt"], "out/why.txt"),
    "plan": (["plan", STORM, "-o", "out/plan"], "out/plan"),
    "demo": (["demo", "-o", "out/demo"], "out/demo"),
    "init": (["init", "out/tinh-moi"], "out/tinh-moi"),
    "schema": (["schema", "--editor", "out"], "out"),
}
"""The command line of each, and the file or folder that it writes."""
OLD_SET = {"plan.vi.md": b"old plan\n", "sheets/co-to.md": b"old sheet\n"}
OLD_SETTINGS = '{"editor.tabSize": 2}\n'

Left = dict[str, bytes]


def prepare(folder: Path, verb: str) -> Left:
    """A project in `folder` with the old output of the verb; everything that stands below it."""
    islands(folder)
    (folder / "out").mkdir()
    if verb in ("check", "why"):
        (folder / VERBS[verb][1]).write_bytes(b"the old answer\n")
    elif verb in ("plan", "demo"):
        write_set(folder / VERBS[verb][1], OLD_SET)
    elif verb == "schema":
        (folder / "out/.vscode").mkdir()
        (folder / "out/.vscode/settings.json").write_text(OLD_SETTINGS, "utf-8")
    return files_below(folder)


def draw_once(put: Callable[[object, str, object], object]) -> None:
    """Draw each page once and demonstrate the smallest scenario: what is tried is how it reaches the disk."""
    drawn: dict[str, dict[str, bytes]] = {}
    index: list[bytes] = []
    render_index = render.render_index

    def once(name: str, made: Callable[..., dict[str, bytes]]) -> Callable[..., dict[str, bytes]]:
        def draw(run_: object, *what: object, **options: object) -> dict[str, bytes]:
            path = f"{name} {run_.loaded.path} {options.get('formats')}"  # type: ignore[attr-defined]
            if path not in drawn:
                drawn[path] = made(run_, *what, **options)
            return drawn[path]

        return draw

    def draw_index(sheets: object) -> bytes:
        if not index:
            index.append(render_index(sheets))  # type: ignore[arg-type]
        return index[0]

    put(schema, "schema_text", functools.cache(schema.schema_text))
    put(plan, "render_papers", once("papers", render.render_papers))
    put(demo_province, "render_plan", once("plan", render.render_plan))
    put(demo_province, "render_index", draw_index)
    put(demo, "BUNDLED", ("tutorial/bridge.yaml",))


def parts_of(verb: str) -> list[str]:
    """What of the output changes as one: the whole of it, or each of the editor's files by itself."""
    if verb == "schema":
        return ["out/.planner/planner.schema.json", "out/.vscode/settings.json"]
    return [VERBS[verb][1]]


def part(left: Left, name: str) -> Left:
    """A file, or a folder with everything in it."""
    return {at: data for at, data in left.items() if at == name or at.startswith(f"{name}/")}


def torn(left: Left, old: Left, new: Left, verb: str) -> list[str]:
    """The parts that are neither as they were nor as they should have become."""
    return [
        name
        for name in parts_of(verb)
        if part(left, name) not in (part(old, name), part(new, name))
    ]


def litter(left: Left, old: Left, new: Left) -> list[str]:
    """What stands there and belongs to neither."""
    return sorted({*left} - {*old} - {*new})


def silently(arguments: Iterable[str]) -> int:
    """Run a command line whose words nobody reads."""
    quiet = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(quiet), redirect_stderr(quiet):
        return run(list(arguments))


def dying(verb: str, most: int) -> list[dict[str, object]]:
    """What is left, and what the next run makes of it, for `most` calls in which the command died."""
    home, found = Path(tempfile.mkdtemp()), []
    arguments, _ = VERBS[verb]
    new, calls = _after_a_good_run(home, verb)
    every = range(1, calls + 1)
    for n in every[:: -(-len(every) // most)]:
        folder = home / str(n)
        old = prepare(folder, verb)
        os.chdir(folder)
        child = os.fork()
        if child == 0:
            with failing(WRITING, n, None):
                silently(arguments)
            os._exit(0)
        died = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        after = files_below(folder)
        silently(arguments)
        again = files_below(folder)
        found.append(
            {
                "call": n,
                "died": died,
                "torn": torn(after, old, new, verb),
                "old": all(part(after, name) == part(old, name) for name in parts_of(verb)),
                "new after": again == new,
                "litter after": litter(again, old, new),
            }
        )
        os.chdir(home)
        shutil.rmtree(folder)
    os.chdir(home.parent)
    shutil.rmtree(home)
    return found


def _after_a_good_run(home: Path, verb: str) -> tuple[Left, int]:
    folder = home / "good"
    prepare(folder, verb)
    os.chdir(folder)
    with failing(WRITING, None, None) as calls:
        silently(VERBS[verb][0])
    return files_below(folder), len(calls.made)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    draw_once(setattr)
    print(json.dumps(dying(sys.argv[1], int(sys.argv[2]))))
