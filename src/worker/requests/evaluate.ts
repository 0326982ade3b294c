import { anyNumber, integer, nothing, record, text, within } from '../../core/decode'
import type { Answer } from './definition'

/** Accuracy of the model as it is on the test set; kept in its ModelInfo. Refused while training. */
export const evaluate = {
  params: nothing,
  result: record({
    /** Name of the set that was answered. */
    set: text,
    loss: anyNumber,
    accuracy: within(0, 1),
    correct: integer(),
    total: integer(),
  }),
}

export const answerEvaluate: Answer<typeof evaluate> = (_, host) =>
  host.changes(async () => {
    const { models } = host
    host.refuseWhileTraining('evaluate')
    const { test } = (await host.dataInUse('evaluate')).dataset
    host.requireModelFor(test)
    const { loss, accuracy, correct } = await host.evaluate(test)
    models.remember({ ...models.checkpoint, testAccuracy: accuracy, testedOn: test.name })
    host.tellModel()
    return { set: test.name, loss, accuracy, correct, total: test.labels.length }
  })
