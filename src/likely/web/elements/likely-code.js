import { make, part } from "../core/page.js";
import { clock, log } from "../core/log.js";
import { Python, TooLong } from "../core/runtime.js";

const LIMIT = 5000; // a program that runs longer is stopped

/**
 * The page's program, editable and runnable. A text area lies over the coloured source, which shines
 * through until the reader changes something. Edits are kept on this device; the author's text is never
 * overwritten by them, nor they by it.
 */
class LikelyCode extends HTMLElement {
  #text = make("textarea", { ariaLabel: "Code", spellcheck: false, autocapitalize: "off", autocomplete: "off", wrap: "off" });
  #python = new Python("");
  #author = "";
  #saving = 0;

  connectedCallback() {
    const source = part(this, "source");
    this.#author = this.#text.value = source.textContent;
    source.removeAttribute("tabindex");
    source.ariaHidden = "true";
    part(this, "sheet").append(this.#text);
    this.#show("");
    this.#text.addEventListener("input", () => {
      this.#show("yours");
      clearTimeout(this.#saving);
      this.#saving = setTimeout(() => this.#save(), 800);
    });
    this.#text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.#run();
    });
    part(this, "run").addEventListener("click", () => this.#run());
    part(this, "reset").addEventListener("click", () => {
      this.#text.value = this.#author;
      this.#save();
      this.#text.focus();
    });
    log.ready.then(() => this.#recall());
  }

  /** @param {string} yours  what to say of a text that is not the author's */
  #show(yours) {
    const changed = this.#text.value !== this.#author;
    this.classList.toggle("yours", changed);
    this.#text.rows = this.#text.value.split("\n").length;
    part(this, "reset").disabled = !changed;
    part(this, "whose").textContent = changed ? yours : "author’s";
  }

  /** The reader's last edit, unless it was taken back. */
  #recall() {
    const last = log.of(this.id).filter(({ act }) => act === "edit" || act === "reset").pop();
    if (last?.act !== "edit" || this.#text.value !== this.#author) return;
    this.#text.value = last.state.source;
    this.#show(last.state.digest === this.dataset.digest ? kept(last.t) : "yours; the author’s text has changed since");
  }

  #save() {
    clearTimeout(this.#saving);
    this.#saving = 0;
    const source = this.#text.value;
    if (source === this.#author) log.add(this.id, "reset");
    else log.add(this.id, "edit", { state: { source, digest: this.dataset.digest } });
    this.#show(kept());
  }

  async #run() {
    const button = part(this, "run");
    const said = part(this, "said");
    if (button.disabled) return;
    if (this.#saving) this.#save();
    button.disabled = true;
    part(this, "hint")?.remove();
    said.textContent = "";
    let trouble = "";
    try {
      const error = await this.#python.run(this.#text.value, LIMIT, (text) => said.append(text));
      if (error) trouble = error.message + (error.line ? `, line ${error.line}` : "");
      else if (!said.textContent) said.textContent = "It ran and printed nothing.";
    } catch (error) {
      trouble = error instanceof TooLong ? "Stopped after 5 seconds" : "Python could not start here. Download the program to run it.";
    }
    if (trouble) said.append(make("strong", {}, trouble));
    log.add(this.id, "run", { state: { trouble } });
    this.#python.stop(); // each run begins afresh
    button.disabled = false;
  }
}

/** @param {string} [time] */
const kept = (time) => `yours, kept on this device, ${clock(time)}`;

customElements.define("likely-code", LikelyCode);
