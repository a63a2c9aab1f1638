from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plan.features import features_of
from tests.policy.duties.worlds import COMMAND, inventory, lost, post, ready, run_of

if TYPE_CHECKING:
    from pathlib import Path

PHONE = {"id": "phone", "kind": "public-mobile", "operators": ["a"]}


def test_a_map_shows_the_unit_of_a_duty_and_each_post_where_it_stands(tmp_path: Path) -> None:
    province = {**inventory(), "command_posts": [post(PHONE, ready("vsat"))]}

    features = features_of(run_of(tmp_path, province, COMMAND, lost("L1", at=2)))

    said = {(f["properties"]["kind"], f["properties"]["id"]): f for f in features}
    unit, at_post = said["district", "D"]["properties"], said["post", "CP"]
    # Phone and dish both live on the one source, so that they never were two.
    assert (unit["duty"], unit["outcome"], unit["first_below_h"]) == ("command", "fails", "0")
    assert at_post["geometry"] == {"type": "Point", "coordinates": [107.005, 21.0]}
    assert at_post["properties"]["outcome:cmd"] == "fails"
