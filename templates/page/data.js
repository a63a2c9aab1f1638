// The run as it came with the page: texts, lists and chains by number, and what holds at an instant.
"use strict";

const Data = {
  raw: null, lang: "vi",

  async load() {
    const plain = document.getElementById("data"), packed = document.getElementById("packed");
    if (plain) { Data.raw = JSON.parse(plain.textContent); Data.fill(); return; }
    const bytes = Uint8Array.from(atob(packed.textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    Data.raw = JSON.parse(await new Response(stream).text());
    Data.fill();
  },

  // A situation that is like another one but for its name.
  fill() {
    const views = Data.raw.views;
    views.forEach((view, number) => { if (view.like !== undefined) views[number] = { ...views[view.like], ...view }; });
  },

  text(number) {
    const found = Data.raw.texts[number];
    if (found === undefined) return "";
    return typeof found === "string" ? found : found[Data.lang === "vi" ? 0 : 1];
  },

  word(key) { return Data.text(Data.raw.words[key]); },

  // "{n} of {all}": the words of a key with its blanks filled in.
  say(key, blanks) {
    return Data.word(key).replace(/\{(\w+)\}/g, (whole, name) => (name in blanks ? String(blanks[name]) : whole));
  },

  list(number) { return Data.raw.lists[number]; },

  // Where the stretch that holds at `t` begins in a flat list of stretches `width` long, the first of each its second.
  at(list, width, t) {
    let low = 0, high = list.length / width - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (list[middle * width] <= t) low = middle; else high = middle - 1;
    }
    return low * width;
  },

  chain(number) { return number < 0 ? [] : Data.raw.chains[number].map(Data.text); },

  number(value) { return new Intl.NumberFormat(Data.lang === "vi" ? "vi-VN" : "en-GB").format(value); },

  // Day and minute in Vietnam, rounded down, as the documents say it: 08/9 07:10 or 8 Sep 07:10.
  clock(t) {
    const [year, month, day, hour, minute] = Data.raw.about.start;
    const when = new Date(Date.UTC(year, month - 1, day, hour, minute) + Math.floor(t / 60) * 60000);
    const two = (n) => String(n).padStart(2, "0");
    const time = `${two(when.getUTCHours())}:${two(when.getUTCMinutes())}`;
    const m = when.getUTCMonth();
    if (Data.lang === "vi") return `${two(when.getUTCDate())}/${m < 2 ? two(m + 1) : m + 1} ${time}`;
    const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    return `${when.getUTCDate()} ${months[m]} ${time}`;
  },

  // A share in whole per cent, rounded down.
  percent(share) { return `${Data.number(Math.floor(share * 100 + 1e-9))} %`; },

  // A length of time, rounded down to the minute.
  span(seconds) {
    const minutes = Math.floor(seconds / 60), whole = Math.floor(minutes / 60), rest = minutes % 60;
    const unit = Data.lang === "vi" ? "ph" : "min";
    if (whole && rest) return `${Data.number(whole)} h ${rest} ${unit}`;
    return rest ? `${rest} ${unit}` : `${Data.number(whole)} h`;
  },
};

// One element with its attributes and children; text goes in as text and never as markup.
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  fill(made, attributes, children);
  return made;
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  fill(made, attributes, children);
  return made;
}

function fill(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat(9)) if (child !== null && child !== undefined && child !== false) made.append(child);
}

// Letters without their marks, in small: what a search compares.
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}
