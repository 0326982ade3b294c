/** The guided reading: where it points and how it moves the page, stop by stop. Its words are the messages' `learn.tour.stops`, in the same order. */

import { DIGITS, isSameTask } from '../../core/task'
import { presets } from '../../nn/spec/presets'
import type { Store } from '../../state/app-state'
import { findSignal, liveliestUnit, type ModelView, type SequenceLayer } from '../network/layers'
import { readingFacts, type ReadingFacts } from '../explain/facts'
import { runTo, type Stage, write } from './stage'
import type { StopId } from '../kit/messages/en/learn'

export interface Stop {
  readonly id: StopId
  /** Selectors of what is framed, together; nothing where none is in the page. */
  readonly targets: readonly string[]
  /** Selectors of what the words speak of besides; it is kept in view where there is room for both. */
  readonly beside?: readonly string[]
  /** Signals whose equations are shown. */
  readonly equations: readonly string[]
  readonly play: (stage: Stage, layer: SequenceLayer, facts: () => ReadingFacts) => Promise<void>
}

/** The digit that the first stop has written where the pad is empty: its answer forms late, and not without a doubt. */
export const DIGIT = 3

/** The answer as it forms. */
const ANSWER = ["[data-testid='reading-so-far']"]

const panel = (name: string): string => `[data-kind][data-name='${name}']`

export const stops: readonly Stop[] = [
  {
    id: 'rows',
    targets: [panel('digit'), `:has(> ${panel('digit')}) > [data-tick]`],
    equations: [],
    play: async (stage, _, facts) => {
      const { setCursor } = stage.store.getState().actions
      setCursor({ step: 0, playing: false })
      if (stage.store.getState().drawing.isEmpty) await write(stage, DIGIT)
      setCursor({ step: 0, playing: false })
      const { ink } = facts()
      // Half of it is still to come.
      await runTo(stage, ink === null ? 13 : Math.floor((ink.first + ink.last) / 2))
    },
  },
  {
    id: 'maps',
    targets: ['i', 'f', 'o', 'g', 'c', 'h'].map(panel),
    equations: [],
    play: (stage, { steps }) => runTo(stage, steps - 1),
  },
  {
    id: 'forget',
    targets: [panel('f')],
    equations: ['f'],
    // To the end: what it tells of the blank rows below the digit must have been read.
    play: async (stage, { steps }) => {
      pick(stage, 'f')
      await runTo(stage, steps - 1)
    },
  },
  {
    id: 'write',
    targets: [panel('i'), panel('g')],
    equations: ['i', 'g'],
    play: async (stage, _, facts) => {
      pick(stage, 'i')
      await runTo(stage, facts().ink?.heaviest ?? 13)
    },
  },
  {
    id: 'cell',
    targets: [panel('c'), panel('h')],
    beside: ANSWER,
    equations: ['c', 'h'],
    play: async (stage, layer) => {
      const cell = findSignal(stage.store.getState().trace, layer, 'c')
      stage.store.getState().actions.setCursor({ signal: 'c', ...(cell && { unit: liveliestUnit(cell) }) })
      await runTo(stage, layer.steps - 1)
    },
  },
  {
    id: 'belief',
    targets: [panel('belief')],
    beside: ANSWER,
    equations: [],
    play: async (stage, { steps }) => {
      stage.store.getState().actions.setCursor({ step: 0, playing: false })
      await runTo(stage, steps - 1)
    },
  },
  {
    id: 'mind',
    targets: [panel('digit'), panel('belief')],
    beside: ANSWER,
    equations: [],
    play: (stage, { steps }, facts) => runTo(stage, facts().mind?.settled ?? steps - 1),
  },
  { id: 'yours', targets: ['aside'], equations: [], play: (stage, { steps }) => runTo(stage, steps - 1) },
]

/** Keeps the unit that is picked, and looks at another map of it. */
function pick({ store }: Stage, signal: string): void {
  store.getState().actions.setCursor({ signal })
}

/** The layer that the stops speak of: an LSTM that reads row after row from the top and has learnt to; null where the model has none. */
export function tourLayer(model: ModelView | null, isTrained: boolean): SequenceLayer | null {
  // It has digits written, and speaks of them.
  if (model === null || !isSameTask(model.task, DIGITS) || !isTrained || model.input.scan !== 'rows' || model.belief === null) return null
  const fits = ({ kind, direction, sight }: SequenceLayer): boolean =>
    kind === 'lstm' && direction === 'forward' && sight.size === 1 && sight.stride === 1
  return model.layers.find((layer): layer is SequenceLayer => layer.form === 'sequence' && fits(layer)) ?? null
}

/** What is brought up for a visitor whose model does not fit. */
export const tourPreset = presets['row-lstm'].name

export function factsOf({ trace }: Store, model: ModelView, layer: SequenceLayer): ReadingFacts {
  return readingFacts(trace, layer, model.belief)
}
