"""Codes E209, E210 and W570–W575: command posts, radio nets, warning channels and people."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

DUTIES: dict[str, CodeEntry] = {
    "E209": entry(
        ("Hai phương tiện cùng mã ở một điểm chỉ huy", "Two means of one post with the same id"),
        ("Mã gọi tên phương tiện: ĐIỂM/means/MÃ; trùng mã thì không biết nói về máy nào.",
         "The id names the means, POST/means/ID; two of one id cannot be told apart."),
        ("Đổi một trong hai mã, hoặc xoá mục ghi thừa.", "Change one of the two, or delete one."),
        "means: [{id: vt, kind: satellite-phone}, {id: vt, kind: vsat}]",
        "means: [{id: vt, kind: satellite-phone}, {id: vsat, kind: vsat}]"),
    "E210": entry(
        ("Trường không hợp với loại phương tiện", "A field that does not fit the kind of means"),
        ("Chỉ cáp quang có nút, chỉ bộ đàm có mạng vô tuyến và dải tần phải khớp với mạng, chỉ di động có nhà mạng "
         "và trạm phục vụ, chỉ vệ tinh cần thấy trời và thuê bao.",
         "Only fiber has a node, only a radio has a net, of its own band; only a mobile phone has operators and "
         "sites that serve it; only a satellite set needs the sky and a subscription."),
        ("Sửa loại phương tiện, hoặc xoá trường.", "Mend the kind, or delete the field."),
        "- {id: m1, kind: satellite-phone, node: FN-1}", "- {id: m1, kind: fiber, node: FN-1}"),
    "W570": entry(
        ("Máy vệ tinh hoặc bộ đàm không ghi ngày thử", "A satellite set or radio without a test date"),
        ("Máy để lâu không thử thường hỏng pin, hết thuê bao, không ai biết dùng; kết luận coi là chưa rõ.",
         "A set that is never tried has a dead battery, no subscription or no user; the verdict stays open."),
        ("Thử máy rồi ghi last_tested.", "Test it and write `last_tested`."),
        "- {id: vt, kind: satellite-phone}", "- {id: vt, kind: satellite-phone, last_tested: 2026-05-20}"),
    "W571": entry(
        ("Loa không có nguồn điện", "A loudspeaker without a power source"),
        ("Loa cần điện mà không ghi lấy điện từ đâu, không ắc quy, không máy phát thì không tính là hoạt động.",
         "Loudspeakers that need power and name no feed, battery or generator are not counted on."),
        ("Ghi feed, battery_h hoặc generators.", "Write `feed`, `battery_h` or `generators`."),
        "- {id: LOA-1, kind: loudspeakers, commune: co-to, needs_grid: true}",
        "- {id: LOA-1, kind: loudspeakers, commune: co-to, needs_grid: true, feed: PF-1, battery_h: 8}"),
    "W572": entry(
        ("Một phương tiện được ghi hai lần", "A means that is listed twice"),
        ("Một số máy ghi ở hai chỗ thì chỉ có một máy; hai điểm không thể cùng cầm.",
         "One number in two places is one set, and two posts cannot both hold it."),
        ("Xoá một trong hai, hoặc sửa số máy.", "Delete one of the two, or mend its number."),
        "means: [public-mobile, public-mobile]", "means: [public-mobile, vhf]"),
    "W573": entry(
        ("Điểm chỉ huy chỉ có mạng công cộng", "A post with only public means"),
        ("Di động và cáp quang công cộng cùng mất trong bão lớn; Thông tư 14/2025 đòi vệ tinh hoặc vô tuyến đến xã.",
         "Public mobile and fiber go together in a great storm; Circular 14/2025 asks for satellite or radio."),
        ("Thêm điện thoại vệ tinh, VSAT hoặc bộ đàm.", "Add a satellite phone, VSAT or a radio."),
        "means: [public-mobile, fiber]", "means: [public-mobile, fiber, vhf]"),
    "W574": entry(
        ("Điểm dân cư đông hơn cả xã", "Population points that outnumber their commune"),
        ("Tổng dân các điểm lớn hơn dân số của xã; tỷ lệ có sóng sẽ sai.",
         "The points add up to more people than the commune has, and shares would be wrong."),
        ("Sửa dân số của điểm hoặc của xã.", "Mend the population of a point or of the commune."),
        "population: 320   # xã có 200 người", "population: 120"),
    "W575": entry(
        ("Hai kết quả đo khác nhau", "Two measurements that differ"),
        ("Cùng xã, cùng nhà mạng mà hai nơi báo lệch nhiều; cả hai được giữ, không lấy trung bình.",
         "Two reporters differ widely on one commune and operator; both are kept, none is averaged."),
        ("Hỏi lại hai nơi, ghi ngày đo ở source.", "Ask both, and write the day in `source`."),
        "people_share: 0.9   # nơi khác báo 0.4", "people_share: 0.4"),
}
