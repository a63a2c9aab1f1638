// The map: districts by margin, cables and power, sites by state, the storm over them. Drawn anew for each instant.
"use strict";

const Painted = {
  canvas: null, context: null, ratio: 1, ink: {}, wanted: false, layer: null, drawn: 0, place: "",

  start(canvas) {
    Painted.canvas = canvas;
    Painted.context = canvas.getContext("2d");
    Ground.prepare();
    Painted.colours();
    new ResizeObserver(() => Painted.measure()).observe(canvas);
    Painted.measure();
  },

  colours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["sea", "land", "edge", "ink", "muted", "paper", "holds", "holds-2", "open", "fails", "fails-2", "storm",
      "cable", "grid", "gust", "serves", "out", "unsure"];
    Painted.ink = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
    Painted.hatch = pattern(Painted.ink.ink, "hatch");
    Painted.dots = pattern(Painted.ink.ink, "dots");
    Painted.stamps = new Map();
  },

  measure() {
    const { clientWidth: width, clientHeight: height } = Painted.canvas;
    if (!width || !height) return;
    Painted.ratio = Math.min(window.devicePixelRatio || 1, 2);
    Painted.canvas.width = Math.round(width * Painted.ratio);
    Painted.canvas.height = Math.round(height * Painted.ratio);
    Ground.resize(width, height);
    Painted.draw();
  },

  // One drawing per frame, however often it is asked for.
  ask() {
    if (Painted.wanted) return;
    Painted.wanted = true;
    requestAnimationFrame(() => { Painted.wanted = false; Painted.draw(); });
  },

  draw() {
    const to = Painted.context, t = State.t;
    Painted.still();
    to.setTransform(Painted.ratio, 0, 0, Painted.ratio, 0, 0);
    to.fillStyle = Painted.ink.sea;
    to.fillRect(0, 0, Ground.width, Ground.height);
    const gusts = Layers.wind ? gustsAt(t) : null;
    if (gusts) gustShade(to, gusts);
    to.drawImage(Painted.layer, 0, 0, Ground.width, Ground.height);
    if (gusts) gustLines(to, gusts);
    storm(to, t);
  },

  // What moves only when something breaks or comes back: districts, cables, sites and names, on a sheet of their own.
  // While time runs it is drawn ten times a second at most, and the storm over it at every frame.
  still() {
    const now = performance.now(), place = `${Ground.x},${Ground.y},${Ground.scale},${Painted.canvas.width},${Painted.canvas.height}`;
    if (State.playing && place === Painted.place && now - Painted.drawn < 100) return;
    const layer = (Painted.layer ||= document.createElement("canvas")), to = layer.getContext("2d");
    if (layer.width !== Painted.canvas.width || layer.height !== Painted.canvas.height) {
      layer.width = Painted.canvas.width; layer.height = Painted.canvas.height;
    }
    to.setTransform(Painted.ratio, 0, 0, Painted.ratio, 0, 0);
    to.clearRect(0, 0, Ground.width, Ground.height);
    const margins = marginsAt(State.t);
    districts(to, margins);
    if (Layers.cables) cables(to, State.t);
    sites(to, State.t);
    if (State.isDuty) subjects(to, State.t);
    names(to, margins);
    Painted.place = place; Painted.drawn = performance.now();
  },
};

const Layers = { wind: true, cables: true, others: true };

// For each district the margin of the requirement that is looked at: [at the least, at the most], or null where it is
// not judged there. Where it is set per commune, the margin of the worst commune.
function marginsAt(t) {
  const byUnit = new Map(State.answers.map((answer) => {
    const own = onNetwork(answer), [low, high] = countAt(own, t);
    return [answer.unit, [low - answer.need, high - answer.need]];
  }));
  const worse = (a, b) => (a === null ? b : [Math.min(a[0], b[0]), Math.min(a[1], b[1])]);
  if (State.isChance) {
    // As margins: likely as held with one to spare, even chances as open, less as short by two.
    for (const unit of byUnit.keys()) {
      const told = chanceFor(unit);
      byUnit.set(unit, told && [[2, 2], [-1, 0], [-2, -2]][likelihood(told[0])]);
    }
  }
  const ground = Data.raw.ground, kind = State.asked.unit;
  if (kind === "district") return ground.districts.map((each) => byUnit.get(each.id) || null);
  if (kind === "province") return ground.districts.map(() => byUnit.values().next().value || null);
  const found = new Map(ground.districts.map((each) => [each.id, null]));
  for (const commune of ground.communes) {
    const margin = byUnit.get(commune.id);
    if (margin && found.has(commune.district)) found.set(commune.district, worse(found.get(commune.district), margin));
  }
  return ground.districts.map((each) => found.get(each.id));
}

// 0 holds, 1 open, 2 fails.
function standing(margin) { return margin[0] >= 0 ? 0 : margin[1] >= 0 ? 1 : 2; }

