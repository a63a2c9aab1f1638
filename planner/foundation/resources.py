"""Where the templates and the bundled scenarios lie, however the planner was installed."""

from __future__ import annotations

from pathlib import Path

from planner.foundation.errors import MachineError
from planner.foundation.text import Text

PACKAGE = Path(__file__).resolve().parent.parent


def templates_folder() -> Path:
    """The folder of the plan's templates, one folder per language in it.

    Raises
    ------
    MachineError
        If the installation is incomplete.
    """
    return shipped_or_source("templates")


def scenarios_folder() -> Path:
    """The folder of the bundled provinces, storms and policies.

    Raises
    ------
    MachineError
        If the installation is incomplete.
    """
    return shipped_or_source("scenarios")


def shipped_or_source(name: str, package: Path = PACKAGE) -> Path:
    """The folder `name` inside an installed `package`, or beside it in the source tree.

    A wheel carries a copy within the package. In a source tree (an editable install, an unpacked
    sdist, a clone) the folder stands at the top, beside `pyproject.toml`; without that file the
    place beside the package is site-packages, where a folder of this name would be somebody else's.

    Raises
    ------
    MachineError
        If neither is there.
    """
    shipped = package / "_shipped" / name
    if shipped.is_dir():
        return shipped
    source = package.parent / name
    if source.is_dir() and (package.parent / "pyproject.toml").is_file():
        return source
    raise MachineError(
        Text(
            vi=f"bản cài đặt thiếu thư mục “{name}”; hãy cài lại batram",
            en=f"the installation lacks the folder `{name}`; install batram again",
        )
    )
