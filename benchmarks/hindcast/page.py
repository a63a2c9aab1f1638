"""The page of a hindcast: self-contained, in one language, every figure beside its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from benchmarks.aftermath import CAUSES, Aftermath, band
from benchmarks.hindcast.charts import causes_chart, gust_chart, recovery_chart
from benchmarks.hindcast.model import StationGust, hours
from benchmarks.storm_over import APPROACH_AT_H
from planner.foundation.units import FORCE_BOUNDS_MPS

TITLE = (
    "Dựng lại {storm}: mô hình so với số đã công bố",
    "Hindcast of {storm}: the model beside what was published",
)
NOTICE = (
    "MINH HỌA: trạm, cáp, điện trong trang này do chương trình sinh ra trên địa danh thật; chỉ bão, địa danh, dân số, "
    "vùng gió và số đã công bố là thật.",
    "ILLUSTRATIVE: stations, fiber and power on this page are generated on real places; only the storm, places, "
    "populations, wind zones and published figures are real.",
)
INTRODUCTION = (
    "{seeds} hạt giống: mỗi hạt giống là một tỉnh khác và một mẫu hư hại khác; mọi dải gồm cả hai phía của số liệu "
    "chưa khảo sát. Tham số giống nhau cho mọi tỉnh, mọi bão.",
    "{seeds} seeds: each is another province and another sample of damage; every band covers both sides of what was "
    "not surveyed. Parameters are the same for every province and storm.",
)
GUST_SOURCE = (
    "Nguồn: Trung tâm Dự báo KTTV quốc gia, báo znews.vn in ngày 07/9/2024, lớn nhất đến 17 giờ; mô hình là lớn nhất "
    "suốt cơn bão.",
    "Source: the national centre as printed by znews.vn on 7 September 2024, largest until 17:00; the model's is the "
    "largest of the whole storm.",
)
GRID = (
    "Trạm mất điện lưới theo địa bàn (trung bình các lần chạy, %)",
    "Sites without grid by district (mean of the runs, %)",
)
NO_GRID = (
    "Không có số công bố theo địa bàn và giờ để so sánh.",
    "No published figures by district and hour to compare with.",
)
SHADE = (
    "Dòng tô màu: mô hình không khớp số đã công bố.",
    "Shaded lines: the model does not fit what was published.",
)
LIMITS = (
    ("Số trạm im lặng công bố không kèm tổng số trạm, nên chỉ so được tỉ lệ theo lời kể.",
     "Published numbers of silent stations come without the number of all: only shares told in words compare."),
    ("Mỗi thứ hỏng được sửa theo một thời gian rút thăm; một trạm chờ mọi thứ trên đường của nó.",
     "Each broken thing is mended after a time of its own; a site waits for all that lies on its way."),
    ("Phía xấu coi cái chưa khảo sát là hỏng và không bao giờ sửa: phần ấy của dải không trở về.",
     "On the bad side what was not surveyed has failed and is never mended: that part of the band does not come back."),
    ("Ngập và sạt lở không có trong các lần chạy này: chỉ có gió.",
     "Floods and landslides are not in these runs: only the wind is."),
    ("Máy phát được huy động thêm (284 máy cả nước) không có trong mô hình ngoài kế hoạch minh họa.",
     "Generators that were brought in (284 nation-wide) are in the model only as the illustrative plan sends them."),
)
STYLE = """
body{font:16px/1.5 'Segoe UI','Noto Sans','DejaVu Sans',Arial,sans-serif;color:#1d2329}
body{margin:2rem auto;max-width:60rem;padding:0 1rem}
h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2.2rem;border-top:1px solid #c3cad1;padding-top:1rem}
table{border-collapse:collapse;font-size:.92rem}td,th{padding:.25rem .6rem;border:1px solid #c3cad1;text-align:right}
td:first-child,th:first-child{text-align:left}.note{border:2px solid #1d2329;padding:.7rem 1rem;font-weight:600}
.misfit{background:#fbe6d8}svg{max-width:100%;height:auto}li{margin:.3rem 0}@media print{body{margin:0}}
"""


@dataclass(frozen=True, slots=True)
class Province:
    """One province's runs."""

    id: str
    name: str
    code: str
    district_names: Mapping[str, str]
    runs: Sequence[Aftermath]


def page(
    known: Mapping[str, Any], stations: Sequence[StationGust], provinces: Sequence[Province],
    seeds: int, language: str, parameters: Sequence[str], storm_name: str,
) -> str:
    """The whole page as HTML."""
    tell = _Teller(language)
    body = [
        f"<h1>{tell(*TITLE).format(storm=escape(storm_name))}</h1>",
        f"<p class='note'>{tell(*NOTICE)}</p>",
        f"<p>{tell(*INTRODUCTION).format(seeds=seeds)} <span class='misfit'>{tell(*SHADE)}</span></p>",
        *_gusts(known, stations, tell),
    ]
    for province in provinces:
        body += _province(known, province, tell)
    body += _closing(known, tell, parameters)
    title = escape(f"{storm_name}: hindcast")
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'><title>{title}</title>"
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


class _Teller:
    """Says things in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, vi: str, en: str) -> str:
        return vi if self.language == "vi" else en

    def pair(self, both: Mapping[str, str]) -> str:
        """The wording of a text in a file of observations."""
        return escape(both[self.language])

    def decimal(self, value: float, digits: int = 1) -> str:
        """A number in the language's own form."""
        shown = f"{value:.{digits}f}"
        return shown.replace(".", ",") if self.language == "vi" else shown


def _gusts(known: Mapping[str, Any], stations: Sequence[StationGust], tell: _Teller) -> list[str]:
    rows, cells = [], []
    for said, model in zip(known["stations"], stations, strict=True):
        low, high = FORCE_BOUNDS_MPS[said["gust_force"]]
        values = list(model.by_model.values())
        rows.append((said["name"], (low, high), values))
        fits = any(low <= v <= high for v in values)
        off = min(max(low - v, v - high, 0.0) for v in values)
        verdict = tell("khớp", "fits") if fits else tell(
            f"lệch {tell.decimal(off, 0)} m/s", f"off by {tell.decimal(off, 0)} m/s")  # fmt: skip
        cells.append(
            f"<tr class='{'' if fits else 'misfit'}'><td>{escape(said['name'])}</td><td>{said['mean_force']}</td>"
            f"<td>{said['gust_force']} ({tell.decimal(low)}–{tell.decimal(high)})</td>"
            f"<td>{tell.decimal(min(values))}–{tell.decimal(max(values))}</td><td>{verdict}</td></tr>"
        )
    head = [tell("Trạm", "Station"), tell("Gió báo (cấp)", "Mean reported (force)"),
            tell("Giật báo (cấp; m/s)", "Gust reported (force; m/s)"),
            tell("Giật của mô hình (m/s)", "Model gust (m/s)"), tell("So sánh", "Compared")]  # fmt: skip
    return [
        f"<h2>{escape(tell('Gió giật ở các trạm khí tượng', 'Gusts at weather stations'))}</h2>",
        gust_chart(rows, tell.language),
        f"<table><tr>{''.join(f'<th>{escape(h)}</th>' for h in head)}</tr>{''.join(cells)}</table>",
        f"<p>{escape(tell(*GUST_SOURCE))}</p>",
    ]


def _province(known: Mapping[str, Any], province: Province, tell: _Teller) -> list[str]:
    members = [(run, side) for run in province.runs for side in run.hours]
    at = [float(hour) for hour in hours()]
    total = province.runs[0].sites
    mean = {
        cause: [
            sum(run.hours[side][i].silent[cause] for run, side in members) / len(members) / total
            for i in range(len(at))
        ]
        for cause in CAUSES
    }
    shares = [[run.share_out(side, i) for run, side in members] for i in range(len(at))]
    return [
        f"<h2>{escape(province.name)} ({total} {escape(tell('trạm minh họa', 'illustrative sites'))})</h2>",
        *_masts(known, province, members, tell),
        f"<h3>{escape(tell('Trạm im lặng theo nguyên nhân', 'Silent sites by cause'))}</h3>",
        causes_chart(f"causes-{province.code}", at, mean, [min(s) for s in shares],
                     [max(s) for s in shares], tell.language),
        *_silent(known, province, shares, tell),
        f"<h3>{escape(tell('Khôi phục', 'Recovery'))}</h3>",
        _recovery(known, province, members, tell),
        f"<h3>{escape(tell(*GRID))}</h3>",
        _grid(province, members, tell),
    ]  # fmt: skip


def _masts(known: Mapping[str, Any], province: Province, members: Sequence[tuple[Aftermath, str]],
           tell: _Teller) -> list[str]:  # fmt: skip
    told = band([100 * run.fallen_masts[side] / run.sites for run, side in members])
    low, high, middle = (tell.decimal(each) for each in (told.low, told.high, told.middle))
    model = tell(
        f"mô hình: {low}–{high} % số cột đổ, trung vị {middle} %",
        f"model: {low}–{high} % of masts fallen, median {middle} %",
    )
    published = [
        f"<li{_misfit(each, told.quarter)}>{tell.pair(each['who'])}: {each['fallen']} {tell('cột đổ', 'fallen')}"
        + (f", {each['lightened']} {tell('trạm hạ tải trước', 'lightened before')}" if "lightened" in each else "")
        + f" ({tell.pair(each['remark'])})</li>"
        for each in known["masts"]
        if each["province"] in {"all", province.code}
    ]
    return [f"<h3>{escape(tell('Cột đổ', 'Masts fallen'))}</h3>",
            f"<ul><li><b>{escape(model)}</b></li>{''.join(published)}</ul>"]  # fmt: skip


def _misfit(published: Mapping[str, Any], least_percent: float) -> str:
    """Marks a published share below which three quarters of the runs do not come."""
    below = published.get("share_below")
    return " class='misfit'" if below is not None and least_percent > 100 * below else ""


def _silent(known: Mapping[str, Any], province: Province, shares: Sequence[Sequence[float]],
            tell: _Teller) -> list[str]:  # fmt: skip
    peak = band([100 * max(one) for one in zip(*shares, strict=True)])
    low, high, middle = (tell.decimal(each, 0) for each in (peak.low, peak.high, peak.middle))
    model = tell(
        f"mô hình, lúc nhiều nhất: {low}–{high} % số trạm, trung vị {middle} %",
        f"model, at the worst hour: {low}–{high} % of sites, median {middle} %",
    )
    published = [
        f"<li>{tell.pair(each['who'])}: {each['count']} ({tell.pair(each['remark'])})</li>"
        for each in known["silent"] if each["province"] in {"all", province.code}
    ]  # fmt: skip
    return [f"<ul><li><b>{escape(model)}</b></li>{''.join(published)}</ul>"]


def _recovery(known: Mapping[str, Any], province: Province,
              members: Sequence[tuple[Aftermath, str]], tell: _Teller) -> str:  # fmt: skip
    since = [index for index, hour in enumerate(hours()) if hour >= APPROACH_AT_H]
    back: list[list[float]] = [[] for _ in since]
    for run, side in members:
        outs = [run.hours[side][index].out for index in range(len(hours()))]
        peak = max(outs)
        if peak:
            for place, index in enumerate(since):
                reached = max(outs[: index + 1]) == peak
                back[place].append(1 - outs[index] / peak if reached else 0.0)
    bands = [(b.quarter, b.middle, b.three_quarters) for b in (band(each) for each in back)]
    after = [float(hours()[index]) - APPROACH_AT_H for index in since]
    published = [(*map(float, each["hours"]), float(each["share"])) for each in known["recovery"]]
    chart = recovery_chart(f"back-{province.code}", after, bands, published, tell.language)  # type: ignore[arg-type]
    points = []
    for each in known["recovery"]:
        middle = sum(each["hours"]) / 2
        index = min(range(len(after)), key=lambda i: abs(after[i] - middle))
        low, mid, high = (100 * value for value in bands[index])
        shade = "" if low <= 100 * each["share"] <= high else " class='misfit'"
        points.append(
            f"<li{shade}>{tell.pair(each['who'])}: {tell.decimal(100 * each['share'], 0)} % "
            f"({tell('mô hình', 'model')} {tell.decimal(low, 0)}–{tell.decimal(high, 0)} %, "
            f"{tell('trung vị', 'median')} {tell.decimal(mid, 0)} %)</li>"
        )
    return chart + f"<ul>{''.join(points)}</ul>"


def _grid(province: Province, members: Sequence[tuple[Aftermath, str]], tell: _Teller) -> str:
    wanted = [6, 12, 15, 18, 24, 36, 48, 72, 120, 168, 237]
    all_hours = [int(hour) for hour in hours()]
    indices = [all_hours.index(hour) for hour in wanted]
    head = "".join(f"<th>{hour} h</th>" for hour in wanted)
    rows = []
    for district, name in sorted(province.district_names.items()):
        cells = []
        for index in indices:
            shares = [
                run.hours[side][index].without_grid.get(district, 0) / run.sites_in[district]
                for run, side in members
            ]
            cells.append(f"<td>{100 * sum(shares) / len(shares):.0f}</td>")
        rows.append(f"<tr><td>{escape(name)}</td>{''.join(cells)}</tr>")
    top = f"<tr><th>{escape(tell('Địa bàn', 'District'))}</th>{head}</tr>"
    return f"<table>{top}{''.join(rows)}</table><p>{escape(tell(*NO_GRID))}</p>"


def _closing(known: Mapping[str, Any], tell: _Teller, parameters: Sequence[str]) -> list[str]:
    tuned = "".join(f"<li>{tell.pair(each)}</li>" for each in known["tuned"])
    listed = "".join(f"<li>{escape(tell(*limit))}</li>" for limit in LIMITS)
    return [
        f"<h2>{escape(tell('Cái gì đã khớp theo Yagi', 'What was tuned on this storm'))}</h2><ul>{tuned}</ul>",
        f"<h2>{escape(tell('Cái gì không so được, không khớp', 'What does not fit, or does not compare'))}</h2>"
        f"<ul>{listed}</ul>",
        f"<h2>{escape(tell('Tham số của bộ sinh', 'The generator’s parameters'))}</h2>"
        f"<p>{escape('; '.join(parameters))}</p>",
    ]
