"""A scenario against its province: everything that it names exists and can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.scenario.joining import check_beside
from planner.scenario.known import Known, meant
from planner.scenario.milestone_checks import check_milestones
from planner.scenario.office_ages import check_ages
from planner.scenario.policy_checks import check_policies
from planner.scenario.records import Derate, MobileGenerator, PowerCut, Refuel, Repair
from planner.scenario.selector_checks import check_selector
from planner.scenario.storm_checks import check_storm
from planner.scenario.windows import backwards
from planner.scenario.wording import check_texts
from planner.simulation.capacity import wind_feelers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.diagnostics import Finding
    from planner.hazard.records import Storm
    from planner.inventory.province import Province
    from planner.policy.duties.records import AnyDuty
    from planner.policy.requirements import Requirement
    from planner.scenario.records import Scenario
    from planner.scenario.sources import Part

Path = tuple[str | int, ...]


def check_scenario(
    scenario: Scenario,
    part: Part[Scenario] | None,
    storm: Part[Storm] | None,
    policies: tuple[Part[Requirement | AnyDuty], ...],
    province: Province,
    beside: tuple[Part[Storm], ...] = (),
) -> Iterator[Finding]:
    """Every finding about what the scenario asks of the province; `beside` are storm files that come on top."""
    known = Known(province, scenario)
    yield from check_policies(policies, scenario, province)
    if storm is not None:
        yield from check_storm(storm, known)
    yield from check_beside(storm, beside)
    for each in beside:
        yield from check_storm(each, known)
    for policy in policies:
        yield from check_texts(policy)
    if part is not None:
        yield from check_texts(part)
        yield from check_ages(scenario, province)
        yield from check_milestones(province, [policy.record for policy in policies])
        actions = _Actions(part, known)
        for index, action in enumerate(scenario.actions):
            yield from actions.check(("actions", index), action)


class _Actions:
    """The actions of one scenario, in the order in which they are written."""

    def __init__(self, part: Part[Scenario], known: Known) -> None:
        self.part = part
        self.known = known
        self.arrivals: dict[str, Path] = {}

    def check(
        self, path: Path, action: Derate | Refuel | MobileGenerator | Repair | PowerCut
    ) -> Iterator[Finding]:
        """Every finding about one action."""
        match action:
            case Derate():
                yield from self._derate(path, action)
            case Refuel():
                yield from self._refuel(path, action)
            case MobileGenerator():
                yield from self._sent(path, action)
            case Repair():
                yield from self._repair(path, action)
            case PowerCut():
                yield from self._cut(path, action)

    def _derate(self, path: Path, action: Derate) -> Iterator[Finding]:
        sites = self.known.province.sites
        if action.site not in sites and not self.known.is_aside(action.site):
            yield self.part.within(
                "E402",
                (*path, "site"),
                Text(vi=f"hạ tải ở trạm “{action.site}” mà tỉnh không có",
                     en=f"site `{action.site}` is derated, and the province does not have it"),
                meant(action.site, sites),
                Text(vi="ghi mã một trạm của tỉnh", en="write the id of a site of the province"),
            )
        yield from backwards(self.part, path, action.at_h, action.until_h)
        if action.done_at is not None and action.done is not True:
            yield self.part.within(
                "W599",
                (*path, "done_at"),
                Text(vi=f"hạ tải ở “{action.site}” ghi lúc làm xong mà không ghi done: true",
                     en=f"the derating at `{action.site}` says when it was done, and not `done: true`"),
                None,
                Text(vi="ghi done: true, hoặc xoá done_at", en="write `done: true`, or delete `done_at`"),
            )
        if action.deadline_h is not None and action.at_h > action.deadline_h:
            yield self.part.within(
                "W599",
                (*path, "at_h"),
                Text(vi=f"lệnh hạ tải ở “{action.site}” muộn hơn hạn của nó",
                     en=f"the derating at `{action.site}` is ordered later than its deadline"),
                None,
                Text(vi="cho lệnh sớm hơn, hoặc sửa deadline_h", en="order it earlier, or mend `deadline_h`"),
            )

    def _refuel(self, path: Path, action: Refuel) -> Iterator[Finding]:
        sent, asset = self.known.sent.get(action.generator), action.generator
        where = (*path, "generator")
        if sent is not None:
            yield from self._fuel_while_there(path, action, sent)
        elif asset not in self.known.generators and not self.known.is_aside(asset):
            yield self.part.within(
                "E402",
                where,
                Text(vi=f"tiếp dầu cho máy phát “{asset}” mà không trạm nào có",
                     en=f"generator `{asset}` is refuelled, and no site has it"),
                meant(asset, self.known.generators | set(self.known.sent)),
                Text(vi="ghi TRẠM/gen/MÃ của một máy phát trong danh mục hoặc được đưa tới",
                     en="write SITE/gen/ID of a generator of the inventory, or of one that is sent"),
            )

        yield from self._depot(path, action)

    def _depot(self, path: Path, action: Refuel) -> Iterator[Finding]:
        """What is wrong with the depot that a refuel names."""
        depot_id = action.from_
        if depot_id is None or self.known.is_aside(depot_id):
            return
        province = self.known.province
        depot = province.resources.get(depot_id)
        depots = {id_ for id_, each in province.resources.items() if each.kind == "fuel"}
        if depot is None or depot.kind != "fuel":
            yield self.part.within(
                "E215",
                (*path, "from"),
                Text(vi=f"dầu lấy từ “{depot_id}” mà đó không phải kho nhiên liệu của tỉnh",
                     en=f"fuel comes from `{depot_id}`, which is no fuel depot of the province"),
                meant(depot_id, depots),
                Text(vi="ghi mã một nguồn lực có kind: fuel", en="write the id of a resource of `kind: fuel`"),
            )
            return
        burns = self._burns(action.generator)
        if burns is not None and depot.fuel is not None and burns != depot.fuel:
            yield self.part.within(
                "E216",
                (*path, "from"),
                Text(vi=f"kho “{depot_id}” chứa {depot.fuel}, máy phát “{action.generator}” chạy {burns}",
                     en=f"depot `{depot_id}` holds {depot.fuel}, and generator `{action.generator}` burns {burns}"),
                None,
                Text(vi="lấy từ kho khác, hoặc sửa loại nhiên liệu",
                     en="take it from another depot, or mend the fuel"),
            )

    def _burns(self, asset: str) -> str | None:
        """What a generator of the inventory burns, where somebody wrote it."""
        province = self.known.province
        holder, _, generator_id = asset.partition("/gen/")
        place = province.sites.get(holder) or province.fiber_nodes.get(holder)
        for generator in (place.generators or ()) if place is not None else ():
            if generator.id == generator_id:
                return generator.fuel
        return None

    def _fuel_while_there(
        self, path: Path, action: Refuel, sent: MobileGenerator
    ) -> Iterator[Finding]:
        at, came = float(action.at_h), float(sent.at_h)
        if action.at_h < sent.at_h:
            yield self.part.within(
                "E403",
                (*path, "at_h"),
                Text(vi=f"tiếp dầu lúc {at:g} h, trước khi máy phát “{action.generator}” tới "
                        f"lúc {came:g} h",
                     en=f"fuel comes at {at:g} h, before generator `{action.generator}` "
                        f"arrives at {came:g} h"),
                None,
                Text(vi=f"ghi “at_h: {came:g}” hoặc muộn hơn", en=f"write `at_h: {came:g}` or later"),
            )
        elif sent.until_h is not None and action.at_h >= sent.until_h:
            left = float(sent.until_h)
            yield self.part.within(
                "E403",
                (*path, "at_h"),
                Text(vi=f"tiếp dầu lúc {at:g} h, khi máy phát “{action.generator}” đã đi "
                        f"lúc {left:g} h",
                     en=f"fuel comes at {at:g} h, when generator `{action.generator}` has left "
                        f"at {left:g} h"),
                None,
                Text(vi="tiếp dầu sớm hơn, hoặc để máy lại lâu hơn",
                     en="refuel earlier, or let it stay longer"),
            )

    def _sent(self, path: Path, action: MobileGenerator) -> Iterator[Finding]:
        province, holders = self.known.province, self.known.holders
        if action.to not in holders and not self.known.is_aside(action.to):
            yield self.part.within(
                "E402",
                (*path, "to"),
                Text(vi=f"máy phát được đưa tới “{action.to}” mà tỉnh không có",
                     en=f"a generator is sent to `{action.to}`, which the province does not have"),
                meant(action.to, holders),
                Text(vi="ghi mã một trạm hoặc nút cáp quang",
                     en="write the id of a site or a fiber node"),
            )
        if action.operator is not None and action.operator not in province.operators:
            yield self.part.within(
                "E402",
                (*path, "operator"),
                Text(vi=f"không có nhà mạng “{action.operator}”",
                     en=f"there is no operator `{action.operator}`"),
                meant(action.operator, province.operators),
                Text(vi="ghi mã một nhà mạng của tỉnh", en="write an operator of the province"),
            )
        yield from self._twice(path, action)
        yield from backwards(self.part, path, action.at_h, action.until_h)

    def _twice(self, path: Path, action: MobileGenerator) -> Iterator[Finding]:
        asset = f"{action.to}/gen/{action.id}"
        folded = asset.casefold()
        earlier = self.arrivals.setdefault(folded, path)
        in_inventory = folded in self.known.folded_generators
        if earlier == path and not in_inventory:
            return
        other = Text(vi="trong danh mục", en="in the inventory")
        if not in_inventory and self.part.document is not None:
            line = self.part.document.place((*self.part.path, *earlier)).line
            other = Text(vi=f"ở dòng {line}", en=f"on line {line}")
        yield self.part.within(
            "E202",
            (*path, "id"),
            Text(vi=f"ở “{action.to}” đã có máy phát mã “{action.id}”",
                 en=f"`{action.to}` already has a generator with the id `{action.id}`"),
            Text(vi=f"máy kia {other.vi}", en=f"the other is {other.en}"),
            Text(vi="đặt mã khác cho máy được đưa tới", en="give the one that is sent another id"),
        )

    def _repair(self, path: Path, action: Repair) -> Iterator[Finding]:
        if not self.known.has_asset(action.asset):
            yield self.part.within(
                "E402",
                (*path, "asset"),
                Text(vi=f"sửa “{action.asset}” mà tỉnh không có",
                     en=f"`{action.asset}` is repaired, and the province does not have it"),
                meant(action.asset, {*self.known.assets, *self.known.province.sites}),
                Text(vi="ghi mã tài sản, hoặc mã và phần: TRẠM/mast, TRẠM/gen/MÃ, TRẠM/drop/NÚT",
                     en="write an asset's id, or an id and a part: SITE/mast, SITE/gen/ID, "
                        "SITE/drop/NODE"),
            )

    def _cut(self, path: Path, action: PowerCut) -> Iterator[Finding]:
        chosen: list[str] = []
        yield from check_selector(
            self.part, (*path, "select"), action.select, self.known, chosen
        )
        kinds = {self.known.assets[id_].kind for id_ in chosen if id_ in self.known.assets}
        if action.by_wind:
            yield from self._out_of_the_wind(path, chosen)
        if kinds - {"power-node", "line"}:
            yield self.part.within(
                "E208",
                (*path, "select"),
                Text(vi="cắt điện có kế hoạch chỉ chọn nút điện và đường dây",
                     en="a planned power cut switches off power nodes and lines only"),
                None,
                Text(vi="thêm “kind: [line]” hoặc “kind: [power-node]” vào select",
                     en="add `kind: [line]` or `kind: [power-node]` to the selector"),
            )
        yield from backwards(self.part, path, action.at_h, action.until_h)

    def _out_of_the_wind(self, path: Path, chosen: list[str]) -> Iterator[Finding]:
        in_wind = {feeler.asset for feeler in wind_feelers(self.known.province)}
        calm = sorted(
            id_ for id_ in chosen if id_ in self.known.assets and id_ not in in_wind
        )
        if calm:
            yield self.part.within(
                "E436",
                (*path, "select"),
                Text(vi=f"cắt điện theo gió mà “{calm[0]}” không hứng gió"
                        + (f" (và {len(calm) - 1} mục nữa)" if len(calm) > 1 else ""),
                     en=f"a cut by wind selects `{calm[0]}`, which feels none"
                        + (f" (and {len(calm) - 1} more)" if len(calm) > 1 else "")),
                None,
                Text(vi="chọn đường dây treo hoặc trạm biến áp, hoặc cắt theo giờ bằng “at_h”",
                     en="select lines in the air or substations, or cut by the hour with `at_h`"),
            )
