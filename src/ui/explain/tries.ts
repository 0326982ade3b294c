/** What to try with a signal on this page right now: by layer kind and signal name, each done by one press. */

import type { LayerKind } from '../../nn/spec/model-spec'
import type { Store } from '../../state/app-state'
import { beliefSteps, findBelief, findSignal, type LayerView, liveliestUnit, type ModelView, readsBackward } from '../network/layers'
import { inkSteps, mindOf, steadiestUnit, strongestUnit, weakestUnit } from './facts'
import type { TryId } from '../kit/messages/en/learn'

/** What an explanation is about: a signal of a layer, the picture, or the belief. */
export type Term = { readonly kind: LayerKind; readonly signal: string } | 'picture' | 'belief'

const tries: Readonly<Partial<Record<LayerKind, Readonly<Record<string, TryId>>>>> = {
  lstm: { i: 'write', f: 'keep', o: 'show', g: 'propose', c: 'remember', h: 'tell' },
  gru: { z: 'renew', r: 'reset', n: 'replace', h: 'tell' },
  rnn: { h: 'rewrite' },
}

/**
 * Layers without gates are best understood by what they make of two digits.
 *
 * @returns null where there is nothing to try: a model that reads from the end, or both ways, decides nothing on the way
 */
export function tryOf(term: Term, model: ModelView, layer: LayerView | null): TryId | null {
  if (term === 'picture') return layer?.form === 'sequence' ? 'scan' : null
  if (term === 'belief') return model.belief?.direction === 'forward' ? 'settle' : null
  const id = tries[term.kind]?.[term.signal] ?? 'compare'
  return id === 'tell' ? whatGoesOn(layer) : id
}

/** What the layers after this one get of its hidden state. */
function whatGoesOn(layer: LayerView | null): TryId {
  if (layer?.form !== 'sequence' || layer.recurrence?.returnsSequences !== false) return 'handOn'
  return ({ forward: 'tell', backward: 'tellBackward', both: 'tellBoth' } as const)[layer.direction]
}

/** Does it. What needs a reading does nothing while there is none. */
export function perform(id: TryId, term: Term, { getState }: { getState(): Store }, model: ModelView, layer: LayerView): void {
  const { trace, drawing, actions } = getState()
  if (id === 'compare') return actions.dictate(drawing.label === 7 ? 1 : 7)
  if (layer.form !== 'sequence') return
  const last = layer.steps - 1
  const name = typeof term === 'string' ? null : term.signal
  const signal = name === null ? null : findSignal(trace, layer, name)
  const ink = (trace && inkSteps(drawing.picture, model, layer)) ?? { first: 0, last, heaviest: 0 }
  const point = (step: number, unit: number | null): void =>
    actions.setCursor({ step, playing: false, ...(unit !== null && { unit, signal: name }) })
  /** Where a unit has read everything. */
  const pointAtEnd = (unit: number | null): void => point(unit !== null && readsBackward(layer, unit) ? 0 : last, unit)

  switch (id) {
    case 'write':
      return point(ink.first, signal && strongestUnit(signal, ink.first))
    case 'reset':
      return point(ink.heaviest, signal && weakestUnit(signal, ink.heaviest))
    case 'propose':
    case 'replace':
      return point(ink.heaviest, signal && strongestUnit(signal, ink.heaviest))
    case 'keep':
    case 'renew':
      return pointAtEnd(signal && steadiestUnit(signal, ink.first, ink.last))
    case 'show':
      return pointAtEnd(signal && liveliestUnit(signal))
    case 'tell':
    case 'tellBoth':
      return point(last, null)
    case 'tellBackward':
      return point(0, null)
    case 'handOn':
    case 'remember':
    case 'rewrite':
      return actions.setCursor({ step: 0, playing: true, ...(signal && { unit: liveliestUnit(signal), signal: name }) })
    case 'scan':
      return actions.setCursor({ step: 0, playing: true })
    case 'settle': {
      const belief = findBelief(trace, model.belief)
      if (belief === null || model.belief === null) return point(last, null)
      const { settled } = mindOf(belief)
      return point(
        beliefSteps(layer, model.belief).findIndex((step) => step >= settled),
        null,
      )
    }
    default:
      id satisfies never
  }
}
