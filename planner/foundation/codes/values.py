"""Codes E121-E128: values and places that cannot be."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

VALUES: dict[str, CodeEntry] = {
    "E121": entry(
        ("Toạ độ bị đảo", "Swapped coordinates"),
        ("Vĩ độ Việt Nam nằm trong 7–24, kinh độ 102–118; hai số đổi chỗ thì điểm rơi ra ngoài "
         "biển khơi hoặc không có trên trái đất.",
         "Vietnam lies within latitude 7–24 and longitude 102–118; swapped, the point falls far "
         "away or off the Earth."),
        ("Đổi chỗ hai số.", "Swap the two numbers."),
        "lon: 20.9585\nlat: 107.0481", "lon: 107.0481\nlat: 20.9585"),
    "E122": entry(
        ("Toạ độ mét ở chỗ cần độ", "Projected numbers where degrees belong"),
        ("Số hàng trăm nghìn là toạ độ phẳng VN-2000 hoặc UTM; thiếu mã EPSG (kinh tuyến trục, múi "
         "chiếu) thì không đổi đúng được.",
         "Numbers in the hundred thousands are VN-2000 or UTM metres; without the EPSG code "
         "(meridian, zone) they cannot be converted."),
        ("Ghi hệ toạ độ ở tệp tỉnh, ví dụ crs: EPSG:5899, hoặc đổi sang độ WGS 84.",
         "Name the system in the province file, for example `crs: EPSG:5899`, or convert to "
         "WGS 84 degrees."),
        "lon: 428316.2\nlat: 2318467.9", "lon: 107.0481\nlat: 20.9585"),
    "E123": entry(
        ("Điểm nằm ngoài Việt Nam hoặc ngoài tỉnh", "A point outside Vietnam or the province"),
        ("Trạm ở ngoài tỉnh sẽ được tính gió, ngập và quản lý của nơi khác.",
         "A site outside the province would feel another place's wind and flood."),
        ("Kiểm tra lại từng chữ số của kinh độ và vĩ độ.",
         "Check each digit of longitude and latitude."),
        "lon: 10.70481\nlat: 20.9585", "lon: 107.0481\nlat: 20.9585"),
    "E124": entry(
        ("Điểm nằm ngoài địa bàn đã ghi", "A point outside its district"),
        ("Trạm được đếm cho huyện ghi trong danh mục; điểm lại rơi vào huyện khác, xa hơn vùng đệm "
         "cho phép.",
         "A site counts for the district written; its point falls into another, farther away "
         "than the buffer allows."),
        ("Sửa district thành địa bàn được nêu, hoặc sửa toạ độ.",
         "Change `district` to the one named, or mend the coordinates."),
        "district: co-to   # lon, lat: Hạ Long", "district: ha-long"),
    "E125": entry(
        ("Giá trị ngoài khoảng có thể", "A value out of range"),
        ("Bồn dầu âm, cột cao 4.000 m hay pin 9.000 giờ là gõ nhầm hoặc nhầm đơn vị.",
         "A negative tank, a mast of 4,000 m or a battery of 9,000 h is a slip, or another unit."),
        ("Kiểm tra đơn vị ở cuối tên trường (_m, _l, _h, _kw) và ghi số trong khoảng được nêu.",
         "Check the unit at the end of the key (_m, _l, _h, _kw) and keep to the range named."),
        "tank_l: -200", "tank_l: 200"),
    "E126": entry(
        ("Ngày giờ sai, hoặc thiếu múi giờ", "A wrong date or time, or no UTC offset"),
        ("Không có múi giờ, 14:00 có thể lệch bảy tiếng; 07/9 có thể là tháng 7 hay tháng 9.",
         "Without an offset 14:00 may be seven hours off; 07/9 may be July or September."),
        ("Ngày: 2024-09-07. Thời điểm: 2024-09-07T14:00:00+07:00.",
         "Dates: 2024-09-07. Instants: 2024-09-07T14:00:00+07:00."),
        "start: 2024-09-07T14:00:00", "start: 2024-09-07T14:00:00+07:00"),
    "E127": entry(
        ("Đa giác không hợp lệ", "An invalid polygon"),
        ("Ranh giới tự cắt, hở hoặc dưới ba đỉnh thì không biết trong hay ngoài.",
         "An outline that crosses itself, or has fewer than three corners, has no inside."),
        ("Ghi các đỉnh theo thứ tự đi vòng, mỗi đỉnh [kinh độ, vĩ độ].",
         "List the corners in order round the edge, each as [lon, lat]."),
        "outline: [[107, 21], [108, 22], [108, 21], [107, 22]]",
        "outline: [[107, 21], [108, 21], [108, 22], [107, 22]]"),
    "E128": entry(
        ("Hệ toạ độ không biết hoặc không đúng", "Unknown or wrong coordinate system"),
        ("Nhầm hệ toạ độ, mọi trạm lệch từ 200 m đến hàng trăm km.",
         "With the wrong system every site moves by 200 m to hundreds of km."),
        ("Ghi mã EPSG: EPSG:4326 cho độ WGS 84, hoặc mã VN-2000 đúng kinh tuyến trục của tỉnh.",
         "Write an EPSG code: EPSG:4326 for WGS 84 degrees, or the VN-2000 code of the province's "
         "meridian."),
        "crs: VN2000", "crs: EPSG:5899"),
}
