import { part, say } from "../core/page.js";
import { log } from "../core/log.js";
import { redraw } from "../core/picture.js";
import { keep, pixels, standalone } from "./keep.js";
import { LabPython } from "./python.js";
import { columns, first } from "./rows.js";

const QUIET = 600; // milliseconds after the last input before a result is spoken
const MOST_PASTED = 4e6; // characters

/**
 * The Lab: a table in, its likelihood out. Rows are read here and counted and fitted by Python in a worker;
 * every number, sentence and picture comes from there.
 */
class LikelyLab extends HTMLElement {
  #python = new LabPython();
  /** @type {{source: File | string, name: string, header: string[], headless: boolean} | null} */
  #table = null;
  #reading = 0; // which reading is the newest: an older one ends itself
  #moving = false;
  #speaking = 0;
  /** @type {any} */
  #shown = null;
  /** @type {any} */
  #found = null; // what can be taken along

  connectedCallback() {
    this.hidden = false;
    const on = (/** @type {string} */ name, /** @type {string} */ kind, /** @type {(event: any) => unknown} */ act) => part(this, name).addEventListener(kind, act);
    on("set", "change", (event) => event.target.value && this.#fetched(event.target.selectedOptions[0]));
    on("file", "change", ({ target }) => {
      const [file] = target.files;
      target.value = ""; // so that the same file, mended, can be chosen again
      if (file) this.#open(file, file.name);
    });
    on("use", "click", () => this.#pasted());
    for (const name of ["column", "event"]) on(name, "change", () => this.#read());
    on("family", "change", () => this.#choose());
    on("cancel", "click", () => this.#cancel());
    on("guess", "submit", (event) => (event.preventDefault(), this.#reveal(true)));
    on("skip", "click", () => this.#reveal(false));
    on("compare", "click", () => this.#compare());
    on("sliders", "input", () => this.#moving || this.#move());
    on("keep", "click", (event) => this.#keep(event.target.dataset?.keep));
    const drop = part(this, "drop");
    for (const kind of ["dragover", "drop"]) drop.addEventListener(kind, (/** @type {Event} */ event) => event.preventDefault());
    drop.addEventListener("drop", (/** @type {DragEvent} */ event) => {
      const file = event.dataTransfer?.files[0];
      if (file) this.#open(file, file.name);
    });
    addEventListener("hashchange", () => this.#follow());
    this.#follow();
  }

  // ---- data -------------------------------------------------------------------------------------------

  /** A link carries sums and counts; no rows come with it. */
  async #follow() {
    const given = new URLSearchParams(location.hash.slice(1));
    const text = given.get("data");
    if (!text) return;
    this.#table = null;
    part(this, "columns").hidden = true;
    await this.#trying(async () => this.#offer(await this.#python.ask({ act: "link", text }), given.get("family")));
  }

  /** @param {HTMLOptionElement} option */
  async #fetched({ value, dataset }) {
    say(this, "about", dataset.about ?? "");
    await this.#trying(async () => this.#open(await (await fetch(value)).text(), value.replace(/^.*\//, ""), dataset.column, dataset.event));
  }

  #pasted() {
    const text = part(this, "paste").value.trim();
    if (text && text.length <= MOST_PASTED) this.#open(text, "pasted.csv");
    else say(this, "refusal", text ? "That is too much to paste: save it as a file and open that." : "Paste a table or some numbers first.");
  }

  /**
   * @param {File | string} source
   * @param {string} name
   * @param {string} [wished]  the column to begin with
   * @param {string} [event]  the column that says which rows are censored
   */
  async #open(source, name, wished, event) {
    await this.#trying(async () => {
      const [header = [], ...rows] = await first(source);
      const { columns, headless } = await this.#python.ask({ act: "columns", header, rows });
      this.#table = { source, name, header: columns.map((/** @type {any} */ { name }) => name), headless };
      const choice = part(this, "column");
      choice.replaceChildren(...columns.map((/** @type {any} */ { name, usable, told }, /** @type {number} */ at) => option(String(at), `${name}: ${told}`, !usable)));
      const begin = columns.findIndex((/** @type {any} */ { name, usable }) => usable && (!wished || name === wished));
      if (begin < 0) throw new Error(`${name}: no column holds numbers only · the command line says which field does not`);
      choice.value = String(begin);
      const marks = columns.map((/** @type {any} */ { name, marks }, /** @type {number} */ at) => (marks ? option(String(at), name, false) : "")).filter(Boolean);
      const censored = part(this, "event");
      censored.replaceChildren(option("", "none: every value was observed", false), ...marks);
      censored.value = String(event ? columns.findIndex((/** @type {any} */ { name }) => name === event) : "");
      part(this, "events").hidden = columns.length < 2 || !marks.length;
      part(this, "columns").hidden = false;
      await this.#read();
    });
  }

  async #read() {
    const table = this.#table;
    if (!table) return;
    const mine = ++this.#reading;
    const places = [part(this, "column").value, part(this, "event").value].filter(Boolean).map(Number);
    const [name, event = ""] = places.map((at) => table.header[at]);
    const progress = part(this, "progress");
    this.classList.add("reading");
    await this.#trying(async () => {
      await this.#python.ask({ act: "begin", file: table.name, column: name, event });
      await columns(table.source, places, table.header.length, table.headless, async ([texts, events], share) => {
        if (mine !== this.#reading) throw new Error("");
        progress.value = share;
        await this.#python.ask({ act: "rows", texts, events });
      });
      history.replaceState(null, "", location.pathname);
      if (mine === this.#reading) await this.#offer(await this.#python.ask({ act: "end" }), null);
    });
    if (mine === this.#reading) this.classList.remove("reading");
  }

  #cancel() {
    this.#reading += 1;
    this.#python.stop("");
    this.classList.remove("reading");
    part(this, "bench").hidden = true;
    for (const name of ["told", "away"]) say(this, name, "");
    say(this, "refusal", "Stopped. Nothing was kept.");
  }

  /**
   * Ask until it is no longer said that many rows are being summed.
   *
   * @param {object} request
   */
  async #patiently(request) {
    const mine = this.#reading;
    const progress = part(this, "progress");
    const slow = setTimeout(() => (progress.removeAttribute("value"), this.classList.add("reading")), QUIET);
    try {
      for (;;) {
        const reply = await this.#python.ask(request);
        if (mine !== this.#reading) throw new Error("");
        if (!("wait" in reply)) return reply;
        this.classList.add("reading");
        progress.value = reply.wait;
      }
    } finally {
      clearTimeout(slow);
      if (mine === this.#reading) this.classList.remove("reading");
    }
  }

  /**
   * @param {any} told
   * @param {string | null} wished  the family to begin with
   */
  async #offer({ file, column, told, offers, away }, wished) {
    say(this, "told", `${file}, column ${column}: ${told}.`);
    say(this, "away", away);
    const groups = ["counts", "measurements"].map((kind) => {
      const group = Object.assign(document.createElement("optgroup"), { label: `as ${kind}` });
      group.append(...offers.filter((/** @type {any} */ one) => one.kind === kind).map((/** @type {any} */ { name }) => option(name, name, false)));
      return group;
    });
    const choice = part(this, "family");
    choice.replaceChildren(...groups.filter((group) => group.childElementCount));
    choice.value = offers.some((/** @type {any} */ { name }) => name === wished) ? wished : offers[0].name;
    part(this, "bench").hidden = false;
    await this.#choose();
  }

  // ---- one family: guess, commit, look ------------------------------------------------------------------

  #choose() {
    say(this, "ranked-note", "");
    for (const name of ["ranked", "guess"]) part(this, name).hidden = true; // there is nothing to commit yet
    return this.#trying(async () => this.#apply(await this.#patiently({ act: "choose", family: part(this, "family").value })));
  }

  #at() {
    return Object.fromEntries([...part(this, "sliders").querySelectorAll("input")].map((/** @type {any} */ { name, value }) => [name, Number(value)]));
  }

  /** However fast the reader moves, only the newest place is asked for. */
  async #move() {
    this.#moving = true;
    await this.#trying(async () => {
      const asked = this.#at();
      this.#apply(await this.#python.ask({ act: "move", at: asked }));
      this.#moving = false;
      if (JSON.stringify(asked) !== JSON.stringify(this.#at())) this.#move();
    });
    this.#moving = false;
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => (part(this, "status").textContent = part(this, "summary").textContent), QUIET);
  }

  /** @param {boolean} guessed */
  #reveal(guessed) {
    return this.#trying(async () => {
      const at = this.#at();
      const reply = await this.#python.ask({ act: "commit", at, guessed });
      this.#apply(reply);
      part(this, "heading").focus();
      this.#draw(reply.family);
      log.add(reply.family, guessed ? "place" : "skip", { state: at, truth: reply.verdict });
    });
  }

  /**
   * The pictures of the answer, which take their time, one after the other.
   *
   * @param {string} family
   */
  #draw(family) {
    return this.#trying(async () => {
      for (const name of ["likelihood", "qq"]) if (this.#shown.family === family && this.#shown.revealed) this.#apply(await this.#python.ask({ act: "picture", name }));
    });
  }

  /** @param {any} reply */
  #apply(reply) {
    this.#shown = reply;
    for (const [name, steps] of Object.entries(reply.pictures)) redraw(part(this, `picture-${name}`), /** @type {any[][]} */ (steps));
    say(this, "summary", reply.summary);
    this.#sliders(reply.controls);
    part(this, "guess").hidden = reply.revealed || !reply.controls.length;
    part(this, "answer").hidden = !reply.revealed;
    for (const name of ["likelihood", "qq"]) part(this, name).hidden = !part(this, `picture-${name}`).childElementCount;
    say(this, "absent", reply.absent.join(" "));
    if (!reply.verdict) return;
    say(this, "verdict", reply.verdict);
    say(this, "message", reply.message);
    say(this, "missed", reply.missed);
    say(this, "warnings", reply.warnings.join(" "));
    fill(part(this, "parameters"), reply.parameters);
    fill(part(this, "numbers"), reply.numbers);
    this.#takeAlong();
  }

  /** @param {any[]} controls */
  #sliders(controls) {
    const place = part(this, "sliders");
    const names = [...place.querySelectorAll("input")].map(({ name }) => name);
    if (names.join() !== controls.map(({ id }) => id).join())
      place.replaceChildren(
        ...controls.map(({ id, label, steps }) => {
          const made = part(this, "slider").content.cloneNode(true);
          const input = made.querySelector("input");
          Object.assign(input, { name: id, max: steps, id: `lab-${id}` });
          Object.assign(made.querySelector("label"), { textContent: label, htmlFor: `lab-${id}` });
          return made.firstElementChild;
        }),
      );
    controls.forEach(({ position, text }, at) => {
      const [input, said] = [place.querySelectorAll("input")[at], place.querySelectorAll("output")[at]];
      if (document.activeElement !== input || this.#shown.verdict) input.value = position;
      input.ariaValueText = said.value = text;
    });
  }

  // ---- comparing, taking along ---------------------------------------------------------------------------

  #compare() {
    return this.#trying(async () => {
      const { rows } = await this.#patiently({ act: "compare" });
      fill(part(this, "ranked-rows"), rows);
      part(this, "ranked").hidden = false;
      say(this, "ranked-note", "Lowest AIC first; the difference is in nats, twice over. It ranks these families only: none of them need be true.");
    });
  }

  async #takeAlong() {
    const found = await this.#python.ask({ act: "export" });
    for (const name of ["command", "python"]) part(this, name).textContent = found[name];
    part(this, "link").href = `#${new URLSearchParams({ family: this.#shown.family, data: found.link })}`;
    for (const name of ["link", "copy-link"]) part(this, name).hidden = !found.link;
    this.#found = found;
  }

  /** @param {string | undefined} what */
  async #keep(what) {
    const found = this.#found;
    if (!what || !found) return;
    const svg = part(this, "likelihood").hidden ? part(this, "picture-data") : part(this, "picture-likelihood");
    if (what === "copy-link") {
      await navigator.clipboard.writeText(part(this, "link").href);
      say(this, "kept", "Copied. The link holds sums and counts, not the rows.");
    } else if (what === "png") keep(`${found.name}.png`, await pixels(svg));
    else keep(`${found.name}.${what}`, new Blob([what === "svg" ? standalone(svg) : found[what]]));
  }

  /**
   * Say in one place what went wrong.
   *
   * @param {() => Promise<unknown>} act
   */
  async #trying(act) {
    say(this, "refusal", "");
    try {
      await act();
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      if (!message) return;
      console.info("likely: the Lab refused,", message);
      say(this, "refusal", message.trim().split("\n").pop() ?? "");
    }
  }
}

/** @type {(value: string, textContent: string, disabled: boolean) => HTMLOptionElement} */
const option = (value, textContent, disabled) => Object.assign(document.createElement("option"), { value, textContent, disabled });

/**
 * @param {Element} body  of a table
 * @param {string[][]} rows
 */
function fill(body, rows) {
  body.replaceChildren(
    ...rows.map((cells) => {
      const row = document.createElement("tr");
      row.append(...cells.map((textContent, at) => Object.assign(document.createElement(at ? "td" : "th"), { textContent, ...(at ? {} : { scope: "row" }) })));
      return row;
    }),
  );
}

customElements.define("likely-lab", LikelyLab);
