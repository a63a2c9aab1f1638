"""The words of the field, in both languages: for `explain`, and so that messages use the same ones."""

from __future__ import annotations

from typing import NamedTuple

from planner.foundation.names import plain
from planner.foundation.text import Text


class Term(NamedTuple):
    """A word in both languages, and what it means."""

    word: Text
    meaning: Text


TERMS: dict[str, Term] = {
    key: Term(Text(vi=vi, en=en), Text(vi=meaning_vi, en=meaning_en))
    for key, vi, en, meaning_vi, meaning_en in (
        ("site", "trạm BTS, nhà trạm", "site, station",
         "Một địa điểm vô tuyến: một cột anten cùng thiết bị của một hay nhiều nhà mạng.",
         "One physical radio site: a support structure with the equipment of one or more operators."),
        ("structure", "cột anten", "support structure",
         "Cột dây co, cột tự đứng, cột đơn thân, cột trên mái, cột nhỏ.",
         "Guyed mast, self-supporting tower, monopole, rooftop mast or pole."),
        ("hardened", "trạm kiên cố", "hardened station",
         "Trạm đạt các điều kiện của quy định: cột chịu gió, máy phát chạy lâu, có cáp quang. Luôn "
         "được suy ra từ danh mục và giải thích, không ai tự đánh dấu.",
         "A site that meets the policy's attributes: strong mast, long-lasting generator, fiber. "
         "Derived from the inventory and explained, never a flag that somebody types."),
        ("in-service", "đang hoạt động", "in service",
         "Cột và thiết bị không hỏng, không hạ tải, có điện, có truyền dẫn tới nút lõi.",
         "Mast and equipment unfailed, not derated, powered, with backhaul to a gateway."),
        ("shared-site", "trạm dùng chung", "shared site",
         "Trạm có từ hai nhà mạng trở lên.", "A site that carries two or more operators."),
        ("backhaul", "truyền dẫn", "backhaul",
         "Đường từ trạm tới nút lõi: cáp quang, vi ba, vệ tinh.",
         "How a site reaches a gateway: fiber, microwave hop, satellite."),
        ("gateway", "nút lõi, cổng", "gateway",
         "Nút cáp quang nối tỉnh ra mạng quốc gia.",
         "A fiber node through which the province reaches the national core."),
        ("segment", "tuyến cáp", "segment",
         "Một tuyến cáp giữa hai nút: treo, trong cống, chôn hoặc dưới biển.",
         "One span of cable between two fiber nodes; aerial, duct, buried or submarine."),
        ("srlg", "nhóm rủi ro chung", "shared-risk link group",
         "Các tuyến cùng đứt một lúc vì chung cột, chung cống, chung cầu.",
         "Spans that fail together: the same poles, the same duct, the same bridge."),
        ("feeder", "lộ, xuất tuyến", "feeder",
         "Đường dây trung thế cấp điện cho trạm và nút.",
         "A medium-voltage line that feeds sites and nodes."),
        ("autonomy", "thời gian dự phòng nguồn", "autonomy",
         "Số giờ không cần điện lưới: bồn dầu chia mức đốt; cộng ắc quy thì là autonomy_h.",
         "Hours without the grid: tank over burn; with the battery it is autonomy_h."),
        ("derating", "hạ tải", "derating",
         "Bớt tải trên cột trước bão: cột chịu gió hơn, nhưng trạm ngừng phục vụ tới khi lắp lại.",
         "Taking load off a mast before the storm: it stands more wind, and the site serves nothing "
         "until it is put back."),
        ("intensity", "cường độ tác động", "hazard intensity",
         "Cái mà tài sản phải chịu: gió giật 3 giây (m/s), độ sâu ngập (m).",
         "What an asset feels: 3-second gust (m/s), flood depth (m)."),
        ("capacity", "sức chịu", "capacity",
         "Cường độ mà từ đó tài sản hỏng.", "The intensity at which an asset fails."),
        ("footprint", "vùng ảnh hưởng", "footprint",
         "Đa giác trong đó một cường độ được coi là đúng.",
         "A polygon in which an intensity holds."),
        ("selector", "bộ chọn", "selector",
         "Các điều kiện chọn tài sản: loại, địa bàn, nhà mạng, cách đặt, trong đa giác …",
         "Keys that choose assets: kind, district, operator, mounting, inside a polygon …"),
        ("requirement", "yêu cầu", "requirement",
         "Một dòng của quy định: phải giữ được gì, ở đâu, bao lâu.",
         "One line of policy: what must hold, where, how long."),
        ("verdict", "kết luận", "verdict",
         "Đạt, không đạt, hoặc chưa xét được, kèm bằng chứng.",
         "Holds, fails or cannot be judged, with its evidence."),
        ("not-surveyed", "chưa khảo sát", "not surveyed",
         "Để trống. Không phải số 0 và không phải tốt: tính cả hai phía, bi quan và lạc quan.",
         "Left empty. Neither zero nor good: both sides are computed, pessimistic and optimistic."),
        ("set-aside", "để riêng", "set aside",
         "Với --set-aside, bản ghi có lỗi được coi là chưa khảo sát thay vì dừng tất cả.",
         "With --set-aside, records with errors count as not surveyed instead of stopping all."),
        ("command-post", "điểm chỉ huy", "command post",
         "Cơ quan, ban chỉ huy, bệnh viện, điếm canh đê phải giữ được liên lạc.",
         "A seat of government, committee, hospital or dyke post that must keep communicating."),
        ("warning-channel", "kênh thông tin cơ sở", "warning channel",
         "Cụm loa, còi, đài, tin nhắn … để báo cho dân.",
         "Loudspeakers, siren, transmitter, text message … that warn the public."),
        ("district", "địa bàn (huyện)", "district",
         "Khu vực mà quy định xét: huyện cũ, cụm xã, đảo, đặc khu. Từ tháng 7 năm 2025 không còn "
         "cấp huyện.",
         "The planning area that a policy names: a former district, a cluster of communes, an "
         "island. Districts were abolished in July 2025."),
        ("wind-zone", "vùng gió", "wind zone",
         "Vùng của quy chuẩn gió QCVN 02:2022/BXD, I đến V. Khác với khu vực rủi ro.",
         "Zone of the wind code QCVN 02:2022/BXD, I to V. Not the risk region."),
        ("risk-region", "khu vực rủi ro", "risk region",
         "Khu vực trong bảng cấp độ rủi ro, Quyết định 18/2021/QĐ-TTg. Khác với vùng gió.",
         "Region of the risk-level table, Decision 18/2021. Not the wind zone."),
    )
}


def term(name: str) -> Term | None:
    """The term called `name` in either language, with or without diacritics; None when unknown."""
    return _BY_NAME.get(plain(name).replace("_", "-").replace(" ", "-"))


def _names() -> dict[str, Term]:
    by_name: dict[str, Term] = {}
    for key, one in TERMS.items():
        for called in (key, *one.word.en.split(", "), *one.word.vi.split(", ")):
            by_name.setdefault(plain(called.partition(" (")[0]).replace(" ", "-"), one)
    return by_name


_BY_NAME = _names()
