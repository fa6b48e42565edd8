import { part, say } from "../core/page.js";
import { clock, log } from "../core/log.js";
import { tell } from "../core/paper.js";

const PATIENCE = 15000; // milliseconds until a hint opens without a changed answer
const enough = (/** @type {string} */ answer) => answer.trim().split(/\s+/).length > 2;

/** One question: answer, then compare and mark. Hints open one by one. */
class LikelyPractice extends HTMLElement {
  #hints = 0;
  #hinted = ""; // the answer when the last hint opened
  #timer = 0;

  connectedCallback() {
    const form = part(this, "ask");
    const { answer, hint } = form.elements;
    const wait = () => {
      hint.disabled = true;
      this.#hinted = answer.value.trim();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => (hint.disabled = false), PATIENCE);
    };
    answer.addEventListener("focus", wait, { once: true });
    answer.addEventListener("input", () => {
      say(this, "refusal", "");
      if (enough(answer.value) && answer.value.trim() !== this.#hinted) hint.disabled = false;
    });
    hint.addEventListener("click", () => {
      tell(`${this.id}.${++this.#hints}`);
      wait();
      answer.focus();
      if (String(this.#hints) === this.dataset.hints) hint.hidden = part(this, "when").hidden = true;
    });
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      if (!enough(answer.value)) {
        say(this, "refusal", "Too short to mark: add a number or a reason.");
        return answer.focus();
      }
      log.add(this.id, "answer", { state: { answer: answer.value } });
      this.#mark(answer.value);
      part(this, "heading").focus();
    });
    log.ready.then(() => {
      const events = log.of(this.id);
      const last = events.filter(({ act }) => act === "answer").pop();
      if (!last || answer.value) return;
      answer.value = String(last.state?.answer);
      this.#mark(answer.value);
      const ticked = events.filter(({ act }) => act === "mark").pop()?.state?.ticked ?? [];
      for (const box of this.#boxes()) box.checked = ticked.includes(box.value);
    });
  }

  /** @returns {any[]} */
  #boxes() {
    return [...this.querySelectorAll(".rubric input")];
  }

  /** @param {string} answer */
  #mark(answer) {
    tell(this.id);
    const term = (this.dataset.terms ?? "").split("|").find((word) => answer.toLowerCase().includes(word.toLowerCase()));
    const has = [/\d/.test(answer) && "a number", /\b(because|since|so|as|therefore|hence)\b/i.test(answer) && "a reason", term && `a word of this page (${term})`];
    const seen = has.filter(Boolean).join(", ");
    say(this, "flags", seen ? `Looks like it has ${seen}. Whether it is right is yours to judge.` : "Looks like it has no number, no reason and no word of this page.");
    for (const box of this.#boxes())
      box.onchange = async () => {
        await log.add(this.id, "mark", { state: { ticked: this.#boxes().filter(({ checked }) => checked).map(({ value }) => value) } });
        say(this, "kept", log.lasting ? `Kept on this device, ${clock()}` : "Kept while this page stays open");
      };
  }
}

customElements.define("likely-practice", LikelyPractice);
