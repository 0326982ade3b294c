import type { BrowserStorage } from './browser-storage'

const asked = new WeakSet<BrowserStorage>()

/**
 * Asks the browser to delete nothing by itself, where somebody makes something on purpose: that is worth asking for. Browsers may ask the visitor, who
 * is asked once in a visit whatever the answer; who presses the button for it is asked again.
 */
export async function askToPersist(storage: BrowserStorage): Promise<void> {
  if (asked.has(storage)) return
  asked.add(storage)
  await storage.persist()
}
