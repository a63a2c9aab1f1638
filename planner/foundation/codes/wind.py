"""Codes E420 to E424 and W530 to W534: wind models, and what they cannot use."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

WIND: dict[str, CodeEntry] = {
    "E420": entry(
        ("Vừa một mô hình gió vừa cả dải", "One wind model and a band of them"),
        ("profile chọn một mô hình, profiles chọn cả dải; ghi cả hai thì không biết lấy cái nào.",
         "`profile` names one model, `profiles` a band; with both nobody knows which is meant."),
        ("Bỏ một trong hai.", "Leave one of them out."),
        "wind: {profile: holland-1980, profiles: [holland-2010, willoughby-2006]}",
        "wind: {profiles: [holland-1980, holland-2010, willoughby-2006]}"),
    "W530": entry(
        ("Một mô hình gió ghi hai lần", "A wind model named twice"),
        ("Mỗi mô hình chỉ chạy một lần; lần ghi sau không thêm gì.",
         "Each model is run once; naming it again adds nothing."),
        ("Xoá lần ghi thừa, hoặc ghi mô hình còn thiếu.",
         "Delete it, or name the model that was meant."),
        "profiles: [holland-1980, holland-1980]", "profiles: [holland-1980, willoughby-2006]"),
    "W531": entry(
        ("Bán kính gió mạnh không dùng được", "A radius of strong wind that cannot be used"),
        ("Bán kính của một tốc độ gió phải lớn hơn bán kính gió mạnh nhất, và tốc độ ấy phải nhỏ hơn gió "
         "mạnh nhất; nếu không, mô hình H10 bỏ qua.",
         "The radius of a wind speed lies outside that of the largest wind, and the speed is below the "
         "largest; otherwise model H10 passes it over."),
        ("Kiểm tra đơn vị (km, hải lý; knot, m/s) và cột của nguồn.",
         "Check units (km, nautical miles; knots, m/s) and the source's column."),
        "- {wind_kt: 90, rmw_km: 60, r50_km: 45}", "- {wind_kt: 90, rmw_km: 30, r50_km: 150}"),
}
