"""Registers of what is done about the networks: masts too weak, poles of others, programmes of cable, roaming."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from planner.decisions.undergrounding import programme_effects
from planner.foundation.clock import day_words
from planner.foundation.text import Text
from planner.inventory.base import Name
from planner.network.lengths import length_km
from planner.plan.filters import OUTCOME_WORDS, both, percent, same
from planner.plan.names import word
from planner.plan.registers.derating import design_gust_mps
from planner.plan.registers.register import NOT_SAID, Register, figure, name_of
from planner.plan.wording import joined_texts
from planner.policy.duties.measure_records import RoamingDuty
from planner.policy.duties.records import CoverageDuty
from planner.scenario.duties import verdicts_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.decisions.undergrounding import ProgrammeEffect
    from planner.inventory.measure_records import CableProgramme
    from planner.inventory.records import Site
    from planner.plan.filters import Clock
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.policy.verdicts import Criterion
    from planner.scenario.run import Run

Row = tuple[Text, ...]
YES, NO = Text("có", "yes"), Text("không", "no")


# --- stations -----------------------------------------------------------------------------------


def stations(run: Run, clock: Clock) -> Register:
    """Every station with its sharers, technologies, bands and structure."""
    del clock
    province = run.loaded.province
    rows = []
    for _, site in sorted(province.sites.items()):
        commune = province.communes.get(site.commune or "")
        source = site.source
        rows.append(
            (
                same(site.id),
                both(province.districts[site.district].name),
                NOT_SAID if commune is None else both(commune.name),
                name_of(site.owner, province),
                joined_texts(", ", [name_of(each, province) for each in sorted(site.operators)]),
                same(" ".join(each.upper() for each in site.technologies)),
                same(" ".join(f"{band:g}" for band in sorted(site.bands_mhz)))
                if site.bands_mhz
                else NOT_SAID,
                word("structure", site.structure.type),
                NOT_SAID if site.structure.height_m is None else figure(site.structure.height_m, 0),
                NOT_SAID if source is None or source.as_of is None else day_words(source.as_of),
            )
        )
    return Register(
        "stations",
        Text("Danh mục trạm, nhà mạng dùng chung và băng tần", "Stations, who shares them, and bands"),
        (
            Text("Trạm", "Station"),
            Text("Địa bàn", "District"),
            Text("Xã", "Commune"),
            Text("Chủ sở hữu", "Owner"),
            Text("Nhà mạng", "Operators"),
            Text("Công nghệ", "Technologies"),
            Text("Băng tần, MHz", "Bands, MHz"),
            Text("Cột", "Structure"),
            Text("Cao, m", "Height, m"),
            Text("Ngày", "As of"),
        ),
        tuple(rows),
        "<<<<<<<<><",
    )


# --- masts below what is asked ------------------------------------------------------------------


def weak_masts(run: Run, clock: Clock) -> Register:
    """Masts below the wind that the first policy asks for, below the storm's gust, or not surveyed; the worst first."""
    asked = _wind_criteria(run)
    ordered = {a.site: a.at_h for a in run.loaded.scenario.actions if a.do == "derate"}
    found: list[tuple[tuple[int, float, str], Row]] = []
    for id_, site in sorted(run.loaded.province.sites.items()):
        stands = design_gust_mps(run.loaded.province, site)
        peak = run.peak_gust_mps.get(f"{id_}/mast", 0.0)
        criterion = asked.get(id_)
        if stands is not None and stands >= peak and (criterion is None or criterion.outcome == "holds"):
            continue
        missing = 0.0 if stands is None else max(peak - stands, 0.0)
        rank = 2 if stands is None else 0 if missing else 1
        found.append(((rank, -missing, id_), _weak_row(run, site, stands, criterion, clock, ordered)))
    return Register(
        "weak-masts",
        Text("Cột dưới mức gió phải chịu", "Masts below the wind that is asked"),
        (
            Text("Trạm", "Station"),
            Text("Địa bàn", "District"),
            Text("Chủ sở hữu", "Owner"),
            Text("Cột", "Structure"),
            Text("Tình trạng", "Condition"),
            Text("Thiết kế, m/s", "Design, m/s"),
            Text("Phải chịu", "Asked"),
            Text("So với yêu cầu", "Against it"),
            Text("Gió bão, m/s", "Storm's gust, m/s"),
            Text("So với bão", "Against the storm"),
            Text("Hạ tải lúc", "Derated at"),
        ),
        tuple(row for _, row in sorted(found, key=lambda each: each[0])),
        "<<<<<><<><<",
    )


