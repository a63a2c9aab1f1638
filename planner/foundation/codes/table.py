"""Every finding code with its explanation; `docs/diagnostics.md` is made from this table.

A new code is one entry in the table of its family: E1xx reading, spelling, values and places,
E2xx references and structure, E4xx scenarios, policies and storms, W5xx warnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.codes.damage import DAMAGE
from planner.foundation.codes.duties import DUTIES
from planner.foundation.codes.entry import CodeEntry
from planner.foundation.codes.measures import MEASURES
from planner.foundation.codes.network import QUESTIONS, STRUCTURE, WARNINGS
from planner.foundation.codes.office import OFFICE
from planner.foundation.codes.papers import PAPERS
from planner.foundation.codes.reading import READING
from planner.foundation.codes.sheets import SHEETS
from planner.foundation.codes.storms import STORMS
from planner.foundation.codes.travel import TRAVEL
from planner.foundation.codes.values import VALUES
from planner.foundation.codes.wind import WIND
from planner.foundation.codes.wording import WORDING
from planner.foundation.text import Text

if TYPE_CHECKING:
    from planner.foundation.text import Language

__all__ = ["CODES", "CodeEntry", "diagnostics_page", "explanation"]

CODES: dict[str, CodeEntry] = {**DUTIES,
    **READING,
    **VALUES,
    **STRUCTURE,
    **QUESTIONS,
    **OFFICE,
    **PAPERS,
    **SHEETS,
    **WORDING,
    **STORMS,
    **WIND,
    **WARNINGS,
    **DAMAGE,
    **MEASURES,
    **TRAVEL,
}

_FAMILIES = (
    ("E1", Text(vi="Đọc tệp, cách viết, giá trị và vị trí",
                en="Reading, spelling, values and places")),
    ("E2", Text(vi="Tham chiếu và cấu trúc", en="References and structure")),
    ("E3", Text(vi="Giá trị và vị trí", en="Values and places")),
    ("E4", Text(vi="Kịch bản, quy định, bão", en="Scenarios, policies, storms")),
    ("W", Text(vi="Cảnh báo", en="Warnings")),
)
_HEAD = """\
# Diagnostics · Mã lỗi và cảnh báo

Every finding of `planner` has a code. E is an error: nothing is loaded until it is mended (or set
aside with `--set-aside`). W is a warning: the input is used. `planner explain CODE` shows the same
text. This page is made from `planner/foundation/codes/table.py`; a test compares the two.

Mỗi điều `planner` tìm thấy có một mã. E là lỗi: chưa sửa thì không nạp gì (trừ khi dùng
`--set-aside`). W là cảnh báo: dữ liệu vẫn được dùng. Lệnh `planner explain MÃ` hiện cùng nội dung.
"""


def explanation(code: str, language: Language) -> str | None:
    """What a code means, as plain text for a terminal, or None when there is no such code."""
    entry = CODES.get(code.upper())
    if entry is None:
        return None
    wrong, right = ("Sai:", "Đúng:") if language == "vi" else ("Wrong:", "Right:")
    return "\n".join(
        [
            f"{code.upper()} · {entry.title.in_(language)}",
            "",
            entry.why.in_(language),
            entry.remedy.in_(language),
            "",
            wrong,
            *(f"    {line}" for line in entry.wrong.splitlines()),
            right,
            *(f"    {line}" for line in entry.right.splitlines()),
        ]
    )


def diagnostics_page() -> str:
    """The whole of `docs/diagnostics.md`: every code in both languages, with its example."""
    parts = [_HEAD]
    for prefix, title in _FAMILIES:
        codes = sorted(code for code in CODES if code.startswith(prefix))
        if codes:
            parts.append(f"## {title.en} · {title.vi}\n")
            parts.extend(_section(code, CODES[code]) for code in codes)
    return "\n".join(parts)


def _section(code: str, entry: CodeEntry) -> str:
    return (
        f"### {code}\n\n"
        f"**{entry.title.en}.** {entry.why.en} {entry.remedy.en}\n\n"
        f"**{entry.title.vi}.** {entry.why.vi} {entry.remedy.vi}\n\n"
        f"```yaml\n# wrong · sai\n{entry.wrong}\n# right · đúng\n{entry.right}\n```\n"
    )
