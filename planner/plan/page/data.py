"""Everything the page knows, as plain values: what stands, what happens in each view, what it is called."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from planner import __version__
from planner.foundation.clock import VIETNAM_TIME
from planner.foundation.text import Text
from planner.plan.assemble import network_of
from planner.plan.chances import share_words, value_words
from planner.plan.filters import both, same
from planner.plan.names import word
from planner.plan.page.answers import Answers, outcome_words
from planner.plan.page.duties import (
    PEOPLE,
    STORIES_EVERYWHERE_TO_SITES,
    DutyAnswers,
    duties_told,
)
from planner.plan.page.packing import Packed, seconds, units
from planner.plan.page.timelines import Timelines
from planner.plan.page.views import CHANCE, NOT_SHOWN, views_of
from planner.plan.page.wind import storm_of
from planner.plan.summary import banners_of, clock_of, summary_of
from planner.plan.units import project_path
from planner.plan.weak_points import lone_losses, lone_words
from planner.plan.works import action_rows, phases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.inventory.province import Province
    from planner.inventory.records import Line, Segment
    from planner.plan.chances import Sampled
    from planner.plan.page.views import View
    from planner.plan.page.wind import Box
    from planner.policy.chance import Share
    from planner.scenario.run import Run

FORMAT_VERSION = 1
PUBLIC_DECIMALS = 2
"""In the public edition a position is rounded to this many decimals of a degree: about a kilometre."""

SPAN_KINDS = {"aerial": 0, "duct": 1, "buried": 1, "submarine": 2}
HIGH_VOLTAGE_KV = 66
"""Lines from here on are drawn as the transmission grid."""


def page_data(
    run: Run, *, public: bool = False, sampled: Sampled | None = None, bare: bool = True
) -> dict[str, Any]:
    """The page's data.

    Parameters
    ----------
    run
        A scenario that was run and explained.
    public
        Rounds the positions of sites to about a kilometre and leaves cables, power lines and weak points out.
    sampled
        What an ensemble of the same scenario found, where there is one.
    bare
        False leaves out the storm without the scenario's actions, which takes a run of its own.
    """
    return _Data(run, public=public).whole(sampled, bare=bare)


class _Data:
    """The data of one page while it is put together."""

    def __init__(self, run: Run, *, public: bool) -> None:
        self.run, self.public = run, public
        self.province: Province = run.loaded.province
        self.packed = Packed()
        self.site_numbers = {id_: number for number, id_ in enumerate(self.province.sites)}
        self.box = _box(self.province)
        self._happened: dict[int, tuple[dict[str, Any], list[int]]] = {}

    def whole(self, sampled: Sampled | None, *, bare: bool) -> dict[str, Any]:
        if duties_told(self.run, public=self.public):
            _ = self.run.duties  # judged once, for every view of this run
        views = views_of(self.run, bare=bare)
        first = Answers(views[0].run, self.packed, self.site_numbers)
        data = {
            "format": FORMAT_VERSION,
            "about": self._about(),
            "ground": self._ground(),
            "sites": self._sites(),
            "posts": self._posts(),
            "spans": [] if self.public else self._spans(),
            "requirements": self._requirements(),
            "tests": first.tests(),
            "views": self._views(views, chance=sampled is not None),
            "missing": self._missing(views, chance=sampled is not None),
            "storm": storm_of(self.run, self.box),
            "actions": self._actions(),
            "probabilities": [
                self._chance(key, share)
                for key, share in (sampled.holds if sampled is not None else {}).items()
            ],
            "weak": [] if self.public else self._weak(),
            "outcomes": [self.packed.text(words) for words in outcome_words()],
        }
        packed = self.packed
        return {**data, "texts": packed.texts, "lists": packed.lists, "chains": packed.chains}

    def _chance(self, key: tuple[str, str], share: Share) -> list[Any]:
        """(requirement, unit, value, low, high, words with the interval, without): read as in the documents."""
        told = [self.packed.text(words) for words in (share_words(share), value_words(share))]
        return [*key, share.value, share.low, share.high, *told]

    # --- what stands --------------------------------------------------------------------------

    def _about(self) -> dict[str, Any]:
        loaded, text = self.run.loaded, self.packed.text
        scenario, header = loaded.scenario, self.province.header
        start = scenario.start.astimezone(VIETNAM_TIME)
        summary = summary_of(self.run)
        network = network_of(self.province)
        return {
            "province": text(both(header.name)),
            "scenario": text(both(scenario.name)),
            "storm": None if loaded.storm is None else text(both(loaded.storm.name)),
            "atRest": loaded.at_rest,
            # Year, month, day, hour, minute in Vietnam: the page adds seconds to it.
            "start": [start.year, start.month, start.day, start.hour, start.minute],
            "startUtc": scenario.start.astimezone(UTC).isoformat(),
            "horizonS": seconds(scenario.horizon_h),
            "headline": text(summary.headline),
            "banners": [text(banner) for banner in banners_of(loaded)],
            "assumptions": [text(each) for each in self.run.assumptions],
            "public": self.public,
            "siteCount": network.sites,
            "trace": {
                "scenario": scenario.id,
                "file": project_path(loaded.path, self.province.folder),
                "seed": scenario.seed,
                "version": __version__,
                "inputs": sorted([file.path, file.sha256] for file in loaded.inputs),
            },
        }

    def _ground(self) -> dict[str, Any]:
        text, province = self.packed.text, self.province
        return {
            "box": [units(value) for value in self.box],
            "districts": [
                {
                    "id": district.id,
                    "name": text(both(district.name)),
                    "level": text(word("district-level", district.level)),
                    "people": district.population,
                    "island": district.island,
                    "rings": [_flat(ring) for ring in district.outline],
                    "seat": _seat(district.seat),
                }
                for district in province.districts.values()
            ],
            "communes": [
                {
                    "id": commune.id,
                    "name": text(both(commune.name)),
                    "district": commune.district,
                    "people": commune.population,
                    "seat": _seat(commune.seat),
                }
                for commune in province.communes.values()
            ],
            "operators": [
                [operator.id, text(both(operator.name))]
                for operator in province.operators.values()
                if any(operator.id in site.operators for site in province.sites.values())
            ],
        }

    def _sites(self) -> dict[str, Any]:
        sites, text = self.province.sites.values(), self.packed.text
        places: list[int] = []
        for site in sites:
            places += self._place(site.lon or 0.0, site.lat or 0.0)
        operators = sorted({operator for site in sites for operator in site.operators})
        return {
            "id": [site.id for site in sites],
            "name": [-1 if site.name is None else text(both(site.name)) for site in sites],
            "district": [site.district for site in sites],
            "commune": [site.commune or "" for site in sites],
            "xy": places,
            "structure": [text(word("structure", site.structure.type)) for site in sites],
            "operators": operators,
            "on": [
                sum(1 << number for number, each in enumerate(operators) if each in site.operators)
                for site in sites
            ],
        }

    def _place(self, lon: float, lat: float) -> tuple[int, int]:
        if self.public:
            lon, lat = round(lon, PUBLIC_DECIMALS), round(lat, PUBLIC_DECIMALS)
        return units(lon), units(lat)

    def _posts(self) -> list[list[Any]]:
        """(id, name, what it is, district, place or None) of every command post; none in the public edition."""
        text, posts = self.packed.text, self.province.command_posts
        return [
            [
                post.id,
                text(both(post.name)),
                text(word("command-post", post.kind)),
                post.district,
                None
                if post.lon is None or post.lat is None
                else [units(post.lon), units(post.lat)],
            ]
            for post in posts.values()
            if not self.public
        ]

    def _spans(self) -> list[list[Any]]:
        """(id, kind, corners) of every cable, then every power line; kinds 0–2 cables, 3 and 4 power."""
        province = self.province
        cables = [
            [span.id, SPAN_KINDS[span.mounting], self._corners(span)]
            for span in province.segments.values()
        ]
        lines = [
            [line.id, 3 if (line.voltage_kv or 0) >= HIGH_VOLTAGE_KV else 4, self._corners(line)]
            for line in province.lines.values()
        ]
        return cables + lines

    def _corners(self, span: Segment | Line) -> list[int]:
        corners = []
        for end in (span.from_, None, span.to):
            if end is None:
                corners += list(span.route)
            elif _known(self.province, end):
                corners.append(self.province.point(end))
        return _flat(corners)

    # --- what is asked and what happens -----------------------------------------------------------

    def _requirements(self) -> list[dict[str, Any]]:
        """The rules on stations, then the duties; `people` is true where what is counted are people."""
        text = self.packed.text
        rules = self.run.loaded.requirements
        return [
            {
                "id": rule.id,
                "kind": rule.kind,
                "name": text(both(rule.name)),
                "unit": rule.unit,
                "people": rule.kind == PEOPLE,
                "law": text(both(rule.legal_source)),
            }
            for rule in (*rules, *duties_told(self.run, public=self.public))
        ]

    def _weak(self) -> list[list[Any]]:
        """(requirement, unit, words) of what one loss does to each unit that may hold at rest."""
        loaded = self.run.loaded
        told = (
            (*key, lone_words(unit, loaded.province)) for key, unit in lone_losses(loaded).items()
        )
        return [[asked, unit, self.packed.text(words)] for asked, unit, words in told if words]

    def _view(self, view: View, *, stories: bool) -> dict[str, Any]:
        sites, spans = self._happens(view.run)
        return {
            "id": view.id,
            "kind": view.kind,
            "name": self.packed.text(view.name),
            "answers": [
                *Answers(view.run, self.packed, self.site_numbers).all(),
                *self._duties(view, stories=stories),
            ],
            "sites": sites,
            "spans": spans,
        }

    def _duties(self, view: View, *, stories: bool) -> list[list[dict[str, Any]]]:
        """The duties of one view; none without the actions, where only the stations are judged again."""
        if view.kind == "bare":
            return []
        return DutyAnswers(view.run, self.packed, public=self.public, stories=stories).all()

    def _views(self, views: Sequence[View], *, chance: bool) -> list[dict[str, Any]]:
        small = len(self.province.sites) <= STORIES_EVERYWHERE_TO_SITES
        told = [self._view(view, stories=small or view is views[0]) for view in views]
        if chance:
            # Everything as in the first view; the map and the table show how probably each unit holds.
            told.append(
                {"id": "chance", "kind": "chance", "name": self.packed.text(CHANCE), "like": 0}
            )
        return told

    def _missing(self, views: Sequence[View], *, chance: bool) -> list[list[int]]:
        """(name, reason) of each situation that this page cannot show."""
        there = {view.kind for view in views} | ({"chance"} if chance else set())
        return [
            [self.packed.text(name), self.packed.text(reason)]
            for kind, (name, reason) in NOT_SHOWN.items()
            if kind not in there
        ]

    def _happens(self, run: Run) -> tuple[dict[str, Any], list[int]]:
        """Timelines of sites and spans; two views of one simulation share them."""
        key = id(run.storm_runs)
        if key not in self._happened:
            lines = Timelines(run, self.packed)
            ids = () if self.public else (*self.province.segments, *self.province.lines)
            self._happened[key] = lines.sites(), lines.spans(ids)
        return self._happened[key]

    def _actions(self) -> list[list[Any]]:
        """(second, words, district or "") of everything the scenario orders, in order."""
        run, text = self.run, self.packed.text
        clock = clock_of(run.loaded)
        rows = action_rows(
            run.loaded.scenario.actions,
            self.province,
            clock,
            phases_of(run.optimistic.failures),
        )
        told = []
        for row in rows:
            things = Text(
                vi=", ".join(each.vi for each in row.things),
                en=", ".join(each.en for each in row.things),
            )
            words = Text(vi=f"{row.verb.vi} {things.vi}", en=f"{row.verb.en} {things.en}")
            told.append([seconds(row.at_h), text(words), row.district or "", text(same(row.site))])
        return told


def _known(province: Province, id_: str) -> bool:
    try:
        province.point(id_)
    except KeyError:
        return False
    return True


def _flat(corners: Iterable[tuple[float, float]]) -> list[int]:
    return [units(value) for corner in corners for value in corner]


def _seat(seat: object) -> list[int] | None:
    lon, lat = getattr(seat, "lon", None), getattr(seat, "lat", None)
    return None if lon is None or lat is None else [units(lon), units(lat)]


def _box(province: Province) -> Box:
    """The province with a margin: (west, south, east, north), degrees."""
    corners = [
        corner for district in province.districts.values() for ring in district.outline
        for corner in ring
    ]  # fmt: skip
    corners += [(s.lon, s.lat) for s in province.sites.values() if s.lon and s.lat]
    if not corners:
        return (102.0, 8.0, 110.0, 24.0)
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    wide, high = max(east - west, 0.05) * 0.06, max(north - south, 0.05) * 0.06
    return (west - wide, south - high, east + wide, north + high)


def counts(data: Mapping[str, Any]) -> dict[str, int]:
    """How much the page holds: what a benchmark or a test asks after."""
    return {
        "sites": len(data["sites"]["id"]),
        "views": len(data["views"]),
        "chains": len(data["chains"]),
        "texts": len(data["texts"]),
    }
