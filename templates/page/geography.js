// Where things lie on the canvas: one scale, x squeezed by the cosine of the latitude.
"use strict";

const Ground = {
  width: 1, height: 1, scale: 1, x: 0, y: 0, squeeze: 1, least: 1,
  rings: [], sites: null, spans: [],

  prepare() {
    const raw = Data.raw, box = raw.ground.box;
    Ground.squeeze = Math.cos(((box[1] + box[3]) / 2e5) * Math.PI / 180);
    const flat = (corners) => {
      const made = new Float64Array(corners.length);
      for (let i = 0; i < corners.length; i += 2) {
        made[i] = corners[i] * Ground.squeeze;
        made[i + 1] = -corners[i + 1];
      }
      return made;
    };
    Ground.rings = raw.ground.districts.map((district) => district.rings.map(flat));
    Ground.sites = flat(raw.sites.xy);
    Ground.spans = raw.spans.map(([id, kind, corners]) => ({ id, kind, corners: flat(corners) }));
    Ground.seats = raw.ground.communes.map((commune) => (commune.seat ? flat(commune.seat) : null));
    Ground.posts = new Map(raw.posts.filter((post) => post[4]).map((post) => [post[0], flat(post[4])]));
    Ground.frame = flat(box);
    Ground.field = raw.storm ? flat(raw.storm.box) : null;
    Ground.path = raw.storm ? raw.storm.path.map(([t, lon, lat, kt]) => ({ t, kt, spot: flat([lon, lat]) })) : [];
  },

  // Where something that a duty speaks of lies; null where it has no place.
  spot(kind, id) {
    if (kind === "command-post") return Ground.posts.get(id) || null;
    if (kind === "commune") return Ground.seats[Data.raw.ground.communes.findIndex((each) => each.id === id)] || null;
    if (kind !== "site" && kind !== "mast") return null;
    const site = Data.raw.sites.id.indexOf(id);
    return site < 0 ? null : [Ground.sites[2 * site], Ground.sites[2 * site + 1]];
  },

  resize(width, height) {
    const fitted = Math.abs(Ground.scale - Ground.least) < Ground.least * 1e-9;
    Ground.width = width; Ground.height = height;
    const [west, south, east, north] = Ground.frame;
    Ground.least = Math.min(width / (east - west), height / (south - north));
    if (fitted || Ground.scale < Ground.least) Ground.fit();
  },

  fit() {
    const [west, south, east, north] = Ground.frame;
    Ground.scale = Ground.least;
    Ground.x = (west + east) / 2; Ground.y = (south + north) / 2;
  },

  // Shows a set of points as large as it may.
  show(points) {
    let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 2) {
      west = Math.min(west, points[i]); east = Math.max(east, points[i]);
      north = Math.min(north, points[i + 1]); south = Math.max(south, points[i + 1]);
    }
    if (west > east) return;
    const room = Math.max((east - west) / Ground.width, (south - north) / Ground.height, 1e-9) * 1.25;
    Ground.scale = Math.min(Math.max(1 / room, Ground.least), Ground.least * 40);
    Ground.x = (west + east) / 2; Ground.y = (north + south) / 2;
  },

  zoom(factor, px = Ground.width / 2, py = Ground.height / 2) {
    const [gx, gy] = [Ground.x + (px - Ground.width / 2) / Ground.scale, Ground.y + (py - Ground.height / 2) / Ground.scale];
    Ground.scale = Math.min(Math.max(Ground.scale * factor, Ground.least), Ground.least * 60);
    Ground.x = gx - (px - Ground.width / 2) / Ground.scale;
    Ground.y = gy - (py - Ground.height / 2) / Ground.scale;
    Ground.hold();
  },

  pan(dx, dy) { Ground.x -= dx / Ground.scale; Ground.y -= dy / Ground.scale; Ground.hold(); },

  hold() {
    const [west, south, east, north] = Ground.frame;
    Ground.x = Math.min(Math.max(Ground.x, west), east);
    Ground.y = Math.min(Math.max(Ground.y, north), south);
  },

  px(gx) { return (gx - Ground.x) * Ground.scale + Ground.width / 2; },
  py(gy) { return (gy - Ground.y) * Ground.scale + Ground.height / 2; },

  // The site nearest to a point of the canvas, or -1 when none lies within `reach` pixels.
  siteAt(px, py, reach = 11) {
    let best = -1, least = reach * reach;
    for (let i = 0; i < Ground.sites.length / 2; i += 1) {
      const dx = Ground.px(Ground.sites[2 * i]) - px, dy = Ground.py(Ground.sites[2 * i + 1]) - py;
      const far = dx * dx + dy * dy;
      if (far < least) { least = far; best = i; }
    }
    return best;
  },

  // The command post at a point of the canvas, or "" when none lies within `reach` pixels.
  postAt(px, py, reach = 9) {
    for (const [id, spot] of Ground.posts) {
      if (Math.abs(Ground.px(spot[0]) - px) < reach && Math.abs(Ground.py(spot[1]) - py) < reach) return id;
    }
    return "";
  },

  districtAt(px, py) {
    const gx = Ground.x + (px - Ground.width / 2) / Ground.scale, gy = Ground.y + (py - Ground.height / 2) / Ground.scale;
    return Ground.rings.findIndex((rings) => rings.some((ring) => inRing(ring, gx, gy)));
  },

  // The middle of the largest ring of a district: where its name goes.
  heart(district) {
    let best = null, most = 0;
    for (const ring of Ground.rings[district]) {
      let area = 0, x = 0, y = 0;
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const cross = ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
        area += cross; x += (ring[j] + ring[i]) * cross; y += (ring[j + 1] + ring[i + 1]) * cross;
      }
      if (Math.abs(area) > most) { most = Math.abs(area); best = [x / (3 * area), y / (3 * area)]; }
    }
    if (best) return best;
    const seat = Data.raw.ground.districts[district].seat;
    return seat ? [seat[0] * Ground.squeeze, -seat[1]] : null;
  },
};

function inRing(ring, x, y) {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const crosses = ring[i + 1] > y !== ring[j + 1] > y;
    if (crosses && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) inside = !inside;
  }
  return inside;
}
