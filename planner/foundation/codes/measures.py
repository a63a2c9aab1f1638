"""Codes E240–E249, W595–W599 and W610–W619: coverage, sharing and roaming, derating, undergrounding."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

MEASURES: dict[str, CodeEntry] = {
    "E240": entry(
        ("Ngầm hóa nhiều hơn mục tiêu", "More cable in the ground than the target"),
        ("Số km đã xong lớn hơn số km phải làm: một trong hai sai, tiến độ sẽ quá 100 %.",
         "More is done than was to be done: one of the two is wrong, and progress would pass 100 %."),
        ("Sửa done_km hoặc target_km.", "Mend `done_km` or `target_km`."),
        "target_km: 42\ndone_km: 420", "target_km: 42\ndone_km: 42"),
    "E241": entry(
        ("Thỏa thuận chuyển vùng chỉ có một nhà mạng", "A roaming agreement of one operator"),
        ("Chuyển vùng cần ít nhất hai nhà mạng: một bên mất sóng, một bên mở sóng.",
         "Roaming takes two: one that has lost its network and one that opens its own."),
        ("Ghi thêm nhà mạng.", "Name another."),
        "operators: [operator-a]", "operators: [operator-a, operator-b]"),
    "E242": entry(
        ("Ngầm hóa xét theo xã", "Cable asked for by commune"),
        ("Nút cáp quang ghi địa bàn, không ghi xã; không biết tuyến nào của xã nào.",
         "Fiber nodes name a district and no commune, so nobody knows which cable is whose."),
        ("Xét theo địa bàn hoặc cả tỉnh.", "Ask by district or for the province."),
        "kind: undergrounding\nunit: commune", "kind: undergrounding\nunit: district"),
    "E243": entry(
        ("Tệp CSV thiếu cột", "A CSV without its columns"),
        ("Không biết cột nào là xã, nhà mạng, số đo (hay tài sản, hỏng gì, người báo) thì không đọc được dòng nào.",
         "Without knowing which column is the commune, the operator, a figure (or the asset, the damage, the reporter) "
         "no line can be read."),
        ("Ghi dòng đầu: xã; nhà mạng; tỷ lệ dân số; tốc độ; nguồn; ngày. Thiệt hại: tài sản; hỏng; người báo; số liệu "
         "lúc.",
         "Name them in the first line: commune, operator, people_share, download_mbps, reporter, as_of. Of damage: "
         "asset, what, reporter, as_of."),
        "Cô Tô;Viettel;85", "xã;nhà mạng;tỷ lệ dân số\nCô Tô;Viettel;85"),
    "E244": entry(
        ("Ô không đọc được trong tệp CSV", "A cell of a CSV that cannot be read"),
        ("Số phải là số, ngày phải là ngày; không đoán. Tỷ lệ ghi 0,85 hoặc 85 %; giờ ghi 02/9/2026 06:00; 1.250 triệu "
         "thì ghi 1250.",
         "A figure is a number and a day is a day; nothing is guessed. A share is 0.85 or 85 %, an instant "
         "2026-09-02 06:00, a thousand million 1000 and never 1.000."),
        ("Sửa ô, hoặc xoá dòng.", "Mend the cell, or delete the line."),
        "Cô Tô;Viettel;khá tốt", "Cô Tô;Viettel;85 %"),
    "E245": entry(
        ("Tên lạ trong tệp CSV", "A name in a CSV that the province does not have"),
        ("Tên phải là của tỉnh: tên, mã chính thức hoặc id; trùng tên thì phải ghi id.",
         "A name of the province is asked for: name, official code or id; where two share a name, the id."),
        ("Sửa tên.", "Mend the name."),
        "Cô Tổ Mới;Viettel;85", "Cô Tô;Viettel;85"),
    "W595": entry(
        ("Chương trình đã xong mà cáp còn treo", "A programme that is done, and its cable still hangs"),
        ("Chương trình ghi đã đủ km, nhưng tuyến của nó trong danh mục vẫn treo: kết luận vẫn tính là cáp treo.",
         "All its kilometres are done, but its segments are aerial in the inventory: verdicts go by the inventory."),
        ("Sửa mounting của tuyến, hoặc sửa done_km.", "Mend the segment's `mounting`, or `done_km`."),
        "- {id: FS-1, mounting: aerial, …}   # done_km = target_km", "- {id: FS-1, mounting: duct, …}"),
    "W596": entry(
        ("Một tuyến ở hai chương trình", "A segment in two programmes"),
        ("Km của tuyến bị tính hai lần vào tiến độ.", "Its kilometres count twice in the progress."),
        ("Để tuyến ở một chương trình.", "Leave it in one programme."),
        "segments: [FS-1]   # FS-1 đã ở NH-2026", "segments: [FS-2]"),
    "W597": entry(
        ("Chuyển vùng chưa sẵn sàng", "Roaming that is not ready"),
        ("Chưa thử, hoặc người dùng chưa được hướng dẫn chọn mạng tự động, thì lệnh chuyển vùng không giúp được ai.",
         "Untested, or with users who were never told to set phones to automatic, an order to roam helps nobody."),
        ("Thử và ghi last_tested; viết instruction.", "Test it and write `last_tested`; write `instruction`."),
        "- {id: CV-1, communes: [co-to], operators: [a, b]}",
        "- {id: CV-1, communes: [co-to], operators: [a, b], last_tested: 2026-04-12,\n"
        "   instruction: {vi: Đặt chọn mạng tự động}}"),
    "W598": entry(
        ("Chuyển vùng quá chậm sau lệnh", "Roaming too long after the order"),
        ("Mức phải đạt là 30 phút sau lệnh.", "It is to work 30 minutes after the order."),
        ("Làm việc lại với nhà mạng.", "Settle it with the operators."),
        "minutes_after_order: 120", "minutes_after_order: 30"),
    "W599": entry(
        ("Lệnh hạ tải không khớp với hạn hoặc báo cáo", "A derating that does not fit its deadline or report"),
        ("Lệnh muộn hơn hạn thì hạn đã lỡ; ghi lúc xong mà không ghi done thì không biết đã làm chưa.",
         "Ordered after its deadline it has missed it; with a time and no `done` nobody knows whether it was done."),
        ("Sửa at_h, deadline_h, done hoặc done_at.", "Mend `at_h`, `deadline_h`, `done` or `done_at`."),
        "- {do: derate, site: S1, at_h: 6, deadline_h: 2, factor: 1.2}",
        "- {do: derate, site: S1, at_h: 2, deadline_h: 2, factor: 1.2}"),
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
    "W612": entry(
        ("Cột không dùng trong tệp CSV", "A column of a CSV that is not used"),
        ("Tên cột không có trong các tên được hiểu, hoặc lặp lại.", "Its name is none of those known, or comes twice."),
        ("Bỏ cột, hoặc đổi tên.", "Drop the column, or rename it."),
        "xã;nhà mạng;tỷ lệ;ghi chú", "xã;nhà mạng;tỷ lệ"),
    "W613": entry(
        ("Hai dòng CSV trùng nhau", "Two lines of a CSV that are the same"),
        ("Cùng xã, nhà mạng, người báo và ngày (hoặc cùng một thứ hỏng, người báo và thời điểm); cả hai được giữ.",
         "The same commune, operator, reporter and day (or damage, reporter and instant); both are kept."),
        ("Xoá một nếu ghi thừa.", "Delete one if it is a copy."),
        "Cô Tô;Viettel;85\nCô Tô;Viettel;85", "Cô Tô;Viettel;85"),
    "W614": entry(
        ("Kết quả đo không ghi nguồn hoặc ngày", "A measurement without reporter or day"),
        ("Số không nguồn, không ngày thì không ai kiểm lại được.", "Without them nobody can check the figure."),
        ("Thêm cột nguồn và ngày.", "Add the columns reporter and as_of."),
        "xã;nhà mạng;tỷ lệ", "xã;nhà mạng;tỷ lệ;nguồn;ngày"),
    "W611": entry(
        ("Điểm lõm sóng mà có trạm phục vụ", "A dead spot that sites serve"),
        ("Vừa ghi không có sóng từ trước bão, vừa ghi trạm phục vụ: một trong hai sai. Đang coi là lõm sóng.",
         "It says that there was no signal before the storm, and names sites that serve it: one is wrong. It counts as "
         "a dead spot."),
        ("Xoá một trong hai.", "Delete one of the two."),
        "signal_before: false\nserved_by: [CT-001]", "signal_before: true\nserved_by: [CT-001]"),
}
