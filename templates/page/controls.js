// What is set by hand: language, view, requirement, network, instant, search, the map's own keys.
"use strict";

const Controls = {
  draw() {
    const raw = Data.raw;
    document.documentElement.lang = State.lang;
    document.title = `${Data.text(raw.about.scenario)} · Ba Trạm`;
    for (const place of document.querySelectorAll("[data-word]")) place.textContent = Data.word(place.dataset.word);
    for (const place of document.querySelectorAll("[data-label]")) place.setAttribute("aria-label", Data.word(place.dataset.label));
    byId("q").placeholder = Data.word("search-hint");
    const absent = raw.missing.map(([name, reason]) => ["", `${Data.text(name)}: ${Data.text(reason)}`, true]);
    const there = raw.views.map((view, number) => (State.told(number, State.requirement) ? [number, Data.text(view.name)]
      : ["", Data.say("not-this-rule", { name: Data.text(view.name) }), true]));
    choices("view", [...there, ...absent], State.view);
    choices("rule", raw.requirements.map((asked, number) => [number, Data.text(asked.name)]), State.requirement);
    const alone = raw.ground.operators.map(([id, name]) => [id, Data.say("roaming-off-one", { operator: Data.text(name) })]);
    choices("network", [["all", Data.word("roaming-on")], ["worst", Data.word("roaming-off")], ...alone], State.network);
    byId("network").disabled = State.isDuty;
    byId("network").title = State.isDuty ? Data.word("whichever-network") : "";
    Controls.legend();
    choices("lang", [["vi", "Tiếng Việt"], ["en", "English"]], State.lang);
    choices("theme", [["", Data.word("theme-auto")], ["light", Data.word("theme-light")], ["dark", Data.word("theme-dark")]], State.theme);
    byId("banners").replaceChildren(...raw.about.banners.map((number) => el("p", { class: "banner" }, Data.text(number))));
    Controls.headline();
    Controls.instant();
    Controls.course();
  },

  legend() {
    const words = State.isChance ? Controls.classes() : State.isDuty
      ? ["legend-duty-holds", "legend-open", "legend-duty-fails"].map(Data.word) : ["legend-holds", "legend-open", "legend-fails"].map(Data.word);
    ["holds", "unknown", "fails"].forEach((name, number) => { byId(`legend-${name}`).textContent = words[number]; });
    for (const mark of document.querySelectorAll("#legend .mark")) mark.parentNode.hidden = State.isDuty;
  },

  classes() {
    const [n, m] = [EVEN * 100, LIKELY * 100];
    return [Data.say("percent-or-more", { n: m }), Data.say("percent-between", { n, m }), Data.say("percent-under", { n })];
  },

  headline() {
    if (State.isChance) { Controls.chances(); return; }
    const outcomes = State.answers.map((answer) => onNetwork(answer).outcome), all = outcomes.length;
    const count = (outcome) => outcomes.filter((each) => each === outcome).length;
    byId("tally").replaceChildren(...[2, 1, 0].map((outcome) => el("span", { class: `tally ${OUTCOME[outcome]}` },
      el("b", {}, `${"✓?✗"[outcome]} ${count(outcome)}`), ` ${count(outcome) === 1 ? Data.text(Data.raw.outcomes[outcome]) : Data.word(`tally-${OUTCOME[outcome]}`)}`)));
    byId("of").textContent = Data.say("of-units", { n: Data.number(all) });
    byId("who").replaceChildren(...Controls.failing());
  },

  chances() {
    const told = State.answers.map((answer) => chanceFor(answer.unit)), known = told.filter(Boolean);
    const count = (standing) => known.filter(([chance]) => likelihood(chance) === standing).length, words = Controls.classes();
    byId("tally").replaceChildren(...(known.length ? [2, 1, 0].map((each) => el("span", { class: `tally ${OUTCOME[each]}` },
      el("b", {}, count(each)), ` ${words[each]}`)) : [Data.word("no-chance")]));
    byId("of").textContent = Data.say("of-units", { n: Data.number(told.length) });
    byId("who").replaceChildren();
  },

  // The units that fail, the first to fall short first, as far as they fit: each leads to its sheet.
  failing() {
    const bad = State.answers.filter((answer) => onNetwork(answer).outcome === 2)
      .sort((a, b) => (a.firstBelow ? a.firstBelow[0] : 1e9) - (b.firstBelow ? b.firstBelow[0] : 1e9) || (a.unit < b.unit ? -1 : 1));
    const shown = bad.slice(0, 6).map((answer) => el("li", {}, el("button", {
      type: "button", class: "link", on: { click: () => goTo(`${State.asked.unit}:${answer.unit}`) },
    }, unitName(answer.unit)), plainly(answer) && answer.firstBelow ? el("small", {}, ` ${Data.text(answer.firstBelow[1])}`) : null));
    return bad.length > shown.length ? [...shown, el("li", {}, el("small", {}, `+ ${Data.number(bad.length - shown.length)}`))] : shown;
  },

  instant() {
    const slider = byId("time");
    slider.max = Data.raw.about.horizonS;
    slider.value = State.t;
    slider.setAttribute("aria-valuetext", Controls.when());
    byId("clock").textContent = Controls.when();
    byId("play").textContent = State.playing ? "❚❚" : "▶";
    byId("play").setAttribute("aria-label", Data.word(State.playing ? "pause" : "play"));
    byId("play").setAttribute("aria-pressed", String(State.playing));
  },

  when() {
    const after = Data.say("hours-in", { n: Data.span(State.t) });
    return Data.raw.about.atRest ? after : `${Data.clock(State.t)} · ${after}`;
  },

  // How many units fail or are open through time, behind the slider.
  course() {
    const end = Data.raw.about.horizonS, owns = State.answers.map((answer) => [onNetwork(answer), answer.need]);
    const all = owns.length || 1, y = (n) => 20 - (n / all) * 20;
    let fails = "M0 20", open = "M0 20", before = null;
    for (const t of changes()) {
      const states = owns.map(([own, need]) => standing(countAt(own, t).map((n) => n - need)));
      const bad = states.filter((s) => s === 2).length, unsure = bad + states.filter((s) => s === 1).length;
      const x = (t / end) * 100;
      if (before) { fails += `H${x}`; open += `H${x}`; }
      fails += `${before ? "" : `L${x} 20`}V${y(bad)}`; open += `${before ? "" : `L${x} 20`}V${y(unsure)}`;
      before = t + 1;
    }
    byId("course").replaceChildren(svg("path", { d: `${open}H100V20Z`, class: "unknown" }), svg("path", { d: `${fails}H100V20Z`, class: "fails" }));
  },
};