function trace(to, ring) {
  to.moveTo(Ground.px(ring[0]), Ground.py(ring[1]));
  for (let i = 2; i < ring.length; i += 2) to.lineTo(Ground.px(ring[i]), Ground.py(ring[i + 1]));
}

function districts(to, margins) {
  const ink = Painted.ink, [kind, id] = parts(State.chosen);
  Ground.rings.forEach((rings, number) => {
    const margin = margins[number];
    to.beginPath();
    for (const ring of rings) { trace(to, ring); to.closePath(); }
    to.fillStyle = ink.land;
    if (margin) to.fillStyle = [margin[0] >= 2 ? ink["holds-2"] : ink.holds, ink.open, margin[1] <= -2 ? ink["fails-2"] : ink.fails][standing(margin)];
    to.fill();
    if (margin && standing(margin)) {
      to.globalAlpha = 0.22;
      to.fillStyle = standing(margin) === 2 ? Painted.hatch : Painted.dots;
      to.fill();
      to.globalAlpha = 1;
    }
    const mine = kind === "district" && Data.raw.ground.districts[number].id === id;
    to.strokeStyle = mine ? ink.ink : ink.edge;
    to.lineWidth = mine ? 3 : 1;
    to.stroke();
  });
}

function cables(to, t) {
  const view = State.atView;
  if (!view.spans.length) return;
  const styles = [["cable", 1.1, []], ["cable", 1.6, []], ["cable", 1.6, [7, 3]], ["grid", 1.7, []], ["grid", 0.8, []]];
  styles.forEach(([name, width, dash], kind) => {
    const broken = [];
    to.beginPath();
    Ground.spans.forEach((span, number) => {
      if (span.kind !== kind || span.corners.length < 4) return;
      const list = Data.list(view.spans[number]);
      if (list[Data.at(list, 2, t) + 1] === 2) { broken.push(span.corners); return; }
      trace(to, span.corners);
    });
    to.strokeStyle = Painted.ink[name];
    to.globalAlpha = 0.55;
    to.lineWidth = width;
    to.setLineDash(dash);
    to.stroke();
    to.globalAlpha = 1;
    to.setLineDash([2, 3]);
    to.strokeStyle = Painted.ink.out;
    to.lineWidth = width + 0.4;
    to.beginPath();
    for (const corners of broken) trace(to, corners);
    to.stroke();
    to.setLineDash([]);
  });
}

// Hardened sites large, the others small: a disc in service, a diamond where it is not known, a cross when out.
function sites(to, t) {
  const counted = new Map();
  for (const answer of State.isDuty ? [] : State.answers) {
    for (let i = 0; i < answer.counted.length; i += 2) counted.set(answer.counted[i], answer.counted[i + 1]);
  }
  const [kind, id] = parts(State.chosen);
  const groups = new Map(), all = Ground.sites.length / 2;
  for (let site = 0; site < all; site += 1) {
    const large = counted.has(site);
    if (!large && (!Layers.others || !carries(site))) continue;
    const x = Ground.px(Ground.sites[2 * site]), y = Ground.py(Ground.sites[2 * site + 1]);
    if (x < -9 || y < -9 || x > Ground.width + 9 || y > Ground.height + 9) continue;
    const list = stretchesOf(site), state = list[Data.at(list, 4, t) + 1];
    const shape = (large ? 3 : 0) + Math.max(state, large && counted.get(site) === 1 && state === 0 ? 1 : 0);
    if (!groups.has(shape)) groups.set(shape, []);
    groups.get(shape).push(x, y);
    if (kind === "site" && Data.raw.sites.id[site] === id) groups.set(9, [x, y]);
  }
  for (const shape of [0, 1, 2, 3, 4, 5, 9]) if (groups.has(shape)) marks(to, shape, groups.get(shape));
}

// What a duty speaks of, where it has a place: a square with the sign of its state.
function subjects(to, t) {
  const [chosen, id] = parts(State.chosen), drawn = new Map();
  for (const answer of State.answers) {
    for (const subject of answer.subjects) {
      const spot = Ground.spot(subject.kind, subject.id);
      if (spot && subject.series) drawn.set(subject.id, [spot, standing(countAt(subject, t).map((n) => n - subject.need))]);
    }
  }
  for (const [each, [spot, state]] of drawn) {
    const x = Ground.px(spot[0]), y = Ground.py(spot[1]), size = each === id && ["post", "commune", "site"].includes(chosen) ? 9 : 6.5;
    if (x < -9 || y < -9 || x > Ground.width + 9 || y > Ground.height + 9) continue;
    to.fillStyle = Painted.ink[["serves", "unsure", "out"][state]];
    to.strokeStyle = Painted.ink.paper; to.lineWidth = 1.5;
    to.beginPath(); to.rect(x - size, y - size, 2 * size, 2 * size); to.fill(); to.stroke();
    to.fillStyle = Painted.ink.paper; to.font = `700 ${Math.round(size * 1.7)}px system-ui, sans-serif`;
    to.textAlign = "center"; to.textBaseline = "middle";
    to.fillText("✓?✗"[state], x, y + 0.5);
  }
}

