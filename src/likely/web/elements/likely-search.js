import { part } from "../core/page.js";

const MOST = 12;

/** Looks through search.json, which is fetched once, when the reader first asks. All words must be there. */
class LikelySearch extends HTMLElement {
  /** @type {Promise<any[]> | null} */
  #pages = null;

  connectedCallback() {
    const [dialog, words] = [part(this, "dialog"), part(this, "words")];
    const open = () => {
      dialog.showModal();
      words.select();
      this.#pages ??= fetch(`${this.dataset.root}search.json`).then((answer) => answer.json());
    };
    part(this, "open").addEventListener("click", open);
    dialog.addEventListener("click", (/** @type {any} */ { target }) => (target === dialog || target.closest("a")) && dialog.close());
    words.addEventListener("input", () => this.#look(words.value.toLowerCase().split(/\s+/).filter(Boolean)));
    document.addEventListener("keydown", (event) => {
      const { target, key, ctrlKey, metaKey, altKey } = /** @type {any} */ (event);
      if (key !== "/" || ctrlKey || metaKey || altKey || dialog.open || target.closest("input, textarea, select")) return;
      event.preventDefault();
      open();
    });
  }

  /** @param {string[]} words */
  async #look(words) {
    const has = (/** @type {string} */ text) => words.every((word) => text.toLowerCase().includes(word));
    /** @type {any[][]} */
    const found = [];
    try {
      for (const { title, summary, href, text, objects } of (await this.#pages) ?? []) {
        const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 40);
        if (has(`${title} ${summary}`)) found.push([0, title, summary, href]);
        for (const [id, kind, reading] of objects) if (has(`${id} ${reading}`)) found.push([1, reading, `${kind} · ${title}`, `${href}#${id}`]);
        if (!has(`${title} ${summary}`) && has(`${title} ${text}`)) found.push([2, title, `…${text.slice(at, at + 120)}…`, href]);
      }
    } catch {
      part(this, "told").textContent = "The list of pages cannot be read here.";
      return;
    }
    found.sort(([a], [b]) => a - b);
    part(this, "told").textContent = words.length ? `${found.length || "nothing"} found` : "";
    part(this, "found").replaceChildren(
      ...(words.length ? found.slice(0, MOST) : []).map(([, name, more, href]) => {
        const [item, link] = [document.createElement("li"), document.createElement("a")];
        Object.assign(link, { href: this.dataset.root + href, textContent: name });
        item.append(link, Object.assign(document.createElement("small"), { textContent: more }));
        return item;
      }),
    );
  }
}

customElements.define("likely-search", LikelySearch);
