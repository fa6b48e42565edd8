import { asks, part, say } from "../core/page.js";
import { log } from "../core/log.js";
import { tell } from "../core/paper.js";

/** Which visible object carries the intuition, and which question does it answer? Then every cue can be looked at. */
class LikelyInquiry extends HTMLElement {
  #told = false;

  connectedCallback() {
    const form = part(this, "ask");
    form.addEventListener("change", () => this.#show());
    asks(this, "Choose an object and a question first.", (chosen, form) => {
      const question = form.querySelector("[name=question]:checked");
      if (!question) return "Choose the question that it answers, too.";
      this.#told = true;
      tell("picture");
      tell("inquiry");
      part(this, "commit").hidden = true;
      part(this, "questions").remove();
      chosen.focus();
      const words = (/** @type {Element} */ input) => input.closest("label")?.textContent?.trim();
      say(this, "record", `You chose “${words(chosen)}” for “${words(question)}”${chosen.value === question.value ? "" : " It answers another question"}`);
      this.#show();
      return log.add("inquiry", "cue", { choice: chosen.value, state: { question: question.value } });
    });
    this.addEventListener("click", ({ target }) => {
      const marks = /** @type {Element} */ (target).classList;
      if (/** @type {any} */ (target).dataset.act === "open") tell("picture");
      for (const input of form.choice) if (marks.contains(input.dataset.mark) && !input.checked) input.click();
    });
  }

  /** What the chosen cue answers, and its mark made strong in the picture. */
  #show() {
    const chosen = part(this, "ask").querySelector("[name=choice]:checked");
    if (!chosen) return;
    for (const mark of this.querySelectorAll(".picture [class]")) {
      mark.classList.toggle("cued", mark.classList.contains(chosen.dataset.mark));
      part(this, "seen").classList.add("cueing");
    }
    if (this.#told) for (const cue of this.querySelectorAll(".cue")) cue.classList.toggle("other", cue.id !== chosen.value);
  }
}

customElements.define("likely-inquiry", LikelyInquiry);
