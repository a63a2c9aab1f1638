"""Codes E240–E249, W595–W599 and W610–W619: coverage, sharing and roaming, derating, undergrounding."""

from __future__ import annotations

from planner.foundation.code_entry import CodeEntry, entry

MEASURES: dict[str, CodeEntry] = {
    "W610": entry(
        ("Vùng phủ đo được khác công thức", "Measured coverage that differs from the formula"),
        ("Tỷ lệ dân có sóng đo được nằm ngoài khoảng mà công thức tính lúc yên. Kết luận lấy phần chắc chắn theo số đo "
         "thấp nhất; phần có thể vẫn theo công thức.",
         "The measured share of people covered lies outside what the formula gives at rest. Verdicts take the lowest "
         "measurement for what is certain, and the formula for what may be."),
        ("Xem lại ngày đo, nơi đo, độ cao và băng tần của trạm; ghi served_by cho các điểm dân cư.",
         "Look at the day and place of the measurement, at the sites' heights and bands; write `served_by` for the "
         "population points."),
        "people_share: 0.3   # công thức tính 0,9–1", "people_share: 0.93"),
    "W611": entry(
        ("Điểm lõm sóng mà có trạm phục vụ", "A dead spot that sites serve"),
        ("Vừa ghi không có sóng từ trước bão, vừa ghi trạm phục vụ: một trong hai sai. Đang coi là lõm sóng.",
         "It says that there was no signal before the storm, and names sites that serve it: one is wrong. It counts as "
         "a dead spot."),
        ("Xoá một trong hai.", "Delete one of the two."),
        "signal_before: false\nserved_by: [CT-001]", "signal_before: true\nserved_by: [CT-001]"),
}
