/**
 * Keeps what was loaded, so that a page once seen opens without a network. The network comes first: nothing
 * is older than it need be. core/offline.js registers it, and says what the page loaded before.
 */

const KEPT = "likely-offline";
const scope = /** @type {any} */ (globalThis);

/** @type {(request: Request | string) => Promise<Response>} */
const fresh = async (request) => {
  const response = await fetch(request);
  if (response.ok) await (await caches.open(KEPT)).put(request, response.clone());
  return response;
};

scope.addEventListener("install", () => scope.skipWaiting());
scope.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(Promise.allSettled(event.data.map(fresh))));
scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope.registration.scope)) return;
  const kept = async () => (await caches.match(request, { ignoreVary: true })) ?? Response.error();
  event.respondWith(fresh(request).catch(kept));
});
