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
 * @param {string} assets  where the files stand that all pages share
 * @param {string} page  the folder whose stage.py is loaded; "" to run code only
 */
async function start(assets, page) {
  const [runtime, bundle, stage] = await Promise.all([
    import(`${assets}vendor/micropython/micropython.mjs`),
    get(`${assets}python.json`),
    page && get(`${page}stage.py`),
  ]);
  python = await runtime.loadMicroPython({ heapsize: 4 << 20, linebuffer: false, stdout: (/** @type {number[]} */ bytes) => hear(bytes[0] ?? 0) });
  const folders = new Set();
  const write = (/** @type {string} */ path, /** @type {any} */ source) => {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) python.FS.mkdirTree(folder);
    folders.add(folder);
    python.FS.writeFile(path, source);
  };
  for (const [path, source] of Object.entries(JSON.parse(bundle).files)) write(`/lib/${path}`, source);
  if (!page) return;
  write("/page/stage.py", stage);
  python.runPython("import sys\nsys.path.append('/page')\nfrom stage import stage\nfrom likely.stage.session import Session\nhandle = Session(stage).handle");
  handle = python.globals.get("handle");
}

/**
 * Run a program, sending on what it prints while it runs.
 *
 * @param {number} id
 * @param {string} source
 */
function run(id, source) {
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
}

/**
 * What a reader needs of a Python error: its last line, and where in the program it arose.
 *
 * @param {any} error
 */
function told(error) {
  const trace = String(error.message ?? error).trim();
  return { type: error.type ?? "Error", message: trace.split("\n").pop(), line: [...trace.matchAll(/"<stdin>", line (\d+)/g)].pop()?.[1], trace };
}

addEventListener("message", async ({ data: { id, act, ...given } }) => {
  try {
    let value = null;
    if (act === "start") await start(given.assets, given.page);
    else if (act === "run") value = run(id, given.source);
    else value = given.requests.map((/** @type {string} */ request) => handle(request));
    scope.postMessage({ id, value });
  } catch (error) {
    scope.postMessage({ id, error: told(error) });
  }
});