// Every second at which the count of some unit changes, in order.
function changes() {
  const found = new Set([0]);
  for (const answer of State.answers) {
    const own = onNetwork(answer);
    for (const number of own.series || []) Data.list(number).forEach((value, place) => { if (place % 2 === 0) found.add(value); });
  }
  return [...found].sort((a, b) => a - b);
}

function byId(id) { return document.getElementById(id); }

function choices(id, options, chosen) {
  byId(id).replaceChildren(...options.map(([value, words, disabled]) => el("option",
    { value, disabled, selected: !disabled && String(value) === String(chosen) }, words)));
  byId(id).value = String(chosen);
}

function step(way) {
  const all = changes(), next = way > 0 ? all.find((t) => t > State.t) : all.filter((t) => t < State.t).pop();
  if (next !== undefined) State.set({ t: next, playing: false });
}

const Player = {
  last: 0,
  // An hour of the storm in a quarter of a second; from the start again when it has ended.
  toggle() {
    if (State.playing) { State.set({ playing: false }); State.write(); return; }
    State.set({ playing: true, t: State.t >= Data.raw.about.horizonS ? 0 : State.t });
    Player.last = performance.now();
    requestAnimationFrame(Player.tick);
  },
  tick(now) {
    if (!State.playing) return;
    const t = Math.min(Data.raw.about.horizonS, State.t + Math.floor((now - Player.last) * 14.4));
    Player.last = now;
    State.set({ t });
    if (t >= Data.raw.about.horizonS) { State.set({ playing: false }); State.write(); } else requestAnimationFrame(Player.tick);
  },
};

// --- search -----------------------------------------------------------------------------------------

function found(wanted) {
  const raw = Data.raw, said = folded(wanted.trim());
  if (!said) return [];
  const places = ["district", "commune"].flatMap((kind) => raw.ground[`${kind}s`].map((each) => [`${kind}:${each.id}`, Data.text(each.name)]));
  const stations = raw.sites.id.map((id, site) => [`site:${id}`, raw.sites.name[site] >= 0 ? `${id} ${Data.text(raw.sites.name[site])}` : id]);
  const posts = raw.posts.map(([id, name]) => [`post:${id}`, `${id} ${Data.text(name)}`]);
  const spans = raw.spans.map(([id]) => [`span:${id}`, id]);
  const rank = (words) => { const place = folded(words).indexOf(said); return place < 0 ? -1 : place ? 1 : 0; };
  return [...places, ...stations, ...posts, ...spans].map(([chosen, words]) => [rank(words), chosen, words])
    .filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0]).slice(0, 12);
}

function search() {
  const hits = found(byId("q").value);
  byId("hits").replaceChildren(...hits.map(([, chosen, words]) => el("li", {}, el("button", {
    type: "button", class: "link", on: { click: () => goTo(chosen) },
  }, words))));
  byId("hits").hidden = !byId("q").value.trim();
  if (byId("q").value.trim() && !hits.length) byId("hits").replaceChildren(el("li", {}, Data.word("nothing")));
}

function goTo(chosen) {
  byId("hits").hidden = true;
  byId("q").value = "";
  State.set({ chosen });
  frame(chosen);
  byId("sheet-title")?.focus();
}

// The map moves to what is chosen.
function frame(chosen) {
  const [kind, id] = parts(chosen), raw = Data.raw;
  if (kind === "district") {
    const rings = Ground.rings[raw.ground.districts.findIndex((each) => each.id === id)];
    if (rings.length) Ground.show(rings.flatMap((ring) => [...ring]));
  } else if (kind === "site") {
    const site = raw.sites.id.indexOf(id), x = Ground.sites[2 * site], y = Ground.sites[2 * site + 1];
    Ground.show([x - 9e3, y - 9e3, x + 9e3, y + 9e3]);
  } else if (kind === "commune" || kind === "post") {
    const spot = Ground.spot(kind === "post" ? "command-post" : kind, id);
    if (spot) Ground.show([spot[0] - 9e3, spot[1] - 9e3, spot[0] + 9e3, spot[1] + 9e3]);
  } else if (kind === "span") {
    const span = Ground.spans.find((each) => each.id === id);
    if (span) Ground.show(span.corners);
  }
  Painted.ask();
}
