/** What the curves of the lens say in a sentence. */

import type { StateGradient } from '../../../nn/engine'
import { formatNorm } from '../../kit/format-norm'
import { className } from '../../kit/task'
import type { Telling } from '../../network/so-far'
import { stepPlace } from '../../network/words'
import { mainSeries, seriesOf } from './series'

/** What was found against a class. */
export interface LossBehind {
  readonly label: number
  readonly loss: number
  readonly states: readonly StateGradient[]
}

/** How much of the gradient is left where the reading began, which need not be where the scan line is; null while it is another model's. */
export function lensSentence({ messages, format, model, layer }: Telling, { label, loss, states }: LossBehind): string | null {
  const main = mainSeries(seriesOf(states, layer), layer)
  if (main === null) return null
  // Where that unit's reading began: what is longest ago.
  const first = main.direction === 'backward' ? layer.steps - 1 : 0
  const share = main.norms[first]! / Math.max(...main.norms)
  const symbol = layer.signals.find(({ name }) => name === main.signal)?.symbol ?? main.signal
  return messages.lens.norms.sentence(
    className(model.task, label, messages),
    formatNorm(format, loss),
    symbol,
    Number.isFinite(share) ? format.percent(share, share < 0.1 ? 1 : 0) : '–',
    stepPlace(messages, model, layer, first),
  )
}
