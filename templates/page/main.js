// The page comes to life: data in, everything drawn once, then only what changed.
"use strict";

function listenToAll() {
  const chosen = (id, name, value = (text) => text) => byId(id).addEventListener("change", () => State.set({ [name]: value(byId(id).value) }));
  chosen("view", "view", Number); chosen("rule", "requirement", Number); chosen("network", "network");
  chosen("lang", "lang"); chosen("theme", "theme");
  byId("time").addEventListener("input", () => State.set({ t: Number(byId("time").value), playing: false }));
  byId("play").addEventListener("click", Player.toggle);
  byId("before").addEventListener("click", () => step(-1));
  byId("after").addEventListener("click", () => step(1));
  byId("q").addEventListener("input", search);
  byId("q").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { const [hit] = found(byId("q").value); if (hit) goTo(hit[1]); }
    if (event.key === "Escape") { byId("q").value = ""; search(); }
  });
  byId("nearer").addEventListener("click", () => { Ground.zoom(1.5); Painted.ask(); });
  byId("farther").addEventListener("click", () => { Ground.zoom(1 / 1.5); Painted.ask(); });
  byId("whole").addEventListener("click", () => { Ground.fit(); Painted.ask(); });
  byId("back").addEventListener("click", () => State.set({ chosen: "" }));
  for (const name of ["wind", "cables", "others"]) {
    byId(`layer-${name}`).addEventListener("change", (event) => { Layers[name] = event.target.checked; Painted.ask(); });
  }
  window.addEventListener("hashchange", () => State.set(State.read()));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  window.addEventListener("beforeprint", () => { document.documentElement.dataset.theme = "light"; repaint(); });
  window.addEventListener("afterprint", theme);
}

function listenToMap(canvas) {
  let held = null, moved = false;
  canvas.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY]; moved = false; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) { hint(event); return; }
    const [dx, dy] = [event.clientX - held[0], event.clientY - held[1]];
    if (moved || Math.hypot(dx, dy) > 4) { Ground.pan(dx, dy); held = [event.clientX, event.clientY]; moved = true; Painted.ask(); }
  });
  canvas.addEventListener("pointerup", (event) => { if (held && !moved) pick(event); held = null; });
  canvas.addEventListener("pointerleave", () => { byId("hint").hidden = true; });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    Ground.zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
    Painted.ask();
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.key in moves) { Ground.pan(...moves[event.key]); event.preventDefault(); }
    else if (event.key === "+" || event.key === "=") Ground.zoom(1.5);
    else if (event.key === "-") Ground.zoom(1 / 1.5);
    else if (event.key === "0") Ground.fit();
    Painted.ask();
  });
}

function pick(event) {
  const site = Ground.siteAt(event.offsetX, event.offsetY);
  const post = State.isDuty ? Ground.postAt(event.offsetX, event.offsetY) : "";
  if (post) { State.set({ chosen: `post:${post}` }); return; }
  if (site >= 0) { State.set({ chosen: `site:${Data.raw.sites.id[site]}` }); return; }
  const district = Ground.districtAt(event.offsetX, event.offsetY);
  State.set({ chosen: district < 0 ? "" : `district:${Data.raw.ground.districts[district].id}` });
}

// A word on what lies under the pointer.
function hint(event) {
  const post = State.isDuty ? Ground.postAt(event.offsetX, event.offsetY) : "";
  const site = post ? -1 : Ground.siteAt(event.offsetX, event.offsetY);
  const district = post || site >= 0 ? -1 : Ground.districtAt(event.offsetX, event.offsetY);
  const place = byId("hint");
  place.hidden = !post && site < 0 && district < 0;
  if (place.hidden) return;
  if (post) place.textContent = `${post}: ${Data.text(postOf(post)[1])}`;
  else if (site >= 0) {
    const list = stretchesOf(site), state = list[Data.at(list, 4, State.t) + 1];
    place.textContent = `${Data.raw.sites.id[site]}: ${Data.word(["serves", "open", "out"][state])}`;
  } else place.textContent = unitName(Data.raw.ground.districts[district].id);
  place.style.left = `${Math.min(event.offsetX + 14, Ground.width - 150)}px`;
  place.style.top = `${event.offsetY + 14}px`;
}

function theme() {
  if (State.theme) document.documentElement.dataset.theme = State.theme; else delete document.documentElement.dataset.theme;
  repaint();
}

function repaint() { Painted.colours(); Painted.draw(); }

// What the map shows, in words, for those who do not see it.
function describe() {
  const told = marginsAt(State.t).map((margin, number) => margin
    && `${Data.text(Data.raw.ground.districts[number].name)}: ${Data.text(Data.raw.outcomes[standing(margin)])}`);
  byId("map").setAttribute("aria-label", `${Data.word("map")}, ${Controls.when()}. ${told.filter(Boolean).join("; ")}`);
}

function redraw(changed) {
  const any = (...names) => names.some((name) => changed.has(name));
  if (any("lang", "view", "requirement", "network")) { Controls.draw(); Table.draw(); Sheet.draw(); }
  else {
    if (any("chosen")) { Sheet.draw(); Table.choose(); byId(State.chosen ? "sheet" : "table").scrollIntoView({ block: "start" }); }
    if (any("t", "playing")) { Controls.instant(); Table.now(); Sheet.now(); }
  }
  if (any("theme")) { choices("theme", [...byId("theme").options].map((o) => [o.value, o.text]), State.theme); theme(); }
  byId("back").hidden = !State.chosen;
  Painted.ask();
  if (!State.playing) describe();
}

// The instant at which most units fail: what a room should see first.
function worstInstant() {
  let worst = 0, most = -1;
  for (const t of changes()) {
    const bad = State.answers.reduce((sum, answer) => sum + standing(countAt(onNetwork(answer), t).map((n) => n - answer.need)), 0);
    if (bad > most) { most = bad; worst = t; }
  }
  return worst;
}

async function begin() {
  try { await Data.load(); } catch (fault) {
    byId("loading").textContent = document.documentElement.dataset.old;
    return;
  }
  const first = Data.raw.requirements.findIndex((asked) => asked.unit === "district");
  State.requirement = Math.max(first, 0);
  const said = State.read();
  Object.assign(State, said);
  if (!State.told(State.view, State.requirement)) State.view = 0;
  Data.lang = State.lang;
  if (said.t === undefined) State.t = worstInstant();
  byId("loading").remove();
  byId("page").hidden = false;
  listenToAll();
  Controls.draw(); Table.draw(); Sheet.draw();
  if (State.theme) document.documentElement.dataset.theme = State.theme;
  Painted.start(byId("map"));
  listenToMap(byId("map"));
  if (State.chosen) { frame(State.chosen); byId("sheet").scrollIntoView({ block: "start" }); }
  State.listen(redraw);
  byId("back").hidden = !State.chosen;
  describe();
  document.documentElement.dataset.ready = "yes";
}

begin();
