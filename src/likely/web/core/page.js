/** @type {any} what the build says of this page: `page_data` in notebook/page.py */
export const data = JSON.parse(document.getElementById("page-data")?.textContent ?? "{}");

/** The page's own folder, and that of the files which all pages share. */
export const here = new URL("./", document.baseURI).href;
export const assets = new URL(`${data.root}assets/`, document.baseURI).href;

/**
 * The one Trusted Types policy: for the addresses of workers, and for what the build wrote into <noscript>.
 * Text that a reader typed never comes here.
 */
const rules = { createHTML: String, createScriptURL: String };
export const trusted = globalThis.trustedTypes?.createPolicy("likely", rules) ?? rules;

/** The first element that bears data-part="name", or null. @type {(inside: ParentNode, name: string) => any} */
export const part = (inside, name) => inside.querySelector(`[data-part="${name}"]`);

/** Write text into a part; an empty text hides it. @type {(inside: ParentNode, name: string, text: string) => void} */
export const say = (inside, name, text) => {
  const place = part(inside, name);
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
};

/** @type {(tag: string, given: object, ...inside: (string | Node)[]) => any} */
export const make = (tag, given, ...inside) => {
  const made = Object.assign(document.createElement(tag), given);
  made.append(...inside);
  return made;
};

/**
 * A form with one choice. Nothing happens before it is committed; without a choice it says so. What `commit`
 * returns is said, too: what else is missing.
 *
 * @type {(inside: ParentNode, refusal: string, commit: (chosen: any, form: any) => any) => void}
 */
export const asks = (inside, refusal, commit) => {
  const form = part(inside, "ask");
  form.addEventListener("change", () => say(inside, "refusal", ""));
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const chosen = form.querySelector("[name=choice]:checked");
    const lacks = chosen ? commit(chosen, form) : refusal;
    if (typeof lacks === "string") say(inside, "refusal", lacks);
    if (!chosen) form.querySelector("input").focus();
  });
};

/** Do something once the page is loaded and has nothing else to do. */
export const atRest = (/** @type {() => void} */ act) => {
  const rest = () => void (globalThis.requestIdleCallback ?? setTimeout)(act);
  if (document.readyState === "complete") rest();
  else addEventListener("load", rest);
};
