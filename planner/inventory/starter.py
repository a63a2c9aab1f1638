"""A new province to begin from: small, commented, valid, and worth a first `check`.

The texts are the files themselves, so that what a planner reads is what stands here. The two
districts show a verdict each: one that holds, and an island that does not.
"""

from __future__ import annotations

from string import Template

MODELINE = "# yaml-language-server: $schema=.planner/planner.schema.json\n"

PROVINCE = Template("""\
# Tỉnh và các địa bàn · The province and its districts
#
# Đây là dữ liệu mẫu để bắt đầu. Thay dần bằng số thật, rồi chạy: planner validate $name
# This is a sample to begin from. Replace it step by step, then run: planner validate $name
#
# Mã và mã số luôn để trong nháy nếu chỉ có chữ số: '22'. Trường để trống nghĩa là CHƯA KHẢO SÁT, không phải
# số không. Nghĩa của từng trường: planner explain wind_zone
# Codes made of digits are quoted: '22'. A field left empty means NOT SURVEYED, never zero. What a field
# means: planner explain wind_zone
province:
  code: '00'
  name: {vi: 'Tỉnh mẫu $name', en: 'Sample province $name'}
  # Toạ độ mét VN-2000: ghi mã EPSG của tỉnh (ví dụ EPSG:5899) rồi dùng east_m, north_m thay cho lon, lat.
  # VN-2000 metres: name the province's EPSG code (such as EPSG:5899), then use east_m, north_m.
  crs: EPSG:4326
  illustrative: {vi: "Dữ liệu mẫu của planner init, không phải số liệu thật.", en: "Sample data, not real."}

operators:
  - {id: operator-a, name: {vi: Nhà mạng A, en: Operator A}}
  - {id: operator-b, name: {vi: Nhà mạng B, en: Operator B}}
  - {id: dien-luc, name: {vi: Điện lực, en: Power company}}

# Địa bàn mà quy định xét: huyện cũ, cụm xã, đảo. · Areas that the policy judges.
districts:
  - id: dat-lien
    name: {vi: Đất Liền, en: Mainland}
    level: former-district
    population: 120000
    wind_zone: III          # QCVN 02:2022/BXD
    risk_region: northeast  # Quyết định 18/2021 · Decision 18/2021
    exposure: off-sea
    outline:                # vẽ thô cũng được · coarse is fine
      - [[107.00, 20.95], [107.20, 20.95], [107.20, 21.10], [107.00, 21.10]]
  - id: dao-nho
    name: {vi: Đảo Nhỏ, en: Small Island}
    level: island
    population: 6000
    island: true
    wind_zone: IV
    risk_region: northeast
    exposure: at-sea
    outline:
      - [[107.30, 20.85], [107.40, 20.85], [107.40, 20.92], [107.30, 20.92]]

communes:
  - {id: xa-ven-bien, name: {vi: Xã Ven Biển, en: Coast}, district: dat-lien, exposed: true}
  - {id: phuong-pho, name: {vi: Phường Phố, en: Town}, level: ward, district: dat-lien, exposed: false}
  - {id: dac-khu-dao, name: {vi: Đặc khu Đảo, en: Island zone}, level: special-zone, district: dao-nho,
     island: true, exposed: true}
""")

