import { asks, part, say } from "../core/page.js";
import { log } from "../core/log.js";
import { tell } from "../core/paper.js";

/** The storyboard: what kind of change? Then one picture after the other, never by itself. */
class LikelyStoryboard extends HTMLElement {
  #at = 0;

  connectedCallback() {
    asks(this, "Choose an answer first.", (chosen) => this.#open(chosen.value, `You expected “${chosen.closest("label").textContent.trim()}”.`));
    this.addEventListener("click", ({ target }) => {
      const { act, step } = /** @type {any} */ (target).dataset;
      if (act === "skip") this.#open("", "You looked without answering.");
      if (step) this.#step(Number(step));
    });
    this.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step || !part(this, "stepper")?.contains(event.target)) return;
      event.preventDefault();
      this.#step(step);
    });
  }

  /** @type {(choice: string, words: string) => void} */
  #open(choice, words) {
    part(this, "ask").hidden = true;
    tell("storyboard");
    const { truth } = part(this, "told").dataset;
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-option]"))) line.classList.toggle("other", line.dataset.option !== choice);
    this.#step(0);
    say(this, "record", words);
    part(this, "record").focus();
    log.add("storyboard", "kind", { choice, truth });
  }

  /** @param {number} by */
  #step(by) {
    const frames = [...this.querySelectorAll(".frame")];
    this.#at = Math.min(Math.max(this.#at + by, 0), frames.length - 1);
    frames.forEach((frame, i) => frame.classList.toggle("other", i !== this.#at));
    say(this, "position", `Picture ${this.#at + 1} of ${frames.length}: ${frames[this.#at]?.querySelector("h4")?.textContent}`);
    for (const button of /** @type {NodeListOf<any>} */ (this.querySelectorAll("[data-step]")))
      button.ariaDisabled = String(!frames[this.#at + Number(button.dataset.step)]);
  }
}

customElements.define("likely-storyboard", LikelyStoryboard);
