"""Speeds, averaging times and the Vietnamese wind scales: every wind on one scale, converted once.

A wind without its averaging time and exposure means nothing: a Vietnamese force is a 2-minute mean,
JMA's tracks are 10-minute means, JTWC's 1-minute means, and what breaks structures is the 3-second
gust. Decision 18/2021/QĐ-TTg is the source of the force scale and of the risk levels, WMO/TD-1555
(Harper, Kepert and Ginger 2010) of the gust factors, QCVN 02:2022/BXD of the wind zones.
"""

from __future__ import annotations

from typing import Literal

Exposure = Literal["at-sea", "off-sea", "off-land", "in-land"]
Averaging = Literal["3s", "2min", "10min"]
SpeedUnit = Literal["m/s", "km/h", "force"]
RiskRegion = Literal[
    "northeast",
    "red-river-delta",
    "north-central",
    "mid-central",
    "northwest",
    "viet-bac",
    "south-central-coast",
    "highlands",
    "south",
]
RiskArea = RiskRegion | Literal["east-sea", "coastal-water"]
WindZone = Literal["I", "II", "III", "IV", "V"]

MPS_PER_KNOT = 1852 / 3600
"""Exact: an international nautical mile is 1,852 m."""
KM_PER_NAUTICAL_MILE = 1.852
KMH_PER_MPS = 3.6

FORCE_BOUNDS_MPS: tuple[tuple[float, float], ...] = (
    (0.0, 0.2),
    (0.3, 1.5),
    (1.6, 3.3),
    (3.4, 5.4),
    (5.5, 7.9),
    (8.0, 10.7),
    (10.8, 13.8),
    (13.9, 17.1),
    (17.2, 20.7),
    (20.8, 24.4),
    (24.5, 28.4),
    (28.5, 32.6),
    (32.7, 36.9),
    (37.0, 41.4),
    (41.5, 46.1),
    (46.2, 50.9),
    (51.0, 56.0),
    (56.1, 61.2),
)
"""Lowest and highest 2-minute mean of forces 0 to 17, m/s. Source: Decision 18/2021/QĐ-TTg."""

STRONGEST_FORCE = len(FORCE_BOUNDS_MPS) - 1

GUST_FACTORS: dict[Literal[1, 2, 10], dict[Exposure, float]] = {
    10: {"at-sea": 1.23, "off-sea": 1.38, "off-land": 1.52, "in-land": 1.66},
    2: {"at-sea": 1.15, "off-sea": 1.28, "off-land": 1.42, "in-land": 1.55},
    1: {"at-sea": 1.11, "off-sea": 1.23, "off-land": 1.36, "in-land": 1.49},
}
"""3-second gust over the mean of so many minutes, both in the same exposure. WMO/TD-1555."""

ZONE_GUST_MPS: dict[WindZone, float] = {"I": 36.0, "II": 44.0, "III": 50.0, "IV": 56.0, "V": 61.0}
"""3-second gust of 50 years, m/s, by wind zone. Source: QCVN 02:2022/BXD, Table 5.1."""

_COLUMN: dict[RiskArea, int] = {
    "east-sea": 0,
    "coastal-water": 1,
    "northeast": 2,
    "red-river-delta": 2,
    "north-central": 2,
    "mid-central": 2,
    "northwest": 3,
    "viet-bac": 3,
    "south-central-coast": 3,
    "highlands": 3,
    "south": 4,
}
_LEVELS: tuple[tuple[int, tuple[int, int, int, int, int]], ...] = (
    (9, (3, 3, 3, 3, 3)),
    (11, (3, 3, 3, 3, 4)),
    (13, (3, 4, 4, 4, 5)),
    (15, (4, 4, 4, 5, 5)),
    (STRONGEST_FORCE, (4, 5, 5, 5, 5)),
)
# Highest force of each row, then the level in each column. Decision 18/2021/QĐ-TTg, Article 42.

LOWEST_STORM_FORCE = 6
"""Weaker winds are no tropical depression and have no storm risk level."""


def mps_from_knots(speed_kt: float) -> float:
    """The speed in m/s."""
    return speed_kt * MPS_PER_KNOT


def knots_from_mps(speed_mps: float) -> float:
    """The speed in knots."""
    return speed_mps / MPS_PER_KNOT


def mps_from_kmh(speed_kmh: float) -> float:
    """The speed in m/s."""
    return speed_kmh / KMH_PER_MPS


def kmh_from_mps(speed_mps: float) -> float:
    """The speed in km/h."""
    return speed_mps * KMH_PER_MPS


