"""Every number behind the made-up inventories, with where it comes from; the same for every province."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

OURS = "ours, to be replaced by a survey"
FIELD = "field practice as the department describes it; figures ours"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number or table of shares, what it means and who says so."""

    name: str
    value: Any
    meaning: str
    source: str


TABLE = (
    # Operators and sharing.
    Parameter("operator_share", {"operator-a": 0.45, "operator-b": 0.27, "operator-c": 0.22, "operator-d": 0.06},
              "share of presences", "order of size of the four public operators; figures ours"),
    Parameter("operators_on_site", {1: 0.55, 2: 0.25, 3: 0.16, 4: 0.04}, "operators on one mast", OURS),
    Parameter("programme_operators", {2: 0.45, 3: 0.4, 4: 0.15}, "operators on a programme site",
              "order of September 2024: shareable by operators; figures ours"),
    # Density.
    Parameter("smallest_district_sites", 6, "sites in the smallest mainland district", OURS),
    Parameter("smallest_island_sites", 4, "sites in the smallest island district", OURS),
    Parameter("people_weight", 0.5, "share of sites that follow people; the rest follow area", OURS),
    Parameter("site_cost_vnd", 90_000_000, "what one site costs a year, so that its split can be shown", OURS),
    # Structures.
    Parameter("structure_urban", {"rooftop-mast": 0.45, "self-supporting-tower": 0.2, "monopole": 0.2,
                                  "guyed-mast": 0.15}, "types in towns", FIELD),
    Parameter("structure_rural", {"self-supporting-tower": 0.45, "guyed-mast": 0.42, "monopole": 0.09,
                                  "rooftop-mast": 0.04}, "types elsewhere", FIELD),
    Parameter("height_m", {"rooftop-mast": (9, 18), "self-supporting-tower": (36, 60), "monopole": (24, 36),
                           "guyed-mast": (36, 54)}, "heights", FIELD),
    Parameter("least_zone_gust_mps", 56, "gust that masts are built to where the zone's is lower",
              "zone IV of QCVN 02:2022/BXD; that coastal provinces build to it everywhere is ours"),
    Parameter("gust_over_zone", {"rooftop-mast": (1.0, 1.35), "self-supporting-tower": (1.1, 1.5),
                                 "monopole": (1.05, 1.4), "guyed-mast": (0.95, 1.3)},
              "design gust over that gust",
              "27 to 48 masts fell of some thousands in Yagi: most stand more than the code's gust; ratios ours"),
    Parameter("programme_gust_over_zone", (0.98, 1.45), "the same for programme sites",
              "an operator's definition of a solid mast (force 11 to over 12); ratios ours"),
    Parameter("design_wind_as_force", 0.08, "masts whose papers give a Vietnamese wind force, 11 to 14", OURS),
    Parameter("level_4_declared", 0.65, "programme sites whose operator declares level 4",
              "one province's target of 50 % by end 2026; figure ours"),
    # The programme of hardened stations.
    Parameter("programme_sites", {3: 0.15, 4: 0.3, 5: 0.3, 6: 0.25}, "programme sites in a district",
              "three asked for by the order of September 2024; spread ours"),
    Parameter("programme_autonomy_h", {16: 0.07, 26: 0.13, 36: 0.15, 48: 0.2, 76: 0.25, 96: 0.2},
              "tank over use, mainland", "24 h asked; Japan 24 h and 72 h; spread ours"),
    Parameter("programme_island_autonomy_h", {48: 0.15, 76: 0.45, 96: 0.4}, "the same on islands",
              "Japan 72 h on islands; spread ours"),
    # Energy.
    Parameter("battery_h", {2: 0.2, 3: 0.2, 4: 0.3, 5: 0.08, 6: 0.14, 8: 0.08}, "batteries",
              "2 to 8 h nearly everywhere (issue of the product); Californian practice 4 h / 8 h"),
    Parameter("no_battery", 0.02, "sites without any", OURS),
    Parameter("generator_elsewhere", {"none": 0.87, "fixed": 0.07, "mobile": 0.06}, "other sites", FIELD),
    Parameter("burn_l_per_h", (1.8, 3.6), "use at the site's load", "10 to 20 kVA sets at part load; ours"),
    Parameter("hub_generator", 0.96, "district hubs with a generator", FIELD),
    Parameter("hub_autonomy_h", {24: 0.08, 48: 0.3, 72: 0.32, 96: 0.3}, "tank over use at hubs", FIELD),
    # Backhaul.
    Parameter("fiber_site", 0.86, "mainland sites with a fiber drop", FIELD),
    Parameter("drop_mounting_urban", {"aerial": 0.55, "duct": 0.35, "buried": 0.1}, "drops in towns", FIELD),
    Parameter("drop_mounting_rural", {"aerial": 0.85, "duct": 0.03, "buried": 0.12}, "drops elsewhere", FIELD),
    Parameter("drop_mounting_programme", {"aerial": 0.12, "duct": 0.38, "buried": 0.5}, "programme drops",
              "undergrounding is to be sped up (order of September 2024); shares ours"),
    Parameter("programme_second_drop", 0.5, "programme sites with a second way",
              "two transmission routes in an operator's definition of a solid station; share ours"),
    Parameter("spur_mounting_urban", {"aerial": 0.2, "duct": 0.6, "buried": 0.2}, "hub to commune", FIELD),
    Parameter("spur_mounting_rural", {"aerial": 0.25, "duct": 0.15, "buried": 0.6}, "hub to commune", FIELD),
    Parameter("ring_mounting", {"aerial": 0.12, "duct": 0.28, "buried": 0.6}, "coastal and highway ring", FIELD),
    Parameter("ring_second_cable", 0.45, "ring spans with a second cable, hung on a power line", FIELD),
    Parameter("ring_bridge", 0.35, "ring spans over a bridge that all its cables share", OURS),
    Parameter("aerial_fiber_gust", (36, 56), "design gust of aerial cable, m/s",
              "median 43 m/s of loaded poles (Darestani and Shafieezadeh 2019); spread ours"),
    Parameter("pole_sharing", 0.5, "aerial spurs and drops on power poles", FIELD),
    Parameter("satellite", {"mainland": 0.02, "programme": 0.12, "island": 0.5}, "sites with a dish", OURS),
    Parameter("longest_island_cable_km", 80, "farther islands have satellite only", OURS),
    # Power.
    Parameter("sites_per_transformer", 2, "sites that one feeder node serves", OURS),
    Parameter("sites_per_feeder", 9, "sites along one medium-voltage feeder", OURS),
    Parameter("feeder_mounting_urban", {"aerial": 0.65, "buried": 0.35}, "medium voltage in towns", FIELD),
    Parameter("feeder_mounting_rural", {"aerial": 0.95, "buried": 0.05}, "medium voltage elsewhere", FIELD),
    Parameter("feeder_tie", 0.4, "neighbouring feeders with a tie", OURS),
    Parameter("feeder_gust", (38, 54), "design gust of medium voltage, m/s",
              "QCVN 02:2022/BXD, 20-year gusts 39 to 50 m/s; spread ours"),
    Parameter("transmission_gust", (50, 66), "design gust at 110 kV, m/s",
              "QCVN 02:2022/BXD, 50-year gusts 44 to 61 m/s; spread ours"),
    Parameter("service_drop_mounting", {"aerial": 0.8, "buried": 0.2}, "last span to the site", FIELD),
    Parameter("programme_service_drop_mounting", {"aerial": 0.5, "buried": 0.5}, "programme sites", FIELD),
    # What nobody surveyed.
    Parameter("missing_design_wind", 0.1, "masts without design wind", OURS),
    Parameter("missing_line_wind", 0.3, "spans and lines without design wind", OURS),
    Parameter("missing_battery", 0.07, "batteries", OURS),
    Parameter("missing_generators", 0.07, "generators", OURS),
    Parameter("missing_tank", 0.12, "tank of a generator", OURS),
    Parameter("missing_burn", 0.06, "use of a generator", OURS),
    Parameter("missing_floor", 0.25, "floor height", OURS),
    Parameter("missing_satellite", 0.06, "satellite terminal", OURS),
    Parameter("drop_not_seen", 0.05, "fiber drops on the map only", OURS),
    Parameter("missing_as_of", 0.15, "records without a date", OURS),
    # Posts, channels, people.
    Parameter("bands_mhz", {(900, 1800): 0.5, (700, 1800): 0.15, (900, 1800, 2100): 0.25, (1800,): 0.1},
              "bands of a site", OURS),
    Parameter("missing_bands", 0.1, "sites that name no band", OURS),
    Parameter("missing_post", 0.03, "posts whose power nobody surveyed", OURS),
    Parameter("post_means", {"province": {"fiber": 1, "satellite-phone": 1, "vsat": 1, "vhf": 1, "hf": 1},
                             "district": {"fiber": 1, "satellite-phone": 0.97, "vhf": 0.95},
                             "island": {"fiber": 0.8, "satellite-phone": 1, "vsat": 0.9, "vhf": 0.5, "hf": 1},
                             "commune": {"fiber": 0.6, "satellite-phone": 0.9, "vhf": 0.85},
                             "hospital": {"fiber": 1, "satellite-phone": 0.75, "vhf": 0.85}},
              "posts that have each means beside public mobile",
              "satellite phones and radios handed to every level after Yagi (order of September 2024); shares ours"),
    Parameter("post_autonomy_h", {"province": {96: 1}, "district": {76: 0.6, 96: 0.4},
                                  "commune": {12: 0.04, 24: 0.08, 76: 0.58, 96: 0.3},
                                  "hospital": {24: 0.1, 76: 0.5, 96: 0.4}},
              "tank over use of a post's generator", "three days on its own for whoever commands; spread ours"),
    Parameter("post_generator", 0.97, "posts with a generator", OURS),
    Parameter("spare_battery_h", (20, 90), "satellite phone with spare batteries or a solar charger", OURS),
    Parameter("set_tested", {"2024-08": 0.5, "2024-07": 0.3, "2024-06": 0.165, "2024-02": 0.035},
              "month of a set's last test", "monthly to quarterly call tests; spread ours"),
    Parameter("set_trained", 0.985, "sets with a trained user", OURS),
    Parameter("set_sees_sky", 0.985, "satellite sets with a view of the sky", OURS),
    Parameter("missing_test", 0.02, "sets without a test date", OURS),
    Parameter("missing_channel", 0.08, "loudspeakers that nobody surveyed", OURS),
    Parameter("post_antenna_gust", (44, 78), "design gust of antennas and cables at posts, m/s",
              "whip and wire antennas on a roof outlast most masts; spread ours"),
    Parameter("loudspeaker_gust", (34, 62), "design gust of loudspeaker poles, m/s",
              "loudspeakers were dead after Yagi; figures ours"),
    Parameter("loudspeaker_battery_h", {0: 0.3, 8: 0.2, 24: 0.15, 76: 0.35},
              "loudspeakers' own battery, some with solar panels",
              "wireless clusters are bought with solar panels of late; shares ours"),
    Parameter("hand_siren", 0.6, "communes with a siren turned by hand, or gongs and drums", FIELD),
    Parameter("hand_siren_gust", (46, 66), "design gust of its mounting, m/s", OURS),
    Parameter("drum_house", 0.35, "communes with a second one at a school or communal house", FIELD),
    Parameter("vhf_range_km", 20, "range of a VHF set to another", FIELD),
    Parameter("vhf_repeater_range_km", 35, "range of a VHF set to a hill-top repeater", FIELD),
    Parameter("hf_range_km", 400, "range of an HF set", FIELD),
    Parameter("repeater_share", 0.2, "programme sites that carry a VHF repeater", OURS),
    Parameter("people_at_points", 0.85, "people of a commune at its listed points", OURS),
    Parameter("far_point_share", 0.15, "points far from any site", OURS),
    # What the department plans before and after the landfall.
    Parameter("planned_derate", 0.5, "weak masts near the coast that are derated",
              "87 stations lightened in one province before Yagi; share ours"),
    Parameter("planned_refuel", 0.6, "programme generators on a refuelling round", FIELD),
    Parameter("refuel_rounds_h", (30, 54), "hours of the two rounds", FIELD),
)
_VALUES = {parameter.name: parameter.value for parameter in TABLE}


def value_of(name: str) -> Any:
    """The value of one parameter."""
    return _VALUES[name]


def printed() -> list[str]:
    """The table in short, one `name value` each, as the file headers print it."""

    def short(value: Any) -> str:
        if isinstance(value, dict):
            return ", ".join(f"{key}={short(item)}" for key, item in value.items())
        if isinstance(value, tuple):
            return " to ".join(str(item) for item in value)
        return str(value)

    return [f"{p.name}: {short(p.value)}" for p in TABLE]
