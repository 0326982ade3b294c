import { inspectAdapter } from '../src/gpu/adapter'

/** What WebGPU computes on in this browser. */
export interface FoundAdapter {
  /** Null where there is none. */
  readonly name: string | null
  readonly isSoftware: boolean
  /** Why there is none, in the browser's words; empty where there is one. */
  readonly reason: string
}

export async function findAdapter(): Promise<FoundAdapter> {
  try {
    const { adapter, isSoftware } = await inspectAdapter()
    return { name: adapter, isSoftware, reason: '' }
  } catch (cause) {
    return { name: null, isSoftware: false, reason: cause instanceof Error ? cause.message : String(cause) }
  }
}
