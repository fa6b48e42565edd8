import { data } from "./page.js";
import { log } from "./log.js";

/** Notes: folded from the log, taken out as files, and taken in again. */
const FORMAT = "likely-notes";
const VERSION = 1;
const MOST = 64e6; // bytes: years of notes
const TEXTS = ["id", "page", "page_rev", "formula_digest", "object", "act"];

/** The last note on every object, empty ones left out. @type {(events: Act[]) => Note[]} */
export const notes = (events) => {
  const found = new Map();
  for (const { object, act, t, state = {} } of events) {
    if (act !== "note") continue;
    const [note, next, quote, digest] = ["note", "next", "quote", "digest"].map((name) => String(state[name] ?? ""));
    found.set(object, { object, t, note, next, quote, digest });
  }
  return [...found.values()].filter(({ note, next }) => note || next);
};

/** Everything on this device, as one JSON text. */
export const exported = () => JSON.stringify({ format: FORMAT, version: VERSION, site: data.site.id, events: log.events }, null, 1);

/** The notes to read, as Markdown. */
export const readable = () =>
  [`# Notes, ${data.site.title}`, ...notes(log.events).map(({ object, t, note, next, quote }) =>
    `## likely:${data.site.id}/${object}\n\n> ${quote}\n\n${note}\n\n${next && `Next action: ${next}\n\n`}${t}`)].join("\n\n") + "\n";

/** @param {any} event */
const sound = (event) =>
  event?.v === 1 &&
  TEXTS.every((name) => typeof event[name] === "string") &&
  new Date(Math.min(Date.parse(event.t), 2.5e14) || 0).toJSON() === event.t &&
  typeof (event.state ?? {}) === "object" &&
  (event.act !== "edit" || typeof event.state?.source === "string");

/** The events of a file that are new here. Throws an error that says why a file cannot be taken. @type {(file: File) => Promise<Act[]>} */
export const taken = async (file) => {
  if (file.size > MOST) throw new Error(`it has ${Math.round(file.size / 1e6)} MB, and notes have at most ${MOST / 1e6}`);
  let content;
  try {
    content = JSON.parse(await file.text());
  } catch {
    throw new Error("it is not valid JSON");
  }
  if (content?.format !== FORMAT || !Array.isArray(content.events)) throw new Error("it does not hold notes from here");
  if (content.version !== VERSION) throw new Error(`it has version ${content.version} of the format, and this page reads version ${VERSION}`);
  if (content.site !== data.site.id) throw new Error(`it belongs to another site, “${content.site}”`);
  if (!content.events.every(sound)) throw new Error("an entry in it is damaged");
  const known = new Set(log.events.map(({ id }) => id));
  return content.events.filter((/** @type {Act} */ { id }) => !known.has(id));
};
