"""Codes E101-E119: what can be wrong with a file, its YAML and its spelling."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

READING: dict[str, CodeEntry] = {
    "E101": entry(
        ("Không phải YAML đúng", "Not valid YAML"),
        ("Tệp sai cách viết nên phần sau chỗ sai không thể hiểu chắc chắn; không đoán.",
         "The file breaks a rule of YAML, so what follows cannot be read with certainty."),
        ("Sửa ở dòng được chỉ ra: dấu cách sau dấu hai chấm, dấu nháy, dấu ngoặc, bậc thụt dòng, "
         "không dùng phím Tab.",
         "Mend the line shown: a space after the colon, quotes, brackets, indents, no tabs."),
        "name:Trạm Cô Tô\nlat: 20.97", "name: Trạm Cô Tô\nlat: 20.97"),
    "E102": entry(
        ("Nhãn và tham chiếu của YAML", "YAML anchors and aliases"),
        ("Một tham chiếu chép cả một phần tệp sang chỗ khác: vài dòng có thể phình ra hàng tỷ giá "
         "trị, và người đọc không thấy giá trị ở chỗ cần thấy.",
         "An alias copies a part of the file elsewhere: a few lines can grow to billions of "
         "values, and a reader does not see the value where it counts."),
        ("Viết đầy đủ giá trị ở từng chỗ. Chữ bắt đầu bằng & hoặc * thì đặt trong nháy đơn.",
         "Write the value out in each place. Put text that begins with & or * in quotes."),
        "battery_h: &b 4", "battery_h: 4"),
    "E103": entry(
        ("Thẻ kiểu của YAML", "YAML tags"),
        ("Thẻ “!…” có thể bảo phần mềm đọc chạy mã lệnh hoặc đổi kiểu giá trị; danh mục không cần "
         "thẻ nào.",
         "A `!…` tag can make a reader run code or change a type; an inventory needs none."),
        ("Xoá thẻ. Chữ bắt đầu bằng ! thì đặt trong nháy đơn.",
         "Delete the tag. Put text that begins with ! in quotes."),
        "name: !!str Cô Tô", "name: Cô Tô"),
    "E104": entry(
        ("Cách viết mà mỗi phần mềm hiểu một khác", "A spelling that programs read differently"),
        ("Không có nháy, 0123 là 83 hoặc 123, NO là sai hoặc chữ, 12:30 là 750 hoặc chữ, 20,95 là "
         "chữ hoặc 2095. Ở đây mỗi giá trị chỉ được có một nghĩa.",
         "Without quotes, 0123 is 83 or 123, NO is false or text, 12:30 is 750 or text, 20,95 is "
         "text or 2095. Here a value has one meaning only."),
        ("Mã, số hiệu và tên: đặt trong nháy đơn. Số: chỉ dùng chữ số, dấu trừ và dấu chấm. "
         "Có/không: true hoặc false.",
         "Codes and names: single quotes. Numbers: digits, a minus and a point. Yes/no: true or "
         "false."),
        "code: 00193\nlat: 20,95", "code: '00193'\nlat: 20.95"),
    "E105": entry(
        ("Một trường có hai lần", "A key stands twice"),
        ("Phần mềm khác lặng lẽ lấy giá trị sau, bỏ giá trị trước. Tên gõ bằng dấu dựng sẵn và dấu "
         "tổ hợp cũng là một tên.",
         "Other programs silently keep the later value. Composed and decomposed letters spell one "
         "name."),
        ("Giữ một dòng, xoá dòng kia; hai dòng đều được nêu.",
         "Keep one line and delete the other; both are named."),
        "battery_h: 4\nbattery_h: 8", "battery_h: 8"),
    "E106": entry(
        ("Lồng nhau quá sâu", "Nested too deep"),
        ("Danh mục cần dưới 10 bậc; hàng trăm bậc là tệp hỏng hoặc tệp phá hoại.",
         "An inventory needs fewer than 10 levels; hundreds mean a broken or hostile file."),
        ("Bỏ các dấu ngoặc hoặc bậc thụt thừa.", "Take out the extra brackets or indents."),
        "operators: " + "[" * 41 + "viettel" + "]" * 41, "operators: [viettel]"),
    "E107": entry(
        ("Tệp quá lớn", "A file that is too large"),
        ("Mỗi tệp tối đa 32 MB và 2 triệu giá trị, để một tệp hỏng không làm treo máy. Khi một tệp "
         "có quá 1.000 lỗi, phần sau cũng không đọc.",
         "A file may have 32 MB and 2 million values, so that a broken one cannot hang the "
         "machine. After 1,000 findings the rest of a file is not read either."),
        ("Chia danh mục thành nhiều tệp: mọi tệp .yaml trong thư mục đều được đọc.",
         "Split the inventory: every .yaml file of the folder is read."),
        "# sites.yaml, 60 MB", "# sites-1.yaml, 20 MB; sites-2.yaml, 20 MB; sites-3.yaml, 20 MB"),
    "E108": entry(
        ("Sai bảng mã chữ", "Wrong text encoding"),
        ("Tệp lưu bằng TCVN3 (ABC), VNI, cp1258, UTF-16, hoặc UTF-8 bị chuyển mã hai lần. Đoán thì "
         "tên xã có thể sai mà không ai thấy.",
         "The file is in TCVN3 (ABC), VNI, cp1258, UTF-16, or in UTF-8 encoded twice. A guess "
         "could spoil names unseen."),
        ("Chuyển sang Unicode dựng sẵn bằng UniKey Toolkit (Ctrl+Shift+F6) hoặc lệnh iconv, rồi "
         "lưu UTF-8.",
         "Convert to Unicode with UniKey Toolkit (Ctrl+Shift+F6) or iconv, and save as UTF-8."),
        "name: Tr¹m C« T«", "name: Trạm Cô Tô"),
    "E109": entry(
        ("Ký tự không nhìn thấy hoặc không được dùng", "An invisible or forbidden character"),
        ("Ký tự không rộng, dấu cách lạ, ký tự điều khiển hay đảo chiều làm hai tên trông giống "
         "nhau mà khác nhau, hoặc làm rối màn hình. Ð và ð không phải Đ và đ.",
         "Zero-width, control and bidi characters and odd spaces make two names look alike and "
         "differ, or upset a screen. Ð and ð are not the Vietnamese Đ and đ."),
        ("Xoá ký tự được nêu mã rồi gõ lại chỗ đó.",
         "Delete the character, whose code point is named, and retype the spot."),
        'name: "Cô\\u200bTô"', "name: Cô Tô"),
    "E110": entry(
        ("Không có trường này", "Unknown key"),
        ("Một trường gõ sai tên mà bỏ qua thì số liệu mất lặng lẽ.",
         "A mistyped key that is skipped loses its figure in silence."),
        ("Sửa theo tên gợi ý; xem các trường có thể dùng bằng planner explain.",
         "Use the name suggested; `planner explain` lists the keys."),
        "distric: '193'", "district: '193'"),
    "E111": entry(
        ("Thiếu trường bắt buộc", "A required key is missing"),
        ("Thiếu trường này thì không biết tài sản nằm đâu, thuộc đơn vị nào hoặc nối vào đâu.",
         "Without it nobody knows where the asset stands, to which unit it belongs or what feeds "
         "it."),
        ("Thêm trường vào mục được chỉ ra.", "Add the key to the record shown."),
        "- id: CT-01\n  lon: 107.77", "- id: CT-01\n  lon: 107.77\n  lat: 20.97"),
    "E112": entry(
        ("Sai kiểu giá trị", "Wrong type of value"),
        ("Cần số mà gặp chữ, cần danh sách mà gặp một giá trị … Số trong nháy là chữ.",
         "Text where a number belongs, one value where a list belongs … A number in quotes is "
         "text."),
        ("Ghi đúng kiểu; số thì bỏ nháy; chưa khảo sát thì xoá dòng.",
         "Write the type asked for; no quotes round numbers; delete the line if not surveyed."),
        "height_m: '45'", "height_m: 45"),
    "E113": entry(
        ("Không thuộc các từ được dùng", "Not one of the allowed words"),
        ("Trường này chỉ nhận một số từ cố định, để mọi tỉnh ghi giống nhau.",
         "The field takes a fixed set of words, so that all provinces write alike."),
        ("Chọn một trong các từ được liệt kê.", "Choose one of the words listed."),
        "mounting: ariel", "mounting: aerial"),
    "E114": entry(
        ("Số không hữu hạn, số không âm dấu hoặc quá lớn",
         "A number that is not finite, a negative zero, or too large"),
        ("NaN và vô cùng làm mọi phép so sánh sai lặng lẽ; -0 thường là dấu vết của số bị mất.",
         "NaN and infinity spoil every comparison in silence; -0 is mostly the trace of a lost "
         "number."),
        ("Ghi một số thường, hoặc xoá dòng nếu chưa khảo sát.",
         "Write an ordinary number, or delete the line if it was not surveyed."),
        "battery_h: .inf", "battery_h: 8"),
    "E115": entry(
        ("Đường dẫn ra ngoài thư mục, hoặc qua liên kết", "A path outside the project, or a link"),
        ("Tệp ngoài thư mục của tỉnh không đi theo khi sao chép, và có thể là tệp không được "
         "phép đọc.",
         "A file outside the province's folder is lost when the folder is copied, and may be one "
         "that must not be read."),
        ("Chép tệp vào trong thư mục; thay liên kết bằng chính tệp đó.",
         "Copy the file into the folder; put the file itself in the link's place."),
        "storm: ../../storms/yagi.yaml", "storm: storms/yagi.yaml"),
    "E116": entry(
        ("Mã (id) sai dạng", "An id of a forbidden form"),
        ("Mã còn dùng làm tên tệp: chỉ gồm chữ cái không dấu, chữ số và dấu gạch nối, tối đa 40 ký "
         "tự, không trùng tên thiết bị của Windows (CON, NUL, COM1 …).",
         "Ids also name files: letters without diacritics, digits and hyphens, at most 40, and no "
         "device name of Windows (CON, NUL, COM1 …)."),
        ("Đổi mã; tên đầy đủ có dấu ghi ở name.", "Change the id; the full name goes into `name`."),
        "id: Cô Tô/01", "id: CT-01"),
    "E117": entry(
        ("Tệp rỗng, hoặc nhiều tài liệu trong một tệp",
         "An empty file, or several documents in one"),
        ("Phần mềm khác chỉ đọc tài liệu đầu và bỏ phần sau dấu ---.",
         "Other programs read the first document and drop what follows the `---`."),
        ("Mỗi tài liệu một tệp; tệp không dùng thì xoá.",
         "One document per file; delete a file that is not needed."),
        "sites: []\n---\nsites: []", "sites: []"),
    "E118": entry(
        ("Nội dung đầu tệp không nhận ra", "Unknown content at the top of a file"),
        ("Không biết tệp này là danh mục, kịch bản, bão hay quy định.",
         "It cannot be told whether the file is an inventory, a scenario, a storm or a policy."),
        ("Đặt dữ liệu dưới một trường đầu tệp đã biết, ví dụ sites:.",
         "Put the data under a known top-level key, such as `sites:`."),
        "- id: CT-01", "sites:\n  - id: CT-01"),
    "E119": entry(
        ("Phiên bản định dạng không hỗ trợ", "Unsupported format version"),
        ("Tệp được viết cho một phiên bản khác; cùng một trường có thể mang nghĩa khác.",
         "The file was written for another version; the same key may mean something else."),
        ("Cập nhật planner, hoặc chuyển tệp sang phiên bản được nêu.",
         "Update planner, or bring the file to the version named."),
        "format_version: 99", "format_version: 1"),
}