def _wind_criteria(run: Run) -> dict[str, Criterion]:
    """The wind test of every site by the scenario's first policy on stations."""
    first = run.loaded.requirements[0].id if run.loaded.requirements else ""
    return {
        site.site: criterion
        for verdict in run.verdicts
        if verdict.requirement.id == first
        for site in verdict.hardened
        for criterion in site.criteria
        if criterion.id == "wind"
    }


def _weak_row(
    run: Run,
    site: Site,
    stands: float | None,
    criterion: Criterion | None,
    clock: Clock,
    ordered: dict[str, Fraction],
) -> Row:
    province, structure = run.loaded.province, site.structure
    peak = run.peak_gust_mps.get(f"{site.id}/mast", 0.0)
    if not peak:
        against = Text("không có gió", "no wind")
    elif stands is None:
        against = Text("chưa rõ", "not known")
    elif peak > stands:
        short = figure(ceil((peak - stands) * 10) / 10)  # never "short by 0"
        against = Text(f"thiếu {short.vi}", f"short by {short.en}")
    else:
        against = Text("đủ", "enough")
    at_h = ordered.get(site.id)
    return (
        same(site.id),
        both(province.districts[site.district].name),
        name_of(site.owner, province),
        word("structure", structure.type),
        NOT_SAID if structure.condition is None else word("condition", structure.condition),
        Text("chưa khảo sát", "not surveyed") if stands is None else figure(stands),
        same("–") if criterion is None else criterion.asked,
        same("–") if criterion is None else OUTCOME_WORDS[criterion.outcome],
        figure(peak),
        against,
        same("–") if at_h is None else clock.show(max(at_h, Fraction(0))),
    )


# --- poles of others ----------------------------------------------------------------------------


def poles(run: Run, clock: Clock) -> Register:
    """How much of each owner's aerial cable hangs on power poles, and on whose."""
    del clock
    province = run.loaded.province
    hung: dict[str, float] = {}
    on: dict[tuple[str, str], list[float]] = {}
    for segment in province.segments.values():
        if segment.mounting != "aerial":
            continue
        owner, km = segment.owner or "", length_km(segment, province) or 0.0
        hung[owner] = hung.get(owner, 0.0) + km
        line = province.lines.get(segment.poles or "")
        whose = "" if segment.poles is None else (line.owner or "?") if line is not None else "?"
        on.setdefault((owner, whose), []).append(km)
    rows = []
    for (owner, whose), lengths in sorted(on.items()):
        share = Fraction(sum(lengths)) / Fraction(hung[owner]) if hung[owner] else Fraction(0)
        poles_of = Text("cột riêng", "its own poles") if not whose else name_of(whose.strip("?") or None, province)
        rows.append(
            (
                name_of(owner or None, province),
                poles_of,
                same(str(len(lengths))),
                figure(sum(lengths)),
                Text(percent(share, "vi"), percent(share, "en")),
            )
        )
    return Register(
        "poles",
        Text("Cáp treo trên cột của ai", "Whose poles carry aerial cable"),
        (
            Text("Chủ cáp", "Owner of the cable"),
            Text("Cột của", "Poles of"),
            Text("Tuyến", "Segments"),
            Text("km", "km"),
            Text("Phần cáp treo", "Share of its aerial cable"),
        ),
        tuple(rows),
        "<<>>>",
    )


# --- programmes of cable ------------------------------------------------------------------------


def programmes(run: Run, clock: Clock) -> Register:
    """Each programme's progress, and what it would give: run again with its cable in the ground."""
    del clock
    year = run.loaded.scenario.start.year
    rows = [_programme_row(run, effect, year) for effect in programme_effects(run)]
    return Register(
        "programmes",
        Text("Chương trình ngầm hóa: tiến độ và tác dụng", "Programmes of cable: progress and effect"),
        (
            *_PROGRESS,
            Text("Nếu ngầm hết: đơn vị đạt thêm", "If all were buried: units that would hold"),
            Text("Giờ bớt thiếu trạm", "Hours below spared"),
        ),
        tuple(rows),
        "<<>>>><><>",
    )


def _programme_row(run: Run, effect: ProgrammeEffect, year: int) -> Row:
    won = [
        Text(f"{v.unit_name.vi} ({v.requirement.id})", f"{v.unit_name.en} ({v.requirement.id})")
        for v in effect.won
    ]
    return (
        *_progress_row(run, effect.programme, year),
        joined_texts(", ", won) if won else same("–"),
        figure(effect.hours_won),
    )


