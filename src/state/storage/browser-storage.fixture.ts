import type { BrowserStorage } from './browser-storage'

/** A browser that tells nothing of its storage, and keeps nothing in it. */
export const fakeStorage: BrowserStorage = {
  usage: async () => ({ bytes: null, quota: null, isPersisted: null }),
  persist: async () => false,
  forget: async () => {},
  forgetEverything: async () => {},
}
