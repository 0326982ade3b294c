/** Layers, signals and steps in words. */

import type { SignalDeclaration } from '../../nn/spec/definition'
import type { LayerKind } from '../../nn/spec/model-spec'
import type { Messages } from '../kit/messages/messages'
import { inputStepKind, type LayerView, type ModelView, seenPlaces, type SequenceLayer, stepKindOf } from './layers'

export interface SignalWords {
  /** A map's title, beside the symbol. */
  readonly name: string
  readonly full: string
  readonly sentence: string
}

export type StepWord = Messages['reading']['steps']['row']

/** The words for a signal; its symbol stands for the name of one that has none. */
export function signalWords({ reading }: Messages, kind: LayerKind, { name, symbol }: SignalDeclaration): SignalWords {
  const ofKinds: Readonly<Partial<Record<LayerKind, Readonly<Record<string, SignalWords | undefined>>>>> = reading.signals
  return ofKinds[kind]?.[name] ?? { name: symbol, full: symbol, sentence: '' }
}

/** `LSTM`; `LSTM 2` where the model has more of them. */
export function layerTitle({ reading: { layers } }: Messages, { kind, ordinal }: Pick<LayerView, 'kind' | 'ordinal'>): string {
  const { title } = layers.kinds[kind]
  return ordinal === 0 ? title : layers.numbered(title, ordinal)
}

export function stepWord({ reading }: Messages, model: ModelView, layer: SequenceLayer): StepWord {
  return reading.steps[stepKindOf(model, layer)]
}

/** Where a step stands, counted from 1: `row 5`, or `step 5 (rows 5–7)` for one that sees more than its own. */
export function stepPlace(messages: Messages, model: ModelView, layer: SequenceLayer, step: number): string {
  const { steps, place, placeSeeing } = messages.reading
  const kind = stepKindOf(model, layer)
  if (kind !== 'step') return place(steps[kind], step + 1)
  const [first, last] = seenPlaces(layer.sight, step, model.steps)
  return placeSeeing(steps.step, step + 1, steps[inputStepKind(model)], first + 1, last + 1)
}
