"""A small province that tests bend to their need, and how a storm is sent over it.

       power   PS (source) --L1-- F1          F1 feeds S1, S2, S3; PS itself feeds GW and H
       fiber   GW (gateway) ==C1== H (hub)    S1, S2, S3 have buried drops to H

Sites stand at (107.0, 21.0), (107.1, 21.0), ... : a footprint over one touches no other. Every figure is surveyed: a
mast of 50 m/s, a floor of 1 m, a battery of 4 h that recharges in 8 h, and no generator.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.hazard.records import Footprint, Removal, Selector, Storm
from planner.inventory.base import Name
from planner.inventory.province import Province
from planner.inventory.records import SECTIONS, ProvinceHeader, Site
from planner.policy.requirements import Requirement
from planner.scenario.reading import LoadedScenario
from planner.scenario.records import Action, DefaultsLibrary, Scenario
from planner.scenario.run import Run, run_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.foundation.intervals import Intervals
    from planner.inventory.province import SetAside
    from planner.simulation.causes import Link

NAME = {"vi": "Thử", "en": "Trial"}
H = Fraction
INF = float("inf")
BURIED = {"mounting": "buried"}
PLACES = {"S1": 107.0, "S2": 107.1, "S3": 107.2, "S4": 107.3, "GW": 107.8, "H": 107.7}


def gust(value: float) -> dict[str, object]:
    """A design wind as a 3-second gust."""
    return {"value": value}


def generator(hours: float | Fraction, id_: str = "g1", **more: Any) -> dict[str, Any]:
    """A fixed generator that burns 2 l/h, with a tank for `hours`."""
    return {"id": id_, "tank_l": Fraction(hours) * 2, "burn_l_per_h": Fraction(2), **more}


def site(id_: str, **more: Any) -> dict[str, Any]:
    """One site; `drops`, `hops`, `satellite`, `mast` are taken out of their nests."""
    backhaul = {
        "drops": tuple(more.pop("drops", ({"node": "H", "mounting": "buried"},))),
        "hops": tuple(more.pop("hops", ())),
        "satellite": more.pop("satellite", "none"),
    }
    structure = {"type": "monopole", "design_wind": gust(50), **more.pop("structure", {})}
    return {
        "id": id_, "district": "D", "operators": ("net-a",), "structure": structure,
        "lon": PLACES[id_], "lat": 21.0, "feed": "F1", "service_drop": BURIED, "floor_height_m": 1,
        "battery_h": Fraction(4), "generators": (), "backhaul": backhaul, **more,
    }  # fmt: skip


def node(id_: str, role: str = "passive", **more: Any) -> dict[str, Any]:
    """A fiber node; active ones are fed by the source itself and have no battery."""
    active: dict[str, Any] = {}
    if role != "passive":
        active = {
            "feed": "PS", "service_drop": BURIED, "floor_height_m": 5,
            "battery_h": Fraction(0), "generators": (),
        }  # fmt: skip
    return {"id": id_, "role": role, "lon": PLACES.get(id_, 107.6), "lat": 21.0, **active, **more}


def span(id_: str, from_: str, to: str, mounting: str = "buried", **more: Any) -> dict[str, Any]:
    """A segment or a line."""
    return {"id": id_, "from": from_, "to": to, "mounting": mounting, **more}


def province(
    *sites: dict[str, Any], set_aside: Sequence[SetAside] = (), **changed: list[dict[str, Any]]
) -> Province:
    """The drawn province with these sites (S1 alone where none is given); whole sections may be replaced."""
    sections: dict[str, list[dict[str, Any]]] = {
        "operators": [{"id": f"net-{each}", "name": NAME} for each in "abc"],
        "districts": [{"id": "D", "name": NAME, "level": "district", "wind_zone": "II",
                       "risk_region": "northeast"}],
        "sites": list(sites) or [site("S1")],
        "fiber_nodes": [node("GW", "gateway"), node("H", "hub")],
        "segments": [span("C1", "GW", "H")],
        "power_nodes": [
            {"id": "PS", "kind": "source", "lon": 107.9, "lat": 21.0, "floor_height_m": 9},
            {"id": "F1", "kind": "feeder", "lon": 107.9, "lat": 21.1},
        ],
        "lines": [span("L1", "PS", "F1", "aerial", design_wind=gust(45))],
    } | changed  # fmt: skip
    records: dict[str, Any] = {}
    for section, model in SECTIONS.items():
        made = [model.model_validate(row) for row in sections.get(section, [])]
        records[section] = {str(each.id): each for each in sorted(made, key=_id)}  # type: ignore[attr-defined]
    header = ProvinceHeader(code="00", name=Name(vi="Thử", en="Trial"))
    return Province(header, **records, set_aside=tuple(set_aside))


def _id(record: object) -> str:
    return str(record.id)  # type: ignore[attr-defined]


def lost(*assets: str, at: float | Fraction = 0, until: float | Fraction | None = None) -> Removal:
    """A removal of named assets."""
    end = None if until is None else Fraction(until)
    return Removal(select=Selector(assets=assets), at_h=Fraction(at), until_h=end)


def around(
    id_: str, value: float, *, at: float = 0, until: float | None = None, water: bool = False
) -> Footprint:
    """A gust (or a depth of water) at one site or node, or along the line where `id_` is `L1`."""
    lon, lat = (107.9, 21.05) if id_ == "L1" else (PLACES[id_], 21.0)
    ring = tuple(
        (lon + dx, lat + dy)
        for dx, dy in ((-0.01, -0.01), (0.01, -0.01), (0.01, 0.01), (-0.01, 0.01))
    )
    return Footprint(
        id=f"at-{id_}", quantity="flood_depth_m" if water else "gust_mps", value=value, polygon=ring,
        from_h=Fraction(at), until_h=None if until is None else Fraction(until),
    )  # fmt: skip


def requirement(at_least: int = 1, **more: Any) -> Requirement:
    """One hardened station per district; hardened is any mast with fiber unless said otherwise."""
    test = {"wind": {"gust_mps": 0}, "fiber_drop": True, **more.pop("hardened", {})}
    return Requirement.model_validate(
        {"id": "rule", "name": NAME, "unit": "district", "at_least": at_least, "hardened": test,
         "legal_source": NAME, **more}
    )  # fmt: skip


def question(
    stands: Province,
    *happenings: Removal | Footprint | Action,
    rule: Requirement | None = None,
    horizon_h: int = 72,
    fuel_share: Fraction = Fraction(1),
    defaults: DefaultsLibrary | None = None,
) -> LoadedScenario:
    """The province, what befalls it and what is done, as a scenario that was read."""
    storm = Storm(
        id="trial",
        name=Name(vi="Thử"),
        removals=tuple(each for each in happenings if isinstance(each, Removal)),
        footprints=tuple(each for each in happenings if isinstance(each, Footprint)),
    )
    actions = tuple(each for each in happenings if not isinstance(each, Removal | Footprint))
    wanted = rule or requirement()
    scenario = Scenario.model_validate(
        {"id": "trial", "name": NAME, "policies": (wanted,), "start": datetime(2026, 9, 1, tzinfo=UTC),
         "horizon_h": Fraction(horizon_h), "actions": actions, "fuel_at_start": {"share": fuel_share}}
    )  # fmt: skip
    return LoadedScenario(scenario, stands, storm, (wanted,), defaults, (), (), "trial.yaml")


def go(stands: Province, *happenings: Removal | Footprint | Action, **more: Any) -> Run:
    """The run of `question(...)`."""
    return run_scenario(question(stands, *happenings, **more))


def in_service(
    run: Run, site_id: str, operator: str = "net-a", side: str = "pessimistic"
) -> Intervals:
    """When the site serves the operator."""
    return run.storm_runs[side].in_service[site_id][operator]  # type: ignore[index]


def span_h(*pairs: tuple[float | Fraction, float | Fraction]) -> Intervals:
    """Intervals from plain numbers."""
    return tuple((H(a), INF if b == INF else H(b)) for a, b in pairs)


def told(link: Link) -> tuple[object, ...]:
    """A chain as nested tuples: kind, subject, since, then what it follows from."""
    return (link.kind, link.subject, link.since_h, *(told(each) for each in link.because))


def a_site(stands: Province, id_: str = "S1") -> Site:
    """A site of the province."""
    return stands.sites[id_]
