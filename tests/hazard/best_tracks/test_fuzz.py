"""Mutated track files end in findings or in a storm, never in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.foundation.errors import InputInvalid
from planner.hazard.best_tracks.reading import choose, entries
from planner.hazard.best_tracks.storms import comments_of, storm_of
from planner.hazard.storm_yaml import storm_text
from tests.effort import times
from tests.hazard.best_tracks.files import B_DECK, IBTRACS, JMA, PLAIN

FILES = {"jma": JMA, "jtwc": B_DECK, "ibtracs": IBTRACS, "csv": PLAIN}
mutation = st.tuples(
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 8),
    st.sampled_from([b"", b"0", b"-", b"9999", b",", b'"', b"\n", b"\r", b"\0", b"\xff", b"nan", b"1e9", b"S"])
    | st.binary(max_size=6),
)


def mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, cut, put in changes:
        at = int(place * len(data))
        data = data[:at] + put + data[at + cut :]
    return data


@pytest.mark.parametrize("form", FILES)
@settings(suppress_health_check=list(HealthCheck), max_examples=times(60, 10_000))
@given(changes=st.lists(mutation, max_size=5))
def test_a_mutated_file_is_read_or_refused(
    form: str, changes: list[tuple[float, int, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / f"fuzz-{form}.txt"
    path.write_bytes(mutated(FILES[form].encode(), changes))

    try:
        _, there = entries(path)
        for entry in there:
            found = choose(path, name=entry.name, season=entry.season, agency=entry.agency)
            assert storm_text(storm_of(found, path.name), comments_of(found)).startswith("#")
    except InputInvalid as refused:
        assert any(finding.is_error for finding in refused.findings)
