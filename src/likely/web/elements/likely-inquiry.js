import { asks, part } from "../core/page.js";
import { log } from "../core/log.js";
import { tell } from "../core/paper.js";

/** Which visible object carries the intuition? After the first choice every cue can be looked at. */
class LikelyInquiry extends HTMLElement {
  #told = false;

  connectedCallback() {
    const form = part(this, "ask");
    form.addEventListener("change", () => this.#show());
    asks(this, "Choose one first.", (chosen) => {
      this.#told = true;
      tell("picture");
      tell("inquiry");
      part(this, "commit").hidden = true;
      this.#show();
      log.add("inquiry", "cue", { choice: chosen.value });
    });
    this.addEventListener("click", ({ target }) => {
      const marks = /** @type {Element} */ (target).classList;
      if (/** @type {any} */ (target).dataset.act === "open") tell("picture");
      for (const input of form.elements) if (marks.contains(input.dataset.mark) && !input.checked) input.click();
    });
  }

  /** What the chosen cue answers, and its mark made strong in the picture. */
  #show() {
    const chosen = part(this, "ask").querySelector(":checked");
    for (const mark of this.querySelectorAll(".picture [class]")) {
      mark.classList.toggle("cued", mark.classList.contains(chosen.dataset.mark));
      part(this, "seen").classList.add("cueing");
    }
    if (this.#told) for (const cue of this.querySelectorAll(".cue")) cue.classList.toggle("other", cue.id !== chosen.value);
  }
}

customElements.define("likely-inquiry", LikelyInquiry);
