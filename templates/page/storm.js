// The storm on the map: the gust as shade on the sea and lines over everything, the track, the centre.
"use strict";

const GUST_LINES = [25, 35, 45, 55];

// The gust at every point of the grid, m/s, between two whole hours as far from each as the instant is.
function gustsAt(t) {
  const field = Data.raw.storm;
  if (!field || State.atView.kind === "rest") return null;
  Painted.wind ||= Uint8Array.from(atob(field.gust), (c) => c.charCodeAt(0));
  const layer = Math.min(Math.max((t - field.firstS) / field.everyS, 0), field.layers - 1);
  const before = Math.floor(layer), after = Math.min(before + 1, field.layers - 1), share = layer - before;
  const size = field.columns * field.rows, gusts = new Float32Array(size);
  for (let i = 0; i < size; i += 1) {
    gusts[i] = (Painted.wind[before * size + i] * (1 - share) + Painted.wind[after * size + i] * share) * field.gustStep;
  }
  return gusts;
}

function gustShade(to, gusts) {
  const field = Data.raw.storm, image = new ImageData(field.columns, field.rows), colour = rgb(Painted.ink.gust);
  for (let i = 0; i < gusts.length; i += 1) {
    image.data[4 * i] = colour[0]; image.data[4 * i + 1] = colour[1]; image.data[4 * i + 2] = colour[2];
    image.data[4 * i + 3] = Math.min(150, Math.max(0, (gusts[i] - 15) * 3.4));
  }
  Painted.grid ||= document.createElement("canvas");
  Painted.grid.width = field.columns; Painted.grid.height = field.rows;
  Painted.grid.getContext("2d").putImageData(image, 0, 0);
  const [west, south, east, north] = Ground.field, half = [(east - west) / (field.columns - 1) / 2, (south - north) / (field.rows - 1) / 2];
  to.imageSmoothingEnabled = true;
  to.drawImage(Painted.grid, Ground.px(west - half[0]), Ground.py(north - half[1]),
    (east - west + 2 * half[0]) * Ground.scale, (south - north + 2 * half[1]) * Ground.scale);
}

// Lines of equal gust through the cells of the grid, each with its figure once.
function gustLines(to, gusts) {
  const { columns, rows } = Data.raw.storm, [west, south, east, north] = Ground.field;
  const x = (c) => Ground.px(west + ((east - west) * c) / (columns - 1)), y = (r) => Ground.py(north + ((south - north) * r) / (rows - 1));
  to.lineWidth = 1.1; to.strokeStyle = Painted.ink.gust; to.font = "600 11px system-ui, sans-serif"; to.textAlign = "center"; to.textBaseline = "middle";
  for (const level of GUST_LINES) {
    const labels = [];
    to.beginPath();
    for (let r = 0; r + 1 < rows; r += 1) {
      for (let c = 0; c + 1 < columns; c += 1) {
        const i = r * columns + c, over = (gusts[i] > level) + (gusts[i + 1] > level) + (gusts[i + columns] > level) + (gusts[i + columns + 1] > level);
        if (over === 0 || over === 4) continue;
        const spots = crossings(gusts, columns, c, r, level);
        for (let i = 0; i + 1 < spots.length; i += 2) {
          to.moveTo(x(spots[i][0]), y(spots[i][1])); to.lineTo(x(spots[i + 1][0]), y(spots[i + 1][1]));
        }
        if (spots.length) labels.push([x(spots[0][0]), y(spots[0][1])]);
      }
    }
    to.stroke();
    const seen = labels.filter(([px, py]) => px > 60 && py > 110 && px < Ground.width - 60 && py < Ground.height - 90);
    const spot = seen[seen.length >> 1];
    if (!spot) continue;
    const words = `${level} m/s`, half = to.measureText(words).width / 2 + 3;
    to.fillStyle = Painted.ink.paper; to.fillRect(spot[0] - half, spot[1] - 8, 2 * half, 16);
    to.fillStyle = Painted.ink.gust; to.fillText(words, spot[0], spot[1]);
  }
}

// Where a line of equal gust enters and leaves one cell: pairs of points, in cells.
function crossings(gusts, columns, c, r, level) {
  const at = (dc, dr) => gusts[(r + dr) * columns + c + dc], spots = [];
  const cut = (c1, r1, c2, r2) => {
    const a = at(c1, r1), b = at(c2, r2);
    if (a > level === b > level) return;
    const share = (level - a) / (b - a);
    spots.push([c + c1 + (c2 - c1) * share, r + r1 + (r2 - r1) * share]);
  };
  cut(0, 0, 1, 0); cut(1, 0, 1, 1); cut(1, 1, 0, 1); cut(0, 1, 0, 0);
  return spots.length % 2 ? [] : spots;
}

function centreAt(t) {
  const path = Ground.path;
  if (!path.length || t < path[0].t || t > path[path.length - 1].t) return null;
  const next = Math.max(1, path.findIndex((fix) => fix.t >= t));
  const [a, b] = [path[next - 1], path[next]], share = b.t === a.t ? 0 : (t - a.t) / (b.t - a.t);
  return [a.spot[0] + (b.spot[0] - a.spot[0]) * share, a.spot[1] + (b.spot[1] - a.spot[1]) * share];
}

function storm(to, t) {
  if (State.atView.kind === "rest" || !Ground.path.length) return;
  const blue = Painted.ink.storm;
  to.beginPath();
  Ground.path.forEach((fix, number) => to[number ? "lineTo" : "moveTo"](Ground.px(fix.spot[0]), Ground.py(fix.spot[1])));
  to.strokeStyle = blue; to.lineWidth = 2; to.setLineDash([10, 5]); to.stroke(); to.setLineDash([]);
  const centre = centreAt(t);
  if (!centre) return;
  const [x, y] = [Ground.px(centre[0]), Ground.py(centre[1])];
  to.beginPath();
  for (const turn of [0, Math.PI]) {
    to.moveTo(x + 9 * Math.cos(turn), y + 9 * Math.sin(turn));
    to.quadraticCurveTo(x + 20 * Math.cos(turn - 0.5), y + 20 * Math.sin(turn - 0.5), x + 22 * Math.cos(turn - 1.3), y + 22 * Math.sin(turn - 1.3));
  }
  to.strokeStyle = blue; to.lineWidth = 4; to.stroke();
  to.beginPath(); to.arc(x, y, 9, 0, 7); to.fillStyle = Painted.ink.paper; to.fill(); to.lineWidth = 4; to.stroke();
}

function rgb(hex) { return [1, 3, 5].map((place) => parseInt(hex.slice(place, place + 2), 16)); }