SITES = """\
# Trạm · Sites
#
# “generators: []” và “satellite: none”: đã khảo sát, không có. Không ghi: chưa khảo sát.
# `generators: []` and `satellite: none`: surveyed, there is none. Left out: not surveyed.
sites:
  - id: DL-01
    name: {vi: Trạm trung tâm, en: Town centre}
    district: dat-lien
    commune: phuong-pho
    lon: 107.05
    lat: 21.02
    structure:
      type: self-supporting-tower
      height_m: 42
      design_wind: {value: 55, unit: m/s, averaging: 3s}  # gió giật · a gust
      declared_level: 4       # cấp độ rủi ro do nhà mạng khai · as its operator declares
      condition: good
      year_built: 2019
    owner: operator-a
    operators: [operator-a, operator-b]   # trạm dùng chung · a shared site
    technologies: [4g, 5g]
    feed: P-2
    service_drop: {mounting: buried}
    battery_h: 6
    generators:
      - {id: g1, kw: 12, tank_l: 200, burn_l_per_h: 2.5, maintenance: good}   # 80 h
    floor_height_m: 1.5
    backhaul:
      drops:
        - {node: FN-1, mounting: buried}
      satellite: none
    source: {reporter: Nhà mạng A, as_of: 2026-06-01}

  - id: DL-02
    district: dat-lien
    commune: xa-ven-bien
    lon: 107.10
    lat: 20.98
    structure: {type: monopole, height_m: 30, design_wind: {value: 52}, declared_level: 4}
    owner: operator-b
    operators: [operator-b]
    feed: P-2
    service_drop: {mounting: buried}
    battery_h: 4
    generators:
      - {id: g1, kw: 10, tank_l: 150, burn_l_per_h: 2.5}
    floor_height_m: 1.2
    backhaul:
      drops:
        - {node: FN-2, mounting: duct}
      satellite: none
    source: {reporter: Nhà mạng B, as_of: 2026-06-01}

  - id: DL-03
    district: dat-lien
    commune: xa-ven-bien
    lon: 107.15
    lat: 21.00
    # Cấp gió là trung bình 2 phút; planner đổi sang gió giật. · A force is a 2-minute mean.
    structure: {type: self-supporting-tower, height_m: 36, design_wind: {value: 14, unit: force, averaging: 2min}}
    owner: operator-a
    operators: [operator-a]
    feed: P-2
    service_drop: {mounting: buried}
    battery_h: 4
    generators:
      - {id: g1, kw: 10, tank_l: 120, burn_l_per_h: 2.4}
    floor_height_m: 1.0
    backhaul:
      drops:
        - {node: FN-2, mounting: buried}
      hops:
        - {to: DN-01}         # chặng vi ba ra đảo · microwave hop to the island
      satellite: none
    source: {reporter: Nhà mạng A, as_of: 2026-06-01}

  - id: DL-04                 # chỉ có ắc quy: không kiên cố · battery only: not hardened
    district: dat-lien
    commune: phuong-pho
    lon: 107.03
    lat: 21.05
    structure: {type: rooftop-mast, height_m: 15, design_wind: {value: 40}}
    operators: [operator-b]
    feed: P-3
    service_drop: {mounting: aerial, design_wind: {value: 36}}
    battery_h: 3
    generators: []
    floor_height_m: 12
    backhaul:
      drops:
        - {node: FN-1, mounting: aerial, design_wind: {value: 38}, poles: L-2}
      satellite: none
    source: {reporter: Nhà mạng B, as_of: 2026-06-01}

  - id: DN-01
    district: dao-nho
    commune: dac-khu-dao
    lon: 107.35
    lat: 20.88
    structure: {type: guyed-mast, height_m: 45, design_wind: {value: 60}, declared_level: 4}
    owner: operator-a
    operators: [operator-a, operator-b]
    feed: P-4
    service_drop: {mounting: aerial, design_wind: {value: 42}}
    battery_h: 8
    generators:
      - {id: g1, kw: 15, tank_l: 300, burn_l_per_h: 3}   # 100 h
    floor_height_m: 2
    backhaul:
      drops:
        - {node: FN-3, mounting: buried}
      satellite: {service: VSAT, design_wind: {value: 50}}
    source: {reporter: Nhà mạng A, as_of: 2026-06-01}

  - id: DN-02
    district: dao-nho
    commune: dac-khu-dao
    lon: 107.37
    lat: 20.90
    structure: {type: pole, height_m: 12}    # gió thiết kế chưa khảo sát · design wind not surveyed
    operators: [operator-b]
    feed: P-4
    service_drop: {mounting: aerial}
    battery_h: 4
    # máy phát chưa khảo sát · generators not surveyed
    backhaul:
      drops:
        - {node: FN-3, mounting: aerial, present: unknown}
"""

