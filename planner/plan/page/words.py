"""Every word of the page itself, in both languages."""

from __future__ import annotations

from planner.foundation.text import Text

WORDS: dict[str, Text] = {
    "product": Text(
        "Ba Trạm · xem phương án, không cần mạng", "Ba Trạm · the plan to explore, offline"
    ),
    "skip": Text("Tới bảng kết luận", "To the table of verdicts"),
    "map": Text("Bản đồ", "Map"),
    "verdicts": Text("Kết luận và căn cứ", "Verdicts and evidence"),
    # choices
    "choose-view": Text("Tình huống", "Situation"),
    "choose-rule": Text("Yêu cầu", "Requirement"),
    "choose-network": Text("Mạng và chuyển vùng", "Network and roaming"),
    "choose-lang": Text("Ngôn ngữ · Language", "Language · Ngôn ngữ"),
    "choose-theme": Text("Nền", "Theme"),
    "theme-auto": Text("theo máy", "as the device"),
    "theme-light": Text("sáng", "light"),
    "theme-dark": Text("tối", "dark"),
    "roaming-on": Text("mọi nhà mạng, có chuyển vùng", "all operators, roaming on"),
    "roaming-off": Text("không chuyển vùng, nhà mạng kém nhất", "roaming off, the worst operator"),
    "roaming-off-one": Text("không chuyển vùng: {operator}", "roaming off: {operator}"),
    "search": Text("Tìm đơn vị, xã, trạm, điểm chỉ huy, cáp", "Find a unit, station, post, cable"),
    "search-hint": Text("Cô Tô, CT-001 …", "Co To, CT-001 …"),
    "nothing": Text("không tìm thấy", "nothing found"),
    # the answer
    # of several units
    "tally-holds": Text("đạt", "hold"),
    "tally-unknown": Text("chưa kết luận được", "cannot be judged"),
    "tally-fails": Text("không đạt", "fail"),
    "of-units": Text("trong {n} đơn vị", "of {n} units"),
    "alone": Text("riêng {operator}", "{operator} alone"),
    "no-operator": Text("nhà mạng này không có trạm ở đây", "this operator has no station here"),
    "percent-or-more": Text("từ {n} % trở lên", "{n} % or more"),
    "percent-between": Text("từ {n} % đến dưới {m} %", "{n} % to under {m} %"),
    "percent-under": Text("dưới {n} %", "under {n} %"),
    "no-chance": Text("không tính xác suất", "no chance was computed"),
    "whichever-network": Text(
        "không đổi theo mạng: yêu cầu này xét mọi nhà mạng", "the same on any network: this requirement looks at all"
    ),
    "not-this-rule": Text("{name}: không xét yêu cầu này", "{name}: this requirement is not judged there"),
    # time
    "time": Text("Thời điểm", "Instant"),
    "play": Text("Chạy", "Play"),
    "pause": Text("Dừng", "Pause"),
    "before": Text("Thay đổi trước đó", "The change before"),
    "after": Text("Thay đổi kế tiếp", "The next change"),
    "hours-in": Text("sau {n}", "{n} in"),
    "end": Text("hết kỳ", "the end"),
    # the map
    "nearer": Text("Phóng to", "Zoom in"),
    "farther": Text("Thu nhỏ", "Zoom out"),
    "whole": Text("Cả tỉnh", "Whole province"),
    "layers": Text("Lớp bản đồ", "Layers"),
    "layer-wind": Text("gió giật, nơi trống trải", "gust over open ground"),
    "layer-cables": Text("cáp quang, đường điện", "fiber, power lines"),
    "layer-others": Text("trạm chưa kiên cố", "stations not hardened"),
    "legend-holds": Text("đủ trạm lúc này", "enough now"),
    "legend-open": Text("chưa rõ", "not known"),
    "legend-fails": Text("thiếu trạm lúc này", "too few now"),
    "legend-serves": Text("trạm kiên cố, hoạt động", "hardened, in service"),
    "legend-unsure": Text("chưa khảo sát đủ", "not surveyed enough"),
    "legend-out": Text("mất", "out"),
    "legend-duty-holds": Text("đạt lúc này", "met now"),
    "legend-duty-fails": Text("chưa đạt lúc này", "not met now"),
    # the table
    "head-unit": Text("Đơn vị", "Unit"),
    "head-chance": Text("Xác suất đạt", "Chance"),
    "head-subject": Text("Nơi, việc", "Place or task"),
    "head-now": Text("Lúc này", "Now"),
    "head-verdict": Text("Kết luận", "Verdict"),
    "head-lowest": Text("Thấp nhất", "Lowest"),
    "head-since": Text("Thiếu từ", "Short since"),
    "head-below": Text("Thiếu trong", "Short for"),
    "head-site": Text("Trạm", "Station"),
    "head-is-hardened": Text("Kiên cố", "Hardened"),
    # the sheet
    "choose": Text(
        "Bấm một đơn vị hoặc một trạm, trên bản đồ hay trong bảng, để xem vì sao.",
        "Click a unit or a station, on the map or in the table, to see why.",
    ),
    "back-to-all": Text("← Cả tỉnh", "← Whole province"),
    "people": Text("{n} người", "{n} people"),
    "island": Text("đảo", "island"),
    "assumptions": Text("Giả định", "Assumptions"),
    "actions-planned": Text("Việc đã định trong kịch bản", "Actions in the scenario"),
    "law": Text("Căn cứ", "Legal source"),
    "trace": Text("Nguồn gốc của các con số", "Where the figures come from"),
    "seed": Text("hạt giống", "seed"),
    "without-storm": Text("Không cần bão: {words}", "Without a storm: {words}"),
    "hardened-count": Text(
        "Trạm kiên cố trong hồ sơ: {n}, cần {need}", "Hardened on record: {n}; needed {need}"
    ),
    "at-rest": Text("lúc yên", "at rest"),
    "no-hardened": Text("Hồ sơ không có trạm kiên cố nào.", "No station on record is hardened."),
    "strip": Text(
        "Số trạm kiên cố hoạt động, thấp nhất {low} (nếu số liệu thiếu đều tốt: {high}), cần {need}",
        "Fewest hardened stations in service: {low} (if what was not surveyed is good: {high}); needed {need}",
    ),
    "subjects": Text("Từng nơi, từng việc", "Each place, each task"),
    "strip-people": Text(
        "Số người có sóng, thấp nhất {low} (nếu số liệu thiếu đều tốt: {high}), cần {need}",
        "Fewest people covered: {low} (if what was not surveyed is good: {high}); needed {need}",
    ),
    "strip-duty": Text(
        "Số đạt, thấp nhất {low} (nếu số liệu thiếu đều tốt: {high}), cần {need}",
        "Fewest that meet it: {low} (if what was not surveyed is good: {high}); needed {need}",
    ),
    "story-elsewhere": Text("Vì sao: xem ở tình huống “{name}”.", "Why: see the situation “{name}”."),
    "cable": Text("Cáp quang", "Fiber cable"),
    "power-line": Text("Đường điện", "Power line"),
    "stands": Text("còn nguyên", "stands"),
    "broken": Text("đứt, đổ", "down"),
    "losses": Text("Trạm kiên cố bị mất, vì sao", "Hardened stations lost, and why"),
    "survey": Text("Cần khảo sát", "To survey"),
    "communes": Text("Xã, phường, đặc khu", "Communes, wards, special zones"),
    "chance": Text("Xác suất đạt (khoảng tin cậy)", "Chance that it holds (interval)"),
    "not-back": Text("đến hết kỳ chưa trở lại", "not back by the end"),
    "back": Text("trở lại {when}", "back {when}"),
    "outages": Text("Những lúc mất", "When it is out"),
    "never-out": Text("Không lúc nào mất.", "Never out."),
    "site-bar": Text("Lúc hoạt động và lúc mất", "In service and out through time"),
    "serves": Text("hoạt động", "in service"),
    "open": Text("chưa rõ", "not known"),
    "out": Text("mất", "out"),
}

LOADING = Text("Đang mở …", "Opening …")
TOO_OLD = Text(
    "Trình duyệt này quá cũ để mở trang; hãy dùng bản mới của Chrome, Edge, Firefox hoặc Safari",
    "This browser is too old for the page; use a recent Chrome, Edge, Firefox or Safari",
)
SCRIPT_OFF = Text(
    "Trang này cần JavaScript; cùng nội dung có trong plan.vi.html",
    "This page needs JavaScript; plan.en.html has the same content",
)
