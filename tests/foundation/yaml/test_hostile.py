"""Hostile files: refused whole, in little time and memory, and never with an exception."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.foundation.diagnostics import render
from planner.foundation.yaml.source import (
    MAX_BYTES,
    MAX_DEPTH,
    Document,
    parse_document,
    read_document,
)
from tests.effort import times

ROOT = Path(__file__).parents[3]


def parsed(text: str) -> Document:
    return parse_document(text.encode(), "sites.yaml")


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def alias_bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]")
    return "\n".join(lines)


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    document = parsed(alias_bomb(9))

    assert document.root is None
    assert set(codes(document)) == {"E102"}
    assert len(document.findings) <= 20
    assert document.findings[0].place is not None
    assert (document.findings[0].place.line, document.findings[0].place.column) == (1, 5)


# Threat: tags that execute.

PAYLOADS = [
    "!!python/object/apply:os.system ['touch {marker}']",
    "!!python/object/apply:subprocess.check_output [['touch', '{marker}']]",
    "!!python/object/apply:subprocess.Popen [['touch', '{marker}']]",
    "!!python/object/apply:os.popen ['touch {marker}']",
    "!!python/object/apply:builtins.eval [\"open('{marker}', 'w')\"]",
    "!!python/object/apply:builtins.exec [\"open('{marker}', 'w')\"]",
    "!!python/object/apply:builtins.open ['{marker}', 'w']",
    "!!python/object/new:os.system ['touch {marker}']",
    "!!python/object/new:subprocess.Popen [['touch', '{marker}']]",
    "!!python/object/new:type\n  args: ['z', !!python/tuple [], {{'extend': "
    "!!python/name:exec }}]\n  listitems: \"open('{marker}', 'w')\"",
    "!!python/object/new:tuple [!!python/object/new:map [!!python/name:eval , "
    "[\"open('{marker}', 'w')\"]]]",
    "!!python/object/new:str {{state: !!python/tuple [\"open('{marker}','w')\", "
    "!!python/object/new:staticmethod [0]]}}",
    "!!python/object:os.system {{}}",
    "!!python/module:os",
    "!!python/module:antigravity",
    "!!python/name:os.system",
    "!!python/name:builtins.eval",
    "!!python/object/apply:importlib.import_module ['os']",
    "!!python/object/apply:pathlib.Path.touch ['{marker}']",
    "!<tag:yaml.org,2002:python/object/apply:os.system> ['touch {marker}']",
    "!!binary 'aGVsbG8='", "!!str x", "!local x", "! x", "!!float 1", "!!set {{a, b}}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_tag_is_accepted_and_none_executes(payload: str, tmp_path: Path) -> None:
    marker = tmp_path / "executed"

    document = parsed("a: " + payload.format(marker=marker) + "\n")

    assert "E103" in codes(document)
    assert not marker.exists()


# Threat: deep nesting, which must not reach C recursion; and huge files.

# VmHWM, not ru_maxrss: the latter begins with the size of the process that started the child.
CHILD = """
import json, re, time
from pathlib import Path
from planner.foundation.yaml.source import parse_document
data = {make}
began = time.process_time()
document = parse_document(data, "x.yaml")
took = time.process_time() - began
status = Path("/proc/self/status")
peak = int(re.search("VmHWM:\\s+(\\d+)", status.read_text())[1]) // 1024 if status.exists() else 0
print(json.dumps([[f.code for f in document.findings], took, peak, document.root is None]))
"""


def in_a_child(make: str) -> tuple[list[str], float, int, bool]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(make=make)],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )
    found, seconds, peak_mb, refused = json.loads(done.stdout)
    return found, seconds, peak_mb, refused


@pytest.mark.parametrize(
    "make",
    [
        "b'[' * 10**6", "b'{a: ' * 10**6", "b'- ' * 10**6", "b'? ' * 10**6",
        "b''.join(b' ' * n + b'a:\\n' for n in range(1500))", "b'[' * 10**6 + b']' * 10**6",
        "b'[{a: ' * 10**6", "b''.join(b' ' * n + b'-\\n' for n in range(1500))",
    ],
)
def test_deep_nesting_is_refused_without_a_crash_and_at_once(make: str) -> None:
    found, seconds, _, refused = in_a_child(make)

    assert refused
    assert found in (["E106"], ["E101"])
    # The goal is 50 ms; the margin is for a machine that is busy with other work.
    assert seconds < 0.25


def test_depth_up_to_the_limit_is_read() -> None:
    assert codes(parsed("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1))) == []
    assert codes(parsed("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)) == ["E106"]


def test_a_megabyte_of_aliases_is_refused_at_once() -> None:
    found, seconds, peak_mb, refused = in_a_child("b'a: [' + b'*a, ' * 250_000 + b']'")

    assert refused
    assert set(found) == {"E102"}
    assert seconds < 0.25
    assert peak_mb < 60


def test_a_file_over_the_limit_is_refused_with_the_limit_in_its_words(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(33 * 1024 * 1024)

    document = read_document(path, root=tmp_path, shown_path="big.yaml")

    assert codes(document) == ["E107"]
    assert "32.0 MB" in document.findings[0].fact.en
    assert "32,0 MB" in document.findings[0].fact.vi
    assert codes(parse_document(b"a" * (MAX_BYTES + 1), "x")) == ["E107"]


@pytest.mark.slow
def test_three_million_values_are_refused_within_time_and_memory() -> None:
    found, seconds, peak_mb, refused = in_a_child("b'a: [' + b'1, ' * 3_000_000 + b'1]'")

    assert refused
    assert found == ["E107"]
    assert seconds < 8  # the goal is 4 s on a machine that is free
    assert peak_mb < 600


@pytest.mark.parametrize(
    "make",
    [
        "b'a: {' + b'b, ' * 300_000 + b'}'",
        "b'\\x01\\x02' * 500_000",
        "b'\\n' * 30_000_000",
        "b'# ' + b'x' * 5_000_000 + '\u1ea1'.encode()",
        "b'\\xff' * 5_000_000",
        "b'a: ' + b'9' * 5_000_000",
        "b'a: \\'' + b'x' * 5_000_000",
    ],
)
def test_no_file_takes_long_to_refuse(make: str) -> None:
    _, seconds, peak_mb, _ = in_a_child(make)

    assert seconds < 4
    assert peak_mb < 600


def test_a_file_with_thousands_of_findings_stops_with_a_word() -> None:
    document = parsed("".join(f"a: {n}\n" for n in range(3_000)))

    assert len(document.findings) == 1_001
    assert codes(document)[-1] == "E107"


@given(st.binary(max_size=300))
@settings(max_examples=times(400, 100_000), deadline=None)
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    document = parse_document(data, "x.yaml")

    for finding in document.findings:
        render(finding, "vi")
        render(finding, "en")
    assert document.root is not None or document.findings


@given(st.lists(st.sampled_from(
    ["a", "b: ", ": ", "- ", "? ", "[", "]", "{", "}", ", ", "'", '"', "\n", "  ", "\t", "#", "|\n",
     ">", "&x ", "*x", "!t ", "---\n", "...\n", "%", "@", "é", "\u0301", "\\", "~", "1", "<<"]),
    max_size=40).map("".join))
@settings(max_examples=times(600, 100_000), deadline=None)
def test_no_text_makes_the_reader_raise(text: str) -> None:
    document = parsed(text)

    for finding in document.findings:
        assert finding.place is not None
        assert render(finding, "vi")
    assert document.root is not None or document.findings
