"""The words of what the YAML reader finds, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from planner.foundation.names import for_terminal
from planner.foundation.text import Text


@dataclass(frozen=True, slots=True)
class Said:
    """What a finding says: the fact, what to do, and a few words beside the caret."""

    fact: Text
    remedy: Text | None = None
    note: Text | None = None


def _short(text: str) -> str:
    shown = for_terminal(text)
    return shown if len(shown) <= 60 else shown[:57] + "…"


def _megabytes(size: int) -> tuple[str, str]:
    shown = f"{size / 1024 / 1024:.1f}"
    return shown.replace(".", ","), shown


def _thousands(number: int) -> tuple[str, str]:
    shown = f"{number:,}"
    return shown.replace(",", "."), shown


def too_large(size: int, limit: int) -> Said:
    """The file has more bytes than are read."""
    (size_vi, size_en), (limit_vi, limit_en) = _megabytes(size), _megabytes(limit)
    return Said(
        Text(vi=f"tệp quá lớn: {size_vi} MB, giới hạn {limit_vi} MB",
             en=f"the file is too large: {size_en} MB, the limit is {limit_en} MB"),
        Text(vi="chia thành nhiều tệp, mỗi tệp một phần danh mục",
             en="split it into several files, each with a part of the inventory"),
    )


def too_many(limit: int) -> Said:
    """The file has more values than are read."""
    vi, en = _thousands(limit)
    return Said(
        Text(vi=f"tệp có hơn {vi} giá trị", en=f"the file has more than {en} values"),
        Text(vi="chia thành nhiều tệp", en="split it into several files"),
    )


def too_many_lines(limit: int) -> Said:
    """The file has more lines than are read."""
    vi, en = _thousands(limit)
    return Said(
        Text(vi=f"tệp có hơn {vi} dòng", en=f"the file has more than {en} lines"),
        Text(vi="chia thành nhiều tệp", en="split it into several files"),
    )


def too_many_findings(limit: int) -> Said:
    """Reading stopped because so much is wrong."""
    vi, en = _thousands(limit)
    return Said(
        Text(vi=f"tệp có hơn {vi} lỗi; phần sau chỗ này chưa đọc",
             en=f"the file has more than {en} findings; what follows was not read"),
        Text(vi="sửa các lỗi trên rồi kiểm tra lại", en="mend those above and check again"),
    )


def too_deep(limit: int) -> Said:
    """Lists and mappings within each other beyond the limit."""
    return Said(
        Text(vi=f"lồng nhau quá {limit} bậc", en=f"nested more than {limit} levels deep"),
        Text(vi="bỏ bớt dấu ngoặc hoặc bậc thụt dòng; danh mục chỉ cần dưới 10 bậc",
             en="take out brackets or indents; an inventory needs fewer than 10 levels"),
    )


def alias(name: str) -> Said:
    """A `*name`."""
    return Said(
        Text(vi=f"tham chiếu “*{_short(name)}” không được dùng",
             en=f"alias `*{_short(name)}` is not accepted"),
        Text(vi="viết lại đầy đủ giá trị ở chỗ này; nếu là chữ thì đặt trong dấu nháy đơn",
             en="write the value out here; if it is text, put it in single quotes"),
    )


def anchor(name: str) -> Said:
    """A `&name`."""
    return Said(
        Text(vi=f"nhãn “&{_short(name)}” không được dùng",
             en=f"anchor `&{_short(name)}` is not accepted"),
        Text(vi="xoá phần bắt đầu bằng “&”; nếu là chữ thì đặt trong dấu nháy đơn",
             en="delete the part that begins with `&`; if it is text, put it in single quotes"),
    )


def tag(name: str) -> Said:
    """A `!tag`, or the directive that declares one."""
    shown = name.replace("tag:yaml.org,2002:", "!!", 1)
    return Said(
        Text(vi=f"thẻ kiểu “{_short(shown)}” không được dùng",
             en=f"tag `{_short(shown)}` is not accepted"),
        Text(vi="xoá phần bắt đầu bằng “!”; nếu là chữ thì đặt trong dấu nháy đơn",
             en="delete the part that begins with `!`; if it is text, put it in single quotes"),
    )


def second_document() -> Said:
    """A second `---`."""
    return Said(
        Text(vi="tệp có nhiều tài liệu, cách nhau bằng “---”",
             en="the file holds several documents, separated by `---`"),
        Text(vi="tách mỗi tài liệu thành một tệp", en="make each document a file of its own"),
    )


def empty() -> Said:
    """Nothing, or comments only."""
    return Said(
        Text(vi="tệp không có nội dung", en="the file is empty"),
        Text(vi="điền nội dung, hoặc xoá tệp", en="fill it in, or delete the file"),
    )


def only_text() -> Said:
    """A single scalar."""
    return Said(
        Text(vi="tệp chỉ có một giá trị, không có trường nào",
             en="the file holds a single value and no fields"),
        Text(vi="viết “tên: giá trị”, ví dụ “sites:” rồi danh sách trạm",
             en="write `name: value`, for example `sites:` and then the list"),
    )


def key_not_text(text: str) -> Said:
    """A key that some readers take for something else."""
    if not text:
        return Said(
            Text(vi="thiếu tên trường trước dấu hai chấm", en="no field name before the colon"),
            Text(vi="gõ tên trường, hoặc xoá dòng này", en="type the name, or delete the line"),
        )
    if text == "<<":
        return Said(
            Text(vi="phép gộp “<<” không được dùng", en="the merge key `<<` is not accepted"),
            Text(vi="viết đầy đủ các trường ở chỗ này", en="write the fields out here"),
        )
    if text.isascii() and text.isdigit():
        shown = _short(text)
        return Said(
            Text(vi=f"“{shown}” đứng ở chỗ của một tên trường",
                 en=f"`{shown}` stands where a field's name belongs"),
            Text(vi=f"nếu là phần lẻ sau dấu phẩy, gõ dấu chấm: 10.{shown} thay cho 10,{shown}; "
                    f"nếu là tên trường, đặt trong nháy: '{shown}'",
                 en=f"if it is a fraction after a comma, type a point: 10.{shown} for 10,{shown}; "
                    f"if it is a name, quote it: '{shown}'"),
        )
    return Said(
        Text(vi=f"tên “{_short(text)}” bị phần mềm khác đọc thành số, ngày, đúng/sai hoặc rỗng",
             en=f"key `{_short(text)}` is a number, a date, true, false or nothing to other "
                "programs"),
        Text(vi=f"đặt trong dấu nháy đơn: '{_short(text)}'", en=f"type '{_short(text)}'"),
    )


def key_is_container() -> Said:
    """A list, a mapping or an alias as a key."""
    return Said(
        Text(vi="tên trường phải là chữ, không thể là danh sách hay nhóm",
             en="a key must be text, not a list or a mapping"),
        Text(vi="xoá dấu ngoặc hoặc dấu “?” ở đầu", en="take out the bracket or the `?`"),
    )


def duplicate(key: str, first_line: int, line: int, *, twins: bool) -> Said:
    """One key twice in one mapping, perhaps in composed and decomposed letters."""
    shown = _short(key)
    note = None
    if twins:
        note = Text(vi="hai cách gõ khác nhau của cùng một tên (dấu dựng sẵn và dấu tổ hợp)",
                    en="two ways to write one name (composed and decomposed letters, or quotes)")
    return Said(
        Text(vi=f"trường “{shown}” có hai lần: dòng {first_line} và dòng {line}",
             en=f"key `{shown}` stands twice: on line {first_line} and on line {line}"),
        Text(vi="giữ lại một, xoá một", en="keep one and delete the other"),
        note,
    )


def joined_lines() -> Said:
    """A `- ` that YAML takes for part of the text above it."""
    return Said(
        Text(vi="dấu “- ” ở dòng dưới bị nối vào giá trị này vì thụt sâu hơn",
             en="a `- ` on a line below is read as part of this value: it is indented deeper"),
        Text(vi="cho các dấu “-” của một danh sách thẳng cột; nếu là chữ thì đặt trong nháy",
             en="align the `-` of one list; if it is text, put it all in quotes"),
    )


def unreadable(why: str) -> Said:
    """The parser gave up without a place."""
    return Said(
        Text(vi="không đọc được YAML", en="this is not valid YAML"),
        Text(vi="lưu lại tệp dạng văn bản thuần, bảng mã UTF-8",
             en="save the file again as plain text in UTF-8"),
        Text(vi=_short(why), en=_short(why)),
    )


def outside_project() -> Said:
    """A path that leaves the folder of the province."""
    return Said(
        Text(vi="tệp nằm ngoài thư mục của tỉnh", en="the file lies outside the province's folder"),
        Text(vi="chép tệp vào trong thư mục của tỉnh", en="copy the file into that folder"),
    )


def through_link(part: str) -> Said:
    """A path through a symbolic link."""
    return Said(
        Text(vi=f"“{_short(part)}” là liên kết (symlink), không được đọc qua liên kết",
             en=f"`{_short(part)}` is a symbolic link, and links are not followed"),
        Text(vi="thay liên kết bằng chính tệp hoặc thư mục đó",
             en="put the file or folder itself in the link's place"),
    )


def not_a_file(shown_path: str) -> Text:
    """The path names a folder, a pipe or a device."""
    return Text(vi=f"“{_short(shown_path)}” không phải là tệp thường",
                en=f"`{_short(shown_path)}` is not an ordinary file")


def cannot_read(shown_path: str, error: OSError) -> Text:
    """The system refuses to read the file."""
    if isinstance(error, FileNotFoundError):
        return Text(vi=f"không có tệp “{shown_path}”", en=f"there is no file `{shown_path}`")
    if isinstance(error, PermissionError):
        return Text(vi=f"không có quyền đọc “{shown_path}”",
                    en=f"no permission to read `{shown_path}`")
    if isinstance(error, IsADirectoryError):
        return Text(vi=f"“{shown_path}” là thư mục, không phải tệp",
                    en=f"`{shown_path}` is a folder, not a file")
    why = error.strerror or type(error).__name__
    return Text(vi=f"không đọc được “{shown_path}”: {why}",
                en=f"cannot read `{shown_path}`: {why}")
