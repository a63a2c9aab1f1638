"""W560 to W569: wording that would be wrong in a document."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

WORDING: dict[str, CodeEntry] = {
    "W560": entry(
        ("tên cơ quan cấp huyện đã bãi bỏ", "an abolished body of the district level"),
        ("Từ ngày 01/7/2025 không còn cấp huyện; văn bản ghi tên ấy là sai thẩm quyền.",
         "There is no district level since 1 July 2025; a document that names it addresses nobody."),
        ("Ghi Ủy ban nhân dân xã, phường, đặc khu; nói chuyện đã qua thì thêm “(cũ)”.",
         "Name the People's Committee of the commune, ward or special zone; for the past add “(cũ)”."),
        "name: {vi: UBND huyện Cô Tô}",
        "name: {vi: Ủy ban nhân dân đặc khu Cô Tô}",
    ),
    "W561": entry(
        ("tên cơ quan đã hợp nhất", "a body that was merged"),
        ("Sở và Bộ Thông tin và Truyền thông đã hợp nhất vào Sở và Bộ Khoa học và Công nghệ năm 2025.",
         "The departments and the ministry of information and communications were merged into science and technology "
         "in 2025."),
        ("Ghi Sở (Bộ) Khoa học và Công nghệ.", "Name the Department (Ministry) of Science and Technology."),
        "agency: {vi: Sở Thông tin và Truyền thông}",
        "agency: {vi: Sở Khoa học và Công nghệ}",
    ),
    "W562": entry(
        ("tên cũ của Ban Chỉ huy Phòng thủ dân sự", "the former name of the command committee"),
        ("Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn nay là Ban Chỉ huy Phòng thủ dân sự "
         "(Luật 18/2023/QH15).",
         "The former committee for disasters and rescue is now the Civil Defence Command Committee "
         "(Law 18/2023/QH15)."),
        ("Ghi Ban Chỉ huy Phòng thủ dân sự.", "Write Ban Chỉ huy Phòng thủ dân sự."),
        "name: {vi: Ban Chỉ huy PCTT và TKCN tỉnh}",
        "name: {vi: Ban Chỉ huy Phòng thủ dân sự tỉnh}",
    ),
    "W563": entry(
        ("kể thông tin liên lạc trong bốn tại chỗ", "communications counted among the four on the spot"),
        ("Luật Phòng, chống thiên tai (khoản 3 Điều 4) kể chỉ huy, lực lượng, phương tiện và vật tư, hậu cần.",
         "The law on disaster prevention (Article 4.3) names command, forces, means and materials, logistics."),
        ("Viết riêng phần thông tin liên lạc, ngoài bốn tại chỗ.", "Write of communications apart from the four."),
        "remark: 4 tại chỗ gồm thông tin liên lạc",
        "remark: Bốn tại chỗ; bảo đảm thông tin liên lạc",
    ),
    "W564": entry(
        ("dựa vào mạng 2G", "reliance on 2G"),
        ("Dịch vụ chỉ 2G chấm dứt ngày 15/10/2024, mạng 2G dừng theo lộ trình; phương án không được dựa vào.",
         "2G-only service ended on 15 October 2024 and the networks are being switched off; no plan may rest on them."),
        ("Ghi phương thức 4G/5G, vệ tinh hoặc vô tuyến.", "Name 4G/5G, satellite or radio."),
        "remark: dự phòng bằng mạng 2G",
        "remark: dự phòng bằng vô tuyến VHF",
    ),
}  # fmt: skip
