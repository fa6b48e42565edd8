import { data, part, say } from "../core/page.js";

const mean = (/** @type {number[]} */ costs) => (costs.reduce((sum, cost) => sum + cost, 0) / costs.length).toFixed(2);

/** Exports of several learners, folded together: what was predicted, how surely, and what came true. */
class LikelyClass extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    part(this, "files").addEventListener("change", (/** @type {any} */ event) => this.#read([...event.target.files]));
  }

  /** @param {File[]} files */
  async #read(files) {
    const known = new Map();
    const refused = [];
    for (const file of files) {
      try {
        const { format, site, events } = JSON.parse(await file.text());
        if (format !== "likely-notes" || !Array.isArray(events)) throw new Error("it does not hold notes from here");
        if (site !== data.site.id) throw new Error(`it belongs to another site, “${site}”`);
        for (const event of events) known.set(event.id, { ...event, learner: file.name });
      } catch (error) {
        refused.push(`${file.name}: ${error instanceof SyntaxError ? "it is not valid JSON" : /** @type {Error} */ (error).message}`);
      }
    }
    const scored = [...known.values()].filter(({ act, cost, guess }) => act === "commit" && Number.isFinite(cost) && Number.isFinite(guess));
    say(this, "refusal", refused.length ? `Left out: ${refused.join(" · ")}` : "");
    say(this, "told", `${files.length - refused.length} files, ${scored.length} predictions.`);
    part(this, "shown").hidden = !scored.length;
    this.#fill("sure", group(scored.filter(({ confidence }) => confidence), ({ confidence }) => confidence), ([level, these]) => [`${Math.round(100 * level)} %`, these.length, right(these), meter(these)]);
    this.#fill("pages", group(scored, ({ page }) => page), ([page, these]) => [
      data.titles[page] ?? page,
      new Set(these.map(({ learner }) => learner)).size,
      these.length,
      right(these),
      mean(these.map(({ cost }) => cost)),
      mean(these.map(({ guess }) => guess)),
    ]);
  }

  /**
   * @param {string} name
   * @param {[any, any[]][]} groups
   * @param {(group: [any, any[]]) => (string | number | Node)[]} cells
   */
  #fill(name, groups, cells) {
    part(this, name).replaceChildren(
      ...groups.map((one) => {
        const row = document.createElement("tr");
        for (const inside of cells(one)) row.insertCell().append(/** @type {any} */ (inside));
        return row;
      }),
    );
  }
}

/** @type {(events: any[], by: (event: any) => any) => [any, any[]][]} */
const group = (events, by) => [...new Set(events.map(by))].sort().map((key) => [key, events.filter((event) => by(event) === key)]);

const right = (/** @type {any[]} */ events) => events.filter(({ choice, truth }) => choice === truth).length;

const meter = (/** @type {any[]} */ events) => Object.assign(document.createElement("meter"), { value: right(events) / events.length, ariaLabel: `${right(events)} of ${events.length}` });

customElements.define("likely-class", LikelyClass);
