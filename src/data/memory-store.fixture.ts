import type { KeyValueStore } from './key-value-store'

/** A storage of the test's own. */
export class MemoryStore implements KeyValueStore<unknown> {
  readonly content = new Map<string, unknown>()
  get = async (key: string): Promise<unknown> => this.content.get(key)
  keys = async (): Promise<readonly string[]> => [...this.content.keys()]
  entries = async (): Promise<ReadonlyMap<string, unknown>> => new Map(this.content)
  putAll = async (entries: ReadonlyMap<string, unknown>): Promise<void> => {
    for (const [key, value] of entries) this.content.set(key, structuredClone(value))
  }
  delete = async (key: string): Promise<void> => void this.content.delete(key)
}
