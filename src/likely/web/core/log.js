import { data } from "./page.js";

/**
 * What a learner did, kept on this device and nowhere else: one list of events that only grows. All
 * state (the map, edits, later notes and calibration) is folded from it.
 *
 * @typedef {import("./types.js").Event} Event
 */

const NAME = `likely:${data.site.id}`;

class Log extends EventTarget {
  /** @type {Map<string, Event>} */
  #events = new Map();
  /** @type {IDBDatabase | null} */
  #base = null;
  #tabs = new BroadcastChannel(NAME);
  /** False when nothing can be stored here: a private window, a full disk. */
  lasting = true;
  /** Resolves when what was stored earlier is known. */
  ready = this.#load();

  constructor() {
    super();
    this.#tabs.onmessage = ({ data: event }) => this.#take([event]);
  }

  /** Every event known, oldest first. */
  get events() {
    return [...this.#events.values()].sort((a, b) => (a.t < b.t ? -1 : 1));
  }

  /**
   * @param {string} object  the id after the page's #, or ""
   * @param {string} act
   * @param {Partial<Event>} [more]
   */
  add(object, act, more) {
    const { id: page, revision: page_rev, formula_digest } = data.page;
    const id = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("");
    /** @type {Event} */
    const event = { v: 1, id, t: new Date().toISOString(), page, page_rev, formula_digest, object: `${page}#${object}`, act, ...more };
    this.#take([event]);
    this.#tabs.postMessage(event);
    this.ready.then(() => this.#store(event));
    return event;
  }

  /** @param {Event[]} events */
  #take(events) {
    for (const event of events) this.#events.set(event.id, event);
    this.dispatchEvent(new CustomEvent("change"));
  }

  async #load() {
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("events", { keyPath: "id" });
      this.#base = await done(request);
      this.#take(await done(this.#base.transaction("events").objectStore("events").getAll()));
    } catch {
      this.#small();
    }
  }

  /** @param {Event} event */
  async #store(event) {
    try {
      if (!this.#base) return this.#small();
      await done(this.#base.transaction("events", "readwrite").objectStore("events").put(event));
    } catch {
      this.#base = null;
      this.#small();
    }
  }

  /** Without IndexedDB the list goes into localStorage; without that it lives as long as the page. */
  #small() {
    try {
      const stored = JSON.parse(localStorage.getItem(NAME) ?? "[]").filter((/** @type {Event} */ { id }) => !this.#events.has(id));
      if (stored.length) this.#take(stored);
      localStorage.setItem(NAME, JSON.stringify(this.events));
    } catch {
      this.lasting = false;
      this.dispatchEvent(new CustomEvent("change"));
    }
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export const log = new Log();

/**
 * What is known of a page: open, seen (opened once) or earned (predicted, then looked).
 *
 * @param {string} page
 */
export function standing(page) {
  const acts = log.events.filter((event) => event.page === page).map(({ act }) => act);
  return acts.includes("commit") ? "earned" : acts.includes("open") ? "seen" : "open";
}
