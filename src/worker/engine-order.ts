import type { EngineAdapter } from '../nn/engine'
import { engineKinds, kindNames, kindsEverywhere, type EngineKind, type EngineKinds } from '../nn/engine-kinds'
import { toErrorData } from './error-data'
import type { EngineReason, EngineSpeeds } from './protocol'

/** Which engines to try, best first, and why the first of them is the best. */
export interface EngineOrder<Kind extends string = EngineKind> {
  readonly kinds: readonly Kind[]
  readonly reason:
    | Exclude<EngineReason, { kind: 'emulated' }>
    | { readonly kind: 'emulated'; readonly adapter: string; readonly speeds: EngineSpeeds<Kind> | null }
}

export interface OrderOptions<Kind extends string> {
  readonly kinds: EngineKinds<Kind>
  /** What a hardware engine would compute on. @throws EngineUnavailableError */
  readonly inspectEngine: (kind: Kind) => Promise<EngineAdapter | null>
  /** Measured here before; null when that never happened. */
  readonly speeds: EngineSpeeds<Kind> | null
}

/** `orderKinds` over the engines that there are. */
export function orderEngines(choice: EngineKind | 'auto', options: Omit<OrderOptions<EngineKind>, 'kinds'>): Promise<EngineOrder> {
  return orderKinds<EngineKind>(choice, { kinds: engineKinds, ...options })
}

/**
 * Real hardware is taken before anything else. Where it is emulated it shares the CPU's cores with nothing gained, so that the page's own SIMD
 * code comes first there, unless a measurement on this machine says otherwise (every browser with WebGPU has SIMD).
 */
export async function orderKinds<Kind extends string>(
  choice: Kind | 'auto',
  { kinds, inspectEngine, speeds }: OrderOptions<Kind>,
): Promise<EngineOrder<Kind>> {
  if (choice !== 'auto') return { kinds: [choice], reason: { kind: 'chosen' } }
  const everywhere = kindsEverywhere(kinds)
  const real: Kind[] = []
  const emulated: { readonly kind: Kind; readonly adapter: string }[] = []
  const failures: unknown[] = []
  for (const kind of kindNames(kinds).filter((name) => kinds[name].isHardware)) {
    try {
      const found = await inspectEngine(kind)
      if (found?.isSoftware === false) real.push(kind)
      else if (found !== null) emulated.push({ kind, adapter: found.adapter })
    } catch (error) {
      failures.push(error)
    }
  }
  if (real.length > 0) return { kinds: [...real, ...everywhere], reason: { kind: 'gpu' } }
  const [first] = emulated
  if (first === undefined) return { kinds: everywhere, reason: { kind: 'failed', error: toErrorData(failures[0]) } }
  // A measurement of another adapter was made on another machine, or with other drivers.
  const measured = speeds?.adapter === first.adapter ? speeds : null
  const isFaster = measured !== null && everywhere.every((kind) => measured[first.kind] > measured[kind])
  return {
    // Behind the CPU it is for where the CPU's own code does not come.
    kinds: isFaster ? [first.kind, ...everywhere] : [...everywhere, first.kind],
    reason: { kind: 'emulated', adapter: first.adapter, speeds: measured },
  }
}
