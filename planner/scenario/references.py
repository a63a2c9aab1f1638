"""Which file a scenario means: inside its project, through no link, or one of those that ship."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path

from planner.foundation.diagnostics import nearest
from planner.foundation.names import for_terminal
from planner.foundation.resources import scenarios_folder
from planner.foundation.text import Text

BUNDLED = "bundled:"
"""Begins the name of a file that ships with the planner: `bundled:policies/three-stations.yaml`."""

_DRIVE_OR_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Reference:
    """A file or folder that a scenario names: where it is, how it is shown, and where it may be."""

    path: Path
    shown: str
    root: Path
    project_path: str
    """From the project's root, with forward slashes: the same wherever the planner is run."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a name in a scenario leads nowhere."""

    code: str
    fact: Text
    remedy: Text
    note: Text | None = None


def project_root(scenario: Path) -> Path:
    """The folder that a scenario's files must stay in: the one above the scenario's own."""
    return Path(os.path.normpath(scenario.parent.absolute() / ".."))


def resolve(name: str, scenario: Path) -> Reference | Refused:
    """The file or folder that `name` means in the scenario file `scenario`.

    Names are relative to the scenario's folder, with forward slashes, and may not leave the
    project's root. `bundled:` begins the name of a file that ships with the planner.
    """
    try:
        return _resolved(name, scenario)
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return _wrong_form(f"{name[:MOST_SHOWN]}…", Text(vi="đường dẫn dài quá; rút ngắn lại",
                                                         en="the path is too long; shorten it"))


MOST_SHOWN = 60
"""Characters of a name that is too long which a message repeats."""


def _resolved(name: str, scenario: Path) -> Reference | Refused:
    if name.startswith(BUNDLED):
        return _bundled(name)
    if "\\" in name:
        return _wrong_form(name, Text(vi="dùng dấu gạch chéo “/”, không dùng “\\”",
                                      en="use forward slashes `/`, not `\\`"))
    if name.startswith(("/", "~")) or _DRIVE_OR_ADDRESS.match(name) or "\0" in name:
        return _wrong_form(name, Text(vi="ghi đường dẫn tính từ thư mục của kịch bản, ví dụ "
                                         "../storms/yagi-2024.yaml",
                                      en="write a path from the scenario's own folder, such as "
                                         "../storms/yagi-2024.yaml"))
    root = project_root(scenario)
    absolute = Path(os.path.normpath(scenario.parent.absolute() / name))
    if not absolute.is_relative_to(root):
        return _outside(name)
    inside = absolute.relative_to(root)
    shown = for_terminal(os.path.normpath(scenario.parent / name)).replace(os.sep, "/")
    return _checked(name, Reference(absolute, shown, root, inside.as_posix()))


def _bundled(name: str) -> Reference | Refused:
    inside = name.removeprefix(BUNDLED)
    root = scenarios_folder()
    path = Path(os.path.normpath(root / inside))
    if inside.startswith("/") or "\\" in inside or not path.is_relative_to(root):
        return _outside(name)
    return _checked(name, Reference(path, name, root, name))


def _checked(name: str, reference: Reference) -> Reference | Refused:
    """The reference itself, unless a link lies on its way or nothing is there."""
    step = reference.root
    for part in reference.path.relative_to(reference.root).parts:
        step = step / part
        if step.is_symlink():
            return Refused(
                "E115",
                Text(vi=f"“{part}” trong “{name}” là liên kết, không được đọc qua",
                     en=f"`{part}` in `{name}` is a link, and links are not followed"),
                Text(vi="chép tệp hoặc thư mục thật vào đây", en="copy the real file or folder here"),
            )
    return reference if reference.path.exists() else _absent(name, reference)


def _absent(name: str, reference: Reference) -> Refused:
    folder = reference.path.parent
    beside = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    meant = nearest(reference.path.name, beside)
    note = None
    if meant is not None:
        start = name[: len(name) - len(reference.path.name)] if "/" in name else ""
        note = Text(vi=f"có phải “{start}{meant}”?", en=f"did you mean `{start}{meant}`?")
    return Refused(
        "E201",
        Text(vi=f"không có tệp hoặc thư mục “{name}”", en=f"there is no file or folder `{name}`"),
        Text(vi="sửa đường dẫn (tính từ thư mục của kịch bản); tệp đi kèm phần mềm bắt đầu bằng "
                f"{BUNDLED}",
             en="mend the path (from the scenario's own folder); files that ship with the planner "
                f"begin with {BUNDLED}"),
        note,
    )


def _wrong_form(name: str, remedy: Text) -> Refused:
    return Refused(
        "E115",
        Text(vi=f"đường dẫn “{name}” không dùng được ở đây", en=f"the path `{name}` cannot be used here"),
        remedy,
    )


def _outside(name: str) -> Refused:
    return Refused(
        "E115",
        Text(vi=f"“{name}” ra ngoài thư mục của dự án", en=f"`{name}` leaves the project's folder"),
        Text(vi="chép tệp vào bên cạnh thư mục của tỉnh",
             en="copy the file to where the province's folder is"),
    )
