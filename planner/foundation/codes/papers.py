"""E460 to E469: documents, their templates and their stamps."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

PAPERS: dict[str, CodeEntry] = {
    "E460": entry(
        ("mẫu Word không dùng được", "the Word template cannot be used"),
        ("Tệp không phải .docx, quá lớn, là bom nén hoặc khai báo DOCTYPE, nên không được mở.",
         "The file is no .docx, is too large, is packed like a bomb or declares a DOCTYPE, so it is not opened."),
        ("Mở tệp bằng Word, lưu lại thành .docx rồi chạy lại.",
         "Open the file in Word, save it as .docx and run again."),
        "template: mau.doc",
        "template: mau.docx",
    ),
    "E461": entry(
        ("thẻ trong mẫu Word sai", "a tag of the Word template is wrong"),
        ("Mẫu có thẻ không có trong danh sách, viết sai cú pháp, hoặc làm điều bị cấm trong hộp cát.",
         "The template has a tag that does not exist, is misspelt, or does what the sandbox forbids."),
        ("Sửa thẻ theo danh sách trong docs/documents.md.",
         "Mend the tag by the list in docs/documents.md."),
        "tag: '{{ tieu_de }}'",
        "tag: '{{ subject }}'",
    ),
    "E462": entry(
        ("mẫu Word cần quá nhiều thời gian hoặc bộ nhớ", "the Word template takes too much time or memory"),
        ("Mẫu của cơ quan được điền trong tiến trình riêng có 10 giây và 512 MB.",
         "A department's template is filled in a process of its own with 10 s and 512 MB."),
        ("Bỏ vòng lặp và phép tính trong thẻ; mẫu chỉ cần đặt chữ vào chỗ.",
         "Take loops and sums out of the tags; a template only puts words in their place."),
        "tag: \"{{ 'x' * 1000000000 }}\"",
        "tag: '{{ subject }}'",
    ),
    "E463": entry(
        ("tệp không mang dấu vết của planner", "the file carries no trace of planner"),
        ("Chỉ văn bản do `planner plan` viết mới mang dấu vết của số liệu, phần mềm và kết quả tính.",
         "Only documents written by `planner plan` carry the trace of inputs, tool and answers."),
        ("Kiểm tra đúng tệp; nếu tệp được chép chữ sang tệp mới thì dấu vết đã mất.",
         "Check that it is the right file; words copied to a new file leave the trace behind."),
        "file: ban-chep.docx",
        "file: out/plan/plan.vi.docx",
    ),
    "E464": entry(
        ("thẻ trong mẫu Word làm điều bị cấm", "a tag of the Word template does what is forbidden"),
        ("Mẫu được điền trong hộp cát: thẻ chỉ in được các giá trị đã cho, không chạm tới tệp hay chương trình.",
         "The template is filled in a sandbox: a tag prints the values it is given and reaches no file or program."),
        ("Bỏ thẻ ấy; chỉ dùng thẻ trong docs/documents.md.", "Take the tag out; use those of docs/documents.md."),
        "tag: '{{ subject.__class__ }}'",
        "tag: '{{ subject }}'",
    ),
    "E465": entry(
        ("tệp mẫu không phải văn bản Word nguyên vẹn", "the template is no whole Word document"),
        ("Tệp là gói nén nhưng thiếu phần của văn bản Word, hoặc phần ấy hỏng; thẻ chưa được xét tới.",
         "The file is a package, but parts of a Word document are missing or broken; its tags were not looked at."),
        ("Mở tệp bằng Word hoặc LibreOffice, lưu lại thành .docx rồi chạy lại.",
         "Open the file in Word or LibreOffice, save it as .docx and run again."),
        "template: bang-tinh.xlsx",
        "template: mau.docx",
    ),
    "E466": entry(
        ("thẻ trong mẫu Word đặt sai chỗ", "a tag of the Word template stands in the wrong place"),
        ("Nội dung gồm nhiều đoạn (căn cứ, thân văn bản, phụ lục, đường kẻ) không nằm trong một dòng chữ được; thẻ có "
         "chữ p thay cả đoạn, nên chữ, hình, ngắt trang, ngắt phần đứng cùng đoạn với nó sẽ mất.",
         "What has many paragraphs (bases, body, appendices, rules) cannot stand within a line; a tag with p takes its "
         "whole paragraph's place, so letters, pictures, page and section breaks beside it would be lost."),
        ("Viết thẻ với chữ p và cho đứng một mình một đoạn.", "Write the tag with p, alone in its paragraph."),
        "text: '{{ body }}'",
        "text: '{{p body }}'",
    ),
}  # fmt: skip
