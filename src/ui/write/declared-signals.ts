import type { TraceSignal } from '../../nn/engine'
import type { SignalDeclaration } from '../../nn/spec/definition'
import type { DescribedLayer } from '../../nn/spec/describe'

/** What a layer did, with what it is. */
export interface DeclaredSignal {
  readonly kind: DescribedLayer['layer']['type']
  readonly signal: TraceSignal
  readonly declaration: SignalDeclaration
}

/** The signals of recurrent layers. */
export function declaredSignals(layers: readonly DescribedLayer[], signals: readonly TraceSignal[]): readonly DeclaredSignal[] {
  return signals.flatMap((signal) => {
    const layer = layers.find(({ name, recurrence }) => name === signal.layer && recurrence !== null)
    const declaration = layer?.signals.find(({ name }) => name === signal.name)
    return layer === undefined || declaration === undefined ? [] : { kind: layer.layer.type, signal, declaration }
  })
}
