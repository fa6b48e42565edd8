import { data } from "./page.js";
import { log } from "./log.js";

const ADL = "http://adlnet.gov/expapi/verbs/";
const VERBS = /** @type {{[act: string]: string}} */ ({ open: "experienced", run: "interacted", edit: "interacted", note: "commented", mark: "scored", skip: "skipped" });

/**
 * Every event as an xAPI 1.0.3 statement, for a learning record store that a teacher runs. Nobody is named:
 * the actor is an account called "learner" on this site. Surprise stands in an extension, in nats.
 */
export const statements = () => {
  const home = new URL(data.root, document.baseURI).href;
  const nats = `${home}about.html#surprise`;
  return log.events.map(({ id, t, object, act, choice, truth, because, state, cost, guess, ms }) => ({
    id: uuid(id),
    timestamp: t,
    actor: { objectType: "Agent", account: { homePage: home, name: "learner" } },
    verb: { id: ADL + (VERBS[act] ?? "answered"), display: { en: VERBS[act] ?? "answered" } },
    object: { id: home + object.replace("#", "/index.html#"), definition: { name: { en: object } } },
    result: {
      ...(choice ? { success: choice === truth } : {}),
      response: choice ?? state?.answer ?? state?.note ?? "",
      ...(ms ? { duration: `PT${ms / 1000}S` } : {}),
      extensions: { [nats]: { cost, guess, because, state } },
    },
  }));
};

/** The same event has the same id each time: its letters as hexadecimal digits, in the form of a UUID. */
const uuid = (/** @type {string} */ id) => {
  const hex = [...id.padEnd(16, "0")].slice(0, 16).map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, "$1-$2-4$3-8$4-$5");
};