FIBER = """\
# Mạng cáp quang · The fiber network
#
#   FN-1 (nút lõi · gateway) ---- FN-2 ---- FN-3 (đảo · island, cáp biển · submarine)
fiber_nodes:
  - id: FN-1
    name: {vi: Nút lõi của tỉnh, en: The province's gateway}
    role: gateway
    lon: 107.04
    lat: 21.03
    district: dat-lien
    feed: P-2
    service_drop: {mounting: buried}
    battery_h: 8
    generators:
      - {id: g1, kw: 60, tank_l: 1000, burn_l_per_h: 10}
    floor_height_m: 3
    source: {reporter: Nhà mạng A, as_of: 2026-06-01}
  - id: FN-2
    role: hub
    lon: 107.12
    lat: 21.00
    district: dat-lien
    feed: P-2
    service_drop: {mounting: buried}
    battery_h: 8
    generators:
      - {id: g1, kw: 20, tank_l: 400, burn_l_per_h: 5}
    floor_height_m: 2
    source: {reporter: Nhà mạng A, as_of: 2026-06-01}
  - {id: FN-3, role: passive, lon: 107.34, lat: 20.88, district: dao-nho}   # tủ cáp · a cabinet

segments:
  - {id: S-1, from: FN-1, to: FN-2, mounting: duct, owner: operator-a, srlgs: [cau-lon]}
  - {id: S-2, from: FN-1, to: FN-2, mounting: aerial, owner: operator-a, design_wind: {value: 45}, poles: L-1}
  - {id: S-3, from: FN-2, to: FN-3, mounting: submarine, owner: operator-a}

srlgs:      # các tuyến cùng đứt · spans that fail together
  - {id: cau-lon, name: {vi: Cầu Lớn, en: Great bridge}, kind: bridge}
"""

POWER = """\
# Lưới điện · The power network
#
#   P-1 (nguồn · source) -- L-1 -- P-2 -- L-2 -- P-3
#                                   |
#                                  L-3 (cáp biển · submarine)
#                                   |
#                                  P-4 (đảo · island)
power_nodes:
  - {id: P-1, kind: source, name: {vi: Nguồn 110 kV}, lon: 107.00, lat: 21.08}
  - {id: P-2, kind: substation, lon: 107.08, lat: 21.02, district: dat-lien, design_wind: {value: 50},
     floor_height_m: 1}
  - {id: P-3, kind: feeder, lon: 107.03, lat: 21.05, district: dat-lien}
  - {id: P-4, kind: feeder, lon: 107.36, lat: 20.89, district: dao-nho}

lines:
  - {id: L-1, from: P-1, to: P-2, mounting: aerial, voltage_kv: 110, design_wind: {value: 50}, owner: dien-luc}
  - {id: L-2, from: P-2, to: P-3, mounting: aerial, voltage_kv: 22, design_wind: {value: 38}, owner: dien-luc}
  - {id: L-3, from: P-2, to: P-4, mounting: submarine, voltage_kv: 22, owner: dien-luc}
"""

OTHERS = """\
# Điểm chỉ huy, kênh báo tin, nguồn lực · Command posts, warning channels, resources
command_posts:
  - {id: UB-DAO, name: {vi: UBND đặc khu Đảo}, kind: commune, district: dao-nho, commune: dac-khu-dao,
     lon: 107.35, lat: 20.885, feed: P-4, service_drop: {mounting: buried}, battery_h: 2, generators: [],
     floor_height_m: 1,
     # Theo thứ tự dùng; một từ: chưa khảo sát gì thêm. · In the order of use; a bare word: nothing else surveyed.
     means: [public-mobile, {id: ve-tinh, kind: satellite-phone, rank: contingency, last_tested: 2026-05-20,
             trained_user: true, sky_view: true, subscription_until: 2027-01-31, battery_h: 20}]}

warning_channels:
  - {id: LOA-VB-1, name: {vi: Cụm loa Ven Biển}, kind: loudspeakers, commune: xa-ven-bien, feed: P-2,
     needs_grid: true, service_drop: {mounting: aerial}, battery_h: 4, generators: [], floor_height_m: 4,
     design_wind: {value: 40}, uplink: mobile, order: 1}

resources:
  - {id: MF-1, name: {vi: Máy phát lưu động}, kind: mobile-generator, count: 2, kw: 10, tank_l: 100,
     burn_l_per_h: 2.5, district: dat-lien, at: NUT-A, ready_after_h: 1}
  - {id: DOI-1, name: {vi: Đội cáp}, kind: team, team: fiber, count: 1, crew: 4, district: dat-lien, at: NUT-A,
     ready_after_h: 1}
  - {id: KHO-1, name: {vi: Kho dầu}, kind: fuel, fuel: diesel, fuel_l: 3000, tanker_l: 1000, district: dat-lien,
     at: NUT-A, ready_after_h: 0.5}

# Đường để tính ai tới đâu lúc nào: planner register TÊN/dien-tap.yaml journeys
# Roads, from which it is worked out who is where when
road_nodes:
  - {id: NUT-A, kind: seat, lon: 107.05, lat: 21.05, district: dat-lien}
  - {id: CANG-A, kind: port, lon: 107.10, lat: 21.00, district: dat-lien}
  - {id: CANG-DAO, kind: port, lon: 107.35, lat: 20.88, district: dao-nho}
roads:
  - {id: DT-1, from: NUT-A, to: CANG-A, class: provincial, length_km: 10, floods_at_m: 0.8}
sea_routes:
  - {id: PHA-1, from: CANG-A, to: CANG-DAO, boat: ferry, length_km: 32, speed_kmh: 25, closed_from_force: 6}
"""

