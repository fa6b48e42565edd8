import { data, make, part } from "../core/page.js";
import { log } from "../core/log.js";

const FEW = 3; // from so many predictions on a table says something
const WEEK = 6048e5; // milliseconds after which another page's question comes back

const mean = (/** @type {number[]} */ costs) => costs.reduce((sum, cost) => sum + cost, 0) / costs.length;

/** Every prediction on this device: the average of what Python said each cost, and how often each confidence was right. */
class LikelyPredictions extends HTMLElement {
  connectedCallback() {
    log.addEventListener("change", () => this.#draw());
    this.#draw();
  }

  #draw() {
    const scored = log.events.filter(({ act, cost, guess }) => act === "commit" && Number.isFinite(cost) && Number.isFinite(guess));
    if (!scored.length) return;
    const [paid, even] = [mean(scored.map(({ cost }) => Number(cost))), mean(scored.map(({ guess }) => Number(guess)))];
    part(this, "sum").textContent = `${scored.length === 1 ? "One prediction" : `${scored.length} predictions`} on this device. Average surprise: ${paid.toFixed(2)} nats. A uniform guess would have paid ${even.toFixed(2)} nats.`;
    const sure = scored.filter(({ confidence }) => confidence);
    part(this, "table").hidden = sure.length < FEW;
    const levels = [...new Set(sure.map(({ confidence }) => Number(confidence)))].sort((a, b) => a - b);
    part(this, "rows").replaceChildren(
      ...levels.map((level) => {
        const these = sure.filter(({ confidence }) => confidence === level);
        const right = these.filter(({ choice, truth }) => choice === truth).length;
        const meter = make("meter", { value: right / these.length, ariaLabel: `${right} of ${these.length}` });
        return make("tr", {}, ...[`${Math.round(100 * level)} %`, `${these.length}`, `${right}`, meter].map((cell) => make("td", {}, cell)));
      }),
    );
    this.#again(scored);
  }

  /** What was answered wrong and not right since, the surest first: this page's at once, others' after a week. @param {Act[]} scored */
  #again(scored) {
    const last = new Map(scored.map((event) => [event.object + JSON.stringify(event.state), event]));
    const due = [...last.values()]
      .filter(({ choice, truth, page, t }) => choice !== truth && (page === data.page?.id || Date.now() - Date.parse(t) > WEEK))
      .sort((a, b) => Number(b.confidence) - Number(a.confidence));
    part(this, "due").hidden = !due.length;
    part(this, "again").replaceChildren(
      ...due.map(({ page, state, confidence }) => {
        const query = String(new URLSearchParams(state));
        const where = `${page.replace(/.*\//, "").replaceAll("-", " ")}, at ${query.replaceAll("=", " = ").replaceAll("&", ", ")}`;
        const here = page === data.page?.id;
        const link = make("a", { href: `${here ? "" : `${data.root}${page}/index.html`}#stage?${query}` }, where);
        if (here) Object.assign(link.dataset, { demo: query, again: "" });
        return make("li", {}, link, confidence ? `: you were ${Math.round(100 * confidence)} % sure` : ": you could not tell");
      }),
    );
  }
}

customElements.define("likely-predictions", LikelyPredictions);
