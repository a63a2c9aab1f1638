"""Codes E211–E224 and W576–W584: roads, boats, and what is sent over them."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

TRAVEL: dict[str, CodeEntry] = {
    "E211": entry(
        ("Nút giao thông không có trong tỉnh", "A road node that the province does not have"),
        ("Đường, tuyến thủy, trạm hay nguồn lực nêu một nút giao thông không có thì không tính được đường đi.",
         "A road, sea route, site or resource names a road node that is not there; no journey can be worked out."),
        ("Sửa mã, hoặc thêm nút vào road_nodes.", "Mend the id, or add the node to `road_nodes`."),
        "- {id: QL-18, from: NUT-A, to: NUT-KHONG-CO, class: national}",
        "- {id: QL-18, from: NUT-A, to: NUT-B, class: national}"),
    "E212": entry(
        ("Đường nối một nút với chính nó", "A road that leads back to where it began"),
        ("Hai đầu phải là hai nút khác nhau.", "The two ends are two different nodes."),
        ("Ghi nút ở đầu kia.", "Write the node at the other end."),
        "- {id: QL-18, from: NUT-A, to: NUT-A}", "- {id: QL-18, from: NUT-A, to: NUT-B}"),
    "E213": entry(
        ("Đường ngắn hơn đường chim bay", "A road shorter than the straight line"),
        ("Đường ngắn quá thì mọi giờ đến đều sớm quá; thường là nhầm mét với km, hoặc sai toạ độ.",
         "Too short a road makes every arrival too early; often metres for kilometres, or a wrong point."),
        ("Sửa length_km, hoặc toạ độ của hai nút.", "Mend `length_km`, or the coordinates of the nodes."),
        "length_km: 1.2   # hai đầu cách nhau 12 km", "length_km: 14"),
    "E214": entry(
        ("Trường không hợp với loại nguồn lực", "A field that does not fit the kind of resource"),
        ("Chỉ đội có loại đội; chỉ kho nhiên liệu có loại dầu và xe bồn.",
         "Only a team has a type; only a fuel depot has a fuel and a tanker."),
        ("Sửa loại nguồn lực, hoặc xoá trường.", "Mend the kind, or delete the field."),
        "- {id: XE-1, kind: vehicle, team: fiber}", "- {id: DOI-1, kind: team, team: fiber}"),
    "E215": entry(
        ("Dầu lấy từ nơi không phải kho", "Fuel from something that is no depot"),
        ("Lần tiếp dầu nêu một mã không phải kho nhiên liệu của tỉnh.",
         "A refuel names an id that is no fuel depot of the province."),
        ("Ghi mã một nguồn lực có kind: fuel, hoặc bỏ trường from.",
         "Write the id of a resource of `kind: fuel`, or leave `from` out."),
        "- {do: refuel, generator: QN-1/gen/g1, at_h: 30, from: XE-1}",
        "- {do: refuel, generator: QN-1/gen/g1, at_h: 30, from: KHO-1}"),
    "E216": entry(
        ("Kho chứa loại nhiên liệu khác", "A depot of another fuel"),
        ("Máy chạy dầu diesel không chạy được xăng, và ngược lại.",
         "A diesel generator does not run on petrol, nor the other way round."),
        ("Lấy từ kho khác, hoặc sửa fuel của kho hay của máy.",
         "Take it from another depot, or mend `fuel` of the depot or of the generator."),
        "from: KHO-XANG   # máy chạy diesel", "from: KHO-DAU"),
    "W576": entry(
        ("Nguồn lực không có đường ra", "A resource with no way to the roads"),
        ("Không nút giao thông nào ở gần, hoặc không biết nó ở đâu: không ai tính được bao giờ nó tới.",
         "No road node is near, or nobody knows where it is: its arrival cannot be worked out."),
        ("Ghi at (nút giao thông) hoặc toạ độ.", "Write `at` (a road node) or its coordinates."),
        "- {id: XE-DAU, kind: fuel, fuel_l: 2000}", "- {id: XE-DAU, kind: fuel, fuel_l: 2000, at: NUT-A}"),
    "W577": entry(
        ("Phà, tàu không ghi giới hạn gió", "A ferry or boat without a limit"),
        ("Chưa rõ ngừng từ cấp gió nào thì nơi ở bên kia bờ chỉ xét được một phần.",
         "Nobody knows in which wind it stops, so that what lies beyond can be judged in part only."),
        ("Ghi closed_from_force, hoặc closed_at_risk_level.", "Write `closed_from_force`, or `closed_at_risk_level`."),
        "- {id: PHA-1, from: CANG-A, to: CANG-B}", "- {id: PHA-1, from: CANG-A, to: CANG-B, closed_from_force: 6}"),
    "W578": entry(
        ("Kho nhiên liệu không ghi lượng dầu", "A fuel depot without stock"),
        ("Không biết kho còn bao nhiêu thì không trông vào đó được.",
         "A depot of which nobody knows the stock cannot be counted on."),
        ("Ghi fuel_l.", "Write `fuel_l`."),
        "- {id: KHO-1, kind: fuel}", "- {id: KHO-1, kind: fuel, fuel_l: 5000, fuel: diesel}"),
    "W579": entry(
        ("Đường chưa khảo sát ngập", "Roads not surveyed for flooding"),
        ("Đường chưa khảo sát: phía lạc quan coi là thông, phía bi quan coi là tắc khi vùng ngập phủ lên.",
         "Such a road is open on the optimistic side and closed under any water on the pessimistic one."),
        ("Ghi floods_at_m: nước trên mặt đất sâu bao nhiêu thì xe tải không qua.",
         "Write `floods_at_m`: the depth over the ground from which no lorry passes."),
        "- {id: DT-1, from: A, to: B}", "- {id: DT-1, from: A, to: B, floods_at_m: 0.8}"),
    "W580": entry(
        ("Dầu hoặc máy phát không tới kịp", "Fuel or a generator that is late"),
        ("Theo đường đi trong bão, không kho hay máy nào chắc chắn tới nơi vào giờ mà kịch bản ghi; kết quả tính vẫn "
         "theo kịch bản, nên có thể tốt quá.",
         "By the roads as the storm leaves them nothing is sure to be there by the scenario's hour; the run still "
         "follows the scenario, and may look too good."),
        ("Dời giờ, đổi kho, hoặc ra lệnh sớm hơn.", "Move the hour, take another depot, or order it earlier."),
        "- {do: refuel, generator: CT-1/gen/g1, at_h: 10}   # tàu nghỉ từ giờ 0 đến giờ 30",
        "- {do: refuel, generator: CT-1/gen/g1, at_h: 34}"),
    "W581": entry(
        ("Kho không đủ dầu cho các lần tiếp dầu", "A depot that cannot cover the refuels"),
        ("Các lần tiếp dầu lấy từ kho này nhiều hơn lượng kho có.",
         "The refuels that name this depot take more than it holds."),
        ("Lấy từ kho khác, hoặc bớt số lần.", "Take it from another depot, or take less."),
        "from: KHO-1   # kho có 100 lít, lấy 300", "from: KHO-2"),
}
