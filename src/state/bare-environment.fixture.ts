import type { PageEnvironment } from './environment'
import { fakeStorage } from './storage/browser-storage.fixture'

/** A page without models, storage and other tabs, for tests of what needs none. */
export const bareEnvironment: PageEnvironment = {
  engine: 'auto',
  storedFormat: 'float32',
  unknownEngine: null,
  embed: null,
  rememberEngine: () => {},
  rememberFormat: () => {},
  modelUrl: '',
  trainedModels: {},
  writer: { url: '', bytes: 1 },
  rows: { url: '', bytes: 1 },
  fetchModel: () => Promise.reject(new TypeError('no model')),
  dataBaseUrl: './',
  languages: ['en'],
  openTabChannel: () => null,
  openRunStore: () => Promise.reject(new ReferenceError('no storage')),
  openShelfStore: () => Promise.reject(new ReferenceError('indexedDB is not defined')),
  openHandStore: () => Promise.reject(new ReferenceError('indexedDB is not defined')),
  storage: fakeStorage,
  mayHaveLeft: async () => true,
  openVisit: () => Promise.reject(new ReferenceError('no storage')),
  guardLeaving: () => {},
  download: () => {},
}
