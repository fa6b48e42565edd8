import { trusted } from "./page.js";

/**
 * What the build wrote for readers without script also serves paper. It leaves the document when scripts
 * start, so that no answer stands in it, and comes back only while the page is printed. What bears
 * data-when="told" comes back for good once the demo has shown its answer, and data-when="untold" serves
 * paper only until then.
 */
/** @type {{place: Comment, text: string, when: string | undefined, shown: Element[]}[]} */
const parts = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("body noscript"))].map((hidden) => {
  const place = document.createComment("");
  hidden.replaceWith(place);
  return { place, text: hidden.textContent ?? "", when: hidden.dataset.when, shown: [] };
});
let told = false;

/** @param {boolean} printing */
function show(printing) {
  for (const part of parts) {
    for (const element of part.shown) element.remove();
    const on = part.when === "told" ? printing || told : printing && !(told && part.when);
    part.shown = on ? [...new DOMParser().parseFromString(trusted.createHTML(part.text), "text/html").body.children] : [];
    part.place.after(...part.shown);
  }
}

/** The demo has shown its answer: nothing has to be kept back any more. */
export function tell() {
  told = true;
  show(false);
}

const paper = matchMedia("print");
paper.addEventListener("change", () => show(paper.matches));
addEventListener("beforeprint", () => show(true));
addEventListener("afterprint", () => show(false));
