import { atRest } from "./page.js";

/** What a first view does without; a page may be left before it came. An author's page (reload.js) is not kept. */
atRest(() => {
  const left = () => {};
  if (!document.querySelector('script[src$="reload.js"]')) import("./offline.js").catch(left);
  if (document.querySelector("likely-predictions")) import("../elements/likely-predictions.js").catch(left);
});
