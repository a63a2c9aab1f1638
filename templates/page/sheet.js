// The sheet of what is chosen: a district, commune or site, with its causes.
"use strict";

const Sheet = {
  subjects: [],

  draw() {
    Sheet.subjects = [];
    const [kind, id] = parts(State.chosen);
    const made = kind === "site" ? siteSheet(Data.raw.sites.id.indexOf(id)) : kind === "post" ? postSheet(postOf(id))
      : kind === "span" ? spanSheet(id) : kind ? unitSheet(kind, id) : overview();
    document.getElementById("sheet").replaceChildren(...made.filter(Boolean));
    Sheet.now();
  },

  // What depends on the instant shown.
  now() {
    for (const line of document.querySelectorAll("#sheet [data-cursor]")) {
      const x = (State.t / Data.raw.about.horizonS) * 100;
      line.setAttribute("x1", x); line.setAttribute("x2", x);
    }
    for (const cell of document.querySelectorAll("#sheet [data-state]")) stateInto(cell, Number(cell.dataset.state));
    for (const [cell, subject] of Sheet.subjects) subjectInto(cell, subject);
  },
};

function stateInto(cell, site) {
  const list = stretchesOf(site), state = list[Data.at(list, 4, State.t) + 1];
  cell.className = `badge ${OUTCOME[state]}`;
  cell.textContent = `${"●◆✕"[state]} ${Data.word(["serves", "open", "out"][state])}`;
}

function title(words, ...notes) {
  return el("header", {}, el("h2", { tabindex: "-1", id: "sheet-title" }, words), el("p", { class: "small" }, notes.filter(Boolean).join(" · ")));
}

function overview() {
  const about = Data.raw.about;
  return [
    title(Data.text(about.scenario), Data.text(about.headline)),
    el("p", {}, Data.word("choose")),
    section("assumptions", about.assumptions.map((number) => el("li", {}, Data.text(number)))),
    section("actions-planned", State.atView.kind === "bare" || State.atView.kind === "rest" ? [] : actionsOf(() => true)),
    section("law", Data.raw.requirements.map((asked) => el("li", {}, el("b", {}, Data.text(asked.name)), `: ${Data.text(asked.law)}`))),
    trail(),
  ];
}

function trail() {
  const { trace } = Data.raw.about;
  return el("details", {}, el("summary", {}, Data.word("trace")),
    el("p", { class: "small" }, `${trace.file} · ${Data.word("seed")} ${trace.seed} · Ba Trạm ${trace.version}`),
    el("ul", { class: "hashes" }, trace.inputs.map(([path, hash]) => el("li", {}, `${path} ${hash}`))));
}

function section(key, items, tag = "ul") {
  return items.length ? el("section", {}, el("h3", {}, Data.word(key)), el(tag, {}, items)) : null;
}

function unitSheet(kind, id) {
  const ground = Data.raw.ground, place = (ground[`${kind}s`] || []).find((each) => each.id === id);
  const district = kind === "district" ? place : place && ground.districts.find((each) => each.id === place.district);
  const notes = [
    kind === "district" && Data.text(place.level), kind === "commune" && district && Data.text(district.name),
    place && place.people && Data.say("people", { n: Data.number(place.people) }), place && place.island && Data.word("island"),
  ];
  const told = Data.raw.requirements.flatMap((asked, number) => {
    const answer = (State.atView.answers[number] || []).find((each) => each.unit === id && asked.unit === kind);
    return answer ? (answer.subjects ? dutyVerdict(asked, answer) : verdict(asked, answer, number)) : [];
  });
  const wanted = kind === "district" ? (row) => row[2] === id : () => false;
  return [
    title(unitName(id), ...notes), ...told, ...(kind === "commune" ? storiesOf("commune", id, kind) : []),
    kind === "district" && communesOf(id),
    section("actions-planned", ["bare", "rest"].includes(State.atView.kind) ? [] : actionsOf(wanted)),
    chanceOf(id),
  ];
}

function verdict(asked, answer, number) {
  const own = onNetwork(answer), plain = plainly(answer);
  const survey = answer.survey.map(([datum, hours]) => el("li", {}, `${Data.text(datum)} (${Data.text(hours)})`));
  return [
    el("h3", {}, Data.text(asked.name)),
    el("p", { class: "verdict" }, badge(own.outcome), plain ? models(answer) : ` ${operatorWords(own)}`,
      plain && answer.why !== null && Data.text(answer.why) ? el("span", { class: "why" }, Data.text(answer.why)) : null),
    own.series ? strip(own, answer.need) : null,
    el("p", { class: "small" }, Data.say("hardened-count", { n: ranged(answer.hardened), need: answer.need }),
      ` · ${Data.word("at-rest")}: `, Data.text(Data.raw.outcomes[answer.rest])),
    ...Data.raw.weak.filter((each) => each[0] === asked.id && each[1] === answer.unit)
      .map((each) => el("p", { class: "small weak" }, Data.say("without-storm", { words: Data.text(each[2]) }))),
    stations(answer, number),
    plain ? section("losses", answer.losses.map(loss)) : null,
    plain ? section("survey", survey) : null,
  ];
}

