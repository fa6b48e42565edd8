/**
 * Runs the Lab's Python: {id, assets} starts it, {id, text} asks it; answers are {id, text} or {id, error}.
 * Only text crosses this border.
 */

/** @type {(request: string) => string} */
let handle;

const start = async (/** @type {string} */ assets) => {
  const [runtime, bundle] = await Promise.all([
    import(`${assets}vendor/micropython/micropython.mjs`),
    fetch(`${assets}lab/python.json`).then((response) => response.json()),
  ]);
  const python = await runtime.loadMicroPython({ heapsize: 48 << 20 });
  for (const [path, source] of Object.entries(bundle.files)) {
    python.FS.mkdirTree(`/lib/${path}`.replace(/\/[^/]*$/, ""));
    python.FS.writeFile(`/lib/${path}`, source);
  }
  python.runPython(bundle.program);
  handle = python.globals.get("handle");
  return "";
};

addEventListener("message", async ({ data: { id, assets, text } }) => {
  try {
    postMessage({ id, text: assets ? await start(assets) : handle(text) });
  } catch (error) {
    postMessage({ id, error: String(/** @type {any} */ (error).message ?? error) });
  }
});
