"""Storms and instants for the tests of this folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from planner.hazard.records import Storm, Track, WindModel
from planner.hazard.wind_field import Points

START = datetime(2024, 9, 6, 5, 0, tzinfo=UTC)
YAGI = Path(__file__).resolve().parents[2] / "scenarios" / "storms" / "yagi-2024.yaml"


def track(*fixes: dict[str, Any], averaging_min: int = 10) -> Track:
    """A track of the given fixes; `h` stands for the hours from START."""
    whole = tuple(
        {"at": START + timedelta(hours=fix["h"])}
        | {key: value for key, value in fix.items() if key != "h"}
        for fix in fixes
    )
    return Track.model_validate(
        {"agency": "test", "averaging_min": averaging_min, "fixes": whole}
    )


def still(hours: float = 12, averaging_min: int = 10, **more: Any) -> Track:
    """A storm of 90 knots and 935 hPa that stands at 107.0, 21.0 for so many hours."""
    fix = {"lon": 107.0, "lat": 21.0, "wind_kt": 90, "pressure_hpa": 935, "rmw_km": 30} | more
    return track({"h": 0} | fix, {"h": hours} | fix, averaging_min=averaging_min)


def model(**more: Any) -> WindModel:
    return WindModel.model_validate(more)


def points(*places: tuple[float, float], exposure: Any = "at-sea") -> Points:
    lon, lat = zip(*places, strict=True)
    return Points(np.array(lon, dtype=float), np.array(lat, dtype=float), (exposure,) * len(lon))


def yagi() -> Storm:
    """The bundled storm, as its file says it."""
    storm = yaml.safe_load(YAGI.read_text("utf-8"))["storm"]
    storm["track"]["fixes"] = tuple(storm["track"]["fixes"])
    return Storm.model_validate(storm)
