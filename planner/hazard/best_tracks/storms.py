"""A storm record out of a row of positions, with who gave them and what was put right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.foundation.names import plain
from planner.foundation.text import Text
from planner.hazard.best_tracks.checks import fix_of
from planner.hazard.records import Storm, Track
from planner.inventory.base import Name, Source

if TYPE_CHECKING:
    from planner.hazard.best_tracks.reading import Chosen, Entry

_REPORTERS = {
    "JMA": "RSMC Tokyo - Typhoon Center (JMA)",
    "JTWC": "Joint Typhoon Warning Center (JTWC)",
    "CMA": "China Meteorological Administration (CMA)",
}
_FORM_WORDS = {
    "jma": "RSMC Tokyo best track",
    "jtwc": "JTWC best track (b-deck)",
    "ibtracs": "IBTrACS v4",
    "csv": "CSV",
}


def storm_of(chosen: Chosen, file_name: str, storm_id: str | None = None) -> Storm:
    """The storm as a record: agency, averaging period and every radius as they were published."""
    entry = chosen.entry
    name = entry.name.title()
    mended = " ".join(f"{words.vi}." for words in chosen.mended)
    return Storm(
        id=storm_id or _id(entry),
        name=Name(vi=f"Bão {name} {entry.season}", en=f"Storm {name} {entry.season}"),
        source=Source(
            reporter=_REPORTERS.get(entry.agency, entry.agency),
            document=f"{_FORM_WORDS[chosen.form]}, {file_name}, {entry.storm_id}"[:300],
            as_of=entry.issued,
            remark=mended or None,
        ),
        track=Track(
            agency=entry.agency,
            averaging_min=entry.averaging_min,
            fixes=tuple(fix_of(row) for row in chosen.rows),
        ),
    )


def comments_of(chosen: Chosen) -> tuple[Text, ...]:
    """What stands at the head of the file: the averaging period, and what was not given."""
    entry = chosen.entry
    period = entry.averaging_min
    said = [
        Text(vi=f"Quỹ đạo do {entry.agency} công bố; gió là trung bình {period} phút trên biển (knot).",
             en=f"The track as {entry.agency} published it; winds are {period}-minute means over the sea (knots)."),
        *(Text(vi=f"{words.vi}.".capitalize(), en=f"{words.en}.".capitalize()) for words in chosen.mended),
    ]  # fmt: skip
    lacks = [
        (Text(vi="gió", en="wind"), sum(row.wind_kt is None for row in chosen.rows)),
        (Text(vi="khí áp", en="pressure"), sum(row.pressure_hpa is None for row in chosen.rows)),
        (Text(vi="bán kính", en="radii"), sum(not row.sizes for row in chosen.rows)),
    ]
    total = len(chosen.rows)
    for what, count in lacks:
        if count:
            said.append(
                Text(vi=f"{count}/{total} vị trí không ghi {what.vi}; khi chạy, chương trình nói lấy gì thay.",
                     en=f"{count} of {total} positions have no {what.en}; a run says what is taken instead.")
            )  # fmt: skip
    return tuple(said)


def _id(entry: Entry) -> str:
    letters = re.sub(r"[^a-z0-9]+", "-", plain(entry.name)).strip("-") or "storm"
    return f"{letters[:30]}-{entry.season}"
