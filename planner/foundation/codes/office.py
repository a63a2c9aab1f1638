"""Codes E225–E239 and W585–W594: the registers of an office."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

OFFICE: dict[str, CodeEntry] = {
    "E225": entry(
        ("Nhiệm vụ có hai hạn", "A task with two deadlines"),
        ("Hạn ghi bằng giờ (due_h) và bằng thời điểm (due) có thể lệch nhau.",
         "A deadline in hours (`due_h`) and one as an instant (`due`) can differ."),
        ("Giữ một trong hai.", "Keep one of the two."),
        "- {id: NV-1, due_h: -24, due: 2026-09-06T12:00:00+07:00}", "- {id: NV-1, due_h: -24}"),
    "E226": entry(
        ("Kết thúc trước khi bắt đầu", "Something that ends before it begins"),
        ("Ca trực hoặc thiệt hại có giờ sau đứng trước giờ đầu.",
         "A shift or a damage whose second instant comes before its first."),
        ("Sửa một trong hai giờ.", "Mend one of the two."),
        "from: 2026-09-06T18:00:00+07:00\nto: 2026-09-06T06:00:00+07:00",
        "from: 2026-09-06T06:00:00+07:00\nto: 2026-09-06T18:00:00+07:00"),
    "E227": entry(
        ("Báo cáo thiệt hại không nói về đâu", "A damage report about nothing"),
        ("Không có mã tài sản, cũng không có tên nơi thì không so được với ai.",
         "With no asset and no place it cannot be set beside another report."),
        ("Ghi asset hoặc place.", "Write `asset` or `place`."),
        "- {id: TH-1, what: mast}", "- {id: TH-1, asset: CT-001, what: mast}"),
    "W585": entry(
        ("Không ai trực", "Nobody on duty"),
        ("Giữa hai ca của cùng một vai có khoảng trống, hoặc ca chưa ghi ai trực.",
         "Between two shifts of one role there is a gap, or a shift names nobody."),
        ("Thêm ca, sửa giờ, hoặc ghi “who”.", "Add a shift, mend the hours, or name somebody in `who`."),
        "- {id: CA-1, who: []}", "- {id: CA-1, who: [LH-1]}"),
    "W586": entry(
        ("Một người trực hai ca cùng lúc", "One person on two shifts at once"),
        ("Một người không ngồi hai ghế; một trong hai ca thật ra không có ai.",
         "Nobody sits on two chairs; one of the two is empty."),
        ("Cử người khác, hoặc sửa giờ.", "Name somebody else, or mend the hours."),
        "who: [LH-1]   # LH-1 đang trực ca khác", "who: [LH-2]"),
    "W587": entry(
        ("Nhiệm vụ hoặc mục của sổ thiếu điều phải có", "A task or record that lacks what it must say"),
        ("Nhiệm vụ không có đơn vị, hạn, tình trạng thì không ai làm; mẫu tin không ghi ai ra lệnh thì không ai gửi; "
         "kinh phí không có nguồn thì không chi được.",
         "A task without unit, deadline and status is done by nobody; a message that nobody orders is not sent; money "
         "without a fund is not spent."),
        ("Ghi thêm các trường được nêu.", "Add the fields that are named."),
        "- {id: NV-1, phase: before, task: {vi: Nạp dầu}}",
        "- {id: NV-1, phase: before, task: {vi: Nạp dầu}, unit: {vi: Nhà mạng A}, due_h: -24, status: ongoing}"),
    "W588": entry(
        ("Tình trạng và ngày xong không khớp", "Status and date of completion that do not fit"),
        ("Đã xong thì phải có lúc xong; có lúc xong mà chưa ghi xong, hoặc chậm mà không lý do, thì chưa tin được.",
         "What is done was done at some time; what has a time is done; what is late has a reason."),
        ("Ghi done_at, status hoặc reason cho khớp.", "Make `done_at`, `status` and `reason` fit."),
        "status: done", "status: done\ndone_at: 2026-09-05T16:30:00+07:00"),
    "W589": entry(
        ("Việc trước bão có hạn sau khi bão đến", "A task before the storm that is due after it"),
        ("Số dương là sau khi bão đến; việc trước bão phải xong trước.",
         "A positive number is after the storm's arrival; what comes before it must be done before it."),
        ("Ghi số âm, hoặc đổi giai đoạn.", "Write a negative number, or another phase."),
        "phase: before\ndue_h: 24", "phase: before\ndue_h: -24"),
    "W590": entry(
        ("Diễn tập, rà soát hoặc sao lưu đã quá hạn", "A drill, review or backup that is overdue"),
        ("Phương án phải rà soát hằng năm (Luật Phòng, chống thiên tai, Điều 22); bản sao lưu cũ thì mất số liệu.",
         "A plan is reviewed every year (Law on Natural Disaster Prevention, Article 22); an old backup loses data."),
        ("Tổ chức lại rồi ghi ngày; ngày xét là ngày của giờ 0.",
         "Hold it again and write the day; the age is counted to the day of hour 0."),
        "offline_backup: 2025-01-10\nbackup_every_days: 7",
        "offline_backup: 2026-09-01\nbackup_every_days: 7"),
    "W591": entry(
        ("Hai nơi báo thiệt hại khác nhau", "Two reporters who disagree"),
        ("Cùng một tài sản hay nơi mà số lượng, giờ mất hay tình trạng khác nhau; giữ cả hai, không lấy trung bình.",
         "Of one asset or place they tell other counts, hours or states; both are kept, none is averaged."),
        ("Hỏi lại rồi ghi báo cáo mới với as_of mới.", "Ask, and record a new report with a new `as_of`."),
        "- {id: TH-2, reporter: Báo chí, count: 27}   # nơi khác báo 48",
        "- {id: TH-2, reporter: Báo chí, count: 48}"),
    "W592": entry(
        ("Liên hệ không dùng được", "A contact that is of no use"),
        ("Số không đúng dạng thì không gọi được; liên hệ không ca trực, nhiệm vụ nào nêu thì không ai gọi. "
         "Thông báo không in lại số vì là dữ liệu cá nhân.",
         "A number of no such form reaches nobody, and whom no shift or task names nobody calls. "
         "The number itself is not repeated: it is personal."),
        ("Sửa số; ghi liên hệ vào ca trực hoặc nhiệm vụ.", "Mend the number; name the contact somewhere."),
        "mobile: '0912'", "mobile: '0912345678'"),
    "W593": entry(
        ("Số liệu không ghi người báo và ngày", "Figures without reporter and day"),
        ("Mỗi số liệu của phương án phải có nguồn và ngày; mỗi danh sách một cảnh báo, kèm số mục.",
         "Every figure of the plan carries its source and day; one warning for each list, with the count."),
        ("Thêm source với reporter và as_of.", "Add `source` with `reporter` and `as_of`."),
        "- {id: NV-1}", "- {id: NV-1, source: {reporter: Sở KHCN, as_of: 2026-09-01}}"),
    "W594": entry(
        ("Tin nhắn quá dài", "A text message that is too long"),
        ("Chữ có dấu gửi theo UCS-2: 70 ký tự một tin, 67 mỗi đoạn khi dài hơn; trên ba đoạn thì tới chậm, lộn thứ tự.",
         "Letters with diacritics go as UCS-2: 70 in one message, 67 a part when longer; more than three parts come "
         "late and out of order."),
        ("Rút gọn nội dung.", "Shorten the text."),
        "text: {vi: (hơn 201 ký tự)}", "text: {vi: Bão sắp vào. Cần cứu giúp gọi 112.}"),
}