// n(t) against the count that is asked: the area between the two series is what nobody surveyed.
function strip(own, need, key = "strip") {
  const end = Data.raw.about.horizonS, [low, high] = own.series.map(Data.list);
  const most = Math.max(need + 1, ...high.filter((_, place) => place % 2)), y = (n) => 34 - (n / most) * 30;
  const line = (list) => {
    let path = "";
    for (let i = 0; i < list.length; i += 2) {
      const x = (list[i] / end) * 100;
      path += i ? `H${x}V${y(list[i + 1])}` : `M${x} ${y(list[1])}`;
    }
    return `${path}H100`;
  };
  const words = Data.say(key, { low: Data.number(lowest(low)), high: Data.number(lowest(high)), need: Data.number(need) });
  return el("figure", {}, svg("svg", { viewBox: "0 0 100 36", preserveAspectRatio: "none", class: "strip", role: "img", "aria-label": words },
    svg("rect", { x: 0, y: y(need), width: 100, height: 34 - y(need), class: "short" }),
    svg("path", { d: line(high), class: "high" }), svg("path", { d: line(low), class: "low" }),
    svg("line", { x1: 0, x2: 100, y1: y(need), y2: y(need), class: "need" }),
    svg("line", { x1: 0, x2: 0, y1: 0, y2: 36, class: "cursor", "data-cursor": true })),
  el("figcaption", {}, words));
}

// A duty at a unit: its course, then each post, commune or task with its own story.
function dutyVerdict(asked, answer) {
  const ordered = [...answer.subjects].sort((a, b) => b.outcome - a.outcome || (a.id < b.id ? -1 : 1));
  return [
    el("h3", {}, Data.text(asked.name)),
    el("p", { class: "verdict" }, badge(answer.outcome), models(answer), Data.text(answer.why) ? el("span", { class: "why" }, Data.text(answer.why)) : null),
    answer.need && !(asked.people && !answer.of) ? strip({ series: answer.series }, answer.need, asked.people ? "strip-people" : "strip-duty") : null,
    el("p", { class: "small" }, `${Data.word("at-rest")}: `, Data.text(Data.raw.outcomes[answer.rest])),
    ...ordered.map((subject) => story(subject, ordered.length === 1)),
  ];
}

// One post, commune, site or task: opened where it is the only one.
function story(subject, open) {
  const now = el("span", {}), lines = Data.chain(subject.story);
  if (subject.series) Sheet.subjects.push([now, subject]);
  return el("details", { class: "story", open }, el("summary", {}, badge(subject.outcome), " ", subjectName(subject), " ", now),
    lines.length || !State.view ? el("ul", {}, lines.map((line) => el("li", {}, line)))
      : el("p", { class: "small" }, Data.say("story-elsewhere", { name: Data.text(Data.raw.views[0].name) })));
}

function subjectName(subject) {
  const name = Data.text(subject.name);
  return name && name !== subject.id && subject.kind !== "commune" ? `${subject.id} ${name}` : name || subject.id;
}

// Whether it is met at the instant shown.
function subjectInto(cell, subject) {
  const state = standing(countAt(subject, State.t).map((n) => n - subject.need));
  cell.className = `small now-${OUTCOME[state]}`;
  cell.textContent = `${"✓?✗"[state]} ${Data.word(["legend-duty-holds", "legend-open", "legend-duty-fails"][state])}`;
}

// What the duties of larger units say of one post or commune.
function storiesOf(kind, id, unit) {
  return Data.raw.requirements.flatMap((asked, number) => (asked.kind === "stations" || asked.unit === unit ? [] : (State.atView.answers[number] || [])
    .flatMap((answer) => answer.subjects.filter((each) => each.kind === kind && each.id === id))
    .slice(0, 1).flatMap((subject) => [el("h3", {}, Data.text(asked.name)), story(subject, true)])));
}

function postOf(id) { return Data.raw.posts.find((each) => each[0] === id); }

function postSheet([id, name, what, district]) {
  return [title(id, Data.text(name), Data.text(what), unitName(district)), ...storiesOf("command-post", id, "")];
}

function spanSheet(id) {
  const number = Data.raw.spans.findIndex((each) => each[0] === id), kind = Data.raw.spans[number][1], lines = [];
  const list = Data.list(State.atView.spans[number]), end = Data.raw.about.horizonS;
  for (let i = 0; i < list.length; i += 2) {
    const until = i + 2 < list.length ? list[i + 2] : end;
    lines.push(el("li", {}, `${Data.clock(list[i])} – ${until >= end ? Data.word("end") : Data.clock(until)}: `,
      el("span", { class: `badge ${OUTCOME[list[i + 1]]}` }, Data.word(["stands", "open", "broken"][list[i + 1]]))));
  }
  return [title(id, Data.word(kind < 3 ? "cable" : "power-line")), el("ul", {}, lines)];
}

