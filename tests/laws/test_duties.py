"""Laws of the duties over random provinces: more never hurts, a stronger storm never helps, not knowing never holds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.foundation.intervals import NEVER, outside, shared, within
from planner.hazard.records import Removal, Selector, Storm
from planner.inventory.base import Name
from planner.inventory.duty_records import Means, WarningChannel
from planner.policy.duties.records import CoverageDuty
from tests.effort import times
from tests.oracle.assets import Catalogue
from tests.oracle.duty_comparing import duties_run
from tests.oracle.duty_worlds import seeded_duty_world

if TYPE_CHECKING:
    from planner.policy.verdicts import Series
    from tests.oracle.world import World

Told = dict[tuple[str, str, str, str], tuple[str, "Series", "Series"]]
"""By duty, unit, post or commune, and count: the outcome and both series."""
WORLDS = st.integers(0, 10**6).map(lambda seed: seeded_duty_world(f"law {seed}"))
PICKS = st.integers(0, 10**6)
some = settings(max_examples=times(20, 2_000))


def told(world: World) -> Told:
    return {
        (verdict.requirement.id, verdict.unit, subject.subject, measure.id): (
            measure.outcome, measure.pessimistic, measure.optimistic,
        )
        for verdict in duties_run(world).duties
        for subject in verdict.subjects
        for measure in subject.measures
    }  # fmt: skip


def at(series: Series, t_h: Fraction) -> int:
    return next(step.n for step in reversed(series) if step.t_h <= t_h)


def never_lower(less: Told, more: Told, kind: str) -> None:
    """Every count of `more` is at every instant at least what it is in `less`, on both sides."""
    for key, (_, *before) in less.items():
        if key[0] != kind or key not in more:
            continue
        for was, now in zip(before, more[key][1:], strict=True):
            for t_h in {step.t_h for step in (*was, *now)}:
                assert at(now, t_h) >= at(was, t_h), (key, t_h)


def with_records(world: World, **sections: Any) -> World:
    return replace(world, province=replace(world.province, **sections))


@some
@given(WORLDS, PICKS)
def test_one_more_means_at_a_post_never_lowers_its_count(world: World, pick: int) -> None:
    posts = world.province.command_posts
    if not posts:
        return
    post = posts[sorted(posts)[pick % len(posts)]]
    more = Means(
        id="more", kind="satellite-phone", battery_h=Fraction(pick % 90), trained_user=True, sky_view=True
    )
    richer = post.model_copy(update={"means": (*post.means, more)})

    after = with_records(world, command_posts={**posts, post.id: richer})

    never_lower(told(world), told(after), "command")


@some
@given(WORLDS, PICKS)
def test_one_more_channel_never_lowers_a_commune_s_count(world: World, pick: int) -> None:
    province = world.province
    commune = sorted(province.communes)[pick % len(province.communes)]
    more = WarningChannel(id="more", kind=("board", "sms", "siren")[pick % 3], commune=commune, needs_grid=False)

    after = with_records(world, warning_channels={**province.warning_channels, "more": more})

    before = told(world)
    if province.warning_channels:  # of a province without any list more may exist than are listed
        never_lower(before, told(after), "warning")


@some
@given(WORLDS)
def test_roaming_never_lowers_coverage(world: World) -> None:
    (duty,) = [each for each in world.duties if isinstance(each, CoverageDuty)]
    off, on = (
        replace(world, duties=(duty.model_copy(update={"roaming": roaming, "operator": None}),))
        for roaming in (False, True)
    )

    never_lower(told(off), told(on), "coverage")


@some
@given(WORLDS, PICKS)
def test_a_storm_that_takes_more_never_helps(world: World, pick: int) -> None:
    assets = sorted(asset.id for asset in Catalogue(world).by_id.values() if asset.sure)
    taken = Removal(select=Selector(assets=(assets[pick % len(assets)],)), at_h=Fraction(pick % 12))
    bare = world.storm or Storm(id="random", name=Name(vi="Thử"))
    if world.storm is None and world.gusts:
        return  # without a storm the wind outdoors was known, with one it is not
    worse = replace(world, storm=bare.model_copy(update={"removals": (*bare.removals, taken)}))
    calm = replace(world, storm=bare)

    before, after = told(calm), told(worse)

    for kind in ("command", "warning", "coverage"):
        never_lower(after, before, kind)


FORGETTABLE = (
    ("command_posts", "battery_h"), ("command_posts", "floor_height_m"), ("warning_channels", "needs_grid"),
    ("warning_channels", "battery_h"), ("communes", "population"), ("sites", "battery_h"), ("sites", "generators"),
    ("command_posts", "means"), ("sites", "height_m"), ("radio_nets", "range_km"),
)  # fmt: skip
OF_A_MEANS = ("last_tested", "trained_user", "sky_view", "battery_h", "design_wind", "node", "net")


@some
@given(WORLDS, PICKS)
def test_forgetting_a_datum_never_turns_a_verdict_round(world: World, pick: int) -> None:
    section, field = FORGETTABLE[pick % len(FORGETTABLE)]
    records = getattr(world.province, section)
    if not records:
        return
    record = records[sorted(records)[pick // 10 % len(records)]]
    if field == "means":
        update: dict[str, Any] = {"means": _with_one_forgotten(record.means, pick)}
    elif field == "height_m":
        update = {"structure": record.structure.model_copy(update={"height_m": None})}
    else:
        update = {field: None}
    forgotten = with_records(world, **{section: {**records, record.id: record.model_copy(update=update)}})

    before, after = told(world), told(forgotten)

    for key, (outcome, *_) in after.items():
        assert outcome in {"unknown", before[key][0]}, (section, field, record.id, key)


def _with_one_forgotten(means: tuple[Any, ...], pick: int) -> tuple[Any, ...]:
    field = OF_A_MEANS[pick // 100 % len(OF_A_MEANS)]
    return tuple(
        each if isinstance(each, str) else each.model_copy(update={field: None}) for each in means
    )


@some
@given(WORLDS)
def test_a_count_is_never_higher_on_the_pessimistic_side(world: World) -> None:
    for verdict in duties_run(world).duties:
        for subject in verdict.subjects:
            for part in subject.parts:
                beyond = shared(part.works["pessimistic"], outside(part.works["optimistic"]))
                assert within(beyond, Fraction(0), world.horizon_h) == NEVER, (subject.subject, part.id)
