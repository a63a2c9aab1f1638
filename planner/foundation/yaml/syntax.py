"""What the YAML parser stumbled over, in a planner's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yaml import MarkedYAMLError

_NO_SPACE_AFTER_COLON = re.compile(r"^(\s*(?:- +)*[A-Za-z_][\w-]*):(?=[^\s:/])")
_TWO_COLONS = re.compile(r"^\s*(?:- +)*[A-Za-z_][\w-]*: +(?![\"'\[{|>])(?P<value>.*?: .*|.*:)$")
_MERGE_MARK = re.compile(r"^(<{7}|={7}|>{7})( |$)")


@dataclass(frozen=True, slots=True)
class SyntaxWords:
    """A syntax error: its code, where it is (from 0), what is wrong and what to type."""

    code: str
    line: int
    column: int
    fact: Text
    remedy: Text
    note: Text | None = None


def syntax_words(error: MarkedYAMLError, lines: Sequence[str]) -> SyntaxWords:
    """The parser's complaint, put where the typist went wrong and said in both languages."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    start = error.context_mark or mark
    start_line, start_column = (start.line, start.column) if start else (line, column)
    problem, context = error.problem or "", error.context or ""
    near = range(max(0, min(start_line, line) - 2), min(len(lines), line + 1))
    return (
        _merge_mark(lines, near)
        or _tab(problem, lines, line)
        or _unclosed(problem, context, start_line, start_column)
        or _colon(problem, lines, line, column)
        or _character(problem, context, lines, line, column)
        or _structure(problem, context, line, column)
        or SyntaxWords(
            "E101",
            line,
            column,
            Text(vi="không đọc được YAML ở chỗ này", en="this is not valid YAML"),
            Text(
                vi="xem lại dấu cách, dấu hai chấm và dấu nháy ở dòng này và dòng ngay trên",
                en="check spaces, colons and quotes on this line and the one above",
            ),
            Text(vi=problem, en=problem) if problem else None,
        )
    )


def _merge_mark(lines: Sequence[str], near: range) -> SyntaxWords | None:
    for number in near:
        if _MERGE_MARK.match(lines[number]):
            return SyntaxWords(
                "E101", number, 0,
                Text(
                    vi="còn dấu xung đột của git trong tệp",
                    en="a conflict mark of git is left in the file",
                ),
                Text(
                    vi="chọn một trong hai bản rồi xoá các dòng <<<<<<<, =======, >>>>>>>",
                    en="keep one of the versions and delete the <<<<<<<, =======, >>>>>>> lines",
                ),
            )
    return None


def _tab(problem: str, lines: Sequence[str], line: int) -> SyntaxWords | None:
    if line >= len(lines):
        return None
    text = lines[line]
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" not in indent or not ("tab" in problem or "cannot start any token" in problem):
        return None
    return SyntaxWords(
        "E101", line, indent.index("\t"),
        Text(vi="thụt dòng bằng phím Tab", en="the line is indented with a tab"),
        Text(
            vi="thay Tab bằng dấu cách (hai dấu cách cho mỗi bậc)",
            en="replace the tab by spaces (two for each level)",
        ),
    )


def _unclosed(problem: str, context: str, line: int, column: int) -> SyntaxWords | None:
    if "quoted scalar" in context and "unexpected" in problem:
        return SyntaxWords(
            "E101", line, column,
            Text(vi="dấu nháy mở ở đây mà không đóng", en="the quote opened here is never closed"),
            Text(
                vi="thêm dấu nháy cùng loại ở cuối chữ; trong nháy đơn, viết ' thành ''",
                en="close it with the same quote; inside single quotes, write ' as ''",
            ),
        )
    for closing, called in (("]", "flow sequence"), ("}", "flow mapping")):
        if called in context and f"or '{closing}'" in problem:
            return SyntaxWords(
                "E101", line, column,
                Text(
                    vi=f"dấu ngoặc mở ở đây thiếu dấu “,” hoặc “{closing}”",
                    en=f"the bracket opened here lacks a `,` or its `{closing}`",
                ),
                Text(
                    vi=f"thêm “{closing}” ở cuối, hoặc dấu phẩy giữa hai phần tử",
                    en=f"add `{closing}` at the end, or a comma between two items",
                ),
            )
    return None


