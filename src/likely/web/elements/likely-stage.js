import { data, here, part, say } from "../core/page.js";
import { log } from "../core/log.js";
import { tell } from "../core/paper.js";
import { redraw } from "../core/picture.js";
import { Python } from "../core/runtime.js";

const QUIET = 600; // milliseconds after the last input before a result is spoken

/**
 * The demo: move, predict, commit, see. Every number and every change to the picture comes from the
 * page's stage, through a worker or from the precomputed grid. Nothing of the answer is in the document
 * before the reader commits, or asks to see it without predicting.
 */
class LikelyStage extends HTMLElement {
  #python = new Python(here);
  #ids = [...this.querySelectorAll(".picture [id]")].map(({ id }) => id); // of the locked picture
  /** @type {Promise<import("../core/types.js").Answerer> | null} */
  #source = null;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** @type {import("../core/types.js").State} */
  #state = {};
  /** @type {{choice: string, state: object} | null} */
  #prediction = null;
  #revealed = false;
  #noticed = false;
  #retried = false;
  #waiting = false; // a request for the newest state stands in the queue
  #asked = performance.now();
  #speaking = 0;

  connectedCallback() {
    this.#controls((id, slider, typed) => {
      slider.value = typed.value = slider.defaultValue;
      this.#state[id] = slider.valueAsNumber;
      slider.addEventListener("input", () => this.#move(id, slider, typed));
      typed.addEventListener("input", () => typed.value && typed.checkValidity() && this.#move(id, typed, slider));
      typed.addEventListener("change", () => (typed.value = slider.value));
    });
    const form = part(this, "ask");
    form.reset();
    form.addEventListener("change", () => say(this, "refusal", ""));
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#commit(form);
    });
    this.addEventListener("click", (event) => {
      const { act, noticed } = /** @type {any} */ (event.target).dataset;
      if (act === "skip") this.#skip();
      else if (act === "retry") this.#retry();
      else if (noticed) this.#notice(noticed);
    });
    const start = () => void this.#answerer();
    for (const kind of ["pointerenter", "focusin"]) this.addEventListener(kind, start, { once: true });
    const idle = globalThis.requestIdleCallback ?? setTimeout;
    if (document.readyState === "complete") idle(start);
    else addEventListener("load", () => idle(start));
  }

  /** @param {(id: string, slider: HTMLInputElement, typed: HTMLInputElement, control: HTMLElement) => void} each */
  #controls(each) {
    for (const control of /** @type {NodeListOf<any>} */ (this.querySelectorAll("[data-control]")))
      each(control.dataset.control, control.querySelector(".slider"), control.querySelector(".typed"), control);
  }

  // ---- moving -----------------------------------------------------------------------------------------

  /**
   * @param {string} id
   * @param {HTMLInputElement} moved
   * @param {HTMLInputElement} other
   */
  #move(id, moved, other) {
    other.value = moved.value;
    this.#state = { ...this.#state, [id]: other.valueAsNumber };
    if (!this.#waiting) this.#refresh();
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(async () => {
      await this.#turn;
      if (this.#revealed) part(this, "status").textContent = part(this, "summary").textContent + part(this, "remark").textContent;
    }, QUIET);
  }

  /** Ask for the picture. However fast the reader moves, only the newest state is asked for. */
  async #refresh() {
    this.#waiting = true;
    const [shown, asked] = await this.#ask(() => {
      this.#waiting = false;
      const state = this.#state;
      const show = { act: "show", state, revealed: this.#revealed, prediction: this.#prediction };
      return this.#noticed ? [show] : [show, { act: "ask", state, question: this.#revealed ? data.stage.noticed : data.stage.question }];
    });
    this.#apply(shown);
    if (asked) say(this, this.#revealed ? "noticed-prompt" : "prompt", asked.prompt);
  }

  /**
   * One exchange at a time: replies hold changes, so their order matters.
   *
   * @param {() => object[]} requests  called when their turn has come
   * @returns {Promise<any[]>}
   */
  #ask(requests) {
    const turn = this.#turn.then(async () => {
      const asked = requests();
      try {
        return await (await this.#answerer()).ask(asked);
      } catch (error) {
        this.#source = this.#fallBack(error);
        return (await this.#source).ask(asked);
      }
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Python; or the grid, with one plain line that says so. */
  #answerer() {
    this.#source ??= this.#python.start().then(() => this.#python, (error) => this.#fallBack(error));
    return this.#source;
  }

  /** @param {unknown} error */
  async #fallBack(error) {
    console.warn("likely: no live formula,", error);
    this.#python.stop();
    part(this, "plain").hidden = false;
    return (await import("../core/grid.js")).load(this.#ids);
  }

  /** @param {any} reply */
  #apply({ changes, controls, summary, readouts, invariants, remark, table }) {
    const svg = /** @type {Element} */ (this.querySelector(".picture"));
    redraw(svg, changes);
    svg.querySelector("title")?.replaceChildren(summary);
    say(this, "summary", summary);
    this.#controls((id, slider, _, control) => {
      slider.ariaValueText = controls[id];
      control.querySelector(".said")?.replaceChildren(controls[id]);
    });
    if (!this.#revealed || !readouts) return;
    const numbers = part(this, "numbers");
    for (const [id, text] of Object.entries({ ...readouts, ...invariants })) say(numbers, id, text);
    say(this, "remark", remark);
    numbers.querySelector("thead").replaceChildren(row("th", table.header));
    numbers.querySelector("tbody").replaceChildren(...table.rows.map((/** @type {string[]} */ cells) => row("td", cells)));
  }

  // ---- predicting, committing, seeing -----------------------------------------------------------------

  /** @param {HTMLFormElement} form */
  async #commit(form) {
    const fields = /** @type {any} */ (Object.fromEntries(new FormData(form)));
    const { choice } = fields;
    if (!choice) {
      say(this, "refusal", "Choose an answer first; “I can’t tell yet” is one, too.");
      return /** @type {any} */ (form.querySelector("[name=choice]")).focus();
    }
    const state = this.#state;
    const because = fields.because.trim();
    const confidence = Number(fields.confidence);
    const words = (/** @type {string} */ name) => form.querySelector(`[name=${name}]:checked`)?.closest("label")?.textContent?.trim();
    const sure = choice !== "cannot-tell";
    this.#prediction = { choice, state };
    const { truth, cost_text, guess_text, ms } = await this.#reveal(choice, confidence, `You predicted “${words("choice")}”${sure ? ` with ${words("confidence")}` : ""}`, because);
    say(this, "cost", `This cost you ${cost_text}; a uniform guess costs ${guess_text}.`);
    log.add("stage", "commit", { state, choice, confidence: sure ? confidence : null, because, truth, ms });
  }

  async #skip() {
    const state = this.#state;
    const { truth, ms } = await this.#reveal("cannot-tell", 0.5, "You looked without predicting", "");
    say(this, "tempting", "");
    log.add("stage", "skip", { state, truth, ms });
  }

  /**
   * Draw the answer and say what happened. Why it did waits until the reader has looked.
   *
   * @param {string} choice
   * @param {number} confidence
   * @param {string} record  what was predicted, which stays in sight
   * @param {string} because
   */
  async #reveal(choice, confidence, record, because) {
    const ms = Math.round(performance.now() - this.#asked);
    const [outcome] = await this.#ask(() => [{ act: "commit", question: data.stage.question, state: this.#state, choice, confidence }]);
    const where = [...this.querySelectorAll(".said")].map(({ textContent }) => textContent).join(", ");
    part(this, "records").append(Object.assign(document.createElement("li"), { textContent: `${record}, at ${where}.${because && ` Because: ${because}`}` }));
    this.#revealed = true;
    this.#noticed = false;
    part(this, "ask").hidden = part(this, "lock").hidden = true;
    part(this, "numbers").replaceChildren(this.#made("readouts"));
    part(this, "revealed").replaceChildren(this.#made("reveal"));
    for (const name of ["label", "happened", "why", "tempting"]) say(this, name, outcome[name]);
    await this.#refresh();
    tell();
    part(this, "heading").focus();
    return { ...outcome, ms };
  }

  /**
   * What did the line do? One tap, and then the why.
   *
   * @param {string} choice
   */
  async #notice(choice) {
    const state = this.#state;
    this.#noticed = true;
    const [{ truth, right, label, tempting, why }] = await this.#ask(() => [{ act: "commit", question: data.stage.noticed, state, choice, confidence: 0.9 }]);
    say(this, "noticed-answer", right ? `${label}: yes. ${why}` : `${label}. ${tempting} ${why}`);
    part(this, "noticed-options").hidden = true;
    part(this, "explained").hidden = false;
    part(this, this.#retried ? "free" : "again").hidden = false;
    part(this, "noticed-answer").focus();
    log.add("stage", "notice", { state, choice, truth });
  }

  /** A nearby state, the answer taken out of the document again, the same question. */
  async #retry() {
    this.#retried = true;
    this.#revealed = this.#noticed = false;
    this.#prediction = null;
    this.#state = { ...data.stage.retry };
    this.#controls((id, slider, typed) => (slider.value = typed.value = String(this.#state[id])));
    part(this, "revealed").replaceChildren();
    part(this, "numbers").replaceChildren(this.#made("locked"));
    part(this, "status").textContent = "";
    say(this, "remark", "");
    await this.#refresh();
    const form = part(this, "ask");
    form.reset();
    form.hidden = part(this, "lock").hidden = false;
    form.choice[0].focus();
    this.#asked = performance.now();
  }

  /** @param {string} name */
  #made(name) {
    return part(this, `${name}-template`).content.cloneNode(true);
  }
}

/**
 * @param {string} kind
 * @param {string[]} texts
 */
function row(kind, texts) {
  const made = document.createElement("tr");
  for (const textContent of texts) made.append(Object.assign(document.createElement(kind), { textContent, scope: "col" }));
  return made;
}

customElements.define("likely-stage", LikelyStage);
