/**
 * Random sequences of what happens to a learner's data, run against the page's own log.js and notes.js: two tabs,
 * notes, reloads, full or refused storage, deleting everything, export, import, clocks set back. A model that
 * knows only what was done says what must be there.
 *
 *   node --experimental-vm-modules learner_data.mjs SEQUENCES SEED
 *   node --experimental-vm-modules learner_data.mjs take FILE        prints the notes of an exported file
 *
 * The tabs are fresh instances of the modules. IndexedDB is the package `fake-indexeddb`; localStorage and
 * BroadcastChannel are a few lines here, with the same promises: text by key, and copies to the other tabs, later.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";

const ROOT = new URL("../../", import.meta.url);
const CORE = new URL("src/likely/web/core/", ROOT);
const { IDBFactory, IDBObjectStore, IDBKeyRange } = createRequire(new URL("node_modules/", ROOT))("fake-indexeddb");

const [first, second] = process.argv.slice(2);
const [sequences, seed] = [Number(first), Number(second)];
const OBJECTS = ["eq.a", "eq.b", "stage"];
const PAGE = "area/page";

// ---- what a browser would give ---------------------------------------------------------------------------

/** mulberry32: 32 bits of state, the same numbers for the same seed. */
function random(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const full = () => new DOMException("full", "QuotaExceededError");
const world = { refused: false, base: false, small: false, skew: 0, kept: new Map(), channels: new Set(), flying: 0 };

globalThis.localStorage = {
  getItem: (key) => world.kept.get(key) ?? null,
  setItem(key, text) {
    if (world.small) throw full();
    world.kept.set(key, String(text));
  },
  removeItem: (key) => void world.kept.delete(key),
};
globalThis.BroadcastChannel = class {
  constructor() {
    world.channels.add(this);
  }
  postMessage(data) {
    for (const other of world.channels) {
      if (other === this) continue;
      world.flying++;
      setImmediate(() => {
        world.flying--;
        if (world.channels.has(other)) other.onmessage?.({ data: structuredClone(data) });
      });
    }
  }
};
globalThis.document = {
  baseURI: "http://site.example/area/page/index.html",
  getElementById: () => ({
    textContent: JSON.stringify({ site: { id: "s", title: "S" }, root: "../../", page: { id: PAGE, title: "P", revision: "r", formula_digest: "d" } }),
  }),
};
globalThis.IDBKeyRange = IDBKeyRange;
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {
  if (world.base) throw full();
  return put.apply(this, given);
};
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...given) {
  if (world.refused) throw new DOMException("no", "SecurityError");
  return open.apply(this, given);
};
const now = Date.now;
Date.now = () => now() + world.skew;

// ---- tabs ------------------------------------------------------------------------------------------------

const sources = Object.fromEntries(["page", "log", "notes"].map((name) => [name, readFileSync(new URL(`${name}.js`, CORE), "utf8")]));

class Tab {
  async open() {
    const made = new Map();
    const linked = (specifier) => {
      const name = specifier.replace(/^\.\/|\.js$/g, "");
      if (!made.has(name)) made.set(name, new vm.SourceTextModule(sources[name], { identifier: `${name}.js` }));
      return made.get(name);
    };
    const before = new Set(world.channels);
    const root = linked("./notes.js");
    await root.link(linked);
    await root.evaluate();
    this.notes = root.namespace;
    this.log = made.get("log").namespace.log;
    this.channel = [...world.channels].find((one) => !before.has(one));
    await this.log.ready;
    return this;
  }
  close() {
    world.channels.delete(this.channel);
  }
  get ids() {
    return new Set(this.log.events.map(({ id }) => id));
  }
  get shown() {
    return JSON.stringify(this.notes.notes(this.log.events).map(({ object, note, next }) => [object, note, next]).sort());
  }
}

/** Until no message is under way and no transaction is left. */
async function settled() {
  for (let quiet = 0; quiet < 4; quiet++) {
    await new Promise(setImmediate);
    if (world.flying) quiet = 0;
  }
}

/**
 * Until the clock has passed what was stamped in a hurry: a burst of events is stamped a millisecond apart, ahead of
 * the clock, which no person's hand is. A tab that could not hear of a burst cannot know what lies before it.
 */
const unhurried = () => new Promise((resolve) => setTimeout(resolve, 20));

// ---- one sequence ----------------------------------------------------------------------------------------

class Wrong extends Error {}
const must = (holds, what) => {
  if (!holds) throw new Wrong(what);
};
const within = (small, large) => [...small].every((id) => large.has(id));

const done = {};

