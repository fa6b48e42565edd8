import { assets, trusted } from "../core/page.js";

/** The Lab's Python in its worker: one request at a time, JSON in and out. */
export class LabPython {
  /** @type {Worker | null} */
  #worker = null;
  #calls = 0;
  /** @type {Map<number, {resolve(text: string): void, reject(error: Error): void}>} */
  #waiting = new Map();

  /**
   * @param {object} request
   * @returns {Promise<any>}  the reply; an Error holds the sentence that Python refused with
   */
  async ask(request) {
    if (!this.#worker) {
      this.#worker = new Worker(trusted.createScriptURL(new URL("worker.js", import.meta.url).href), { type: "module" });
      this.#worker.onmessage = ({ data: { id, text, error } }) => {
        const { resolve, reject } = this.#waiting.get(id) ?? {};
        this.#waiting.delete(id);
        if (error) reject?.(new Error(error));
        else resolve?.(text);
      };
      this.#worker.onerror = ({ message }) => this.stop(message);
      await this.#post({ assets });
    }
    const reply = JSON.parse(await this.#post({ text: JSON.stringify(request) }));
    if (reply.error) throw new Error(reply.error);
    return reply;
  }

  /** End the worker with what it holds; whoever waits for it is told. */
  stop(why = "cancelled") {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }

  /**
   * @param {object} message
   * @returns {Promise<string>}
   */
  #post(message) {
    const id = ++this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker?.postMessage({ id, ...message });
    });
  }
}
