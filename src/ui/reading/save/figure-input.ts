import type { Trace } from '../../../nn/engine'
import type { Format } from '../../kit/format'
import type { Messages } from '../../kit/messages/messages'
import type { UnitColumns } from '../../maps/unit-columns'
import type { LayerView, ModelView, SequenceLayer } from '../../network/layers'
import type { FigureColours, FigureFonts } from './scene'

/** What a figure of a reading is made of. */
export interface FigureInput {
  /** Of the model. */
  readonly name: string
  readonly model: ModelView
  readonly trace: Trace
  /** From top to bottom. */
  readonly layers: readonly LayerView[]
  readonly columnsOf: (layer: SequenceLayer) => UnitColumns
  readonly messages: Messages
  readonly format: Format
  readonly language: string
  readonly colours: FigureColours
  readonly fonts: FigureFonts
  /** How much of the steps is read, 0 … 1: 1 once all is. */
  readonly share: number
}

/** Steps of a sequence that are read. */
export function stepsRead(steps: number, share: number): number {
  return Math.min(steps, Math.max(1, Math.round(steps * share)))
}
