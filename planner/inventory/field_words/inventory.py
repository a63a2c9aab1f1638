"""Fields of the inventory: Vietnamese, English, example."""

from __future__ import annotations

INVENTORY: dict[str, tuple[str, str, str]] = {
    # The lists of an inventory file.
    "format": ("Phiên bản định dạng của tệp.", "Version of the file's format.", "1"),
    "File.province": (
        "Bản thân tỉnh: tên, mã, hệ toạ độ. Ghi đúng một lần trong cả thư mục.",
        "The province itself: name, code, coordinate system. Exactly once in the folder.",
        "{code: '22', name: {vi: Quảng Ninh}}"),
    "File.operators": (
        "Nhà mạng, và các chủ sở hữu cột, cáp, lưới điện.",
        "Mobile operators, and the owners of masts, cables and power.",
        "[{id: viettel, name: {vi: Viettel}}]"),
    "File.districts": (
        "Địa bàn mà quy định xét: huyện cũ, cụm xã, đảo, đặc khu.",
        "Planning areas that a policy judges: former districts, commune clusters, islands.",
        "[{id: co-to, name: {vi: Cô Tô}, level: former-district}]"),
    "File.communes": (
        "Xã, phường, đặc khu từ tháng 7 năm 2025.",
        "Communes, wards and special zones since July 2025.",
        "[{id: dac-khu-co-to, name: {vi: Đặc khu Cô Tô}, district: co-to}]"),
    "File.sites": (
        "Trạm: nhà trạm, cột, nguồn điện, truyền dẫn.",
        "Radio sites: place, structure, power, backhaul.",
        "[{id: CT-01, …}]"),
    "File.fiber_nodes": (
        "Nút của mạng cáp quang; nút lõi (gateway) nối ra mạng quốc gia.",
        "Nodes of the fiber network; a gateway reaches the national core.",
        "[{id: FN-1, role: gateway, …}]"),
    "File.segments": (
        "Tuyến cáp quang giữa hai nút.", "Cable spans between two fiber nodes.",
        "[{id: S-1, from: FN-1, to: FN-2, mounting: aerial}]"),
    "File.power_nodes": (
        "Nút của lưới điện: nguồn, trạm biến áp, điểm đấu.",
        "Nodes of the power network: sources, substations, feeders.",
        "[{id: P-1, kind: source, lon: 107.05, lat: 20.95}]"),
    "File.lines": (
        "Đường dây điện giữa hai nút điện.", "Power lines between two power nodes.",
        "[{id: L-22, from: P-1, to: P-2, mounting: aerial}]"),
    "File.srlgs": (
        "Nhóm rủi ro chung: các tuyến cùng đứt vì chung cột, chung cống, chung cầu.",
        "Shared-risk groups: spans that fail together, on the same poles, duct or bridge.",
        "[{id: cau-bai-chay, kind: bridge}]"),
    "File.command_posts": (
        "Điểm chỉ huy phải giữ được liên lạc.", "Command posts that must keep communicating.",
        "[{id: UB-CT, name: {vi: UBND Cô Tô}, kind: commune, district: co-to}]"),
    "File.warning_channels": (
        "Kênh báo tin cho dân: loa, còi, đài, tin nhắn.", "Channels that warn the public.",
        "[{id: LOA-1, kind: loudspeakers, commune: dac-khu-co-to}]"),
    "File.resources": (
        "Nguồn lực có thể điều động: máy phát, đội ứng cứu, dầu, xe.",
        "What can be sent out: generators, teams, fuel, vehicles.",
        "[{id: MF-LD-1, kind: mobile-generator, kw: 10}]"),
    # What many records share.
    "id": (
        "Mã, duy nhất trong tỉnh: chữ không dấu, chữ số, gạch nối, tối đa 40 ký tự; chữ hoa và chữ "
        "thường coi như nhau.",
        "Id, unique in the province: letters, digits and hyphens, at most 40; capitals make no "
        "difference.", "QN-0012"),
    "code": ("Mã số chính thức, luôn là chữ trong nháy để giữ số 0 ở đầu.",
             "Official code, always as text, so that leading zeros stay.", "'00193'"),
    "name": ("Tên tiếng Việt có dấu, và tên tiếng Anh nếu có.",
             "Name in Vietnamese, and in English where there is one.", "{vi: Cô Tô, en: Co To}"),
    "vi": ("Tên hoặc câu tiếng Việt, đủ dấu.", "Vietnamese name or sentence, with its diacritics.",
           "Cô Tô"),
    "en": ("Tên hoặc câu tiếng Anh. Để trống: dùng tiếng Việt.",
           "English name or sentence. Empty: the Vietnamese one is shown.", "Co To"),
    "source": ("Ai cung cấp số liệu, ngày nào.", "Who says so, and as of when.",
               "{reporter: Viettel Quảng Ninh, as_of: 2026-06-01}"),
    "reporter": ("Người, đơn vị hoặc tài liệu cho con số.",
                 "Person, unit or publication that gave the figure.", "Viettel Quảng Ninh"),
    "document": ("Văn bản, số, trang hoặc địa chỉ.", "Document, number, page or address.",
                 "Biên bản kiểm tra 12/BB-2026"),
    "as_of": ("Ngày con số còn đúng.", "Date the figure was true.", "2026-06-01"),
    "remark": ("Điều người đọc cần biết thêm.", "What a reader must know about it.",
               "đo tại hiện trường"),
    "lon": ("Kinh độ WGS 84. Ghi cùng lat, hoặc thay cả hai bằng east_m và north_m.",
            "Longitude, WGS 84. With lat; or east_m and north_m instead of both.", "107.0481"),
    "lat": ("Vĩ độ WGS 84.", "Latitude, WGS 84.", "20.9585"),
    "east_m": ("Toạ độ hướng đông trong hệ VN-2000 của tỉnh (trường crs).",
               "Easting in the province's VN-2000 system (field crs).", "427123.4"),
    "north_m": ("Toạ độ hướng bắc trong hệ VN-2000 của tỉnh.",
                "Northing in the province's VN-2000 system.", "2319123.4"),
    "district": ("Mã địa bàn mà nó thuộc về.", "Id of the district it is in.", "co-to"),
    "commune": ("Mã xã, phường, đặc khu.", "Id of the commune it is in.", "dac-khu-co-to"),
    "owner": ("Mã chủ sở hữu (trong danh sách operators).",
              "Id of its owner (in the list of operators).", "viettel"),
    "operator": ("Chỉ thiết bị của nhà mạng này dùng được. Để trống: dùng chung.",
                 "Only this operator's equipment uses it. Empty: all.", "viettel"),
    "exposure": ("Gió thổi qua mặt nào trước khi tới: biển khơi, từ biển vào, từ đất ra biển, đất "
                 "liền. Để trống: của địa bàn hoặc của tỉnh.",
                 "What the wind blew over before: open sea, sea to land, land to sea, land. Empty: "
                 "the district's or the province's.", "off-sea"),
    "illustrative": ("Ghi rõ số liệu là minh hoạ và được tạo thế nào; in trên mọi kết quả.",
                     "Says that it is made up, and how. Printed on every output.",
                     "{vi: Số liệu minh hoạ}"),
    "design_wind": ("Gió thiết kế chịu được, có đơn vị và thời gian lấy trung bình. Để trống: chưa "
                    "khảo sát.",
                    "Wind it is designed to stand, with unit and averaging time. Empty: not "
                    "surveyed.", "{value: 50, unit: m/s, averaging: 3s}"),
    "value": ("Tốc độ theo “unit”, hoặc số cấp gió.", "Speed in `unit`, or the number of a force.",
              "50"),
    "unit": ("m/s, km/h, hoặc force là cấp gió Việt Nam.",
             "m/s, km/h, or force for the Vietnamese wind force.", "m/s"),
    "averaging": ("Thời gian lấy trung bình: 3s là gió giật; cấp gió luôn là 2min.",
                  "Averaging time: 3s is a gust; a force is always 2min.", "3s"),
    "mounting": ("Cách đặt: treo, trong cống, chôn, dưới biển.",
                 "How it is laid: aerial, in duct, buried, submarine.", "aerial"),
    "floor_height_m": ("Cao độ sàn thiết bị so với mặt đất; ngập sâu hơn thì hỏng. Để trống: chưa "
                       "khảo sát.",
                       "Floor of the equipment above ground; deeper water fails it. Empty: not "
                       "surveyed.", "0.9"),
    # The province, its districts and communes.
    "crs": ("Hệ toạ độ của east_m, north_m, ranh giới và lộ tuyến: EPSG:4326 (độ) hoặc một hệ "
            "VN-2000. lon và lat luôn là độ WGS 84.",
            "System of east_m, north_m, outlines and routes: EPSG:4326 (degrees) or a VN-2000 "
            "system. lon and lat are always WGS 84 degrees.", "EPSG:5899"),
    "language": ("Ngôn ngữ của kết quả nếu không yêu cầu khác.",
                 "Language of outputs unless asked otherwise.", "vi"),
    "outline_buffer_km": ("Ranh giới vẽ thô: điểm ở ngoài địa bàn trong khoảng này chỉ là cảnh báo.",
                          "Outlines are coarse: a point this far outside is a warning only.", "1.0"),
    "level": ("Cấp của đơn vị.", "What kind of unit it is.", "former-district"),
    "population": ("Dân số.", "Population.", "6300"),
    "seat": ("Nơi đặt trụ sở: tên và toạ độ.", "Its seat: name and point.",
             "{vi: Thị trấn Cô Tô, lon: 107.7658, lat: 20.9722}"),
    "island": ("true nếu đường bộ đất liền không tới được; quy định có thể đòi nhiều giờ hơn.",
               "True where the mainland road does not reach; a policy may ask more hours.", "true"),
    "exposed": ("true nếu ở vùng hay bị thiên tai.", "True in an area often hit by disasters.",
                "true"),
    "wind_zone": ("Vùng gió theo QCVN 02:2022/BXD. Khác với khu vực rủi ro.",
                  "Wind zone of QCVN 02:2022/BXD. Not the risk region.", "IV"),
    "risk_region": ("Khu vực trong bảng cấp độ rủi ro, Quyết định 18/2021/QĐ-TTg. Khác với vùng "
                    "gió.",
                    "Region of the risk-level table, Decision 18/2021. Not the wind zone.",
                    "northeast"),
    "outline": ("Ranh giới: mỗi phần (mỗi đảo) một vòng các điểm [kinh độ, vĩ độ]; vẽ thô cũng được.",
                "Outline: one ring of [lon, lat] points per part (island); coarse is fine.",
                "[[[107.70, 20.95], [107.82, 20.95], [107.82, 21.05]]]"),
    # Power.
    "feed": ("Nút điện cấp cho nó.", "The power node that feeds it.", "feeder-71"),
    "service_drop": ("Đoạn dây điện cuối cùng vào trạm: treo hay ngầm, chịu gió bao nhiêu.",
                     "The last span of power line to it: how it is laid, what wind it stands.",
                     "{mounting: aerial}"),
    "battery_h": ("Số giờ chạy bằng ắc quy khi sạc đầy. Để trống: chưa khảo sát, không bao giờ "
                  "coi là 0.",
                  "Hours on battery at full charge. Empty: not surveyed, never read as zero.", "4"),
    "battery_recharge_h": ("Số giờ sạc từ cạn đến đầy khi có điện lưới hoặc máy phát.",
                           "Hours from empty to full on the grid or a generator.", "8"),
    "generators": ("Các máy phát. “[]”: đã khảo sát, không có. Để trống: chưa khảo sát.",
                   "Generator sets. `[]`: surveyed, none. Empty: not surveyed.",
                   "[{id: g1, kw: 10, tank_l: 200, burn_l_per_h: 2.5}]"),
    "autonomy_h": ("Thời gian dự phòng do đơn vị khai; chỉ để đối chiếu với bồn, mức đốt và ắc quy, "
                   "không dùng để tính.",
                   "Autonomy as somebody declared it; compared with tank, burn and battery, never "
                   "used.", "24"),
    "kw": ("Công suất định mức.", "Rated power.", "10"),
    "tank_l": ("Dung tích bồn dầu. Để trống: chưa khảo sát.",
               "Volume of the tank. Empty: not surveyed.", "200"),
    "burn_l_per_h": ("Mức tiêu hao dầu ở tải của trạm. Để trống: chưa khảo sát.",
                     "Fuel use at the site's load. Empty: not surveyed.", "2.5"),
    "Generator.mounting": ("Cố định hay di động; chỉ máy cố định làm trạm thành kiên cố.",
                           "Fixed or mobile; only fixed generators make a site hardened.", "fixed"),
    "maintenance": ("Tình trạng bảo dưỡng. Để trống: chưa khảo sát.",
                    "State of maintenance. Empty: not surveyed.", "good"),
    "Generator.floor_height_m": ("Cao độ sàn đặt máy phát. Để trống: bằng sàn thiết bị của trạm.",
                                 "Floor of the generator. Empty: that of the site's equipment.",
                                 "1.2"),
    "PowerNode.kind": ("source: nguồn hoặc điểm nhận điện; substation: trạm biến áp; feeder: điểm "
                       "đấu hoặc máy biến áp trên lộ.",
                       "source: infeed or plant; substation; feeder: a branching point or "
                       "transformer of a line.", "substation"),
    "voltage_kv": ("Điện áp của đường dây.", "Voltage of the line.", "22"),
    # The site.
    "structure": ("Cột anten: loại, chiều cao, gió thiết kế.",
                  "The support structure: type, height, design wind.",
                  "{type: self-supporting-tower, height_m: 45, design_wind: {value: 50}}"),
    "type": ("Loại cột: dây co, tự đứng, đơn thân, trên mái, cột nhỏ.",
             "Guyed mast, self-supporting tower, monopole, rooftop mast or pole.", "guyed-mast"),
    "height_m": ("Chiều cao trên mặt đất.", "Height above ground.", "45"),
    "declared_level": ("Cấp độ rủi ro thiên tai mà nhà mạng khai cột chịu được; luôn ghi là “theo "
                       "khai báo”.",
                       "Disaster risk level that its operator declares it stands; shown as "
                       "declared.", "4"),
    "condition": ("Tình trạng cột.", "Condition of the structure.", "good"),
    "year_built": ("Năm xây dựng.", "Year it was built.", "2018"),
    "last_inspected": ("Ngày kiểm tra gần nhất.", "Date of the last inspection.", "2026-05-20"),
    "operators": ("Các nhà mạng có thiết bị ở trạm; từ hai trở lên là trạm dùng chung.",
                  "Operators with equipment on it; two or more make a shared site.",
                  "[viettel, vinaphone]"),
    "technologies": ("Công nghệ đang phát.", "Technologies on air.", "[4g, 5g]"),
    "backhaul": ("Truyền dẫn: trạm nối tới nút lõi bằng gì.", "How the site reaches a gateway.",
                 "{drops: [{node: FN-7, mounting: buried}], satellite: none}"),
    "drops": ("Cáp quang vào trạm. “[]”: không có. Chưa ai xem: “present: unknown”.",
              "Fiber drops. `[]`: none. One that nobody has seen: `present: unknown`.",
              "[{node: FN-7, mounting: aerial}]"),
    "node": ("Nút cáp quang ở đầu kia.", "The fiber node at its far end.", "FN-7"),
    "present": ("unknown: bản đồ có vẽ, chưa ai xem. Không ghi: có thật.",
                "unknown: the map shows it, nobody has looked. Left out: it is there.", "unknown"),
    "poles": ("Đường dây điện mà cáp treo chung cột; dây ấy đổ thì cáp đứt theo.",
              "The power line on whose poles it hangs; when that line falls, so does the cable.",
              "L-22"),
    "srlgs": ("Các nhóm rủi ro mà nó thuộc về; nhóm hỏng thì nó hỏng theo.",
              "Risk groups whose loss takes this one too.", "[cau-bai-chay]"),
    "hops": ("Các chặng vi ba.", "Microwave hops.", "[{to: CT-02}]"),
    "Hop.to": ("Trạm hoặc nút cáp quang ở đầu kia.", "The site or fiber node at its far end.",
               "CT-02"),
    "satellite": ("Trạm vệ tinh. none: đã khảo sát, không có; để trống hoặc unknown: chưa khảo sát.",
                  "Satellite terminal. none: surveyed, none; empty or unknown: not surveyed.",
                  "none"),
    "service": ("Dịch vụ vệ tinh.", "Satellite service.", "VSAT-IP"),
    # Fiber and power lines.
    "role": ("gateway: nối ra mạng quốc gia; hub: nút có điện; passive: măng sông, tủ cáp, không "
             "cần điện.",
             "gateway reaches the national core; hub is active; passive (a joint, a cabinet) needs "
             "no power.", "hub"),
    "from": ("Nút ở một đầu.", "The node at one end.", "FN-1"),
    "to": ("Nút ở đầu kia.", "The node at the other end.", "FN-2"),
    "route": ("Các điểm giữa hai đầu. Để trống: đường thẳng.",
              "Points between its ends. Empty: a straight line.",
              "[[107.10, 20.95], [107.15, 20.97]]"),
    "pole_count": ("Số cột.", "Number of poles.", "85"),
    "cables": ("Số cáp của các nhà mạng treo trên cùng cột. Để trống: chưa đếm.",
               "Operators' cables on the same poles. Empty: not counted.", "3"),
    "RiskGroup.kind": ("Vì sao cùng đứt: chung cột, cống, cầu, rãnh, tuyến biển.",
                       "Why they fail together: poles, duct, bridge, trench, sea route.", "bridge"),
    # Posts, channels, resources.
    "CommandPost.kind": ("Loại điểm chỉ huy.", "Kind of command post.", "commune"),
    "means": ("Các phương tiện liên lạc ở đó.", "Means of communication there.",
              "[public-mobile, fiber, vsat]"),
    "WarningChannel.kind": ("Loại kênh báo tin.", "Kind of channel.", "loudspeakers"),
    "needs_grid": ("true nếu mất điện lưới là câm.", "True when it is silent without the grid.",
                   "true"),
    "Resource.kind": ("Loại nguồn lực.", "Kind of resource.", "mobile-generator"),
    "count": ("Số lượng.", "How many.", "3"),
    "fuel_l": ("Dầu mang theo.", "Fuel it brings.", "60"),
    # Who issues the documents.
    "issuer": (
        "Cơ quan ban hành văn bản: tên, ký hiệu, nơi nhận, người ký, dấu mức độ mật.",
        "Who issues the documents: names, symbol, recipients, signature, marking.",
        "{agency: {vi: Sở Khoa học và Công nghệ}, symbol: SKHCN}"),
    "above": (
        "Cơ quan chủ quản, dòng trên cùng bên trái.", "Governing agency, top left.",
        "{vi: UBND tỉnh Quảng Ninh}"),
    "agency": (
        "Cơ quan ban hành văn bản.", "Agency that issues the document.",
        "{vi: Sở Khoa học và Công nghệ}"),
    "symbol": (
        "Chữ viết tắt của cơ quan trong số, ký hiệu văn bản.",
        "Letters of the agency in a document's number.", "SKHCN"),
    "place": (
        "Địa danh ghi trước ngày tháng.", "Place named before the date.", "{vi: Quảng Ninh}"),
    "authority": (
        "Dòng quyền hạn trên chức vụ người ký (TM., KT., TL., TUQ.). Bỏ trống: thủ trưởng ký.",
        "Line of authority above the post of the signer. Empty: the head signs.",
        "{vi: KT. GIÁM ĐỐC}"),
    "post": ("Chức vụ của người ký.", "Post of the person who signs.", "{vi: Giám đốc}"),
    "signer": (
        "Họ và tên người ký, không ghi học hàm, học vị.",
        "Full name of the person who signs, without titles.", "Nguyễn Văn A"),
    "archive": (
        "Đơn vị soạn thảo, ghi sau “Lưu: VT,”.", "Drafting unit, after `Lưu: VT,`.", "BCVT"),
    "recipients": (
        "Nơi nhận văn bản, theo thứ tự.", "Who receives the documents, in order.",
        "[{vi: UBND tỉnh}]"),
    "bases": (
        "Căn cứ pháp lý của địa phương, ghi sau các luật và nghị định.",
        "Legal bases of the province, after laws and decrees.",
        "[{vi: 'Quyết định số 01/2026/QĐ-UBND của UBND tỉnh'}]"),
    "contact": (
        "Địa chỉ, điện thoại của cơ quan; bản công khai không in.",
        "Address and telephone of the agency; left out of public documents.",
        "'Số 1 đường Ví Dụ; trực ban 0203 000 0000'"),
    "marking": (
        "Dấu mức độ phổ biến, mức độ mật do cơ quan quyết định. Bỏ trống: chưa quyết định.",
        "Marking that the department decides on. Empty: not decided.", "internal"),
}
