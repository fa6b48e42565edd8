import { here } from "./page.js";

/**
 * Precomputed replies, for when Python cannot start here: the requests and replies of a live session.
 * notebook/grid describes the format. All of it was computed at build; only places are found here.
 *
 * @type {(locked: string[]) => Promise<Answerer>}
 */
export const load = async (locked) => {
  const { axes, series, indexes, answers, elements, cells } = await (await fetch(`${here}grid.json`)).json();
  for (const each of series) if (typeof each.texts === "string") each.texts = each.texts.split("|");

  /** A text in a state; a part that is a number names a series. @type {(parts: any[], state: State) => string} */
  const text = (parts, state) => parts.map((part) => (typeof part === "string" ? part : found(series[part], state))).join("");

  /** @type {(series: any, state: State) => string} */
  const found = ({ by, texts, index }, state) => {
    let at = 0;
    for (const axis of by) {
      const { id, low, step, count } = axes[axis];
      at = at * count + Math.round(((state[id] ?? low) - low) / step);
    }
    const packed = indexes[index];
    return texts[packed === undefined ? at : typeof packed === "string" ? packed.charCodeAt(at) - 35 : packed[at]];
  };

  /** @type {(request: any) => object} */
  const answer = ({ act, question, state, choice, confidence }) => {
    const { truth, prompt, happened, why, labels, tempting, cost, guess } = answers[question];
    if (act === "ask") return { prompt: text(prompt, state) };
    const is = text(truth, state);
    const right = choice === is;
    return {
      truth: is,
      right,
      label: labels[is],
      cost_text: cost[choice] ?? cost[right ? "right" : "wrong"][confidence],
      guess_text: guess,
      happened: text(happened, state),
      why: text(why, state),
      tempting: (!right && tempting[choice]) || "",
    };
  };

  /** @type {(request: any) => object} */
  const show = ({ state, revealed }) => {
    /** @type {any} */
    const reply = { changes: [], controls: {}, readouts: {}, invariants: {}, table: { header: [], rows: [] } };
    for (const [id, ...element] of elements)
      if (!locked.includes(`stage-${id}`)) reply.changes.push(revealed ? ["add", id, ...element, null] : ["remove", id]);
    for (const [kind, id, name, parts] of cells) {
      const words = text(parts, state);
      const { header, rows } = reply.table;
      if (kind === "set") reply.changes.push(["set", id, name, words]);
      else if (kind === "text") reply.changes.push(["text", id, words]);
      else if (kind === "row") {
        if (!header.includes(name)) header.push(name);
        (rows[id] ??= []).push(words);
      } else if (kind === "remark") reply.remark = words;
      else if (kind === "summary" || kind === "summary-locked") {
        if (revealed === (kind === "summary")) reply.summary = words;
      } else reply[`${kind}s`][id] = words;
    }
    return reply;
  };

  return { ask: async (requests) => requests.map((/** @type {any} */ request) => (request.act === "show" ? show : answer)(request)) };
};
