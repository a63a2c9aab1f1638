"""Lines of an input as findings show them: without names, numbers and addresses."""

from __future__ import annotations

import pytest

from planner.foundation.diagnostics import Finding, Place, render
from planner.foundation.personal import masked
from planner.foundation.text import Text


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("- {id: LH-1, person: Trần Văn A, mobile: '0912', unit: X}",
         "- {id: LH-1, person: ••••••••••, mobile: ••••••, unit: X}"),
        ("    landline: 0203 3123456   # bàn", "    landline: ••••••••••••••••••••"),
        ("    email: a.b@example.vn", "    email: ••••••••••••••"),
        ('{"person": "Trần \\"A\\"", "radio":"QN-1"}', '{"person": ••••••••••••, "radio":••••••}'),
        ("- {id: ve-tinh, number: 8816-1, holder: Bà B}", "- {id: ve-tinh, number: ••••••, holder: ••••}"),
        ("    satellite: '+870773123456'", "    satellite: •••••••••••••••"),
        ("    satellite: none", "    satellite: none"),
        ("    team: radio", "    team: radio"),
        ("    person:", "    person:"),
        ("    phone_number_of: 3", "    phone_number_of: 3"),
    ],
)  # fmt: skip
def test_names_numbers_and_addresses_are_dots_and_columns_stay(line: str, shown: str) -> None:
    assert masked(line) == shown
    assert len(shown) == len(line)


def test_a_finding_points_at_a_number_without_showing_it() -> None:
    line = "  - {id: LH-1, mobile: '0912', unit: X}"
    finding = Finding("W592", Text("sai", "wrong"), Place("office.yaml", 7, 24, 6), None, None, line)

    assert render(finding, "en").splitlines()[2:] == [
        "  |", "7 |   - {id: LH-1, mobile: ••••••, unit: X}", "  |                        ^^^^^^",
    ]  # fmt: skip
