/**
 * Runs Python. Booted once, then answers {id, act, …} with {id, value} or {id, error}.
 * Only text crosses this border: objects handed over by the interpreter would leak.
 */

const PACE = 40; // milliseconds between two pieces of printed text
const MOST = 65536; // bytes of it that are kept

const scope = /** @type {any} */ (globalThis);
/** @type {any} */
let python;
/** @type {(request: string) => string} */
let handle;
/** @type {(byte: number) => void} */
let hear = () => {};

const get = async (/** @type {string} */ url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.text();
};

/**
 * From the files that all pages share, and the folder whose stage.py is loaded; "" to run code only.
 *
 * @type {(given: {assets: string, page: string}) => Promise<void>}
 */
const start = async ({ assets, page }) => {
  const boot = async () => {
    const { loadMicroPython } = await import(`${assets}vendor/micropython/micropython.mjs`);
    return loadMicroPython({ heapsize: 4 << 20, linebuffer: false, stdout: (/** @type {number[]} */ bytes) => hear(bytes[0] ?? 0) });
  };
  const [booted, bundle, stage] = await Promise.all([boot(), get(`${page || assets}python.json`), page && get(`${page}stage.py`)]);
  python = booted;
  const folders = new Set();
  for (const [path, source] of Object.entries({ ...JSON.parse(bundle).files, "stage.py": stage })) {
    const folder = `/lib/${path}`.replace(/\/[^/]*$/, "");
    if (!folders.has(folder)) python.FS.mkdirTree(folder);
    folders.add(folder);
    python.FS.writeFile(`/lib/${path}`, source);
  }
  if (!page) return;
  python.runPython("from stage import stage\nfrom likely.stage.session import Session\nhandle = Session(stage).handle");
  handle = python.globals.get("handle");
};

/**
 * Run a program, sending on what it prints while it runs.
 *
 * @type {(id: number, source: string) => Trouble | null}
 */
const run = (id, source) => {
  const decoder = new TextDecoder();
  /** @type {number[]} */
  let kept = [];
  let sent = performance.now();
  let total = 0;
  const send = () => {
    scope.postMessage({ id, output: decoder.decode(new Uint8Array(kept), { stream: true }) });
    kept = [];
    sent = performance.now();
  };
  hear = (byte) => {
    total += 1;
    if (total > MOST) return;
    kept.push(byte);
    if (total === MOST || (byte === 10 && performance.now() - sent > PACE)) send();
  };
  try {
    python.runPython(source);
    return null;
  } catch (error) {
    return told(error);
  } finally {
    send();
    if (total > MOST) scope.postMessage({ id, output: "\n… and more, left out\n" });
  }
};

/** What a reader needs of a Python error: its last line, and where in the program it arose. */
const told = (/** @type {any} */ error) => {
  const trace = String(error.message ?? error).trim();
  return { type: error.type ?? "Error", message: trace.split("\n").pop() ?? "", line: [...trace.matchAll(/"<stdin>", line (\d+)/g)].pop()?.[1] ?? "", trace };
};

addEventListener("message", async ({ data: { id, act, requests, source, ...places } }) => {
  try {
    let value = null;
    if (act === "start") await start(places);
    else if (act === "run") value = run(id, source);
    else value = requests.map((/** @type {string} */ request) => handle(request));
    scope.postMessage({ id, value });
  } catch (error) {
    scope.postMessage({ id, error: told(error) });
  }
});
