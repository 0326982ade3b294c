import type { Trace } from '../../../nn/engine'
import type { Store } from '../../../state/app-state'
import { DataTable, type DataTableContent } from '../../kit/DataTable'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { classLabel } from '../../kit/task'
import { answerAt } from '../../network/answer'
import { beliefSteps, findBelief, findSignal, type ModelView, type SequenceLayer, statesOf } from '../../network/layers'
import { stepWord } from '../../network/words'

const isNew = (state: Store, before: Store): boolean => state.surgery.reading !== before.surgery.reading

export interface SurgeryNumbersProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
}

/** What holding signals changes, step by step: the answer as it is and as it would be, and how far each state moves on average over the units. */
export function SurgeryNumbers({ model, layer }: SurgeryNumbersProps) {
  const messages = useMessages()
  const { surgery: words, shell } = messages
  const { dataTable } = shell
  const format = useFormat()
  const content = ({ surgery: { reading } }: Store): DataTableContent => {
    const states = statesOf(layer)
    const head = [
      stepWord(messages, model, layer).title,
      ...(model.belief === null ? [] : [words.maps.beliefPlain, words.maps.beliefHeld]),
      ...states.map(({ symbol }) => dataTable.difference(symbol)),
    ]
    const { held = null, plain = null } = reading ?? {}
    if (held === null || plain === null) return { caption: dataTable.held, head, rows: [] }
    const beliefs = model.belief === null ? null : beliefSteps(layer, model.belief)
    const differences = states.map(({ name }) => meanDifferences(held, plain, layer, name))
    const answer = (trace: Trace, believed: number): string => {
      const belief = findBelief(trace, model.belief)
      if (belief === null || believed < 0) return dataTable.none
      const { digit, probability } = answerAt(belief, believed)
      return dataTable.answer(classLabel(model.task, digit), format.probability(probability))
    }
    const rows = Array.from({ length: layer.steps }, (_, step) => [
      format.integer(step + 1),
      ...(beliefs === null ? [] : [answer(plain, beliefs[step]!), answer(held, beliefs[step]!)]),
      ...differences.map((means) => (means?.[step] === undefined ? dataTable.none : format.decimal(means[step], 3))),
    ])
    return { caption: dataTable.held, head, rows }
  }
  return <DataTable title={dataTable.of(words.title)} content={content} isNew={isNew} testId="surgery-numbers" />
}

/** [T], null while either is of another model. */
function meanDifferences(held: Trace, plain: Trace, layer: SequenceLayer, name: string): readonly number[] | null {
  const [ours, theirs] = [findSignal(held, layer, name), findSignal(plain, layer, name)]
  if (ours === null || theirs === null) return null
  const { steps, units } = layer
  return Array.from({ length: steps }, (_, step) => {
    let sum = 0
    for (let place = step * units; place < (step + 1) * units; place++) sum += Math.abs(ours.data[place]! - theirs.data[place]!)
    return sum / units
  })
}