async function sequence(number) {
  const rng = random(seed * 1e6 + number);
  const below = (n) => Math.floor(rng() * n);
  const faults = rng() < 0.6;
  Object.assign(world, { refused: false, base: false, small: false, skew: 0, kept: new Map(), channels: new Set(), flying: 0 });
  globalThis.indexedDB = new IDBFactory();
  const tabs = [await new Tab().open(), await new Tab().open()];
  const born = new Map(); // id → when it was made, object, note: in the order of making
  let alive = new Set(); // may be there
  let sure = new Set(); // must be there: the page said that it is stored
  const files = [];
  const steps = [];
  let made = 0;

  async function write(tab) {
    const object = OBJECTS[below(OBJECTS.length)];
    const note = rng() < 0.1 ? "" : `note ${++made}`;
    const had = tab.ids;
    const storing = tab.log.add(object, "note", { state: { note, next: "", quote: "q", digest: "d" } });
    const [event] = tab.log.events.filter(({ id }) => !had.has(id));
    born.set(event.id, { object: event.object, note, order: born.size });
    alive.add(event.id);
    await storing;
    if (tab.log.lasting) sure.add(event.id);
  }

  const acts = {
    note: async (tab) => write(tab),
    both: async () => void (await Promise.all(tabs.map(write))),
    reload: async (tab, at) => {
      tab.close();
      tabs[at] = await new Tab().open();
      must(world.refused || within(sure, tabs[at].ids), "a stored event is gone after a reload");
      must(within(tabs[at].ids, alive), "a deleted event is back after a reload");
    },
    full: async () => void ([world.base, world.refused, world.small] = [true, rng() < 0.3, rng() < 0.5]),
    room: async () => void ([world.base, world.refused, world.small] = [false, false, false]),
    clear: async (tab) => {
      if (world.refused) return;
      await settled();
      await unhurried();
      must(await tab.log.clear(), "nothing could be deleted");
      await settled();
      [alive, sure] = [new Set(), new Set()];
      for (const one of tabs) must(one.log.events.length === 0, "something is left after everything was deleted");
    },
    // written in one tab while the other deletes: either may come first, and it stays that way
    race: async (tab, at) => {
      if (world.refused) return;
      await unhurried();
      await Promise.all([write(tabs[1 - at]), tab.log.clear()]);
      await settled();
      must(tabs[0].shown === tabs[1].shown, "two tabs disagree about what was deleted");
      [alive, sure] = [tabs[0].ids, new Set()];
    },
    export: async (tab) => void files.push(tab.notes.exported()),
    import: async (tab) => {
      if (!files.length) return;
      const text = files[below(files.length)];
      const fresh = await tab.notes.taken(new File([text], "notes.json"));
      await tab.log.merge(fresh);
      for (const { id } of fresh) {
        alive.add(id);
        if (tab.log.lasting) sure.add(id);
      }
      must(within(new Set(JSON.parse(text).events.map(({ id }) => id)), tab.ids), "an imported event is not there");
    },
    clock: async () => void (world.skew += Math.round((rng() - 0.7) * 1e8)),
  };
  const names = Object.keys(acts).filter((name) => (faults ? name !== "clock" : !["full", "room"].includes(name)));
  const weights = names.flatMap((name) => Array(name === "note" ? 5 : name === "both" || name === "reload" ? 2 : 1).fill(name));

  try {
    const length = 4 + below(16);
    let [loose, hasty, before] = [false, false, 0];
    for (let i = 0; i < length; i++) {
      const name = weights[below(weights.length)];
      const at = below(2);
      steps.push(name + at);
      done[name] = (done[name] ?? 0) + 1;
      await acts[name](tabs[at], at);
      // two tabs that write before they heard of each other: either note may be the last, the same one in both
      loose ||= name === "both" || (hasty && at !== before);
      [before, hasty] = [at, rng() >= 0.8];
      if (name === "both" || !hasty) await settled();
    }
    await acts.room();
    await settled();
    for (const at of [0, 1]) await acts.reload(tabs[at], at);
    must(tabs[0].shown === tabs[1].shown, "two tabs show different notes");
    // the notes are those of the last events, in the order in which they were made
    const last = new Map();
    for (const id of [...tabs[0].ids].sort((a, b) => born.get(a).order - born.get(b).order)) last.set(born.get(id).object, born.get(id).note);
    const expected = JSON.stringify([...last].filter(([, note]) => note).map(([object, note]) => [object, note, ""]).sort());
    if (!loose) must(tabs[0].shown === expected, `the notes are ${tabs[0].shown} and not ${expected}`);
    // out, away and in again
    const [shown, text] = [tabs[0].shown, tabs[0].notes.exported()];
    await acts.clear(tabs[0]);
    await acts.reload(tabs[0], 0);
    must(tabs[0].log.events.length === 0, "something is left in storage after everything was deleted");
    files.splice(0, files.length, text);
    await acts.import(tabs[0]);
    await settled();
    for (const at of [0, 1]) await acts.reload(tabs[at], at);
    must(tabs[0].shown === shown && tabs[1].shown === shown, "an export, taken in again, gives other notes");
  } catch (error) {
    throw new Error(`sequence ${number} of seed ${seed}: ${error.message} · ${steps.join(" ")}`, { cause: error });
  } finally {
    for (const tab of tabs) tab.close();
  }
}

/** @param {string} path */
async function take(path) {
  globalThis.indexedDB = new IDBFactory();
  const tab = await new Tab().open();
  await tab.log.merge(await tab.notes.taken(new File([readFileSync(path)], "notes.json")));
  return tab.shown;
}

if (first === "take") {
  console.log(await take(second).catch((/** @type {Error} */ error) => `refused: ${error.message}`));
  process.exit();
}
for (let number = 0; number < sequences; number++) await sequence(number);
console.log(JSON.stringify({ sequences, seed, steps: Object.values(done).reduce((a, b) => a + b, 0), acts: done }));
