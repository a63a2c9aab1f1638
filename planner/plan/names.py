"""Every word of the inventory's vocabulary, and the name of every asset, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import both, same
from planner.policy.verdicts import WHOLE_RECORD

if TYPE_CHECKING:
    from planner.inventory.province import Province

WORDS: dict[str, dict[str, Text]] = {
    "mounting": {
        "aerial": Text("treo", "aerial"),
        "duct": Text("trong cống bể", "in duct"),
        "buried": Text("chôn ngầm", "buried"),
        "submarine": Text("ngầm dưới biển", "submarine"),
    },
    "structure": {
        "guyed-mast": Text("cột dây co", "guyed mast"),
        "self-supporting-tower": Text("cột tự đứng", "self-supporting tower"),
        "monopole": Text("cột đơn thân", "monopole"),
        "rooftop-mast": Text("cột trên mái", "rooftop mast"),
        "pole": Text("cột cóc", "pole"),
    },
    "condition": {
        "good": Text("tốt", "good"),
        "worn": Text("xuống cấp", "worn"),
        "poor": Text("kém", "poor"),
    },
    "district-level": {
        "district": Text("huyện", "district"),
        "former-district": Text("địa bàn cấp huyện cũ", "former district"),
        "commune-cluster": Text("cụm xã", "commune cluster"),
        "island": Text("đảo", "island"),
        "special-zone": Text("đặc khu", "special zone"),
    },
    "commune-level": {
        "commune": Text("xã", "commune"),
        "ward": Text("phường", "ward"),
        "township": Text("thị trấn", "township"),
        "special-zone": Text("đặc khu", "special zone"),
    },
    "unit": {
        "district": Text("đơn vị quy hoạch", "planning area"),
        "commune": Text("xã, phường, đặc khu", "commune, ward, special zone"),
        "province": Text("toàn tỉnh", "whole province"),
    },
    "fiber-role": {
        "gateway": Text("cổng", "gateway"),
        "hub": Text("nút cáp quang", "fiber hub"),
        "passive": Text("tủ cáp", "cable cabinet"),
    },
    "power-kind": {
        "source": Text("nguồn điện", "power source"),
        "substation": Text("trạm biến áp", "substation"),
        "feeder": Text("lộ", "feeder"),
    },
    "risk-group": {
        "poles": Text("cùng cột", "same poles"),
        "duct": Text("cùng cống bể", "same duct"),
        "bridge": Text("cùng cầu", "same bridge"),
        "trench": Text("cùng rãnh", "same trench"),
        "submarine": Text("cùng tuyến biển", "same sea route"),
        "other": Text("khác", "other"),
    },
    "resource": {
        "mobile-generator": Text("máy phát cơ động", "mobile generator"),
        "team": Text("đội ứng cứu", "repair team"),
        "fuel": Text("kho nhiên liệu", "fuel depot"),
        "battery": Text("bộ ắc quy", "batteries"),
        "drone": Text("thiết bị bay phát sóng", "drone station"),
        "vehicle": Text("xe", "vehicle"),
        "mobile-station": Text("xe phát sóng lưu động", "mobile base station"),
        "boat": Text("xuồng, tàu", "boat"),
        "satellite-phone": Text("điện thoại vệ tinh", "satellite phone"),
        "other": Text("khác", "other"),
    },
    "team": {
        "radio": Text("vô tuyến", "radio"),
        "fiber": Text("cáp quang", "fiber"),
        "power": Text("nguồn điện", "power"),
        "transmission": Text("truyền dẫn", "transmission"),
    },
    "command-post": {
        "province": Text("chỉ huy cấp tỉnh", "provincial command"),
        "district": Text("chỉ huy khu vực", "area command"),
        "commune": Text("chỉ huy cấp xã", "commune command"),
        "hospital": Text("bệnh viện", "hospital"),
        "dyke": Text("điểm canh đê", "dyke post"),
        "shelter": Text("nơi sơ tán", "shelter"),
        "military": Text("quân sự", "military"),
        "police": Text("công an", "police"),
        "other": Text("khác", "other"),
    },
    "means": {
        "public-mobile": Text("di động công cộng", "public mobile"),
        "fiber": Text("cáp quang", "fiber"),
        "satellite-phone": Text("điện thoại vệ tinh", "satellite phone"),
        "vsat": Text("VSAT", "VSAT"),
        "vhf": Text("VHF", "VHF"),
        "uhf": Text("UHF", "UHF"),
        "hf": Text("HF", "HF"),
        "courier": Text("liên lạc viên", "courier"),
    },
    "channel": {
        "loudspeakers": Text("cụm loa truyền thanh", "loudspeaker cluster"),
        "siren": Text("còi hú", "siren"),
        "radio": Text("đài phát thanh", "radio transmitter"),
        "television": Text("đài truyền hình", "television transmitter"),
        "sms": Text("tin nhắn", "text messages"),
        "speaker-van": Text("xe loa", "speaker van"),
        "megaphone": Text("loa cầm tay", "megaphone"),
        "team": Text("tổ tuyên truyền", "grassroots team"),
        "board": Text("bảng tin", "notice board"),
        "other": Text("kênh khác", "another channel"),
        "operator": Text("nhà mạng", "operator"),
    },
    "failure": {
        "removal": Text("kịch bản giả định mất", "taken away by the scenario"),
        "power-cut": Text("cắt điện chủ động", "planned power cut"),
        "gust": Text("gió giật", "gust"),
        "flood": Text("ngập", "flood"),
        "ground": Text("sạt lở đất", "landslide"),
        "risk-group": Text("nhóm rủi ro chung", "shared-risk group"),
        "poles": Text("đổ cột điện", "power poles down"),
        "not-surveyed": Text("chưa khảo sát", "not surveyed"),
        "set-aside": Text("bản ghi có lỗi", "record set aside"),
    },
    "criterion": {
        "wind": Text("cột vững", "strong mast"),
        "autonomy": Text("máy phát dài giờ", "long-lasting generator"),
        "fiber": Text("cáp quang", "fiber"),
        "diverse": Text("hai hướng cáp", "two diverse routes"),
        "buried": Text("cáp ngầm", "buried cable"),
        "floor": Text("sàn cao hơn lũ", "floor above the flood"),
        "sharing": Text("dùng chung", "shared"),
    },
    "exposure": {
        "at-sea": Text("trên biển", "at sea"),
        "off-sea": Text("gió từ biển vào", "off the sea"),
        "off-land": Text("gió từ đất liền ra", "off the land"),
        "in-land": Text("trong đất liền", "inland"),
    },
    "asset-kind": {
        "mast": Text("cột anten", "masts"),
        "equipment": Text("thiết bị trạm", "station equipment"),
        "drop": Text("cáp vào trạm", "fiber drops"),
        "hop": Text("vi ba", "microwave hops"),
        "dish": Text("chảo vệ tinh", "satellite dishes"),
        "service-drop": Text("dây điện vào trạm", "service drops"),
        "generator": Text("máy phát", "generators"),
        "fiber-node": Text("nút cáp quang", "fiber nodes"),
        "segment": Text("tuyến cáp", "fiber segments"),
        "power-node": Text("trạm điện", "power nodes"),
        "line": Text("đường dây điện", "power lines"),
        "srlg": Text("nhóm rủi ro chung", "risk groups"),
        "warning-channel": Text("kênh thông tin cơ sở", "warning channels"),
        "command-post": Text("điểm chỉ huy", "command posts"),
        "means": Text("phương tiện liên lạc", "means of communication"),
        "resource": Text("lực lượng, phương tiện", "resources"),
        "road": Text("đường bộ", "roads"),
        "sea-route": Text("tuyến đường thủy", "sea routes"),
    },
    "section": {
        "operators": Text("nhà mạng", "operator"),
        "districts": Text("đơn vị quy hoạch", "planning area"),
        "communes": Text("xã, phường", "commune"),
        "sites": Text("trạm", "station"),
        "fiber_nodes": Text("nút cáp quang", "fiber node"),
        "segments": Text("tuyến cáp", "fiber segment"),
        "power_nodes": Text("nút điện", "power node"),
        "lines": Text("đường dây điện", "power line"),
        "srlgs": Text("nhóm rủi ro chung", "shared-risk group"),
        "command_posts": Text("điểm chỉ huy", "command post"),
        "radio_nets": Text("mạng vô tuyến", "radio net"),
        "population_points": Text("điểm dân cư", "population point"),
        "coverage_measurements": Text("kết quả đo vùng phủ", "coverage measurement"),
        "warning_channels": Text("kênh thông tin cơ sở", "warning channel"),
        "resources": Text("lực lượng, phương tiện", "resource"),
        "road_nodes": Text("nút giao thông", "road node"),
        "roads": Text("đường bộ", "road"),
        "sea_routes": Text("tuyến đường thủy", "sea route"),
    },
}
"""The words of each enumeration, by the value written in the YAML."""


def word(group: str, value: str) -> Text:
    """The word for `value`; the value itself when a province uses one that has no word yet."""
    return WORDS[group].get(value) or same(value)


def site_name(id_: str, province: Province) -> Text:
    """Id and name of a site: `CT-05 (Thanh Lân)`; the id alone where it has no name."""
    site = province.sites.get(id_)
    if site is None or site.name is None:
        return same(id_)
    name = both(site.name)
    return Text(vi=f"{id_} ({name.vi})", en=f"{id_} ({name.en})")


_PARTS: dict[str, Text] = {
    "mast": Text("cột {site}", "mast {site}"),
    "equipment": Text("thiết bị {site}", "equipment {site}"),
    "dish": Text("chảo vệ tinh {site}", "satellite dish {site}"),
    "service-drop": Text("dây điện vào {site}", "service drop {site}"),
    "gen": Text("máy phát {part}", "generator {part}"),
    "drop": Text("cáp vào trạm {site}–{part}", "fiber drop {site}–{part}"),
    "hop": Text("vi ba {site}–{part}", "microwave hop {site}–{part}"),
    "means": Text("phương tiện {part} của {site}", "means {part} at {site}"),
}


def asset_name(asset: str, province: Province) -> Text:
    """What an officer calls an asset: `đường dây L-22`, `máy phát g1`, `cáp vào trạm CT-05–F-3`."""
    site, _, rest = asset.partition("/")
    if rest:
        part, _, last = rest.partition("/")
        pattern = _PARTS.get(part)
        if pattern is None:
            return same(asset)
        return Text(
            vi=pattern.vi.format(site=site, part=last), en=pattern.en.format(site=site, part=last)
        )
    kind = _kind_of(asset, province)
    return same(asset) if kind is None else Text(vi=f"{kind.vi} {asset}", en=f"{kind.en} {asset}")


def _kind_of(asset: str, province: Province) -> Text | None:
    if asset in province.sites:
        return word("section", "sites")
    if asset in province.fiber_nodes:
        return word("fiber-role", province.fiber_nodes[asset].role)
    if asset in province.power_nodes:
        return word("power-kind", province.power_nodes[asset].kind)
    if asset in province.command_posts:
        return word("section", "command_posts")
    if asset in province.warning_channels:
        return word("channel", province.warning_channels[asset].kind)
    for section in ("segments", "lines", "srlgs"):
        if asset in getattr(province, section):
            return {
                "segments": Text("tuyến cáp", "segment"),
                "lines": Text("đường dây", "line"),
                "srlgs": Text("nhóm rủi ro chung", "risk group"),
            }[section]
    return None


def verb_of(asset: str, province: Province) -> Text:
    """What happens to an asset when it fails: a span is cut, a mast falls, the rest breaks."""
    part = asset.partition("/")[2].partition("/")[0]
    if part in {"drop", "service-drop"} or asset in province.segments or asset in province.lines:
        return Text("đứt", "cut")
    if part == "mast":
        return Text("đổ", "down")
    if part == "hop":
        return Text("mất", "lost")
    return Text("hỏng", "failed")


_DATA: dict[str, Text] = {
    WHOLE_RECORD: Text("bản ghi để riêng (sửa lỗi)", "the record set aside (mend its errors)"),
    "structure.design_wind": Text("gió thiết kế của cột", "design wind of the mast"),
    "structure": Text("kết cấu cột", "support structure"),
    "declared_level": Text("cấp rủi ro mà cột chịu được", "risk level the mast withstands"),
    "service_drop.design_wind": Text(
        "gió thiết kế của dây điện vào", "design wind of the service drop"
    ),
    "service_drop": Text("dây điện vào trạm", "service drop"),
    "satellite.design_wind": Text("gió thiết kế của chảo vệ tinh", "design wind of the dish"),
    "design_wind": Text("gió thiết kế", "design wind"),
    "tank_l": Text("dung tích bồn dầu", "fuel tank"),
    "resources": Text("danh mục đội, kho dầu, phương tiện", "list of teams, depots, vehicles"),
    "road_nodes": Text("đường bộ, bến tàu", "roads and landings"),
    "ready_after_h": Text("bao lâu sau lệnh thì lên đường", "hours until it sets out"),
    "tanker_l": Text("sức chở của xe bồn", "load of the tanker"),
    "fuel_l": Text("lượng dầu của kho", "stock of the depot"),
    "team": Text("loại đội", "type of team"),
    "at": Text("nơi đóng", "where it stands"),
    "road_node": Text("đường tới", "the way there"),
    "floods_at_m": Text("ngập bao nhiêu thì tắc", "depth of water that closes it"),
    "closed_from_force": Text("cấm từ cấp gió nào", "force from which it is closed"),
    "burn_l_per_h": Text("mức tiêu hao dầu", "fuel use"),
    "battery_h": Text("số giờ ắc quy", "battery hours"),
    "generators": Text("máy phát", "generators"),
    "floor_height_m": Text("cao trình sàn thiết bị", "floor height"),
    "drops": Text("cáp quang vào trạm", "fiber drops"),
    "present": Text("cáp quang vào trạm", "fiber drop"),
    "satellite": Text("thiết bị vệ tinh", "satellite terminal"),
    "dish": Text("thiết bị vệ tinh", "satellite terminal"),
    "wind_zone": Text("vùng gió", "wind zone"),
    "risk_region": Text("khu vực rủi ro", "risk region"),
    "service-drop": Text("dây điện vào trạm", "service drop"),
    "poles": Text("cột điện", "power poles"),
    "height_m": Text("chiều cao cột", "height of the mast"),
    "last_tested": Text("ngày thử gần nhất", "date of the last test"),
    "trained_user": Text("người biết dùng", "trained user"),
    "sky_view": Text("có thấy trời không", "view of the sky"),
    "subscription_until": Text("hạn thuê bao", "end of the subscription"),
    "node": Text("nút cáp quang", "fiber node"),
    "net": Text("mạng vô tuyến", "radio net"),
    "range_km": Text("cự ly liên lạc", "range"),
    "feed": Text("nguồn cấp điện", "power feed"),
    "needs_grid": Text("có cần điện lưới không", "whether it needs the grid"),
    "uplink": Text("đường truyền tin đến", "uplink"),
    "lon": Text("tọa độ", "coordinates"),
    "roaming_agreements": Text("thỏa thuận chuyển vùng", "roaming agreement"),
    "minutes_after_order": Text("mấy phút sau lệnh", "minutes after the order"),
    "done": Text("đã làm hay chưa", "whether it is done"),
    "served_by": Text("trạm nào phục vụ nơi này", "which stations serve it"),
    "local_wind": Text("gió của bão tại chỗ", "the storm's wind there"),
    "population": Text("dân số", "population"),
    "unit": Text("đơn vị thực hiện", "unit that does it"),
    "due_h": Text("hạn", "deadline"),
    "status": Text("tình trạng", "status"),
    "done_at": Text("lúc làm xong", "when it was done"),
    "roster": Text("lịch trực", "duty roster"),
    "drills": Text("diễn tập", "drills"),
    "reviews": Text("rà soát phương án", "reviews of the plan"),
    "message_templates": Text("mẫu tin", "message templates"),
    "rumour_control": Text("đầu mối xử lý tin giả", "who answers false news"),
    "means": Text("phương tiện liên lạc", "means of communication"),
    "seat": Text("trung tâm xã", "seat of the commune"),
    "mast": Text("cột", "mast"),
    "equipment": Text("thiết bị", "equipment"),
}


def datum_name(datum: str, province: Province) -> Text:
    """A dotted datum in words: `QN-0012.structure.design_wind` is the mast's design wind there."""
    owner, _, path = datum.partition(".")
    where = asset_name(owner, province) if not path else owner_name(owner, province)
    what = datum_word(path)
    if what is None:
        return same(datum) if path else where
    return Text(vi=f"{what.vi} ({where.vi})", en=f"{what.en} ({where.en})")


