// The table beside the map: the same facts, a line for each unit, the worst first.
"use strict";

const Table = {
  cells: [],

  draw() {
    Table.cells = [];
    const units = State.answers.map((answer) => ({ answer, own: onNetwork(answer) }));
    units.sort((a, b) => b.own.outcome - a.own.outcome
      || (a.answer.firstBelow ? a.answer.firstBelow[0] : 1e9) - (b.answer.firstBelow ? b.answer.firstBelow[0] : 1e9)
      || (a.answer.unit < b.answer.unit ? -1 : 1));
    if (State.isChance) units.sort((a, b) => (chanceFor(a.answer.unit) || [2])[0] - (chanceFor(b.answer.unit) || [2])[0]);
    const heads = ["unit", State.isChance ? "chance" : "now", "verdict", "lowest", "since", "below"];
    const table = el("table", { id: "verdicts", class: State.isDuty ? "loose" : null },
      el("caption", {}, `${Data.text(State.asked.name)} · ${Data.text(State.atView.name)}`),
      el("thead", {}, el("tr", {}, heads.map((key) => el("th", { scope: "col" }, Data.word(`head-${key}`))))),
      el("tbody", {}, units.map(({ answer, own }) => Table.line(answer, own))));
    document.getElementById("table").replaceChildren(table);
    Table.now();
    Table.choose();
  },

  // The line of a unit, and under it the reason.
  line(answer, own) {
    const kind = State.asked.unit, name = unitName(answer.unit), plain = plainly(answer);
    const least = own.series ? own.series.map((number) => lowest(Data.list(number))) : [0, 0];
    const chosen = `${kind}:${answer.unit}`;
    const why = plain ? Data.text(answer.why) : operatorWords(own);
    const now = el("td", { class: "n", "data-now": answer.unit });
    Table.cells.push([now, own, answer]);
    return [el("tr", { "data-unit": chosen, class: `${OUTCOME[own.outcome]}${why ? " first" : ""}` },
      el("th", { scope: "row" }, el("button", {
        type: "button", class: "link", on: { click: () => State.set({ chosen }) },
      }, name)),
      now,
      el("td", { class: "verdict" }, badge(own.outcome), models(answer)),
      el("td", { class: "n" }, answer.subjects ? Data.text(answer.lowest) : ranged(least)),
      el("td", { class: "n" }, plain && answer.firstBelow ? Data.text(answer.firstBelow[1]) : first(own, answer.need)),
      el("td", { class: "n" }, plain && answer.belowS ? Data.text(answer.below) : "–")),
    why ? el("tr", { "data-unit": chosen, class: "second" }, el("td", { colspan: 6 }, why)) : null];
  },

  // The count at the instant shown, without building the table again.
  now() {
    for (const [cell, own, answer] of Table.cells) {
      const words = State.isChance ? chanceWords(chanceFor(answer.unit)) : nowWords(answer, countAt(own, State.t));
      if (cell.textContent !== words) cell.textContent = words;
    }
  },

  choose() {
    for (const row of document.querySelectorAll("#verdicts tbody tr")) {
      row.toggleAttribute("aria-current", row.dataset.unit === State.chosen);
    }
  },
};

const OUTCOME = ["holds", "unknown", "fails"];

function badge(outcome) {
  return el("span", { class: `badge ${OUTCOME[outcome]}` },
    el("span", { "aria-hidden": "true" }, "✓?✗"[outcome]), ` ${Data.text(Data.raw.outcomes[outcome])}`);
}

// What counts at an instant: `2/3`, or of people a share.
function nowWords(answer, count) {
  if (!State.asked.people) return `${ranged(count)}/${answer.need}`;
  if (!answer.of) return "–";
  return [...new Set(count.map((n) => Data.percent(n / answer.of)))].join(" – ");
}

function chanceWords(told) { return told ? Data.text(told[3]) : "–"; }

function models(answer) {
  if (!plainly(answer) || new Set(answer.models.map(([, outcome]) => outcome)).size < 2) return null;
  const told = answer.models.map(([name, outcome]) => `${"✓?✗"[outcome]} ${Data.text(name)}`).join(" · ");
  return el("small", {}, told);
}

function ranged([low, high]) { return low === high ? String(low) : `${low}–${high}`; }

function lowest(list) { return Math.min(...list.filter((_, place) => place % 2)); }

// When the series that decides first lies below what is asked; a dash where it never does.
function first(own, need) {
  if (!own.series) return "–";
  const list = Data.list(own.series[own.outcome === 2 ? 1 : 0]);
  for (let i = 0; i < list.length; i += 2) if (list[i + 1] < need) return Data.clock(list[i]);
  return "–";
}

function operatorWords(own) {
  const found = Data.raw.ground.operators.find(([id]) => id === own.operator);
  return found ? Data.say("alone", { operator: Data.text(found[1]) }) : Data.word("no-operator");
}
