"""E43x, E44x and W54x: fragility, footprints of water and ground, cuts by wind, generators, derating."""

from __future__ import annotations

from planner.foundation.code_entry import CodeEntry, entry

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
}
