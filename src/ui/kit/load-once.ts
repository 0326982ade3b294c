import { loadPart } from '../../core/load-part'

/**
 * Loads something at most once, and again only where it could not be had: what threw while it was evaluated throws the same ever after. WebKit resolves
 * a second `import()` of it with a half-evaluated module, which looks whole until it is used.
 *
 * @param load  an `import()` and what of it is wanted
 */
export function loadOnce<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let outcome: Promise<Loaded> | null = null
  return () => {
    outcome ??= loadPart(load).catch((error: unknown) => {
      if (couldNotBeHad(error)) outcome = null
      throw error
    })
    return outcome
  }
}

/** No answer in time, or browsers' own words for a module that did not arrive: Chromium's, Firefox's, WebKit's. */
function couldNotBeHad(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError'
  return error instanceof TypeError && /dynamically imported module|importing a module script failed/i.test(error.message)
}
