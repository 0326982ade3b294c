/** What to try with a signal on this page right now: by layer kind and signal name, each done by one press. */

import type { LayerKind } from '../../nn/spec/model-spec'
import type { Store } from '../../state/app-state'
import { findBelief, findSignal, type LayerView, liveliestUnit, type ModelView } from '../network/layers'
import { inkRows, mindOf, steadiestUnit, strongestUnit } from './facts'
import type { TryId } from '../kit/messages/en/learn'

/** What an explanation is about: a signal of a layer, the picture, or the belief. */
export type Term = { readonly kind: LayerKind; readonly signal: string } | 'picture' | 'belief'

const tries: Readonly<Partial<Record<LayerKind, Readonly<Record<string, TryId>>>>> = {
  lstm: { i: 'write', f: 'keep', o: 'show', g: 'propose', c: 'remember', h: 'tell' },
  gru: { z: 'renew', r: 'reset', n: 'propose', h: 'tell' },
  rnn: { h: 'rewrite' },
}

/** Layers without gates are best understood by what they make of two digits. */
export function tryOf(term: Term, layer: LayerView | null): TryId | null {
  if (term === 'picture') return layer?.form === 'sequence' ? 'scan' : null
  if (term === 'belief') return 'settle'
  return tries[term.kind]?.[term.signal] ?? 'compare'
}

/** Does it. What needs a reading does nothing while there is none. */
export function perform(id: TryId, term: Term, { getState }: { getState(): Store }, model: ModelView, layer: LayerView): void {
  const { trace, drawing, actions } = getState()
  if (id === 'compare') return actions.dictate(drawing.label === 7 ? 1 : 7)
  if (layer.form !== 'sequence') return
  const last = layer.steps - 1
  const name = typeof term === 'string' ? null : term.signal
  const signal = name === null ? null : findSignal(trace, layer, name)
  const ink = trace && inkRows(drawing.picture, model.task.input)
  /** The step beside a row of the picture, where steps are rows; else the middle of the reading. */
  const stepAt = (row: number | undefined): number =>
    model.input.scan === 'rows' && row !== undefined ? Math.min(row, last) : Math.floor(last / 2)
  const point = (step: number, unit: number | null): void =>
    actions.setCursor({ step, playing: false, ...(unit !== null && { unit, signal: name }) })

  switch (id) {
    case 'write': {
      const step = stepAt(ink?.first)
      return point(step, signal && strongestUnit(signal, step))
    }
    case 'reset':
    case 'propose': {
      const step = stepAt(ink?.heaviest)
      return point(step, signal && strongestUnit(signal, step))
    }
    case 'keep':
    case 'renew':
      return point(last, signal && steadiestUnit(signal, stepAt(ink?.first)))
    case 'show':
      return point(last, signal && liveliestUnit(signal))
    case 'tell':
      return point(last, null)
    case 'remember':
    case 'rewrite':
      return actions.setCursor({ step: 0, playing: true, ...(signal && { unit: liveliestUnit(signal), signal: name }) })
    case 'scan':
      return actions.setCursor({ step: 0, playing: true })
    case 'settle': {
      const belief = findBelief(trace, model.belief)
      return point(belief && layer.steps === model.belief?.steps ? mindOf(belief).settled : last, null)
    }
    default:
      id satisfies never
  }
}
