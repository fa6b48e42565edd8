import { data } from "./page.js";

/**
 * What a learner did, kept on this device and nowhere else: one list of events that only grows. All
 * state (the map, edits, notes, calibration) is folded from it.
 */
const NAME = `likely:${data.site.id}`;

class Log extends EventTarget {
  /** @type {Map<string, Act>} */
  #events = new Map();
  /** Times in milliseconds: of the newest event, and of the last deletion. */
  #newest = 0;
  #cleared = 0;
  /** @type {IDBDatabase | null} */
  #base = null;
  #tabs = new BroadcastChannel(NAME);
  /** False when nothing can be stored here: a private window, a full disk. */
  lasting = true;
  /** Resolves when what was stored earlier is known. */
  ready = this.#load();

  constructor() {
    super();
    this.#tabs.onmessage = ({ data: { events, anew, clear } }) => {
      if (clear) this.#forget(clear);
      else this.#take(events.filter((/** @type {Act} */ { t }) => anew || Date.parse(t) > this.#cleared));
    };
  }

  /** Every event known, oldest first. */
  get events() {
    return [...this.#events.values()].sort((a, b) => (a.t + a.id < b.t + b.id ? -1 : 1));
  }

  /** Those of one object of this page, by the id after the page's #. @param {string} object */
  of(object) {
    return this.events.filter((event) => event.object === `${data.page.id}#${object}`);
  }

  /**
   * Resolves when the event is stored, or `lasting` says that it cannot be. What is added later is newer, also
   * where a clock was set back.
   *
   * @type {(object: string, act: string, more?: Partial<Act>) => Promise<void>}
   */
  add(object, act, more) {
    const { id: page, revision: page_rev, formula_digest } = data.page;
    const id = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("");
    /** @type {Act} */
    const event = { v: 1, id, t: new Date(Math.max(Date.now(), this.#newest + 1)).toISOString(), page, page_rev, formula_digest, object: `${page}#${object}`, act, ...more };
    return this.merge([event], false);
  }

  /** Take in what is not known yet; `anew`: they may be older than the last deletion. @param {Act[]} events */
  async merge(events, anew = true) {
    const fresh = events.filter(({ id }) => !this.#events.has(id));
    this.#take(fresh);
    this.#tabs.postMessage({ events: fresh, anew });
    await this.ready;
    await this.#store(fresh);
  }

  /** Delete everything on this device, in every tab. Resolves to true when it is gone, to false if the browser refuses. */
  async clear() {
    const clear = Math.max(Date.now(), this.#newest);
    this.#tabs.postMessage({ clear });
    return this.#forget(clear, true);
  }

  /**
   * Each tab takes out of storage what it knew up to then, so that nothing it was about to write stays there; the one
   * that deletes also what it could not read when it was opened. @param {number} until @param {boolean} [all]
   */
  async #forget(until, all) {
    this.#cleared = until;
    this.#newest = Math.max(this.#newest, until);
    const gone = this.events.filter(({ t }) => Date.parse(t) <= until).map(({ id }) => id);
    for (const id of gone) this.#events.delete(id);
    this.dispatchEvent(new CustomEvent("change"));
    await this.ready;
    try {
      const left = stored().filter(({ t }) => Date.parse(t) > until);
      if (left.length) localStorage.setItem(NAME, JSON.stringify(left));
      else localStorage.removeItem(NAME);
      const writing = /** @type {IDBDatabase} */ (this.#base ?? (await opened())).transaction("events", "readwrite");
      const kept = writing.objectStore("events");
      for (const id of gone) kept.delete(id);
      for (const { id, t } of all ? await done(kept.getAll()) : []) if (Date.parse(t) <= until) kept.delete(id);
      await finished(writing);
      return true;
    } catch {
      return false;
    }
  }

  /** @param {Act[]} events */
  #take(events) {
    if (!events.length) return;
    for (const event of events) {
      this.#events.set(event.id, event);
      this.#newest = Math.max(this.#newest, Date.parse(event.t));
    }
    this.dispatchEvent(new CustomEvent("change"));
  }

  async #load() {
    try {
      this.#take(stored());
      this.#base = await opened();
      this.#take(await done(this.#base.transaction("events").objectStore("events").getAll()));
    } catch {
      this.#base = null;
    }
  }

  /** Without IndexedDB the list goes into localStorage; without that it lives as long as the page. @param {Act[]} events */
  async #store(events) {
    events = events.filter(({ id }) => this.#events.has(id)); // not what was cleared meanwhile
    try {
      const writing = /** @type {IDBDatabase} */ (this.#base).transaction("events", "readwrite");
      for (const event of events) writing.objectStore("events").put(event);
      return await finished(writing);
    } catch {
      this.#base = null;
    }
    const before = this.lasting;
    try {
      // what this tab forgot a moment ago may still stand there
      this.#take(stored().filter(({ id, t }) => this.#events.has(id) || Date.parse(t) > this.#cleared));
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

/** @returns {Promise<IDBDatabase>} */
const opened = () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("events", { keyPath: "id" });
  return done(request);
};

/** @param {IDBTransaction} writing */
const finished = (writing) =>
  new Promise((resolve, reject) => {
    writing.oncomplete = resolve;
    writing.onabort = writing.onerror = reject;
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
