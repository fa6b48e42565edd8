import { assets, trusted } from "./page.js";

/** The worker was stopped because it took too long. */
export class TooLong extends Error {}

/** Python in a worker. A call that takes longer than its limit ends the worker; the next one starts another. */
export class Python {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Promise<any> | null} */
  #started = null;
  #calls = 0;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();

  /** @param {string} page  the folder whose stage.py is loaded; "" to run code only */
  constructor(page) {
    this.page = page;
  }

  /** Begin loading; resolves when Python can answer. */
  start() {
    this.#started ??= this.#call({ act: "start", assets, page: this.page }, 8000);
    return this.#started;
  }

  /** Requests to the page's stage; one reply each, in order. @type {Answerer["ask"]} */
  async ask(requests) {
    await this.start();
    const replies = await this.#call({ act: "ask", requests: requests.map((request) => JSON.stringify(request)) }, 5000);
    return replies.map((/** @type {string} */ reply) => JSON.parse(reply));
  }

  /**
   * Run a program; the limit in milliseconds counts from when Python is ready.
   *
   * @type {(source: string, limit: number, hear: (text: string) => void) => Promise<Trouble | null>}
   */
  async run(source, limit, hear) {
    await this.start();
    return this.#call({ act: "run", source }, limit, hear);
  }

  /** End the worker; whoever waits for it is told why. */
  stop(error = new Error("stopped")) {
    this.#worker?.terminate();
    this.#worker = this.#started = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** @type {(request: object, limit: number, hear?: (text: string) => void) => Promise<any>} */
  #call(request, limit, hear = () => {}) {
    const id = ++this.#calls;
    // A page that was busy or asleep itself may find the answer waiting: look once more before giving up.
    const late = () => void (this.#waiting.has(id) && this.stop(new TooLong()));
    const timer = setTimeout(() => setTimeout(late, 50), limit);
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, hear }));
    try {
      this.#worker ??= this.#open();
      this.#worker.postMessage({ id, ...request });
    } catch (error) {
      this.stop(/** @type {Error} */ (error));
    }
    return answer.finally(() => clearTimeout(timer));
  }

  #open() {
    const worker = new Worker(trusted.createScriptURL(new URL("worker.js", import.meta.url).href), { type: "module" });
    worker.onerror = (event) => {
      event.preventDefault();
      this.stop(new Error(event.message));
    };
    worker.onmessage = ({ data: { id, value, error, output } }) => {
      const call = this.#waiting.get(id);
      if (output !== undefined) return call?.hear?.(output);
      this.#waiting.delete(id);
      if (error) call?.reject(new Error(error.trace));
      else call?.resolve(value);
    };
    return worker;
  }
}
