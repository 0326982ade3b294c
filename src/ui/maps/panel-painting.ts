import { beliefBeside, isFitted, type ModelView, pictureOf, type SequenceLayer } from '../network/layers'
import { inkScale, probabilityScale, scaleOfRole } from '../kit/scales'
import type { Panel, ReadingLayout } from './layout'
import type { MapCanvasOptions } from './map-canvas'
import { thinRows } from './thin'
import type { UnitColumns } from './unit-columns'

export interface PaintedReading {
  readonly layout: Pick<ReadingLayout, 'stepsPerRow'>
  readonly model: ModelView
  readonly layer: SequenceLayer
  /** For every step of the layer that of the belief beside it. */
  readonly beliefs: readonly number[]
  readonly columns: UnitColumns
}

/** How a panel of the reading is painted, from the input, the belief or the panel's signal. */
export function panelPainting(
  panel: Pick<Panel, 'kind' | 'index' | 'columns'>,
  { layout, model, layer, beliefs, columns }: PaintedReading,
): MapCanvasOptions {
  const { stepsPerRow } = layout
  if (panel.kind === 'digit') return { scale: inkScale, arrange: (sequence) => pictureOf(model, sequence) }
  if (panel.kind === 'belief') {
    return {
      scale: probabilityScale,
      arrange: (belief) => thinRows(beliefBeside(belief, beliefs, panel.columns), panel.columns, stepsPerRow, 'mean'),
    }
  }
  const signal = layer.signals[panel.index]!
  return {
    scale: scaleOfRole(signal.role),
    fitted: isFitted(signal),
    arrange: (values) => thinRows(columns.arrange(values), layer.units, stepsPerRow, signal.role === 'gate' ? 'mean' : 'strongest'),
  }
}
