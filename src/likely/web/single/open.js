// Opens what one file holds: each script becomes an address of its own, in an order in which a script names
// only earlier ones. The digest of this one stands in the page's policy.
(async () => {
  const parts = JSON.parse(document.getElementById("files")?.textContent ?? "");
  /** @type {{[name: string]: string}} */
  const at = {};
  const put = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ type) => (at[name] = URL.createObjectURL(new Blob([text], { type })));
  for (const [name, type, text] of Object.values(parts)) {
    const whole = text.replace(/"(likely|held):([^"]+)"/g, (/** @type {string} */ _, /** @type {string} */ how, /** @type {string} */ other) => JSON.stringify(how === "likely" ? at[other] : parts[other][2]));
    put(name, type.endsWith("javascript") ? whole : text, type);
    if (name.startsWith("elements/")) await import(String(at[name]));
  }
})();
