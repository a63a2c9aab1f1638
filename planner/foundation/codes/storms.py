"""Codes E407 to E419 and W520 to W529: files of tracks, bulletins, storms out of place."""

from __future__ import annotations

from planner.foundation.codes.entry import CodeEntry, entry

STORMS: dict[str, CodeEntry] = {
    "E407": entry(
        ("Không phải tệp quỹ đạo bão", "No file of storm tracks"),
        ("Dạng của tệp được nhận ra từ dòng đầu; dòng này không thuộc dạng nào đã biết.",
         "A file's format shows in its first line; this one belongs to none that is known."),
        ("Dùng tệp của RSMC Tokyo (JMA), b-deck của JTWC, CSV của IBTrACS v4, hoặc CSV có các cột được "
         "nêu; hay chỉ rõ bằng --from.",
         "Use a file of RSMC Tokyo (JMA), a b-deck of JTWC, a CSV of IBTrACS v4, or a CSV with the columns "
         "named; or say which with --from."),
        "# quydao.txt\n# ngay gio vi do kinh do", "# dòng đầu của tệp JMA\n# 66666 2411 037 0015 2411 0 6 YAGI"),
    "E408": entry(
        ("Tệp không có bão này", "The file does not have this storm"),
        ("Không bão nào trong tệp khớp tên, mùa, cơ quan hoặc mã đã ghi.",
         "No storm in the file fits the name, season, agency or id that was asked for."),
        ("Xem danh sách: planner storm import TỆP --list.",
         "See the list: planner storm import FILE --list."),
        "# --name YAGY --season 2024", "# --name YAGI --season 2024"),
    "E409": entry(
        ("Nhiều đường đi cùng khớp", "Several tracks fit"),
        ("Gió của các cơ quan lấy trung bình khác nhau (JMA 10 phút, JTWC 1 phút); trộn lại là sai lặng lẽ.",
         "Agencies average winds over different times (JMA 10 minutes, JTWC 1): mixed, they are wrong in "
         "silence."),
        ("Chọn một bằng --season, --agency hoặc --id.", "Choose one by --season, --agency or --id."),
        "# --name YAGI", "# --name YAGI --season 2024 --agency JMA"),
    "E410": entry(
        ("Số liệu của một vị trí không đọc được", "An unreadable figure of a position"),
        ("Cột ấy phải là số, toạ độ hoặc thời điểm theo dạng của tệp, và là số có thể có.",
         "That column holds a number, a coordinate or a time in the file's format, and one that can be."),
        ("Sửa theo nguồn, hoặc xoá dòng nếu nguồn không có.",
         "Mend it from the source, or delete the line if the source lacks it."),
        "# WP, 12, 2024090706, , BEST, 0, 207N, ????E", "# WP, 12, 2024090706, , BEST, 0, 207N, 1071E"),
    "E411": entry(
        ("Tâm bão ở nơi không thể có", "A centre where none can be"),
        ("Vĩ độ từ −60 đến 60, kinh độ từ −180 đến 360; thường là hai số bị đảo chỗ.",
         "Latitudes go from -60 to 60, longitudes from -180 to 360; often the two are swapped."),
        ("Đổi chỗ hai số, hoặc sửa theo nguồn.", "Swap the two, or mend them from the source."),
        "lat: 107.1\nlon: 20.7", "lat: 20.7\nlon: 107.1"),
    "E412": entry(
        ("Hai vị trí khác nhau cùng lúc", "Two positions at one time"),
        ("Bão chỉ ở một nơi; không thể đoán dòng nào đúng.",
         "A storm is at one place; which line is right cannot be guessed."),
        ("Xem tệp gốc rồi xoá dòng sai.", "Look into the source and delete the wrong line."),
        "# 2024-09-07T06:00:00Z,20.7,107.1\n# 2024-09-07T06:00:00Z,21.7,107.1",
        "# 2024-09-07T06:00:00Z,20.7,107.1"),
    "E413": entry(
        ("Hai nguồn trong một đường đi", "Two sources in one track"),
        ("Dòng dự báo lẫn với quỹ đạo phân tích cho một đường đi không ai công bố.",
         "Forecast lines among those of the best track make a track that nobody published."),
        ("Bỏ các dòng của nguồn khác.", "Leave out the lines of the other source."),
        "# WP, 12, 2024090706, 03, OFCL, 24, …", "# WP, 12, 2024090706, , BEST, 0, …"),
    "E414": entry(
        ("Bản tin tự mâu thuẫn", "A bulletin that contradicts itself"),
        ("Giật yếu hơn gió, bán kính gió cấp 10 lớn hơn gió cấp 6, thời điểm đi lùi, hoặc có cả track: không biết "
         "tin số nào.",
         "Gusts weaker than the wind, a radius of force 10 beyond that of force 6, times that go back, or a track "
         "besides: which figure counts is open."),
        ("Sửa theo bản tin gốc.", "Mend it from the bulletin."),
        "{after_h: 12, force: 13, gust_force: 11}", "{after_h: 12, force: 11, gust_force: 13}"),
    "W520": entry(
        ("Gió không hợp với khí áp", "Winds that do not go with the pressures"),
        ("Gió nhỏ bằng nửa hoặc lớn gấp đôi mức ứng với khí áp thường là nhầm m/s, km/h với knot.",
         "Winds of half or double of what goes with the pressures are mostly m/s or km/h taken for knots."),
        ("Xem nguồn ghi đơn vị gì, rồi nhập lại với --wind-unit hoặc đổi sang knot.",
         "See what unit the source states; import with --wind-unit, or turn them into knots."),
        "wind_kt: 46   # thật ra là m/s", "wind_kt: 90"),
    "W521": entry(
        ("Bão ở quá xa tỉnh", "A storm far from the province"),
        ("Tâm bão luôn cách mọi trung tâm địa bàn hơn 500 km, nên không có gió đáng kể: mọi kết luận “đạt” khi ấy "
         "không nói gì về bão.",
         "The centre stays more than 500 km from every seat, so that no wind matters: a `holds` then says "
         "nothing about the storm."),
        ("Kiểm tra tên bão và toạ độ; muốn thử bão ấy đổ bộ vào tỉnh thì dùng planner storm shift.",
         "Check the storm's name and its coordinates; to try it on this coast use planner storm shift."),
        "lon: 127.1", "lon: 107.1"),
    "W522": entry(
        ("Tâm bão đi quá nhanh", "A centre that moves too fast"),
        ("Giữa hai vị trí liền nhau tâm bão đi hơn 150 km/h: thường một toạ độ hoặc giờ bị gõ sai.",
         "Between two positions the centre moves at more than 150 km/h: mostly a misprint."),
        ("Kiểm tra hai dòng được nêu.", "Check the two lines."),
        "lon: 170.1", "lon: 107.1"),
    "W523": entry(
        ("Các vị trí đã được xếp lại", "Positions were put in order"),
        ("Tệp ghi không theo thứ tự thời gian, hoặc một vị trí hai lần; điều đã sửa được ghi ở đầu tệp bão.",
         "The file is not in the order of time, or has a position twice; what was done stands at the head of "
         "the storm file."),
        ("Xem tệp có bị ghép nhầm không.", "See whether the file was joined wrongly."),
        "# 12Z trước 06Z", "# 06Z, rồi 12Z"),
    "W524": entry(
        ("Giật không hợp với gió", "Gusts that do not go with the wind"),
        ("Gió giật bằng 1,11 đến 1,66 lần gió trung bình, tuỳ nơi; số của bản tin nằm ngoài khoảng ấy.",
         "Gusts are 1.11 to 1.66 times the mean wind, by terrain; the bulletin's figures lie outside."),
        ("Xem lại cả hai số; chương trình tính theo cấp gió, không theo giật.",
         "See both figures again; the planner goes by the force of the wind, not of the gusts."),
        "{force: 8, gust_force: 16}", "{force: 13, gust_force: 16}"),
    "W525": entry(
        ("Bán kính của bản tin đáng ngờ", "Doubtful radii of a bulletin"),
        ("Có bán kính của một cấp gió mạnh hơn cả gió mạnh nhất, hoặc vòng tròn 70 % nhỏ dần theo thời hạn dự báo.",
         "There is a radius of a force above the largest wind, or the 70 % circle shrinks farther ahead."),
        ("Xem lại bản tin.", "See the bulletin again."),
        "{force: 8, force10_km: 150}", "{force: 12, force10_km: 150}"),
    "W526": entry(
        ("Tệp có thể bị cắt", "A file that may have been cut off"),
        ("Dòng đầu của bão nói có bao nhiêu vị trí; số dòng đọc được khác số ấy.",
         "The storm's header says how many positions follow; another number was read."),
        ("Lấy lại tệp gốc.", "Fetch the file again."),
        "# 66666 2411 037 …, rồi 20 dòng", "# 66666 2411 037 …, rồi 37 dòng"),
}
