"""Small projects to be hostile to: the tutorial with its policies, and the islands worked by hand."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import TYPE_CHECKING

import pypdf

from planner.foundation.resources import scenarios_folder
from tests.cli.islands import write_province, write_scenario

if TYPE_CHECKING:
    from pathlib import Path

TUTORIAL = "tutorial/storm.yaml"
STORM_FILE = """\
storm:
  id: mat-l1
  name: {vi: Mất L1, en: L1 lost}
  removals:
    - {select: {assets: [L1]}, at_h: 10}
"""
"""A storm in a file of its own; the tutorial's stands in its scenario."""


def tutorial(folder: Path) -> Path:
    """The tutorial, the policies, the class defaults and one storm file, as a project of their own."""
    for name in ("tutorial", "policies", "defaults"):
        shutil.copytree(scenarios_folder() / name, folder / name)
    (folder / "storms").mkdir()
    (folder / "storms" / "l1.yaml").write_text(STORM_FILE, "utf-8")
    scenario = (folder / TUTORIAL).read_text("utf-8")
    start, end = scenario.index("  storm:\n"), scenario.index("  actions:\n")
    (folder / "tutorial" / "calm.yaml").unlink()
    (folder / "tutorial" / "l1.yaml").write_text(
        f"{scenario[:start]}  storm: '../storms/l1.yaml'\n"
        "  defaults: '../defaults/design-gusts.yaml'\n"
        + scenario[end : end + len("  actions:\n")]
        + "    - {do: repair, asset: L1, at_h: 50}\n",
        "utf-8",
    )
    return folder


def islands(folder: Path, *, at_least: int = 3) -> Path:
    """The province of seven sites and its storm, in `folder/mau`."""
    write_scenario(write_province(folder / "mau"), at_least=at_least)
    return folder


def files_below(folder: Path) -> dict[str, bytes]:
    """Everything that stands below a folder, by relative name: folders end in `/`, links in ` ->`."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[f"{name} ->"] = str(path.readlink()).encode()
        elif path.is_dir():
            found[f"{name}/"] = b""
        else:
            found[name] = path.read_bytes()
    return found


def text_of(name: str, content: bytes) -> str:
    """The text of a written file: of a PDF its pages, of a Word file its parts."""
    if name.endswith(".pdf"):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages)
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            texts = [part for part in sorted(parts.namelist()) if part.endswith((".xml", ".rels"))]
            return "\n".join(parts.read(part).decode("utf-8") for part in texts)
    return content.decode("utf-8")