def programme_progress(run: Run, clock: Clock) -> Register:
    """Each programme's progress alone; what it would give takes another run of the storm."""
    del clock
    year = run.loaded.scenario.start.year
    every = run.loaded.province.cable_programmes.items()
    return Register(
        "programme-progress",
        Text("Chương trình ngầm hóa: tiến độ", "Programmes of cable: progress"),
        _PROGRESS,
        tuple(_progress_row(run, each, year) for _, each in sorted(every)),
        "<<>>>><>",
    )


_PROGRESS = (
    Text("Chương trình", "Programme"),
    Text("Chủ cáp", "Owner"),
    Text("Hạn", "Due"),
    Text("Phải làm, km", "Target, km"),
    Text("Đã làm, km", "Done, km"),
    Text("Tiến độ", "Progress"),
    Text("Nguồn vốn", "Funding"),
    Text("Tuyến còn treo", "Aerial segments"),
)


def _progress_row(run: Run, programme: CableProgramme, year: int) -> Row:
    province = run.loaded.province
    done, target = programme.done_km, programme.target_km
    share = None if done is None or not target else Fraction(str(done)) / Fraction(str(target))
    late = share is not None and share < 1 and year > programme.year
    progress = NOT_SAID if share is None else Text(percent(share, "vi"), percent(share, "en"))
    if late:
        progress = Text(f"{progress.vi}, quá hạn", f"{progress.en}, overdue")
    known = [province.segments[each] for each in programme.segments if each in province.segments]
    return (
        same(programme.id),
        name_of(programme.owner, province),
        same(str(programme.year)),
        figure(target),
        NOT_SAID if done is None else figure(done),
        progress,
        NOT_SAID if programme.funding is None else same(programme.funding),
        same(str(sum(each.mounting == "aerial" for each in known))),
    )


# --- roaming ------------------------------------------------------------------------------------


def roaming(run: Run, clock: Clock) -> Register:
    """Commune by commune: who falls short alone, whether roaming closes the gap, and what is agreed."""
    del clock
    ready, carried = _roaming_verdicts(run)
    rows = [row for verdict in ready for row in _roaming_rows(run, verdict, carried[verdict.unit])]
    return Register(
        "roaming",
        Text("Chuyển vùng: nơi cần và mức sẵn sàng", "Roaming: where it is needed, and how ready it is"),
        (
            Text("Xã", "Commune"),
            Text("Địa bàn", "District"),
            Text("Từng nhà mạng và thỏa thuận", "Each operator and what is agreed"),
            Text("Có chuyển vùng, dân có sóng", "With roaming, people covered"),
            Text("Sẵn sàng", "Ready"),
            Text("Hướng dẫn người dùng", "What users are told"),
        ),
        tuple(rows),
        "<<<<<<",
    )


def _roaming_verdicts(run: Run) -> tuple[list[DutyVerdict], dict[str, DutyVerdict]]:
    """The verdicts of every commune on readiness, and on coverage with roaming: two questions to the same run."""
    own = next((d for d in run.loaded.duties if isinstance(d, RoamingDuty)), None)
    words = Name(vi="roaming")
    asked = own or RoamingDuty(
        id="roaming", name=words, kind="roaming", unit="commune", legal_source=words
    )
    ready = asked.model_copy(update={"id": "roaming-register", "unit": "commune"})
    carried = CoverageDuty(
        id="carried", name=words, kind="coverage", unit="commune", legal_source=words,
        people_share=asked.people_share, reach=asked.reach, weak_below_mbps=0,
    )  # fmt: skip
    again = verdicts_on(run, (ready, carried))
    told = [verdict for verdict in again if verdict.requirement.id == ready.id]
    return told, {v.unit: v for v in again if v.requirement.id == carried.id}


def _roaming_rows(run: Run, verdict: DutyVerdict, carried: DutyVerdict) -> Iterator[Row]:
    province = run.loaded.province
    for subject in verdict.subjects:
        commune = province.communes[subject.subject]
        agreed = [
            each
            for _, each in sorted(province.roaming_agreements.items())
            if subject.subject in each.communes
        ]
        told: Iterable[Text] = (both(a.instruction) for a in agreed if a.instruction is not None)
        said = list(dict.fromkeys(told))
        yield (
            subject.name,
            both(province.districts[commune.district].name),
            joined_texts("; ", list(subject.notes)) if subject.notes else NOT_SAID,
            _carried(carried.subjects[0]),
            OUTCOME_WORDS[subject.outcome],
            joined_texts("; ", said) if said else NOT_SAID,
        )


def _carried(subject: SubjectVerdict) -> Text:
    """Whether those who have any network are enough: the gap that roaming closes."""
    if not subject.measures[0].needed:
        return NOT_SAID
    return OUTCOME_WORDS[subject.outcome]