def _colon(problem: str, lines: Sequence[str], line: int, column: int) -> SyntaxWords | None:
    if "mapping values" not in problem and "expected ':'" not in problem:
        return None
    for number in (line, line - 1):
        found = _NO_SPACE_AFTER_COLON.match(lines[number]) if 0 <= number < len(lines) else None
        if found:
            key = found.group(1).strip(" -")
            return SyntaxWords(
                "E101", number, found.end(1),
                Text(
                    vi=f"thiếu dấu cách sau dấu hai chấm của “{key}”",
                    en=f"no space after the colon of `{key}`",
                ),
                Text(vi=f"viết “{key}: …”", en=f"write `{key}: …`"),
            )
    if "expected ':'" in problem:
        return SyntaxWords(
            "E101", line, column,
            Text(vi="thiếu dấu hai chấm sau tên trường", en="a field name lacks its colon"),
            Text(
                vi="viết “tên: giá trị”, có một dấu cách sau dấu hai chấm",
                en="write `name: value`, with a space after the colon",
            ),
        )
    if line < len(lines) and _TWO_COLONS.match(lines[line]):
        return SyntaxWords(
            "E101", line, column,
            Text(vi="giá trị có dấu hai chấm mà không để trong nháy",
                 en="the value has a colon and no quotes"),
            Text(vi="đặt cả giá trị trong dấu nháy đơn: 'Trạm A: nhà 2'",
                 en="put the whole value in single quotes: 'Station A: house 2'"),
        )
    return SyntaxWords(
        "E101", line, column,
        Text(vi="dòng này thụt vào sai bậc", en="this line is indented to the wrong level"),
        Text(
            vi="cho các trường của cùng một mục thẳng cột với nhau",
            en="align the fields of one record in one column",
        ),
    )


def _character(
    problem: str, context: str, lines: Sequence[str], line: int, column: int
) -> SyntaxWords | None:
    text = lines[line] if line < len(lines) else ""
    character = text[column] if column < len(text) else ""
    if "cannot start any token" in problem or context.endswith(("an alias", "an anchor")):
        if "cannot start" not in problem:
            character = "*" if context.endswith("an alias") else "&"
        return SyntaxWords(
            "E101", line, column,
            Text(vi=f"giá trị không được bắt đầu bằng “{character}”",
                 en=f"a value cannot begin with `{character}`"),
            Text(vi="đặt cả giá trị trong dấu nháy đơn",
                 en="put the whole value in single quotes"),
        )
    if "escape character" in problem or "hexdecimal" in problem:
        return SyntaxWords(
            "E101", line, column,
            Text(vi="dấu “\\” trong nháy kép có nghĩa riêng, chỗ này thì không đúng",
                 en="in double quotes `\\` has a meaning of its own, and not with this letter"),
            Text(vi="dùng nháy đơn thay cho nháy kép", en="use single quotes instead"),
        )
    if "block scalar" in context:
        return SyntaxWords(
            "E101", line, column,
            Text(vi="sau dấu | hoặc > phải xuống dòng", en="after | or > the line must end"),
            Text(vi="xuống dòng, hoặc đặt giá trị trong dấu nháy đơn",
                 en="break the line, or put the value in single quotes"),
        )
    if "tag" in context or "tag handle" in problem:
        return SyntaxWords(
            "E103", line, column,
            Text(vi="có thẻ kiểu “!” (tag)", en="there is a `!` tag"),
            Text(vi="xoá phần bắt đầu bằng “!”; nếu là chữ thì đặt trong dấu nháy đơn",
                 en="delete the part that begins with `!`; if it is text, put it in single quotes"),
        )
    if "directive" in context or "incompatible" in problem or "directive" in problem:
        return SyntaxWords(
            "E101", line, column,
            Text(vi="dòng bắt đầu bằng “%” không dùng được",
                 en="a line beginning with `%` cannot be used"),
            Text(vi="xoá dòng này", en="delete this line"),
        )
    return None


def _structure(problem: str, context: str, line: int, column: int) -> SyntaxWords | None:
    if "sequence entries are not allowed" in problem:
        return SyntaxWords(
            "E101", line, column,
            Text(vi="mục “- …” không được nằm cùng dòng với tên trường",
                 en="an item `- …` cannot stand on the line of its field"),
            Text(vi="xuống dòng trước dấu “-”, hoặc viết [a, b]",
                 en="begin a new line before the `-`, or write [a, b]"),
        )
    if "document start" in problem:
        return SyntaxWords(
            "E117", line, column,
            Text(vi="còn nội dung sau khi tài liệu đã kết thúc",
                 en="there is more after the end of the document"),
            Text(vi="xoá dòng “...”, hoặc tách phần sau thành tệp khác",
                 en="delete the `...` line, or move the rest to a file of its own"),
        )
    if "expected key" in problem or "'-' indicator" in problem:
        what = "key" if "expected key" in problem else "item"
        return SyntaxWords(
            "E101", line, column,
            Text(vi="chỗ này không thẳng cột với các dòng trên, hoặc thừa chữ sau dấu nháy",
                 en=f"no {what} of the list above can begin here: the indent is wrong, "
                    "or something follows a closing quote"),
            Text(vi="cho các dòng cùng bậc thẳng cột; trong nháy đơn, viết ' thành ''",
                 en="align the lines of one level; inside single quotes, write ' as ''"),
        )
    if "node content" in problem:
        return SyntaxWords(
            "E101", line, column,
            Text(vi="thừa dấu phẩy hoặc dấu ngoặc", en="a comma or a bracket too many"),
            Text(vi="xoá dấu thừa, hoặc điền giá trị còn thiếu",
                 en="delete it, or fill in the value that is missing"),
        )
    return None