def owner_name(owner: str, province: Province) -> Text:
    """Whose datum it is: a part of a station in words, an area or a commune by its name, anything else by its id."""
    if "/" in owner:
        return asset_name(owner, province)
    if owner in province.sites:
        return same(owner)
    area = province.communes.get(owner) or province.districts.get(owner)
    return same(owner) if area is None else both(area.name)


def datum_in_place(datum: str, site: str = "") -> Text:
    """A dotted datum with its site, if given: `dung tích bồn dầu, máy phát g1 BC-02`."""
    path = datum.partition(".")[2] or datum
    what = datum_word(path) or same(path)
    parts = path.split(".")
    vi, en = what.vi, what.en
    if parts[0] in {"gen", "generators"} and len(parts) > 2:
        vi, en = f"{vi}, máy phát {parts[1]}", f"{en}, generator {parts[1]}"
    elif parts[0] in {"drop", "drops"} and len(parts) > 2:
        vi, en = f"{vi} ({parts[1]})", f"{en} ({parts[1]})"
    return Text(vi=f"{vi} {site}".rstrip(), en=f"{en} at {site}" if site else en)


def datum_word(path: str) -> Text | None:
    """The words for the end of a dotted path such as `structure.design_wind`, or None."""
    parts = path.split(".")
    for length in (2, 1):
        found = _DATA.get(".".join(parts[-length:]))
        if found is not None:
            return found
    for part in reversed(parts):
        if part in _DATA:
            return _DATA[part]
    return None
