import { asks, atRest, data, here, make, part, say } from "../core/page.js";
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
  /** @type {Promise<Answerer> | null} */
  #source = null;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** @type {State} */
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
    this.#place(data.stage.start);
    this.#controls((id, inputs) => {
      for (const input of inputs) {
        input.addEventListener("input", () => input.value && input.checkValidity() && this.#move(id, input));
        input.addEventListener("change", () => this.#place(this.#state));
      }
    });
    this.#follow();
    addEventListener("hashchange", () => this.#follow());
    document.addEventListener("click", (event) => {
      const link = /** @type {Element} */ (event.target).closest("[data-demo]");
      if (!link) return;
      event.preventDefault();
      if (link.hasAttribute("data-again")) this.#retry();
      history.pushState(null, "", `#stage?${link.getAttribute("data-demo")}`);
      this.#follow();
      /** @type {HTMLElement} */ (this.querySelector(".slider, select")).focus({ preventScroll: true });
    });
    part(this, "ask").reset();
    asks(this, "Choose an answer first; “I can’t tell yet” is one, too.", (chosen, form) => this.#commit(chosen, form));
    this.addEventListener("click", (event) => {
      const { act, noticed } = /** @type {any} */ (event.target).dataset;
      if (act === "skip") this.#skip();
      else if (act === "retry") this.#retry();
      else if (noticed) this.#notice(noticed);
    });
    const start = () => void this.#answerer();
    for (const kind of ["pointerenter", "focusin"]) this.addEventListener(kind, start, { once: true });
    atRest(start);
  }

  /** A control has a slider and a number field, a list, or a field of text. @param {(id: string, inputs: any[], control: any) => void} each */
  #controls(each) {
    for (const control of /** @type {NodeListOf<any>} */ (this.querySelectorAll("[data-control]"))) {
      const [typed, slider] = control.querySelectorAll("input");
      each(control.dataset.control, slider ? [slider, typed] : [control.querySelector("select, textarea")], control);
    }
  }

  /** Set the controls. A value out of reach becomes the nearest one; what cannot be is left out. @param {State} state */
  #place(state) {
    this.#controls((id, [first, ...others]) => {
      const [before, wanted] = [first.value, String(state[id])];
      if (first.rows) first.value = first.disabled ? first.defaultValue : wanted.slice(0, first.maxLength);
      else if (!others.length || isFinite(Number(wanted || "x"))) first.value = wanted;
      first.value ||= before;
      for (const other of others) other.value = first.value;
      this.#state = { ...this.#state, [id]: held(first) };
    });
  }

  /** A permalink, such as #stage?k=14&theta=0.4, tells the controls and nothing else. */
  #follow() {
    const [name, query] = location.hash.split("?");
    if (name !== "#stage" || !query) return;
    this.#place({ ...this.#state, ...Object.fromEntries(new URLSearchParams(query)) });
    this.#refresh();
    this.parentElement?.scrollIntoView();
  }

  // ---- moving

  /** @type {(id: string, moved: any) => void} */
  #move(id, moved) {
    this.#controls((name, inputs) => name === id && inputs.forEach((input) => input === moved || (input.value = moved.value)));
    this.#state = { ...this.#state, [id]: held(moved) };
    if (!this.#waiting) this.#refresh();
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(async () => {
      history.replaceState(null, "", `#stage?${new URLSearchParams(/** @type {any} */ (this.#state))}`);
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

  /** One exchange at a time: replies hold changes, so their order matters. @type {(requests: () => object[]) => Promise<any[]>} */
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

  /** Python; or the grid, and one line that says so. */
  #answerer() {
    this.#source ??= this.#python.start().then(() => this.#python, (error) => this.#fallBack(error));
    return this.#source;
  }

  /** @param {unknown} error */
  async #fallBack(error) {
    console.warn("likely: no live formula,", error);
    this.#python.stop();
    part(this, "plain").hidden = false;
    this.#controls((_, [first]) => (first.disabled = first.rows));
    this.#place(this.#state);
    return (await import("../core/grid.js")).load(this.#ids);
  }

  /** @param {any} reply */
  #apply({ changes, controls, summary, readouts, invariants, remark, table }) {
    const svg = /** @type {Element} */ (this.querySelector(".picture"));
    redraw(svg, changes);
    svg.querySelector("title")?.replaceChildren(summary);
    say(this, "summary", summary);
    this.#controls((id, [input], control) => {
      if (input.type === "range") input.ariaValueText = controls[id];
      control.querySelector(".said")?.replaceChildren(controls[id]);
    });
    if (!this.#revealed || !readouts) return;
    const numbers = part(this, "numbers");
    for (const [id, text] of Object.entries({ ...readouts, ...invariants })) say(numbers, id, text);
    say(this, "remark", remark);
    const body = numbers.querySelector("tbody");
    if (body.tabled === (body.tabled = JSON.stringify(table))) return; // moving along the curve leaves it as it is
    numbers.querySelector("thead").replaceChildren(row("th", table.header));
    body.replaceChildren(...table.rows.map((/** @type {string[]} */ cells) => row("td", cells)));
  }

  // ---- predicting, committing, seeing

  /** @type {(chosen: HTMLInputElement, form: HTMLFormElement) => Promise<void>} */
  async #commit(chosen, form) {
    const state = this.#state;
    const choice = chosen.value;
    const because = form.because.value.trim();
    const level = /** @type {any} */ (form.querySelector("[name=confidence]:checked"));
    const words = (/** @type {Element} */ input) => input.parentElement?.textContent?.trim();
    const sure = choice !== "cannot-tell";
    this.#prediction = { choice, state };
    const record = `You predicted “${words(chosen)}”${sure ? ` with ${words(level)}` : ""}`;
    const { truth, cost, cost_text, guess, guess_text, ms } = await this.#reveal(choice, Number(level.value), record, because);
    say(this, "cost", `This cost you ${cost_text}; a uniform guess costs ${guess_text}.`);
    const scored = { cost: cost ?? parseFloat(cost_text), guess: guess ?? parseFloat(guess_text) }; // the grid has texts
    log.add("stage", "commit", { state, choice, confidence: sure ? Number(level.value) : null, because, truth, ms, ...scored });
  }

  async #skip() {
    const state = this.#state;
    const { truth, ms } = await this.#reveal("cannot-tell", 0.5, "You looked without predicting", "");
    say(this, "tempting", "");
    log.add("stage", "skip", { state, truth, ms });
  }

  /**
   * Draw the answer and say what happened; why, when the reader has looked. What was predicted stays in sight.
   * @type {(choice: string, confidence: number, record: string, because: string) => Promise<any>}
   */
  async #reveal(choice, confidence, record, because) {
    const ms = Math.round(performance.now() - this.#asked);
    const [outcome] = await this.#ask(() => [{ act: "commit", question: data.stage.question, state: this.#state, choice, confidence }]);
    const where = [...this.querySelectorAll(".said")].map(({ textContent }) => textContent).join(", ");
    part(this, "records").append(make("li", {}, `${record}, at ${where}.${because && ` Because: ${because}`}`));
    this.#revealed = true;
    this.#noticed = false;
    part(this, "ask").hidden = part(this, "lock").hidden = true;
    part(this, "numbers").replaceChildren(this.#made("readouts"));
    part(this, "revealed").replaceChildren(this.#made("reveal"));
    for (const name of ["label", "happened", "why", "tempting"]) say(this, name, outcome[name]);
    await this.#refresh();
    tell("stage");
    part(this, "heading").focus();
    return { ...outcome, ms };
  }

  /** What did the line do? One tap, and then the why. @param {string} choice */
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
    this.#place({ ...this.#state, ...data.stage.retry });
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

/** What a control holds: a number, or its text. @param {any} input */
const held = ({ rows, value }) => (rows ? value : Number(value));

/** @type {(kind: string, texts: string[]) => HTMLElement} */
const row = (kind, texts) => make("tr", {}, ...texts.map((textContent) => make(kind, { textContent, scope: "col" })));

customElements.define("likely-stage", LikelyStage);
