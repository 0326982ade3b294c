/** Lessons and holds in words. */

import type { Clamp } from '../../../nn/engine'
import type { Messages } from '../../kit/messages/messages'
import type { LayerView, ModelView, SequenceLayer } from '../../network/layers'
import { layerTitle, stepPlace } from '../../network/words'
import { lastOfHalf, type LessonName } from './lessons'
import { formatPlaces } from './places'

export interface LessonWords {
  readonly title: string
  /** What to look at. */
  readonly watch: string
}

export function lessonWords(messages: Messages, model: ModelView, layer: SequenceLayer, name: LessonName, unit: number): LessonWords {
  const { surgery } = messages
  switch (name) {
    case 'noInput':
    case 'freeze':
    case 'wipe': {
      const { title, titleBoth, watch } = surgery[name]
      return { title: layer.direction === 'both' ? titleBoth : title(stepPlace(messages, model, layer, lastOfHalf(layer))), watch }
    }
    case 'ablate':
      return { title: surgery.ablate.title(unit + 1), watch: surgery.ablate.watch }
    default:
      return surgery.lessons[name]
  }
}

/** `f = 1 · all units · steps 1–14`, with the layer's name where the model has more of them. */
export function holdWords(messages: Messages, layers: readonly LayerView[], { layer: name, signal, units, steps, value }: Clamp): string {
  const { list } = messages.shell
  const { held } = messages.surgery
  const layer = layers.find((candidate) => candidate.name === name)
  const symbol = layer?.signals.find((candidate) => candidate.name === signal)?.symbol ?? signal
  const parts = [`${symbol} = ${String(value).replace('-', '−')}`]
  if (layer !== undefined && layers.filter(({ recurrence }) => recurrence !== null).length > 1) parts.unshift(layerTitle(messages, layer))
  if (units === undefined) parts.push(held.allUnits)
  else parts.push((units.length === 1 ? held.oneUnit : held.units)(formatPlaces(units, list)))
  const places =
    steps === undefined || !('from' in steps) ? steps : Array.from({ length: steps.to - steps.from }, (_, step) => steps.from + step)
  if (places === undefined) parts.push(held.allSteps)
  else parts.push((places.length === 1 ? held.oneStep : held.steps)(formatPlaces(places, list)))
  return parts.join(' · ')
}
