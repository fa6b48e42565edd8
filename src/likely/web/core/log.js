import { data } from "./page.js";

/**
 * What a learner did, kept on this device and nowhere else: one list of events that only grows. All
 * state (the map, edits, notes, calibration) is folded from it.
 */
const NAME = `likely:${data.site.id}`;

class Log extends EventTarget {
  /** @type {Map<string, Act>} */
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
    this.#tabs.onmessage = ({ data: events }) => this.#take(events);
  }

  /** Every event known, oldest first. */
  get events() {
    return [...this.#events.values()].sort((a, b) => (a.t < b.t ? -1 : 1));
  }

  /** Those of one object of this page, by the id after the page's #. @param {string} object */
  of(object) {
    return this.events.filter((event) => event.object === `${data.page.id}#${object}`);
  }

  /**
   * Resolves when the event is stored, or `lasting` says that it cannot be.
   *
   * @type {(object: string, act: string, more?: Partial<Act>) => Promise<void>}
   */
  add(object, act, more) {
    const { id: page, revision: page_rev, formula_digest } = data.page;
    const id = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("");
    return this.merge([{ v: 1, id, t: new Date().toISOString(), page, page_rev, formula_digest, object: `${page}#${object}`, act, ...more }]);
  }

  /** Take in what is not known yet. @param {Act[]} events */
  async merge(events) {
    const fresh = events.filter(({ id }) => !this.#events.has(id));
    this.#take(fresh);
    this.#tabs.postMessage(fresh);
    await this.ready;
    await this.#store(fresh);
  }

  /** @param {Act[]} events */
  #take(events) {
    if (!events.length) return;
    for (const event of events) this.#events.set(event.id, event);
    this.dispatchEvent(new CustomEvent("change"));
  }

  async #load() {
    try {
      this.#take(stored());
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("events", { keyPath: "id" });
      this.#base = await done(request);
      this.#take(await done(this.#base.transaction("events").objectStore("events").getAll()));
    } catch {
      this.#base = null;
    }
  }

  /** Without IndexedDB the list goes into localStorage; without that it lives as long as the page. @param {Act[]} events */
  async #store(events) {
    try {
      const writing = /** @type {IDBDatabase} */ (this.#base).transaction("events", "readwrite");
      for (const event of events) writing.objectStore("events").put(event);
      return await new Promise((resolve, reject) => {
        writing.oncomplete = () => resolve(undefined);
        writing.onabort = writing.onerror = reject;
      });
    } catch {
      this.#base = null;
    }
    const before = this.lasting;
    try {
      this.#take(stored());
      localStorage.setItem(NAME, JSON.stringify(this.events));
      this.lasting = true;
    } catch {
      this.lasting = false;
    }
    if (this.lasting !== before) this.dispatchEvent(new CustomEvent("change"));
  }
}

/** @returns {Act[]} */
const stored = () => JSON.parse(localStorage.getItem(NAME) ?? "[]");

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export const log = new Log();

/** The time of day in words, such as 14:02. */
export const clock = (/** @type {string | number} */ time = Date.now()) =>
  new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** What is known of a page: open, seen (opened once) or earned (predicted, then looked). */
export const standing = (/** @type {string} */ page) => {
  const acts = log.events.filter((event) => event.page === page).map(({ act }) => act);
  return acts.includes("commit") ? "earned" : acts.includes("open") ? "seen" : "open";
};