PROGRAMMES = """\
# Dân cư, kết quả đo, ngầm hóa, chuyển vùng · People, measurements, cable into the ground, roaming
#
# Quy định xét những thứ này · policies about these: bundled:policies/coverage.yaml, roaming-ready.yaml,
# cable-underground.yaml; kết quả đo từ CSV · measurements from a CSV: planner coverage import
population_points:
  - {id: THON-1, name: {vi: Thôn 1}, commune: xa-ven-bien, lon: 107.14, lat: 20.99, population: 800, terrain: open,
     signal_before: true, served_by: [DL-03]}       # trạm thực đo phục vụ thôn · the site found to serve it
  - {id: THON-2, name: {vi: Thôn 2}, commune: xa-ven-bien, lon: 107.17, lat: 20.97, population: 120,
     signal_before: false, grid: true, alternative: Bộ đàm của thôn}    # lõm sóng từ trước bão · a dead spot

coverage_measurements:
  - {id: DO-1, commune: xa-ven-bien, operator: operator-a, people_share: 0.9, download_mbps: 52,
     source: {reporter: Đoàn đo kiểm, as_of: 2026-06-01}}

cable_programmes:
  - {id: NH-1, name: {vi: Hạ ngầm tuyến S-2}, owner: operator-a, segments: [S-2], year: 2027, target_km: 9,
     done_km: 2.5, funding: Doanh nghiệp, source: {reporter: Nhà mạng A, as_of: 2026-06-01}}

roaming_agreements:
  - {id: CV-1, communes: [dac-khu-dao], operators: [operator-a, operator-b], minutes_after_order: 30,
     trigger: Bộ Khoa học và Công nghệ ra lệnh, last_tested: 2026-04-12,
     instruction: {vi: Đặt điện thoại chọn mạng tự động}, source: {reporter: Sở KHCN, as_of: 2026-06-01}}
"""

