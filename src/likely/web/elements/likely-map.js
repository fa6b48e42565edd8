import { data } from "../core/page.js";
import { log, standing } from "../core/log.js";
import "../core/paper.js";
import "../core/scroll.js";

/** The learning map: writes beside each page what this device knows of it. */
class LikelyMap extends HTMLElement {
  connectedCallback() {
    log.addEventListener("change", () => this.#draw());
    if (data.page) log.ready.then(() => log.add("", "open"));
  }

  #draw() {
    for (const node of this.querySelectorAll("[data-page]")) {
      const state = standing(node.getAttribute("data-page") ?? "");
      node.setAttribute("data-state", state);
      const here = node.classList.contains("here");
      node.querySelector(".state")?.replaceChildren(!here ? state : state === "earned" ? "you are here, earned" : "you are here");
    }
    const kept = "What you do is kept on this device only; in a private window, until it is closed.";
    const lost = "This browser keeps nothing for this page: your notes, predictions and edits are forgotten when you close it. Export notes to keep them.";
    this.querySelector("[data-log-state]")?.replaceChildren(log.lasting ? kept : lost);
  }
}

customElements.define("likely-map", LikelyMap);
