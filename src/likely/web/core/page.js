/** @type {any} `page_data` in notebook/page.py */
export const data = JSON.parse(document.getElementById("page-data")?.textContent ?? "{}");

/** The page's own folder, and that of the files which all pages share. */
export const here = new URL("./", document.baseURI).href;
export const assets = new URL(`${data.root}assets/`, document.baseURI).href;

/**
 * The one Trusted Types policy: for the worker's address, and for what the build wrote into <noscript>.
 * Text that a reader typed never comes here.
 *
 * @type {{createHTML(text: string): any, createScriptURL(url: string): any}}
 */
export const trusted = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("likely", { createHTML: String, createScriptURL: String }) ?? {
  createHTML: String,
  createScriptURL: String,
};

/**
 * The first element that bears data-part="name", or null.
 *
 * @param {ParentNode} inside
 * @param {string} name
 * @returns {any}
 */
export const part = (inside, name) => inside.querySelector(`[data-part="${name}"]`);

/**
 * Write text into a part; an empty text hides it.
 *
 * @param {ParentNode} inside
 * @param {string} name
 * @param {string} text
 */
export function say(inside, name, text) {
  const place = part(inside, name);
  place.textContent = text;
  place.hidden = !text;
}

/**
 * A form with one choice. Nothing happens before it is committed; without a choice it says so.
 *
 * @param {ParentNode} inside
 * @param {string} refusal
 * @param {(chosen: any) => void} commit  is given the chosen radio
 */
export function asks(inside, refusal, commit) {
  const form = part(inside, "ask");
  form.addEventListener("change", () => say(inside, "refusal", ""));
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const chosen = form.querySelector(":checked");
    if (chosen) return commit(chosen);
    say(inside, "refusal", refusal);
    form.querySelector("input").focus();
  });
}
