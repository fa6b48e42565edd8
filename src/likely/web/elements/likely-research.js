import { data, make, part, say } from "../core/page.js";
import { clock, log } from "../core/log.js";
import { exported, notes, readable, taken } from "../core/notes.js";

const PAUSE = 800; // milliseconds after the last key until a note is stored

/** The research room: an object, what there is to look at, a note, and a way to take it all along. */
class LikelyResearch extends HTMLElement {
  #saving = 0;
  /** @type {Act[]} */
  #coming = [];
  #fields = part(this, "notes").elements;
  /** @type {{[act: string]: () => unknown}} */
  #acts = {
    copy: () => this.#copy(),
    export: () => give("likely-notes.json", exported()),
    markdown: () => give("likely-notes.md", readable()),
    xapi: async () => give("likely-xapi.json", JSON.stringify((await import("../core/xapi.js")).statements(), null, 1)),
    import: () => part(this, "file").click(),
    accept: () => this.#accept(),
    clear: () => void (part(this, "sure").hidden = false),
    keep: () => void (part(this, "sure").hidden = true),
    forget: async () => {
      part(this, "sure").hidden = true;
      const gone = await log.clear();
      say(this, "told", gone ? "Everything on this device was deleted." : "This browser did not let everything be deleted: delete this site’s data in its settings.");
    },
    refuse: () => this.#preview([]),
  };

  connectedCallback() {
    part(this, "object").addEventListener("change", async () => {
      await this.#save();
      this.#show();
    });
    const form = part(this, "notes");
    form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
    form.addEventListener("input", () => {
      clearTimeout(this.#saving);
      this.#saving = setTimeout(() => this.#save(), PAUSE);
    });
    addEventListener("pagehide", () => this.#save());
    this.addEventListener("click", ({ target }) => this.#acts[/** @type {HTMLElement} */ (target).dataset.act ?? ""]?.());
    part(this, "file").addEventListener("change", () => this.#read());
    log.addEventListener("change", () => this.#saving || this.#show());
    this.#show();
  }

  /** @returns {any} */
  get #dossier() {
    return this.querySelector(".chosen");
  }

  #show() {
    const id = part(this, "object").value;
    for (const dossier of this.querySelectorAll(".dossier")) dossier.classList.toggle("chosen", dossier.getAttribute("data-object") === id);
    const mine = notes(log.events).filter(({ object }) => object.startsWith(`${data.page.id}#`));
    const last = mine.find(({ object }) => object === `${data.page.id}#${id}`);
    for (const [field, text] of [[this.#fields.note, last?.note ?? ""], [this.#fields.next, last?.next ?? ""]]) if (field.value !== text) field.value = text;
    say(this, "saved", last && log.lasting ? `saved on this device, ${clock(last.t)}` : "");
    say(this, "changed", last && last.digest !== this.#dossier.dataset.digest ? `Text changed since your note. It read: “${last.quote}”` : "");
    const gone = mine.filter(({ object }) => !this.querySelector(`[data-object="${CSS.escape(object.slice(data.page.id.length + 1))}"]`));
    part(this, "shelf").hidden = !gone.length;
    list(part(this, "orphans"), gone.map(({ object, note, next, quote }) => `${object}: ${note}${next && ` Next action: ${next}`} It spoke of “${quote}”.`));
  }

  async #save() {
    if (!this.#saving) return;
    clearTimeout(this.#saving);
    const { object, digest } = this.#dossier.dataset;
    const quote = this.#dossier.querySelector("h4").textContent;
    navigator.storage?.persist?.();
    await log.add(object, "note", { state: { note: this.#fields.note.value, next: this.#fields.next.value, quote, digest } });
    this.#saving = 0;
    say(this, "saved", log.lasting ? `saved on this device, ${clock()}` : "This browser could not store it: its storage is full or closed. The note is here while this page stays open. Export notes to keep it.");
  }

  /** A prompt made of what is on the page and of the note, always in the same way. */
  async #copy() {
    const text = [
      `I am studying the page “${data.page.title}”. Help me with one object on it.`,
      `Object: ${this.#dossier.querySelector("h4").textContent}`,
      ...[...this.#dossier.querySelectorAll("dl > div")].map(({ children: [name, value] }) => `${name.textContent}: ${flat(value)}`),
      ...[...this.#dossier.querySelectorAll('a[href^="#source."]')].map((link) => `Reference, ${link.textContent}: ${flat(document.getElementById(link.hash.slice(1)))}`),
      `The demo stands at ${[...document.querySelectorAll("likely-stage .said")].map(flat).join(", ")}.`,
      ...[...document.querySelectorAll("likely-stage .readout")].map((readout) => `${flat(readout.querySelector("label"))}: ${flat(readout.querySelector("output"))}`),
      `My note: ${this.#fields.note.value || "none yet"}`,
      `My next action: ${this.#fields.next.value || "none yet"}`,
      "Use the notation above. Say which of the references carries each statement, and say so where none does.",
    ].join("\n");
    const prompt = part(this, "prompt");
    prompt.value = text;
    prompt.hidden = part(this, "prompt-label").hidden = false;
    prompt.select();
    try {
      await navigator.clipboard.writeText(text);
      say(this, "saved", "Copied");
    } catch {
      say(this, "saved", "Selected below: press Ctrl + C to copy");
    }
  }

  async #read() {
    const input = part(this, "file");
    const [file] = input.files;
    this.#preview([]);
    try {
      if (file) this.#preview(await taken(file), file.name);
    } catch (error) {
      say(this, "told", `${file.name} was not taken: ${/** @type {Error} */ (error).message}.`);
    }
    input.value = "";
  }

  /** @type {(events: Act[], name?: string) => void} */
  #preview(events, name) {
    this.#coming = events;
    const read = notes(events);
    part(this, "preview").hidden = !events.length;
    list(part(this, "coming"), read.map(({ object, note, next }) => `${object}: ${note}${next && ` Next action: ${next}`}`));
    say(this, "told", name ? (events.length ? `${name} has ${events.length} entries that are new here, with these notes (${read.length}):` : `All of ${name} is here already.`) : "");
  }

  async #accept() {
    const count = this.#coming.length;
    const done = log.merge(this.#coming);
    this.#preview([]);
    await done;
    say(this, "told", `Added ${count} entries${log.lasting ? "." : ", but this browser could not store them."}`);
  }
}

const flat = (/** @type {Element | null} */ element) => element?.textContent?.trim().replace(/\s+/g, " ") ?? "";

/** @type {(place: Element, texts: string[]) => void} */
const list = (place, texts) => place.replaceChildren(...texts.map((text) => make("li", {}, text)));

/** @type {(download: string, text: string) => void} */
const give = (download, text) => {
  const href = URL.createObjectURL(new Blob([text]));
  make("a", { href, download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
};

customElements.define("likely-research", LikelyResearch);
