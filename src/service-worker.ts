import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'

/**
 * Keeps the page for times without a network: everything that was built, in one version, and nothing else. MNIST stays in the store of the page itself
 * (`src/data/mnist-cache.ts`).
 *
 * A new version waits until every tab of the old one is gone, or until the visitor asks for it: code, models and words of two versions never meet.
 */

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (string | PrecacheEntry)[] }

/** `?engine=cpu` and the version in a model's address are for the page, not for the server. */
const ANY_PARAMETER = /(?:)/

cleanupOutdatedCaches()
// oxlint-disable-next-line no-underscore-dangle -- the name that Workbox replaces by the list
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [ANY_PARAMETER] })

self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if (data === 'take-over') void self.skipWaiting()
})