OFFICE = """\
# Việc của văn phòng · The office: danh bạ, trực, nhiệm vụ, mốc, thiệt hại, diễn tập, mẫu tin
#
# Danh bạ là dữ liệu cá nhân: chỉ in trong phương án nội bộ và khi có --internal. Người và số ở đây là bịa ra.
# Contacts are personal data: in the internal plan and with --internal only. People and numbers here are invented.
#   planner register dien-tap.yaml tasks
contacts:
  - {id: LH-1, unit: {vi: Sở KHCN, en: Department}, post: {vi: Trực ban, en: Duty officer}, person: Nguyễn Văn Mẫu,
     mobile: '0900000001', source: {reporter: Sở KHCN, as_of: 2026-08-20}}

roster:     # không được hở giờ nào giữa hai ca · no gap between two shifts
  - {id: CA-1, from: 2026-09-06T06:00:00+07:00, to: 2026-09-06T18:00:00+07:00, role: duty, who: [LH-1],
     source: {reporter: Sở KHCN, as_of: 2026-08-20}}

tasks:      # due_h: giờ kể từ khi bão đến, số âm là trước · hours from the storm's arrival, negative before it
  - {id: NV-1, phase: before, task: {vi: Nạp đầy bồn dầu, en: Fill the tanks}, unit: {vi: Nhà mạng A, en: Operator A},
     due_h: -12, status: ongoing, progress_percent: 50, contact: LH-1,
     source: {reporter: Nhà mạng A, as_of: 2026-09-05}}

milestones:
  - {id: MOC-1, name: {vi: Một nửa số trạm mất có lại, en: Half of the lost sites back}, due_h: 48, share: 0.5,
     source: {reporter: Sở KHCN, as_of: 2026-08-20}}

damage_reports:     # mỗi người báo một dòng; báo khác nhau thì giữ cả hai · a line for each reporter, both are kept
  - {id: TH-1, asset: DL-04, what: power, down_since: 2026-09-06T20:00:00+07:00, reporter: Nhà mạng B,
     as_of: 2026-09-07T06:00:00+07:00}

drills:
  - {id: DT-1, name: {vi: Diễn tập mất liên lạc, en: Drill of lost links}, date: 2026-05-20,
     source: {reporter: Sở KHCN, as_of: 2026-05-21}}

reviews:
  - {id: RS-1, date: 2026-05-30, version: '2026.1', source: {reporter: Sở KHCN, as_of: 2026-05-30}}

message_templates:
  - {id: TIN-1, event: storm-warning, audience: {vi: Toàn dân, en: Everybody}, channels: [sms, loudspeakers],
     text: {vi: 'Bão sắp vào. Sạc đầy điện thoại. Cần cứu giúp gọi 112.', en: 'A storm is coming. For help call 112.'},
     ordered_by: {vi: Trưởng Ban Chỉ huy, en: Head of the committee}, target_min: 30,
     source: {reporter: Sở KHCN, as_of: 2026-06-01}}

rumour_control:
  - {id: TG-1, owner: {vi: Sở VHTTDL, en: Department of culture}, response_min: 60, spokespersons: [LH-1],
     source: {reporter: Sở VHTTDL, as_of: 2026-06-01}}

it_systems:
  - {id: HT-1, name: {vi: Phần mềm trực ban, en: Duty software}, level: 3, offline_backup: 2026-09-01,
     backup_every_days: 7, recovery_target_h: 24, source: {reporter: Sở KHCN, as_of: 2026-09-01}}

annex_rows:     # kinh phí, kiến nghị, đường thư, điểm sạc … · funding, petitions, mail routes, charging points …
  - {id: KP-1, kind: funding, name: {vi: Gia cố cột DN-01, en: Strengthen mast DN-01}, amount_million_vnd: 400,
     fund: operator, source: {reporter: Sở KHCN, as_of: 2026-06-01}}
"""

SCENARIO = Template("""\
# Kịch bản diễn tập · An exercise
#
# Chạy · Run:   planner check $name/dien-tap.yaml
# Vì sao · Why: planner why $name/dien-tap.yaml "Đảo Nhỏ"
scenario:
  id: dien-tap
  name: {vi: 'Diễn tập: mất điện đường trục, gãy cột đảo', en: 'Exercise: trunk line lost, island mast down'}
  province: '.'
  # Quy định đi kèm phần mềm; muốn sửa thì chép về, đổi đường dẫn. · Policies that ship with the planner.
  policies:
    - bundled:policies/three-stations.yaml
    - bundled:policies/level-4-communes.yaml
  start: 2026-09-06T12:00:00+07:00
  horizon_h: 72
  # Bão là danh sách những gì mất. Bão thật: storm: bundled:storms/yagi-2024.yaml
  # Here the storm is a list of what is lost. A real one: storm: bundled:storms/yagi-2024.yaml
  storm:
    id: dien-tap-bao
    name: {vi: Bão diễn tập, en: Exercise storm}
    illustrative: {vi: Bão giả định., en: An invented storm.}
    removals:
      - select: {assets: [L-1]}           # mất điện cả tỉnh · the whole grid
        at_h: 6
        until_h: 60
        remark: đường trục 110 kV đứt
      - select: {kind: [mast], district: [dao-nho], owner: [operator-a]}
        at_h: 10
  actions:
    - {do: refuel, generator: DL-03/gen/g1, at_h: 30}
    # Hạ tải cột trước bão · Derate a mast before the storm:
    # - {do: derate, site: DL-02, at_h: 2, until_h: 40, factor: 1.2, responsible: Đội cơ điện, deadline_h: 0}
    - {do: repair, asset: DN-01/mast, at_h: 48}
""")


def starter_files(name: str) -> dict[str, str]:
    """The files of a new province called `name`, by relative path; each is valid as it stands."""
    files = {
        "province.yaml": PROVINCE.substitute(name=name),
        "sites.yaml": SITES,
        "fiber.yaml": FIBER,
        "power.yaml": POWER,
        "others.yaml": OTHERS,
        "programmes.yaml": PROGRAMMES,
        "office.yaml": OFFICE,
        "dien-tap.yaml": SCENARIO.substitute(name=name),
    }
    return {file: MODELINE + text for file, text in files.items()}
