"""What a duty of the office asks, in the words of an officer: tasks, milestones, readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.inventory.rosters import SHIFT_WORDS
from planner.plan.filters import hours
from planner.plan.office_words import PHASES, share_words
from planner.plan.wording import joined_texts
from planner.policy.duties.readiness import EVENT_WORDS
from planner.policy.duties.records import MilestoneDuty, TasksDuty

if TYPE_CHECKING:
    from planner.policy.duties.records import ReadinessDuty

_UNTIL = {
    "start": Text("đến giờ 0", "up to hour 0"),
    "storm-arrival": Text("đến khi bão tới", "until the storm comes"),
    "horizon": Text("đến hết thời gian xét", "to the end of what is judged"),
}
_BACK = {
    "sites-back": Text("số trạm mất có lại", "of the lost stations are back"),
    "posts-linked": Text("số điểm chỉ huy liên lạc được", "of the command posts are linked"),
    "commune-station": Text("số trung tâm xã có sóng", "of the commune centres have a station"),
    "islands-linked": Text("số xã đảo liên lạc được", "of the island communes are linked"),
}
_FROM = {
    "worst": Text("kể từ lúc xấu nhất", "after the worst instant"),
    "storm-arrival": Text("kể từ khi bão tới", "after the storm arrives"),
    "start": Text("kể từ giờ 0", "after hour 0"),
}


def office_asks(duty: TasksDuty | MilestoneDuty | ReadinessDuty) -> list[Text]:
    """What is asked, the main thing first."""
    if isinstance(duty, TasksDuty):
        return _tasks(duty)
    if isinstance(duty, MilestoneDuty):
        return [_milestone(duty)]
    return list(_readiness(duty))


def _tasks(duty: TasksDuty) -> list[Text]:
    until = _UNTIL[duty.judged_until]
    told = [
        Text(
            vi=f"mỗi nhiệm vụ có đơn vị, hạn, tình trạng và không việc nào quá hạn {until.vi}",
            en=f"every task has a unit, a deadline and a status, and none is overdue {until.en}",
        )
    ]
    if duty.phases:
        named = joined_texts(", ", [PHASES[phase] for phase in duty.phases])
        told.append(Text(vi=f"chỉ xét giai đoạn: {named.vi}", en=f"only tasks of the phase: {named.en}"))
    told.append(
        Text(
            vi=f"bão tới là khi gió đạt cấp {duty.arrival_force}",
            en=f"the storm is taken to arrive when the wind reaches force {duty.arrival_force}",
        )
    )
    return told


def _milestone(duty: MilestoneDuty) -> Text:
    back, since = _BACK[duty.measure], _FROM[duty.counted_from]
    share = share_words(duty.share)
    return Text(
        vi=f"sau {hours(duty.by_h, 'vi')} {since.vi}, {share.vi} {back.vi} và giữ được",
        en=f"{hours(duty.by_h, 'en')} {since.en}, {share.en} {back.en} and remain so",
    )


def _readiness(duty: ReadinessDuty) -> list[Text]:
    told = []
    if duty.roster_roles:
        roles = joined_texts(", ", [SHIFT_WORDS[role] for role in duty.roster_roles])
        told.append(
            Text(vi=f"suốt thời gian xét có {roles.vi}", en=f"on duty at all times: {roles.en}")
        )
    if duty.drill_within_days is not None:
        days = duty.drill_within_days
        told.append(
            Text(vi=f"có diễn tập trong {days} ngày", en=f"a drill was held within the last {days} days")
        )
    if duty.review_within_days is not None:
        days = duty.review_within_days
        told.append(
            Text(vi=f"có rà soát trong {days} ngày", en=f"the plan was reviewed within the last {days} days")
        )
    if duty.messages:
        events = joined_texts(", ", [EVENT_WORDS[event] for event in duty.messages])
        told.append(Text(vi=f"có sẵn mẫu tin: {events.vi}", en=f"message templates are ready: {events.en}"))
    if duty.rumour_control:
        told.append(Text(vi="có đầu mối xử lý tin giả", en="a team is named to answer false news"))
    return told
