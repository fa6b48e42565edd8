import { trusted } from "./page.js";

/**
 * What the build wrote for readers without script also serves paper. It leaves the document when scripts
 * start, so that no answer stands in it, and comes back while the page is printed. What bears
 * data-told="name …" comes back for good once one of these names is told; what bears data-until="name"
 * serves paper only until then.
 */
const parts = [...document.querySelectorAll("body noscript")].map((hidden) => {
  const place = document.createComment("");
  const { told = "", until = "" } = /** @type {HTMLElement} */ (hidden).dataset;
  hidden.replaceWith(place);
  return { place, text: hidden.textContent ?? "", told: told.split(" "), until, shown: /** @type {Element[]} */ ([]) };
});
const told = new Set();
const paper = matchMedia("print");

const show = (/** @type {boolean} */ printing) => {
  for (const part of parts) {
    const on = part.told.some((name) => told.has(name)) || (printing && !told.has(part.until));
    if (on === part.shown.length > 0) continue;
    for (const element of part.shown) element.remove();
    part.shown = on ? [...new DOMParser().parseFromString(trusted.createHTML(part.text), "text/html").body.children] : [];
    part.place.after(...part.shown);
  }
};

/** This much need not be kept back any more. */
export const tell = (/** @type {string} */ name) => {
  told.add(name);
  show(paper.matches);
};

paper.addEventListener("change", () => show(paper.matches));
addEventListener("beforeprint", () => show(true));
addEventListener("afterprint", () => show(false));
