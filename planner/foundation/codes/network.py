"""Codes E2xx and E4xx: references, structure, scenarios, policies and storms."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

STRUCTURE: dict[str, CodeEntry] = {
    "E201": entry(
        ("Mã được nhắc tới không có", "A dangling id"),
        ("Tham chiếu tới một mã không có trong tỉnh thì đường nối ấy không tồn tại.",
         "A reference to an id that the province does not have is a connection that is not there."),
        ("Sửa theo mã gần giống được gợi ý, hoặc thêm mục có mã này.",
         "Use the near id suggested, or add a record with this id."),
        "feed: feeder-17   # chỉ có feeder-71", "feed: feeder-71"),
    "E202": entry(
        ("Hai mục cùng mã", "A duplicate id"),
        ("Mã dùng làm tên tệp và để tham chiếu; chữ hoa và chữ thường không phân biệt.",
         "Ids name files and are referred to; capitals and small letters are the same."),
        ("Đổi mã một trong hai mục; cả hai dòng đều được nêu.",
         "Change one of the two; both lines are named."),
        "- id: CT-01\n- id: ct-01", "- id: CT-01\n- id: CT-02"),
    "E203": entry(
        ("Không có gì cấp điện", "Fed by nothing"),
        ("Trạm hoặc nút phải ghi nút điện cấp cho mình, và nút đó phải có trong tỉnh.",
         "A site or node names the power node that feeds it, and the province must have it."),
        ("Ghi feed bằng mã một nút điện, hoặc thêm nút đó vào power.yaml.",
         "Set `feed` to a power node, or add the node to power.yaml."),
        "feed: feeder-17   # không có", "feed: feeder-71"),
    "E204": entry(
        ("Nối vào chính mình", "A self-loop"),
        ("Một tuyến có hai đầu là một nút thì không nối gì cả.",
         "A line whose two ends are one node connects nothing."),
        ("Sửa một trong hai đầu.", "Mend one of the two ends."),
        "from: HL-01\nto: HL-01", "from: HL-01\nto: HL-02"),
    "E205": entry(
        ("Mạng không có nút lõi", "A network without a gateway"),
        ("Không có nút lõi thì không trạm nào ra khỏi tỉnh được; mọi kết luận đều thành không đạt.",
         "Without a gateway no site reaches the national core, and every verdict would fail."),
        ("Đặt role: gateway cho ít nhất một nút cáp quang.",
         "Give at least one fiber node `role: gateway`."),
        "role: junction", "role: gateway"),
    "E206": entry(
        ("Lưới điện không có nguồn", "A power network without a source"),
        ("Không có nguồn thì không nút điện nào có điện, kể cả khi không có bão.",
         "Without a source nothing has power, storm or not."),
        ("Ghi ít nhất một nguồn (kind: source).", "Add at least one source (`kind: source`)."),
        "kind: substation", "kind: source"),
    "E207": entry(
        ("Một phần tử ghi hai lần", "An item listed twice"),
        ("Ghi hai lần dễ bị đếm hai lần.", "What is listed twice is easily counted twice."),
        ("Xoá một trong hai.", "Delete one of the two."),
        "operators: [viettel, viettel]", "operators: [viettel]"),
    "E208": entry(
        ("Quan hệ không thể có", "A relation that cannot be"),
        ("Ví dụ: tiếp dầu cho máy phát mà trạm không có, cột điện cho cáp chôn, hai đầu của một "
         "chặng vi ba ở cùng một trạm.",
         "For example fuel for a generator that the site does not have, or poles under a buried "
         "cable."),
        ("Sửa một trong hai phía của quan hệ được nêu.", "Mend one side of the relation named."),
        "mounting: buried\npoles: L-22", "mounting: aerial\npoles: L-22"),
}

QUESTIONS: dict[str, CodeEntry] = {
    "E401": entry(
        ("Bộ chọn không chọn được gì", "A selector that matches nothing"),
        ("Kịch bản định làm hỏng một nhóm mà nhóm rỗng: kết quả sẽ tốt giả tạo.",
         "The scenario means to remove a group, and the group is empty: the result would look too "
         "good."),
        ("Kiểm tra từng điều kiện của bộ chọn; tên gần giống được gợi ý.",
         "Check each condition; near names are suggested."),
        "select: {kind: segment, mounting: aerial, district: co-too}",
        "select: {kind: segment, mounting: aerial, district: co-to}"),
    "E402": entry(
        ("Hành động nhắc tới thứ không có", "An action on something absent"),
        ("Hạ tải, tiếp dầu hay sửa một thứ không có trong tỉnh là việc không thể làm.",
         "What the province does not have cannot be derated, refuelled or repaired."),
        ("Sửa mã theo gợi ý.", "Use the id suggested."),
        "derate: [CT-99]", "derate: [CT-09]"),
    "E403": entry(
        ("Tiếp dầu trước khi máy phát tới", "Fuel before the generator arrives"),
        ("Dầu tới khi chưa có máy thì không đổ vào đâu được.",
         "There is nothing to fill before the generator is there."),
        ("Cho giờ tiếp dầu bằng hoặc sau giờ máy tới.",
         "Set the refuel at or after the arrival."),
        "arrive_h: 12\nrefuel: {at_h: 6}", "arrive_h: 12\nrefuel: {at_h: 18}"),
    "E404": entry(
        ("Cơn bão không dùng được", "A storm that cannot be used"),
        ("Đường đi thiếu điểm, sai thứ tự thời gian, hoặc thiếu áp suất và gió.",
         "The track lacks fixes, is out of order, or lacks pressure and wind."),
        ("Ghi ít nhất hai vị trí theo thứ tự thời gian, mỗi vị trí đủ gió.",
         "Give at least two fixes in order of time, each with its wind."),
        "fixes: []", "fixes:\n  - {at: 2024-09-07T06:00:00Z, lon: 107.6, lat: 20.7, wind_kt: 95}"),
    "E405": entry(
        ("Quy định không dùng được", "A policy that cannot be used"),
        ("Yêu cầu thiếu đơn vị, số lượng hoặc điều kiện thì không xét được.",
         "A requirement without unit, count or condition cannot be judged."),
        ("Bổ sung phần được nêu.", "Add the part named."),
        "at_least: 0", "at_least: 3"),
    "E406": entry(
        ("Khoảng thời gian đi lùi", "A window that ends before it begins"),
        ("Một việc kết thúc trước khi bắt đầu thì không bao giờ xảy ra, và kết quả sẽ sai lặng lẽ.",
         "What ends before it begins never happens, and the result would be wrong in silence."),
        ("Ghi until_h lớn hơn giờ bắt đầu, hoặc xoá nếu kéo dài đến hết.",
         "Write an `until_h` after the start, or delete it if it lasts to the end."),
        "at_h: 24\nuntil_h: 12", "at_h: 12\nuntil_h: 24"),
}

WARNINGS: dict[str, CodeEntry] = {
    "W501": entry(
        ("Hai trạm ở một điểm", "Two sites at one point"),
        ("Có thể là một trạm dùng chung bị ghi hai lần, và được đếm hai lần.",
         "It may be one shared site entered twice, and counted twice."),
        ("Nếu là một cột, gộp lại và ghi cả hai nhà mạng ở operators.",
         "If it is one mast, merge them and list both under `operators`."),
        "- {id: CT-01, lon: 107.77, lat: 20.97}\n- {id: CT-02, lon: 107.77, lat: 20.97}",
        "- {id: CT-01, lon: 107.77, lat: 20.97, operators: [viettel, vinaphone]}"),
    "W502": entry(
        ("Thời gian dự phòng trái với bồn và mức đốt", "Autonomy against tank and burn"),
        ("Số giờ ghi khác dung tích chia mức tiêu hao; tính toán dùng dung tích và mức tiêu hao.",
         "The hours written differ from tank divided by burn; the calculation uses the latter."),
        ("Sửa số sai; nếu không chắc, ghi nguồn của từng số.",
         "Mend the wrong figure; if unsure, give each its source."),
        "tank_l: 100\nburn_l_per_h: 5\nautonomy_h: 72",
        "tank_l: 100\nburn_l_per_h: 5\nautonomy_h: 20"),
    "W503": entry(
        ("Còn dựa vào 2G", "Reliance on 2G"),
        ("Mạng 2G đã ngừng từ tháng 9/2026; kênh hoặc trạm chỉ có 2G không còn hoạt động.",
         "The 2G networks ended in September 2026; what has only 2G no longer works."),
        ("Ghi công nghệ đang dùng, hoặc bỏ mục này.",
         "Write the technology in use, or delete the record."),
        "technologies: ['2G']", "technologies: ['4G']"),
    "W504": entry(
        ("Điểm sát ngoài ranh giới", "A point just outside its outline"),
        ("Ranh giới vẽ thô; điểm nằm ngoài nhưng còn trong vùng đệm nên vẫn được nhận.",
         "Outlines are coarse; the point is outside, within the buffer, and is accepted."),
        ("Kiểm tra toạ độ một lần, hoặc vẽ ranh giới kỹ hơn.",
         "Check the coordinates once, or draw a finer outline."),
        "district: co-to   # 0.8 km", "district: van-don"),
    "W505": entry(
        ("Tệp không được đọc vì đuôi tệp", "A file not read because of its ending"),
        ("Chỉ tệp .yaml được đọc; tệp .yml, .txt hay .YAML trong thư mục bị bỏ qua.",
         "Only .yaml files are read; .yml, .txt or .YAML files of the folder are left out."),
        ("Đổi đuôi thành .yaml nếu cần đọc.", "Rename it to .yaml if it is meant."),
        "# sites.yml", "# sites.yaml"),
    "W506": entry(
        ("Số liệu chưa khảo sát", "Figures not surveyed"),
        ("Chỗ trống không phải số không: kết luận có thể là chưa xét được.",
         "A gap is not zero: the verdict may be that it cannot be judged."),
        ("Khảo sát theo danh sách, việc quyết định nhất đứng trước.",
         "Survey what is listed, the most decisive first."),
        "generators:\n  - id: g1", "generators:\n  - id: g1\n    tank_l: 200\n    burn_l_per_h: 4"),
    "W507": entry(
        ("Dầu tiếp không được tính", "Fuel that is not credited"),
        ("Lúc tiếp dầu máy phát đang hỏng; dầu ấy không được tính cho máy.",
         "The generator is failed at the time of the refuel; the fuel is not credited."),
        ("Tiếp dầu sau khi sửa xong, hoặc sửa sớm hơn.",
         "Refuel after the repair, or repair earlier."),
        "refuel: {at_h: 10}   # máy hỏng 6–20 h", "refuel: {at_h: 20}"),
    "W508": entry(
        ("Số liệu không ghi nguồn", "Figures without a source"),
        ("Kế hoạch ký tên phải nói được mỗi số do ai cung cấp, ngày nào.",
         "A signed plan must be able to say who gave each figure, and when."),
        ("Ghi source cho từng mục.", "Give each record its `source`."),
        "design_wind: {value: 45}",
        "design_wind: {value: 45}\nsource: {reporter: Viettel Quảng Ninh, as_of: 2026-06-01}"),
    "W509": entry(
        ("Bản ghi có lỗi được để riêng", "A record with errors, set aside"),
        ("Với --set-aside, bản ghi có lỗi được coi là chưa khảo sát: vắng mặt khi xét bi quan, có đủ khi "
         "xét lạc quan. Kết luận vì thế có thể là chưa xét được.",
         "With --set-aside a record with errors counts as not surveyed: absent on the pessimistic "
         "side, present on the optimistic one. The verdict may then be that it cannot be judged."),
        ("Sửa bản ghi rồi chạy lại không có --set-aside.",
         "Mend the record and run again without --set-aside."),
        "- id: CT-01\n  lat: 207.1", "- id: CT-01\n  lat: 20.71"),
    "W510": entry(
        ("Nhóm rủi ro không có thành viên", "A risk group without members"),
        ("Nhóm mà không tuyến nào ghi tên thì không làm đứt gì; có thể các tuyến đi chung chưa được ghi.",
         "A group that no span lists takes nothing with it; perhaps the spans that share it were "
         "not entered."),
        ("Ghi mã nhóm vào srlgs của các tuyến đi chung, hoặc xoá nhóm.",
         "List the group in the `srlgs` of the spans that share it, or delete it."),
        "srlgs: [{id: cau-bai-chay}]   # không tuyến nào nhắc tới",
        "segments: [{id: S1, srlgs: [cau-bai-chay]}]"),
    "W511": entry(
        ("Quy định không nói tới đơn vị nào", "A policy that speaks of no unit"),
        ("Không đơn vị nào của tỉnh hợp với điều kiện của quy định, nên không có kết luận nào cho nó.",
         "No unit of the province fits the policy's conditions, so that it gives no verdict."),
        ("Thêm xã hoặc địa bàn vào danh mục, hoặc nới phần where.",
         "Add communes or districts to the inventory, or widen `where`."),
        "unit: commune   # tỉnh chưa ghi xã nào", "communes:\n  - {id: co-to, name: {vi: Cô Tô}, district: co-to}"),
}
