"""Codes E480–E484 and W582–W583: tables out of a spreadsheet, and registers that contradict themselves."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

SHEETS: dict[str, CodeEntry] = {
    "E480": entry(
        ("Tệp bảng tính thay cho CSV", "A spreadsheet's own file in place of a CSV"),
        ("Lệnh chỉ đọc CSV: mỗi dòng một bản ghi, ô nào sai chỉ đúng dòng, cột ô ấy; tệp .xlsx, .xls, .ods thì không.",
         "Only CSV is read, a record a line, so that every wrong cell is told by line and column; .xlsx, .xls and .ods "
         "are not."),
        ("Trong Excel: File > Save As, kiểu “CSV UTF-8 (Comma delimited)”.",
         "In Excel: File > Save As, type `CSV UTF-8 (Comma delimited)`."),
        "planner damage import TINH thiet-hai.xlsx", "planner damage import TINH thiet-hai.csv"),
    "E481": entry(
        ("Công thức hoặc lỗi của bảng tính trong ô", "A formula or a fault of the spreadsheet in a cell"),
        ("Công thức không phải số liệu, và #REF! hay #N/A nghĩa là bảng tính không tính được.",
         "A formula is no figure, and #REF! or #N/A says that the spreadsheet could not work it out."),
        ("Dán giá trị (Paste Special, Values), sửa ô lỗi, lưu lại CSV.",
         "Paste as values, mend the faulty cell, and save as CSV again."),
        "S2;cột;=B2;02/9/2026 06:00", "S2;cột;Mạng A;02/9/2026 06:00"),
    "E482": entry(
        ("Dòng nhiều ô hơn số cột", "A line with more cells than columns"),
        ("Thường do dấu phẩy thập phân hoặc dấu phẩy trong chữ: mọi ô sau đó lệch cột, số đọc ra là số khác.",
         "Mostly a decimal comma or a comma in a text: whatever follows it stands in another column, and a figure "
         "reads as another."),
        ("Đặt ô ấy trong nháy kép, hoặc lưu CSV với dấu chấm phẩy.",
         "Put the cell in quotes, or save with semicolons."),
        "asset,what,reporter,as_of,cost\nS2,mast,A,2026-09-02 06:00,250,5",
        'asset,what,reporter,as_of,cost\nS2,mast,A,2026-09-02 06:00,"250,5"'),
    "E483": entry(
        ("Ô kéo dài qua nhiều dòng", "A cell that goes on over several lines"),
        ("Ô có xuống dòng (Alt+Enter), hoặc thừa một dấu nháy kép: không biết dòng nào hết.",
         "The cell has a line break (Alt+Enter), or a quote is left open: nobody knows where the line ends."),
        ("Xoá chỗ xuống dòng trong ô, hoặc dấu nháy thừa.", "Take out the line break, or the stray quote."),
        'S2;cột;"Mạng A\nChi nhánh Núi";02/9/2026 06:00', 'S2;cột;"Mạng A, Chi nhánh Núi";02/9/2026 06:00'),
    "E484": entry(
        ("Cột ghi đơn vị khác", "A column in another unit"),
        ("Đơn vị trong ngoặc của tên cột khác đơn vị mà số được đọc: tỷ đồng đọc thành triệu đồng là sai nghìn lần.",
         "The unit in brackets is not the one in which the figures are read: thousands of millions read as millions "
         "are wrong a thousandfold."),
        ("Đổi số ra đúng đơn vị, rồi sửa tên cột.", "Turn the figures into the unit, and mend the column's name."),
        "tài sản;hỏng;người báo;số liệu lúc;chi phí (tỷ đồng)",
        "tài sản;hỏng;người báo;số liệu lúc;chi phí (triệu đồng)"),
    "W582": entry(
        ("Báo cáo thiệt hại có trước điều nó kể", "A damage report from before what it tells"),
        ("Số liệu lúc 6 giờ không thể kể chuyện mất lúc 18 giờ: một trong hai giờ sai. Báo cáo vẫn được giữ.",
         "What is known at 06:00 cannot tell of a loss at 18:00: one of the two hours is wrong. The report is kept."),
        ("Sửa as_of, down_since hoặc restored_at.", "Mend `as_of`, `down_since` or `restored_at`."),
        "down_since: 2026-09-01T18:00:00+07:00\nas_of: 2026-09-01T06:00:00+07:00",
        "down_since: 2026-09-01T18:00:00+07:00\nas_of: 2026-09-02T06:00:00+07:00"),
    "W583": entry(
        ("Mốc không khớp với yêu cầu tính nó", "A milestone that does not fit the requirement that computes it"),
        ("Mốc ghi 48 giờ mà yêu cầu xét 24 giờ thì kết luận in cạnh mốc là của việc khác.",
         "A milestone of 48 hours beside a requirement that judges 24 shows the verdict of something else."),
        ("Sửa due_h, share hoặc requirement của mốc, hay by_h, share của yêu cầu.",
         "Mend `due_h`, `share` or `requirement` of the milestone, or `by_h` or `share` of the requirement."),
        "- {id: MOC-1, due_h: 48, share: 0.5, requirement: mot-ngay}   # mot-ngay: by_h 24",
        "- {id: MOC-1, due_h: 24, share: 0.5, requirement: mot-ngay}"),
}
