import { assets, data, here, trusted } from "./page.js";

/** What a page fetches later, or only now and then. */
const LATER = ["core/worker.js", "core/grid.js", "core/xapi.js", "python.json", "vendor/micropython/micropython.mjs", "vendor/micropython/micropython.wasm"];
const OWN = ["python.json", "stage.py", "witness.py", "grid.json"];

/** All that this page needs is kept on the device, so that it works without a network from then on. */
const keep = async () => {
  const home = new URL(data.root || "./", document.baseURI).href;
  await navigator.serviceWorker.register(trusted.createScriptURL(`${home}offline.js`), { scope: home });
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const later = data.page ? [...LATER.map((name) => assets + name), ...(data.own ?? OWN).map((/** @type {string} */ name) => here + name)] : [];
  active?.postMessage([...new Set([`${home}index.html`, document.URL.replace(/#.*/, ""), ...loaded, ...later])]);
};

// Not in a private window, nor from file://, where there is nothing to do.
if (navigator.serviceWorker && location.protocol.startsWith("http")) keep().catch(() => {});
