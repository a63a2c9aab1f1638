"""Which files of a folder are the inventory, and which only look like it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from planner.foundation.diagnostics import Finding, Place
from planner.foundation.errors import MachineError
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.foundation.yaml.files import FoundFile

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".yaml", ".yml")
_ALMOST_YAML = re.compile(r"\.ya?ml[^/]*$", re.IGNORECASE)
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


def shown_path(folder: str, name: str) -> str:
    """The path of a file in a shown folder, with forward slashes and nothing harmful in it."""
    return for_terminal(name if folder in ("", ".") else f"{folder.rstrip('/')}/{name}")


def yaml_files(folder: Path, shown: str) -> tuple[list[FoundFile], list[Finding]]:
    """Every YAML file under a folder, sorted by path, and what was found on the way.

    Hidden files and folders are passed over. A link, to a file or to a folder, is finding E115.
    A file that was probably meant to be read, and has the wrong ending, is finding W505.

    Raises
    ------
    MachineError
        If the folder is missing, is no folder, or may not be read.
    """
    files: list[FoundFile] = []
    findings: list[Finding] = []
    pending = [(folder, shown)]
    while pending:
        where, called = pending.pop()
        for entry in _listed(where, called):
            path_shown = shown_path(called, entry.name)
            if entry.name.startswith("."):
                continue
            lower = entry.name.lower()
            if entry.is_symlink():
                if not lower.endswith(ENDINGS) and not entry.is_dir():
                    continue
                findings.append(_link(path_shown))
            elif entry.is_dir(follow_symlinks=False):
                pending.append((where / entry.name, path_shown))
            elif lower.endswith(ENDINGS):
                files.append(FoundFile(where / entry.name, path_shown))
            elif _ALMOST_YAML.search(lower) or lower.endswith(_SHEETS):
                findings.append(_ignored(path_shown, sheet=lower.endswith(_SHEETS)))
    files.sort(key=lambda found: found.shown)
    return files, findings


def _listed(folder: Path, shown: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError as error:
        raise MachineError(
            Text(vi=f"không có thư mục “{for_terminal(shown)}”; kiểm tra lại đường dẫn",
                 en=f"there is no folder `{for_terminal(shown)}`; check the path")
        ) from error
    except NotADirectoryError as error:
        raise MachineError(
            Text(vi=f"“{for_terminal(shown)}” không phải thư mục",
                 en=f"`{for_terminal(shown)}` is not a folder")
        ) from error
    except OSError as error:
        raise MachineError(
            Text(vi=f"không mở được thư mục “{for_terminal(shown)}”: {error.strerror}",
                 en=f"cannot open the folder `{for_terminal(shown)}`: {error.strerror}")
        ) from error


def _link(shown: str) -> Finding:
    return Finding(
        "E115",
        Text(vi=f"“{shown}” là liên kết, không được đọc qua",
             en=f"`{shown}` is a link, and links are not followed"),
        Place(shown, 1, 1),
        None,
        Text(vi="chép tệp hoặc thư mục thật vào đây", en="copy the real file or folder here"),
    )


def _ignored(shown: str, *, sheet: bool) -> Finding:
    remedy = Text(vi="đổi đuôi tệp thành .yaml, hoặc chuyển tệp đi nơi khác",
                  en="rename it to end in .yaml, or move it elsewhere")
    if sheet:
        remedy = Text(vi="chép số liệu sang tệp .yaml, hoặc chuyển tệp đi nơi khác",
                      en="copy its figures to a .yaml file, or move it elsewhere")
    return Finding(
        "W505",
        Text(vi=f"“{shown}” không được đọc vì đuôi tệp",
             en=f"`{shown}` is not read because of its ending"),
        Place(shown, 1, 1),
        None,
        remedy,
    )