function marks(to, shape, spots) {
  const ink = Painted.ink;
  if (shape === 9) {
    to.beginPath();
    to.arc(spots[0], spots[1], 11, 0, 7);
    to.strokeStyle = ink.ink; to.lineWidth = 2.5; to.stroke();
    return;
  }
  // Where thousands lie side by side, the marks are smaller until the map is nearer.
  const crowded = Ground.sites.length > 3000 && Ground.scale < 3 * Ground.least, key = crowded ? shape + 10 : shape;
  if (!Painted.stamps.has(key)) Painted.stamps.set(key, stamp(shape, crowded ? 0.62 : 1));
  const made = Painted.stamps.get(key), half = made.width / Painted.ratio / 2;
  for (let i = 0; i < spots.length; i += 2) to.drawImage(made, spots[i] - half, spots[i + 1] - half, 2 * half, 2 * half);
}

// One mark drawn once, to be put wherever it is wanted: much quicker than a path for each of thousands.
function stamp(shape, scale) {
  const ink = Painted.ink, large = shape > 2, state = shape % 3, size = (large ? 5.5 : 2.3) * scale;
  const made = document.createElement("canvas");
  made.width = made.height = Math.ceil((large ? 20 : 9) * Painted.ratio);
  const to = made.getContext("2d"), half = made.width / Painted.ratio / 2;
  to.scale(Painted.ratio, Painted.ratio);
  to.beginPath();
  mark(to, state, half, half, size);
  if (state === 2) {
    if (large) { to.strokeStyle = ink.paper; to.lineWidth = 5.5 * scale; to.stroke(); }
    to.strokeStyle = ink.out; to.lineWidth = (large ? 3 : 1.2) * scale;
    to.stroke();
    return made;
  }
  to.fillStyle = state === 1 ? ink.unsure : large ? ink.serves : ink.muted;
  to.fill();
  if (large || state === 1) { to.strokeStyle = large ? ink.paper : ink.muted; to.lineWidth = large ? 1.6 : 0.6; to.stroke(); }
  if (large && state === 1) { to.strokeStyle = ink.ink; to.lineWidth = 0.9; to.stroke(); }
  return made;
}

function mark(to, state, x, y, size) {
  if (state === 0) { to.moveTo(x + size, y); to.arc(x, y, size, 0, 7); return; }
  if (state === 1) {
    const far = size * 1.25;
    to.moveTo(x, y - far); to.lineTo(x + far, y); to.lineTo(x, y + far); to.lineTo(x - far, y); to.closePath();
    return;
  }
  to.moveTo(x - size, y - size); to.lineTo(x + size, y + size);
  to.moveTo(x + size, y - size); to.lineTo(x - size, y + size);
}

// --- names ------------------------------------------------------------------------------------------

// District names with their standing, left out where they would lie on one another.
function names(to, margins) {
  const taken = [];
  to.font = "600 13px system-ui, 'Segoe UI', sans-serif";
  to.textAlign = "center"; to.textBaseline = "middle"; to.lineJoin = "round";
  const order = Data.raw.ground.districts.map((_, number) => number)
    .sort((a, b) => (margins[a] ? margins[a][0] : 9) - (margins[b] ? margins[b][0] : 9) || a - b);
  for (const number of order) {
    const heart = Ground.heart(number);
    if (!heart) continue;
    const margin = margins[number], name = Data.text(Data.raw.ground.districts[number].name).replace(NAME_PREFIX, "");
    const told = State.isChance && State.asked.unit === "district" ? chanceFor(Data.raw.ground.districts[number].id) : null;
    const words = told ? `${Data.text(told[4])} ${name}` : margin ? `${"✓?✗"[standing(margin)]} ${name}` : name;
    const x = Ground.px(heart[0]), y = Ground.py(heart[1]), half = to.measureText(words).width / 2 + 3;
    const box = [x - half, y - 9, x + half, y + 9];
    if (box[0] < 0 || box[2] > Ground.width || box[1] < 0 || box[3] > Ground.height) continue;
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    taken.push(box);
    to.strokeStyle = Painted.ink.paper; to.lineWidth = 4; to.strokeText(words, x, y);
    to.fillStyle = Painted.ink.ink; to.fillText(words, x, y);
  }
}

const NAME_PREFIX = /^(Huyện|Thành phố|Thị xã|Quận|Đặc khu|TP\.?|TX\.?) +/u;

function pattern(colour, kind) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const to = tile.getContext("2d");
  to.strokeStyle = to.fillStyle = colour; to.lineWidth = 1.4;
  if (kind === "dots") { to.beginPath(); to.arc(4, 4, 1.3, 0, 7); to.fill(); } else {
    to.beginPath(); to.moveTo(-2, 10); to.lineTo(10, -2); to.moveTo(-2, 2); to.lineTo(2, -2); to.moveTo(6, 10); to.lineTo(10, 6); to.stroke();
  }
  return to.createPattern(tile, "repeat");
}