def force_of(mean_2min_mps: float) -> int:
    """The Vietnamese wind force (cấp gió) of a 2-minute mean, 0 to 17.

    A force begins where the table says its class begins: 13.85 m/s lies between the classes of
    forces 6 (to 13.8) and 7 (from 13.9) and is force 6, so that a structure is never credited with
    a force it does not reach. Anything above force 17 (61.2 m/s) is 17: see `is_above_scale`.

    Raises
    ------
    ValueError
        If the speed is negative or not a number.
    """
    _check_speed(mean_2min_mps)
    return max(
        force for force, (low, _) in enumerate(FORCE_BOUNDS_MPS) if low <= mean_2min_mps
    )


def is_above_scale(mean_2min_mps: float) -> bool:
    """Whether the speed is above force 17, the last of the table ("trên cấp 17")."""
    return mean_2min_mps > FORCE_BOUNDS_MPS[STRONGEST_FORCE][1]


def force_upper_mps(force: int) -> float:
    """The highest 2-minute mean of a Vietnamese wind force, m/s.

    Raises
    ------
    ValueError
        If the force is not one of 0 to 17.
    """
    if not 0 <= force <= STRONGEST_FORCE:
        msg = f"wind force {force} is not one of 0 to {STRONGEST_FORCE}"
        raise ValueError(msg)
    return FORCE_BOUNDS_MPS[force][1]


def gust_3s_mps(value: float, unit: SpeedUnit, averaging: Averaging, exposure: Exposure) -> float:
    """The 3-second gust, m/s, of a design wind as it was written down.

    Parameters
    ----------
    value
        Speed in `unit`, or the number of a force; a force stands for the upper end of its class.
    averaging
        Averaging time of `value`; a force is a 2-minute mean whatever is given here.
    exposure
        What the wind blew over. The mean is one *in this exposure*: a mean measured over the open
        sea needs the change of terrain first (`planner.hazard.gusts`).

    Raises
    ------
    ValueError
        If the speed is negative or not a number, or the force is not a whole number from 0 to 17.
    """
    if unit == "force":
        if value != int(value):
            msg = f"wind force {value:g} is not a whole number"
            raise ValueError(msg)
        return force_upper_mps(int(value)) * GUST_FACTORS[2][exposure]
    _check_speed(value)
    speed_mps = mps_from_kmh(value) if unit == "km/h" else float(value)
    if averaging == "3s":
        return speed_mps
    return speed_mps * GUST_FACTORS[2 if averaging == "2min" else 10][exposure]


def mean_2min_mps(gust_3s_mps: float, exposure: Exposure) -> float:
    """The 2-minute mean, m/s, whose 3-second gust this is, in the same exposure."""
    return gust_3s_mps / GUST_FACTORS[2][exposure]


def mean_2min_force(gust_3s_mps: float, exposure: Exposure) -> int:
    """The wind force whose 2-minute mean goes with this 3-second gust: 58.8 m/s off-land is 13.

    Bulletins also put the gust itself on the scale ("giật cấp 17"): that is `force_of(gust)`.
    """
    # The factor is divided out again: 41.4 × 1.42 / 1.42 must stay in the class it came from.
    return force_of(round(mean_2min_mps(gust_3s_mps, exposure), 9))


def risk_level(area: RiskArea, force: int) -> int | None:
    """The storm risk level 3 to 5 of a wind force in an area, or None below force 6.

    Source: Decision 18/2021/QĐ-TTg, Article 42. Concurrent hazards may raise it; that is not here.
    """
    if force < LOWEST_STORM_FORCE:
        return None
    column = _COLUMN[area]
    return next(
        (levels[column] for highest, levels in _LEVELS if force <= highest), _LEVELS[-1][1][column]
    )


def max_force_for_level(area: RiskArea, level: int) -> int:
    """The highest wind force, at most 17, whose risk level in the area is not above `level`.

    In Quảng Ninh (northeast) level 4 reaches to force 15, in the south only to 11. Levels 1 and 2
    give 5: no storm has them, and weaker winds have no level.

    Raises
    ------
    ValueError
        If the level is not one of 1 to 5.
    """
    if not 1 <= level <= 5:
        msg = f"risk level {level} is not one of 1 to 5"
        raise ValueError(msg)
    return max(
        force
        for force in range(STRONGEST_FORCE + 1)
        if (reached := risk_level(area, force)) is None or reached <= level
    )


def _check_speed(speed: float) -> None:
    if not speed >= 0:
        msg = f"a wind speed of {speed} cannot be"
        raise ValueError(msg)
