import { atRest } from "./page.js";

/** What a first view does without. An author's page (reload.js) is not kept: it changes all the time. */
atRest(() => {
  if (!document.querySelector('script[src$="reload.js"]')) import("./offline.js");
  if (document.querySelector("likely-predictions")) import("../elements/likely-predictions.js");
});
