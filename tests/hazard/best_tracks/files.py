"""Small track files of each format: lines of RSMC Tokyo, JTWC and IBTrACS for Yagi, 2024."""

from __future__ import annotations

from pathlib import Path

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "tracks"

JMA = """\
66666 2411  004 0015 2411 0 6                 YAGI              20241203        
24090618 002 5 203 1090  945     085     90080 0080 10210 0180                  
24090700 002 5 205 1081  940     085     90080 0080 90210 0210                  
24090706 002 5 210 1070  935     090     90080 0080 10180 0150                 #
24090812 002 2 215 1042  998     000                                            
"""  # noqa: W291 - the format has fixed columns, blanks included

def _b_deck(time: str, place: str, wind: str, radii: str, core: str) -> str:
    start = f"WP, 12, {time},   , BEST,   0, {place}, {wind}, TY,  {radii}, {core}"
    return f"{start}, 130,   0,   W,   0,   X, 285,  10,       YAGI, D,\n"


B_DECK = (
    _b_deck("2024090700", "203N, 1083E", "105,  950", "34, NEQ,  150,  160,  110,  125", "1004,  240,  15")
    + _b_deck("2024090700", "203N, 1083E", "105,  950", "64, NEQ,   50,   45,   30,   40", "1004,  240,  15")
    + _b_deck("2024090706", "207N, 1071E", "100,  953", "34, NEQ,  150,  160,  110,  125", "1004,  240,  20")
)

_IBTRACS_COLUMNS = (
    "SID,SEASON,NAME,ISO_TIME,USA_LAT,USA_LON,USA_STATUS,USA_WIND,USA_PRES,USA_R34_NE,USA_R34_SE,"
    "USA_R34_SW,USA_R34_NW,USA_POCI,USA_ROCI,USA_RMW,TOKYO_LAT,TOKYO_LON,TOKYO_GRADE,TOKYO_WIND,"
    "TOKYO_PRES,TOKYO_R50_DIR,TOKYO_R50_LONG,TOKYO_R50_SHORT,CMA_LAT,CMA_LON,CMA_WIND,CMA_PRES"
)
_YAGI_ID = "2024244N12129,2024,YAGI,2024-09-07"
IBTRACS = f"""\
{_IBTRACS_COLUMNS}
 ,Year, , ,degrees_north,degrees_east, ,kts,mb,nmile,nmile,nmile,nmile,mb,nmile,nmile, , , ,kts,mb, , , , , ,kts,mb
{_YAGI_ID} 00:00:00,20.3,108.3,TY,105,950,150,160,110,125,1004,240,15,20.5,108.1,5,85,940,9,80,80,20.4,108.2,100,945
{_YAGI_ID} 03:00:00,20.5,107.7,TY,103,951, , , , , , , , , , , , , , , , , , ,
{_YAGI_ID} 06:00:00,20.7,107.1,TY,100,953,150,160,110,125,1004,240,20,21.0,107.0,5,90,935,9,80,80,20.9,106.9,100,945
"""

PLAIN = """\
storm,season,storm_id,agency,time_utc,lat,lon,wind_kt,wind_averaging_min,pressure_hpa,status,r30_dir,r30_long_nm,r30_short_nm,rmw_nm
YAGI,2024,JMA2411,JMA,2024-09-07T00:00:00Z,20.5,108.1,85,10,940,TY,SYM,210,210,
YAGI,2024,JMA2411,JMA,2024-09-07T06:00:00Z,21.0,107.0,90,10,935,TY,NE,180,150,
YAGI,2024,WP122024,JTWC,2024-09-07T00:00:00Z,20.3,108.3,105,1,950,TY,,,,15
YAGI,2024,WP122024,JTWC,2024-09-07T06:00:00Z,20.7,107.1,100,1,953,TY,,,,20
"""


def written(folder: Path, text: str, name: str = "tracks.txt") -> Path:
    """The text as a file of the folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
