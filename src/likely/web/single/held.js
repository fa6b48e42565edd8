// Stands before the worker of a page that is one file: opened from file://, a worker may load nothing, so what
// it would fetch is held in it.
const { held } = /** @type {any} */ (self);
self.fetch = async (/** @type {any} */ name) => {
  if (!name.endsWith(".wasm")) return new Response(held[name]);
  const packed = new Blob([Uint8Array.from(atob(held[name]), (letter) => letter.charCodeAt(0))]);
  return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": "application/wasm" } });
};
