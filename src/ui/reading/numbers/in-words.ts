/** The reading in three sentences, for whoever does not see the maps: the answer, when it was decided, and which gates were open. */

import type { Trace } from '../../../nn/engine'
import type { Format } from '../../kit/format'
import type { Messages } from '../../kit/messages/messages'
import { className } from '../../kit/task'
import { settleStep } from '../../network/answer'
import { beliefSteps, findBelief, findSignal, type LayerView, type ModelView } from '../../network/layers'
import { stepMeans } from '../../network/step-means'
import { signalWords, stepPlace, stepWord } from '../../network/words'

/** @returns one sentence while nothing is read, else three */
export function readingInWords(
  trace: Trace | null,
  model: ModelView,
  layer: LayerView,
  messages: Messages,
  format: Format,
): readonly string[] {
  const { inWords: words, summaryNone } = messages.reading
  if (trace === null) return [summaryNone]
  const best = Math.max(...trace.probabilities)
  const answer = words.answer(className(model.task, trace.probabilities.indexOf(best), messages), format.probability(best))
  return [answer, decided(), gates()]

  function decided(): string {
    const belief = findBelief(trace, model.belief)
    if (layer.form !== 'sequence' || belief === null || model.belief === null) return words.atOnce
    if (model.belief.direction !== 'forward') return words.fromBothEnds
    const settled = settleStep(belief)
    const since = beliefSteps(layer, model.belief).findIndex((step) => step >= settled)
    return since <= 0 ? words.always(stepWord(messages, model, layer)) : words.decided(stepPlace(messages, model, layer, since))
  }

  function gates(): string {
    if (layer.form !== 'sequence') return words.noGates
    const open = layer.signals.flatMap((signal) => {
      const recorded = signal.role === 'gate' ? findSignal(trace, layer, signal.name) : null
      if (recorded === null) return []
      const means = stepMeans(recorded)
      const mean = means.reduce((sum, value) => sum + value, 0) / means.length
      const most = means.indexOf(Math.max(...means))
      const name = signalWords(messages, layer.kind, signal).full
      return words.gate(name, format.percent(mean, 0), stepPlace(messages, model, layer, most), format.percent(means[most]!, 0))
    })
    return open.length === 0 ? words.noGates : words.gates(open, stepWord(messages, model, layer))
  }
}