function stations(answer, number) {
  const rows = [];
  for (let i = 0; i < answer.counted.length; i += 2) {
    const site = answer.counted[i];
    rows.push(el("tr", {},
      el("th", { scope: "row" }, chooser(site)),
      el("td", {}, Data.text(Data.raw.outcomes[answer.counted[i + 1]])),
      el("td", {}, el("span", { "data-state": site }))));
  }
  if (!rows.length) return el("p", { class: "small" }, Data.word("no-hardened"));
  return el("table", { class: "stations", "data-rule": number },
    el("thead", {}, el("tr", {}, ["site", "is-hardened", "now"].map((key) => el("th", { scope: "col" }, Data.word(`head-${key}`))))),
    el("tbody", {}, rows));
}

function chooser(site) {
  const id = Data.raw.sites.id[site];
  return el("button", { type: "button", class: "link", on: { click: () => State.set({ chosen: `site:${id}` }) } }, id);
}

function loss([site, since, until, chain]) {
  const [head, ...rest] = Data.chain(chain);
  const back = until < 0 ? Data.word("not-back") : Data.say("back", { when: Data.clock(until) });
  return el("li", { "data-site": site, "data-since": since }, head, rest.length ? el("ul", {}, rest.map((line) => el("li", {}, line))) : null,
    " ", el("small", {}, back));
}

function communesOf(district) {
  const mine = Data.raw.ground.communes.filter((each) => each.district === district);
  const lines = Data.raw.requirements.flatMap((asked, number) => (asked.unit !== "commune" ? [] : (State.atView.answers[number] || [])
    .filter((answer) => mine.some((each) => each.id === answer.unit))
    .map((answer) => el("li", {}, el("button", {
      type: "button", class: "link", on: { click: () => State.set({ chosen: `commune:${answer.unit}` }) },
    }, unitName(answer.unit)), " ", badge(onNetwork(answer).outcome), el("small", {}, ` ${Data.text(asked.name)}`)))));
  return section("communes", lines);
}

function actionsOf(wanted) {
  return Data.raw.actions.filter(wanted).map(([t, words]) => el("li", {}, `${Data.clock(t)}: ${Data.text(words)}`));
}

function chanceOf(unit) {
  const told = Data.raw.probabilities.filter((each) => each[1] === unit).map(([rule, , ...chance]) => {
    const asked = Data.raw.requirements.find((each) => each.id === rule);
    return el("li", {}, `${asked ? Data.text(asked.name) : rule}: ${chanceWords(chance)}`);
  });
  return section("chance", told);
}

function siteSheet(site) {
  const sites = Data.raw.sites, list = stretchesOf(site), end = Data.raw.about.horizonS;
  const carried = sites.operators.filter((_, number) => (sites.on[site] >> number) & 1)
    .map((id) => { const known = Data.raw.ground.operators.find((each) => each[0] === id); return known ? Data.text(known[1]) : id; });
  const bars = [], outages = [];
  for (let i = 0; i < list.length; i += 4) {
    const from = list[i], until = i + 4 < list.length ? list[i + 4] : end;
    bars.push(svg("rect", { x: (from / end) * 100, y: 0, width: ((until - from) / end) * 100, height: 12, class: OUTCOME[list[i + 1]] }));
    if (list[i + 1]) outages.push(outage(list[i + 1], from, until, list[i + 3], end));
  }
  const tests = Data.raw.requirements.flatMap((asked, number) => (Data.raw.tests[number] || []).filter((row) => row[0] === site).map((row) => test(asked, row)));
  return [
    title(sites.id[site], sites.name[site] >= 0 && Data.text(sites.name[site]), Data.text(sites.structure[site]), unitName(sites.district[site]), carried.join(", ")),
    el("p", {}, el("span", { "data-state": site })),
    el("figure", {}, svg("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none", class: "bar", role: "img", "aria-label": Data.word("site-bar") }, bars,
      svg("line", { x1: 0, x2: 0, y1: 0, y2: 12, class: "cursor", "data-cursor": true }))),
    section("outages", outages) || el("p", {}, Data.word("never-out")),
    ...tests, ...storiesOf("site", sites.id[site], ""),
  ];
}

function outage(state, from, until, chain, end) {
  const [head, ...rest] = Data.chain(chain);
  const when = `${Data.clock(from)} – ${until >= end ? Data.word("end") : Data.clock(until)} (${Data.span(until - from)})`;
  return el("li", {}, el("span", { class: `badge ${OUTCOME[state]}` }, Data.word(["serves", "open", "out"][state])), ` ${when}`,
    head ? el("p", {}, head) : null, rest.length ? el("ul", {}, rest.map((line) => el("li", {}, line))) : null);
}

function test(asked, row) {
  const lines = [];
  for (let i = 2; i < row.length; i += 3) {
    lines.push(el("tr", {}, el("th", { scope: "row" }, Data.text(row[i])), el("td", {}, badge(row[i + 1])), el("td", {}, Data.text(row[i + 2]))));
  }
  return el("section", {}, el("h3", {}, Data.text(asked.name)), el("p", {}, `${Data.word("head-is-hardened")}: `, badge(row[1])), el("table", {}, el("tbody", {}, lines)));
}
