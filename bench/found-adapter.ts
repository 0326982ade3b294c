import { inspectAdapter } from '../src/gpu/adapter'

/** What WebGPU computes on in this browser. */
export interface FoundAdapter {
  /** Null where there is none. */
  readonly name: string | null
  readonly isSoftware: boolean
  /** Half precision can be measured. */
  readonly hasHalf: boolean
  /** Why there is none, in the browser's words; empty where there is one. */
  readonly reason: string
}

export async function findAdapter(): Promise<FoundAdapter> {
  try {
    const { adapter, isSoftware, hasHalf } = await inspectAdapter()
    return { name: adapter, isSoftware, hasHalf, reason: '' }
  } catch (cause) {
    return { name: null, isSoftware: false, hasHalf: false, reason: cause instanceof Error ? cause.message : String(cause) }
  }
}
