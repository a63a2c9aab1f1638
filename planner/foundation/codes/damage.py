"""E43x, E44x and W54x: fragility, footprints of water and ground, cuts by wind, generators, derating."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

DAMAGE: dict[str, CodeEntry] = {
    "E430": entry(
        ("Đường cong không có đúng một trung vị", "A curve without exactly one median"),
        ("Trung vị nói gió nào làm hỏng một nửa số tài sản; không có, hoặc có hai, thì không tính được.",
         "The median says which gust breaks half of the assets; with none or two nothing can be said."),
        ("Ghi một trong median_ratio, median_mps, cables.",
         "Write one of `median_ratio`, `median_mps`, `cables`."),
        "- {kind: mast, beta: 0.12}", "- {kind: mast, median_ratio: 1.2, beta: 0.12}"),
    "E431": entry(
        ("Đường cong ngập không tăng", "A flood curve that does not rise"),
        ("Nước sâu hơn không thể ít hại hơn; thứ tự sai sẽ cho xác suất sai mà không ai thấy.",
         "Deeper water cannot harm less; in the wrong order the chances would be wrong in silence."),
        ("Xếp các bậc theo độ sâu, xác suất không giảm.",
         "Put the steps in order of depth, with chances that never fall."),
        "steps: [{above_m: 1, probability: 0.6}, {above_m: 0, probability: 0.2}]",
        "steps: [{above_m: 0, probability: 0.2}, {above_m: 1, probability: 0.6}]"),
    "E432": entry(
        ("Vùng ảnh hưởng không có đúng một cường độ", "A footprint without exactly one intensity"),
        ("Cường độ hoặc không đổi (value), hoặc đổi theo giờ (series); có cả hai thì không biết theo đâu.",
         "The intensity is steady (`value`) or changes by the hour (`series`); with both nobody knows which."),
        ("Ghi một trong hai.", "Write one of the two."),
        "- {id: lu-1, quantity: flood_depth_m, polygon: [[107, 21], [107.1, 21], [107, 21.1]]}",
        "- {id: lu-1, quantity: flood_depth_m, value: 1.2, polygon: [[107, 21], [107.1, 21], [107, 21.1]]}"),
    "E433": entry(
        ("Giờ của series không tăng", "A series whose hours do not rise"),
        ("Mỗi giá trị giữ từ giờ của nó đến giờ sau; sai thứ tự thì nước lên xuống sai giờ.",
         "Each value holds from its hour until the next; out of order the water comes at the wrong hour."),
        ("Xếp theo thời gian, mỗi giờ một lần, tất cả trước until_h.",
         "Put them in order of time, each hour once, all before `until_h`."),
        "series: [{at_h: 9, value: 1.2}, {at_h: 6, value: 0.4}]",
        "series: [{at_h: 6, value: 0.4}, {at_h: 9, value: 1.2}]"),
    "E434": entry(
        ("Tệp đi kèm bão có đường đi riêng", "A second path beside the storm"),
        ("Một kịch bản có một cơn bão; tệp ở also chỉ thêm vùng ngập, sạt lở và những gì mất.",
         "A scenario has one storm; files under `also` only add water, landslides and what is lost."),
        ("Bỏ track khỏi tệp đi kèm, hoặc ghi tệp ấy ở storm.",
         "Leave the track out of that file, or name it under `storm`."),
        "also: ['../storms/yagi-2024.yaml']",
        "storm: '../storms/yagi-2024.yaml'\nalso: ['../water/yagi-2024-quang-ninh.yaml']"),
    "E435": entry(
        ("Lệnh cắt điện không rõ giờ", "A power cut that does not say when"),
        ("Cắt theo giờ cần at_h; cắt theo gió cần một mức gió; đóng lại theo giờ hoặc theo gió, không cả hai.",
         "By the hour it needs `at_h`, by wind a level; it ends by the hour or by the wind, not by both."),
        ("Ghi rõ một cách.", "Say one of them."),
        "- {do: power-cut, select: {kind: [line]}, when_force: 10, until_h: 40, back_after_h: 2}",
        "- {do: power-cut, select: {kind: [line]}, when_force: 10, back_after_h: 2}"),
    "E436": entry(
        ("Cắt theo gió thứ không hứng gió", "A cut by wind of what feels none"),
        ("Cáp ngầm và nút trung gian không có gió riêng; lệnh sẽ không bao giờ có hiệu lực.",
         "Buried cable and branching points have no wind of their own; the order would never take effect."),
        ("Chọn đường dây treo hoặc trạm biến áp, hoặc cắt theo giờ.",
         "Select lines in the air or substations, or cut by the hour."),
        "- {do: power-cut, select: {kind: [power-node], role: [feeder]}, when_force: 10}",
        "- {do: power-cut, select: {kind: [line], mounting: [aerial]}, when_force: 10}"),
    "E437": entry(
        ("Hạ tải không có đúng một con số", "A derating without exactly one figure"),
        ("Cột chịu thêm bao nhiêu gió phải có căn cứ: một hệ số, hoặc phần diện tích hứng gió được tháo.",
         "How much more wind the mast stands needs a reason: a factor, or the share of its area that is taken down."),
        ("Ghi factor hoặc removed_share.", "Write `factor` or `removed_share`."),
        "- {do: derate, site: CT-01, at_h: 6}",
        "- {do: derate, site: CT-01, at_h: 6, removed_share: 0.36}"),
    "W540": entry(
        ("Dầu không tới được nơi bị cô lập", "Fuel that does not reach a place cut off"),
        ("Lúc ấy nơi nhận nằm trong vùng ngập sâu hoặc sạt lở; không ai biết bao giờ dầu tới, nên không tính.",
         "At that hour the place lies in deep water or behind a landslide; nobody knows when the fuel would come, "
         "so it is not credited."),
        ("Tiếp dầu trước khi đường bị cắt hoặc sau khi thông; nếu đi được bằng xuồng, ghi cuts_off: false ở vùng ấy.",
         "Refuel before the way is cut or after it is open; if boats get through, write `cuts_off: false` there."),
        "- {do: refuel, generator: BC-01/gen/g1, at_h: 20}   # ngập 12–40 h",
        "- {do: refuel, generator: BC-01/gen/g1, at_h: 10}"),
    "W541": entry(
        ("Máy phát không tới được nơi bị cô lập", "A generator that does not reach a place cut off"),
        ("Lúc ấy nơi nhận nằm trong vùng ngập sâu hoặc sạt lở; máy coi như không có, dầu đưa theo cũng vậy.",
         "At that hour the place lies in deep water or behind a landslide; the generator counts as absent, and so does "
         "its fuel."),
        ("Đưa máy tới trước khi đường bị cắt, hoặc sau khi thông.",
         "Send it before the way is cut, or after it is open."),
        "- {do: mobile-generator, id: m1, to: BC-01, at_h: 20, tank_l: 60, burn_l_per_h: 3}   # ngập 12–40 h",
        "- {do: mobile-generator, id: m1, to: BC-01, at_h: 8, tank_l: 60, burn_l_per_h: 3}"),
}
