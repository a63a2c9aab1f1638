"""Which language is spoken now, and the one-line words of every command."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from itertools import zip_longest
from typing import TYPE_CHECKING

from planner.foundation.errors import UsageError
from planner.foundation.text import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PRODUCT = Text(
    vi="Ba Trạm: mỗi đơn vị còn giữ được ba trạm kiên cố khi bão qua không, "
    "nếu không thì mất từ lúc nào và vì sao.",
    en="Ba Trạm: does each district keep three hardened stations through the storm, "
    "and if not, since when and why.",
)

# The order is the order of a first day's work. It stands here, not in the commands' own modules,
# so that --help lists them without loading what they need.
COMMANDS: Mapping[str, Text] = {
    "demo": Text(
        vi="chạy tỉnh mẫu với bão mẫu, từ đầu đến cuối, vào out/demo/",
        en="run the bundled province and storm, end to end, into out/demo/",
    ),
    "init": Text(
        vi="tạo thư mục cho một tỉnh mới: các tệp có chú giải, cấu hình trình soạn thảo",
        en="make a folder for a new province: commented files, editor settings",
    ),
    "validate": Text(
        vi="kiểm tra mọi tệp một lượt, chỉ rõ chỗ sai và cách sửa",
        en="check every file in one pass, with the place and the remedy",
    ),
    "schema": Text(
        vi="in JSON Schema để trình soạn thảo gợi ý và kiểm tra khi gõ",
        en="print the JSON Schema that drives completion in an editor",
    ),
    "explain": Text(
        vi="giải thích một trường dữ liệu hoặc một mã lỗi, có đơn vị và ví dụ",
        en="say what a field or a finding means, with unit and example",
    ),
    "check": Text(
        vi="kết luận từng đơn vị có đạt yêu cầu dưới kịch bản (hoặc lúc yên) không",
        en="judge each district under a scenario, or the province at rest",
    ),
    "why": Text(
        vi="chuỗi nguyên nhân của một đơn vị hoặc một trạm, và thay đổi nhỏ nhất để đạt",
        en="the chain of causes for a district or site, and the smallest change that mends it",
    ),
    "ensemble": Text(
        vi="xác suất đạt của từng đơn vị qua hàng vạn mẫu hư hỏng và nhiều cơn bão có thể tới",
        en="how probably each district holds, over many samples of damage and storms that may come",
    ),
    "weak-points": Text(
        vi="tài sản nào mất đi, một mình hay theo cặp, thì đơn vị không còn đạt",
        en="which assets, lost alone or in pairs, make a district fall short",
    ),
    "storm": Text(
        vi="bão: nhập quỹ đạo, xem, dời nơi đổ bộ, quét mọi nơi đổ bộ và cấp gió",
        en="storms: import a track, show it, shift its landfall, sweep landfalls and forces",
    ),
    "register": Text(
        vi="in một sổ theo dõi: phương tiện, hạ tải, dùng chung, ngầm hóa, lõm sóng, kết quả đo",
        en="print one register: means, derating, sharing, undergrounding, dead spots, measurements",
    ),
    "coverage": Text(
        vi="vùng phủ: nhập kết quả đo từ CSV vào tỉnh",
        en="coverage: bring measurements from a CSV into a province",
    ),
    "damage": Text(
        vi="thiệt hại: nhập báo cáo từ CSV vào tỉnh",
        en="damage: bring reports from a CSV into a province",
    ),
    "plan": Text(
        vi="viết phương án và văn bản: Word, PDF, HTML, Markdown; tiếng Việt, tiếng Anh",
        en="write the plan and its documents: Word, PDF, HTML, Markdown; Vietnamese, English",
    ),
    "verify": Text(
        vi="văn bản còn khớp với số liệu, phần mềm và kết quả tính không",
        en="whether a document still matches its inputs, the tool and the answers",
    ),
    "doctor": Text(
        vi="kiểm tra máy này và cho biết bước tiếp theo",
        en="check this machine and say the next step",
    ),
}

_speaking: ContextVar[Language] = ContextVar("language")
_asked: ContextVar[Language | None] = ContextVar("asked", default=None)


def language() -> Language:
    """The language of what is printed now: Vietnamese unless asked otherwise."""
    return _speaking.get("vi")


def language_asked() -> Language | None:
    """The language that the person asked for by `--lang` or `PLANNER_LANG`, if any."""
    return _asked.get()


def say(words: Text) -> str:
    """`words` in the language spoken now."""
    return words.in_(language())


@contextmanager
def speaking(asked: Language | None) -> Iterator[None]:
    """Within, everything is said in `asked`, or in Vietnamese when nobody asked."""
    spoken_before, asked_before = _speaking.set(asked or "vi"), _asked.set(asked)
    try:
        yield
    finally:
        _speaking.reset(spoken_before)
        _asked.reset(asked_before)


def language_in(arguments: Sequence[str], environment: Mapping[str, str]) -> Language | None:
    """The language that a command line asks for, before it is parsed; None when it does not.

    Looked for first, so that even "no such option" is said in the language asked for. A language
    that does not exist is left to the parser and to `refuse_unknown_language`.
    """
    asked: str | None = environment.get("PLANNER_LANG", "")[:2].lower()
    for argument, following in zip_longest(arguments, arguments[1:]):
        if argument == "--":
            break
        if argument == "--lang":
            asked = following
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return next((known for known in LANGUAGES if known == asked), None)


def refuse_unknown_language(environment: Mapping[str, str]) -> None:
    """Raise when PLANNER_LANG names a language that the product does not speak.

    A locale name such as `en_US.UTF-8` is taken by its first two letters.

    Raises
    ------
    UsageError
        If PLANNER_LANG is set to another language.
    """
    value = environment.get("PLANNER_LANG", "")
    if value and value[:2].lower() not in LANGUAGES:
        raise UsageError(
            Text(
                vi=f"PLANNER_LANG là “{value}”; chỉ có vi và en",
                en=f"PLANNER_LANG is `{value}`; only vi and en are spoken",
            )
        )
