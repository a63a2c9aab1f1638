"""CLIMADA's side of the comparison: run by a Python that has CLIMADA, not by ours.

Reads from stdin one JSON object (a track's steps and points), writes one: seconds of the processor, largest winds.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
import xarray as xr  # noqa: E402
from climada.hazard import Centroids  # noqa: E402
from climada.hazard.trop_cyclone.trop_cyclone_windfields import (  # noqa: E402
    compute_windfields_sparse,
)


def main() -> None:
    """Compute the largest wind at every point several times; keep the fastest."""
    asked = json.load(sys.stdin)
    steps = asked["steps"]
    start = np.datetime64("2024-09-06T05:00")
    hours = np.array(steps["hour"])
    time_axis = start + (hours * 3600).astype("timedelta64[s]")
    per_step = np.full(hours.size, float(np.diff(hours).mean()))
    track = xr.Dataset(
        {
            "lat": ("time", steps["lat"]),
            "lon": ("time", steps["lon"]),
            "max_sustained_wind": ("time", steps["wind_kt"]),
            "central_pressure": ("time", steps["pressure_hpa"]),
            "environmental_pressure": ("time", np.full(hours.size, 1008.3)),
            "radius_max_wind": ("time", steps["rmw_nm"]),
            "time_step": ("time", per_step),
            "basin": ("time", ["WP"] * hours.size),
        },
        coords={"time": time_axis},
        attrs={
            "max_sustained_wind_unit": "kn",
            "central_pressure_unit": "mb",
            "name": "YAGI",
            "sid": "1",
            "orig_event_flag": True,
            "data_provider": "bench",
            "id_no": 1,
            "category": 4,
        },
    ).set_coords(["lat", "lon"])
    centroids = Centroids(lat=np.array(asked["lat"]), lon=np.array(asked["lon"]))
    every = np.arange(len(asked["lat"]))
    answer = {}
    for model in ("H1980", "H10"):
        seconds = []
        for _ in range(asked["repeats"]):
            begun = time.process_time()
            found, _ = compute_windfields_sparse(
                track, centroids, every, model=model, metric="geosphere", intensity_thres=0.0,
                max_dist_eye_km=1000.0,
            )
            seconds.append(time.process_time() - begun)
        answer[model] = {"seconds": min(seconds), "largest": float(found.max())}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
