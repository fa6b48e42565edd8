import { here } from "./page.js";

/**
 * Precomputed replies, for when Python cannot start here: the requests and replies of a live session.
 * The format is described in notebook/grid. All of it was computed at build; only places are found here.
 */
class Grid {
  /**
   * @param {any} table  grid.json
   * @param {string[]} locked  the elements that the locked picture has
   */
  constructor(table, locked) {
    this.table = table;
    this.locked = locked;
    for (const series of table.series) if (typeof series.texts === "string") series.texts = series.texts.split("|");
  }

  /**
   * @param {any[]} requests
   * @returns {Promise<any[]>}
   */
  async ask(requests) {
    return requests.map((request) => (request.act === "show" ? this.#show(request) : this.#answer(request)));
  }

  /**
   * A text in a state. A part that is a number names a series.
   *
   * @param {(string | number)[]} parts
   * @param {import("./types.js").State} state
   */
  #text(parts, state) {
    const { axes, series, indexes } = this.table;
    return parts
      .map((part) => {
        if (typeof part === "string") return part;
        const { by, texts, index } = series[part];
        let at = 0;
        for (const { id, low, step, count } of by.map((/** @type {number} */ axis) => axes[axis])) at = at * count + Math.round(((state[id] ?? low) - low) / step);
        const packed = indexes[index];
        return texts[packed === undefined ? at : typeof packed === "string" ? packed.charCodeAt(at) - 35 : packed[at]];
      })
      .join("");
  }

  /** @param {any} request */
  #answer({ act, question, state, choice, confidence }) {
    const { truth, prompt, happened, why, labels, tempting, cost, guess } = this.table.answers[question];
    if (act === "ask") return { prompt: this.#text(prompt, state) };
    const is = this.#text(truth, state);
    const right = choice === is;
    return {
      truth: is,
      right,
      label: labels[is],
      cost_text: cost[choice] ?? cost[right ? "right" : "wrong"][confidence],
      guess_text: guess,
      happened: this.#text(happened, state),
      why: this.#text(why, state),
      tempting: (!right && tempting[choice]) || "",
    };
  }

  /** @param {any} request */
  #show({ state, revealed }) {
    /** @type {any[][]} */
    const changes = [];
    /** @type {any} */
    const reply = { changes, controls: {}, readouts: {}, invariants: {}, table: { header: [], rows: [] } };
    for (const [id, tag, attributes, text] of this.table.elements)
      if (!this.locked.includes(`stage-${id}`)) changes.push(revealed ? ["add", id, tag, attributes, text, null] : ["remove", id]);
    for (const [kind, id, name, parts] of this.table.cells) {
      const text = this.#text(parts, state);
      if (kind === "set") changes.push(["set", id, name, text]);
      else if (kind === "text") changes.push(["text", id, text]);
      else if (kind === "row") {
        const { header, rows } = reply.table;
        if (!header.includes(name)) header.push(name);
        (rows[id] ??= []).push(text);
      } else if (kind === "remark") reply.remark = text;
      else if (kind.startsWith("summary")) {
        if (revealed === (kind === "summary")) reply.summary = text;
      } else reply[`${kind}s`][id] = text;
    }
    return reply;
  }
}

/** @param {string[]} locked */
export const load = async (locked) => new Grid(await (await fetch(`${here}grid.json`)).json(), locked);
