// What the page shows now. Every choice stands in the address, so that a link leads back to it.
"use strict";

const State = {
  lang: "vi", theme: "", view: 0, requirement: 0, network: "all", t: 0, chosen: "", playing: false,
  listeners: [],

  // Called with the names of what changed.
  listen(act) { State.listeners.push(act); },

  set(changes) {
    const changed = new Set(Object.keys(changes).filter((key) => State[key] !== changes[key]));
    if (!changed.size) return;
    Object.assign(State, changes);
    if (!State.told(State.view, State.requirement)) { State.view = 0; changed.add("view"); }
    if (changed.has("lang")) Data.lang = State.lang;
    for (const act of State.listeners) act(changed);
    if (!(State.playing && changed.size === 1 && changed.has("t"))) State.write();
  },

  get atView() { return Data.raw.views[State.view]; },
  get asked() { return Data.raw.requirements[State.requirement]; },
  get answers() { return State.atView.answers[State.requirement]; },
  // Without the actions only the stations are judged.
  told(view, requirement) { return requirement < Data.raw.views[view].answers.length; },
  // What is asked beside the stations: the same whatever network is looked at.
  get isDuty() { return State.asked.kind !== "stations"; },
  get isChance() { return State.atView.kind === "chance"; },

  write() {
    const said = new URLSearchParams({
      lang: State.lang, view: State.atView.id, rule: State.asked.id, net: State.network, t: State.t,
    });
    if (State.chosen) said.set("show", State.chosen);
    if (State.theme) said.set("theme", State.theme);
    try { history.replaceState(null, "", `#${said}`); } catch { location.hash = `#${said}`; }
  },

  // What the address says; what it says wrongly is passed over.
  read() {
    const said = new URLSearchParams(location.hash.slice(1)), raw = Data.raw, found = {};
    if (["vi", "en"].includes(said.get("lang"))) found.lang = said.get("lang");
    if (["light", "dark"].includes(said.get("theme"))) found.theme = said.get("theme");
    const view = raw.views.findIndex((each) => each.id === said.get("view"));
    if (view >= 0) found.view = view;
    const requirement = raw.requirements.findIndex((each) => each.id === said.get("rule"));
    if (requirement >= 0) found.requirement = requirement;
    const network = said.get("net");
    if (network === "all" || network === "worst" || raw.sites.operators.includes(network)) found.network = network;
    const t = Number(said.get("t"));
    if (said.has("t") && Number.isFinite(t)) found.t = Math.min(Math.max(0, Math.floor(t)), raw.about.horizonS);
    if (said.has("show")) found.chosen = known(said.get("show")) ? said.get("show") : "";
    return found;
  },
};

// "district:co-to", "commune:…", "site:CT-001": what can be chosen.
function known(chosen) {
  const [kind, id] = parts(chosen);
  if (kind === "site") return Data.raw.sites.id.includes(id);
  if (kind === "post") return Data.raw.posts.some((each) => each[0] === id);
  if (kind === "span") return Data.raw.spans.some((each) => each[0] === id);
  if (kind === "district" || kind === "commune") return Data.raw.ground[`${kind}s`].some((each) => each.id === id);
  return kind === "province";
}

function parts(chosen) {
  const cut = chosen.indexOf(":");
  return cut < 0 ? ["", ""] : [chosen.slice(0, cut), chosen.slice(cut + 1)];
}

// The outcome and the two series of one answer on the network that is looked at: with roaming, the operator by itself,
// or, without roaming, the operator that fares worst.
function onNetwork(answer) {
  if (State.network === "all" || answer.subjects) return { outcome: answer.outcome, series: answer.series, operator: "" };
  const each = Object.entries(answer.operators)
    .map(([operator, [outcome, low, high]]) => ({ outcome, series: [low, high], operator }));
  if (State.network !== "worst") {
    return each.find((own) => own.operator === State.network) || { outcome: 2, series: null, operator: State.network };
  }
  const least = (own) => Math.min(...Data.list(own.series[0]).filter((_, place) => place % 2));
  each.sort((a, b) => b.outcome - a.outcome || least(a) - least(b) || (a.operator < b.operator ? -1 : 1));
  return each[0] ? { ...each[0], outcome: answer.roamingOff } : { outcome: 2, series: null, operator: "" };
}

// Whether an answer is told for all operators together.
function plainly(answer) { return State.network === "all" || Boolean(answer.subjects); }

// How probably the requirement that is looked at holds for a unit: [chance, low, high, its words, the shorter ones], or null where nobody knows.
function chanceFor(unit) {
  const told = Data.raw.probabilities.find(([rule, each]) => rule === State.asked.id && each === unit);
  return told ? told.slice(2) : null;
}

// Where a unit stands in the situation of chances: 0 from 90 % on, 1 from 50 %, 2 below.
const LIKELY = 0.9, EVEN = 0.5;
function likelihood(chance) { return chance >= LIKELY ? 0 : chance >= EVEN ? 1 : 2; }

// How many stations count at `t`: [at the least, at the most].
function countAt(own, t) {
  if (!own.series) return [0, 0];
  return own.series.map((number) => { const list = Data.list(number); return list[Data.at(list, 2, t) + 1]; });
}

// The list of stretches of a site on the network that is looked at.
function stretchesOf(site, view = State.atView) {
  const { all, apart } = view.sites;
  const own = State.network in apart ? apart[State.network][site] : undefined;
  return Data.list(own === undefined ? all[site] : own);
}

function carries(site) {
  const number = Data.raw.sites.operators.indexOf(State.network);
  return number < 0 || (Data.raw.sites.on[site] >> number) & 1;
}

// The unit a site, commune or district belongs to, as the chosen requirement names it.
function unitName(unit) {
  const ground = Data.raw.ground;
  const found = ground.districts.find((each) => each.id === unit) || ground.communes.find((each) => each.id === unit);
  return found ? Data.text(found.name) : Data.text(Data.raw.about.province);
}
