"""The two provinces that ship: their sizes and the seed."""

from __future__ import annotations

from benchmarks.provinces.build import files_of
from benchmarks.provinces.places import load

SEED = 1
BUNDLED = {"quang-ninh": 260, "hai-phong": 280}
"""Sites of each."""


def bundled_files(province: str, seed: int = SEED) -> dict[str, str]:
    """The files of one bundled province, by their names in its folder."""
    return files_of(load(province), BUNDLED[province], seed)
