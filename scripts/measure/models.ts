import { toInk, type LabelledImages } from '../../src/core/images'
import { requireSameTask, taskOf } from '../../src/core/task'
import type { Engine } from '../../src/nn/engine'
import type { Checkpoint } from '../../src/train/checkpoint'
import type { Measured } from './table'
import { likeliest, meanProbabilities, requireVoters } from './vote'

/** A model from a file. */
export interface NamedModel extends Pick<Checkpoint, 'spec' | 'parameters'> {
  /** Of the file. */
  readonly name: string
}

/**
 * What every model answers on every set and, in a vote, what they answer together.
 *
 * Each model is made once and gone before the next; of its answers only probabilities stay.
 *
 * @param hear  is told every row as soon as it is there
 * @throws VoteError for models that cannot vote; TaskError for a set of another task
 */
export async function measureModels(
  engine: Engine,
  models: readonly NamedModel[],
  sets: readonly LabelledImages[],
  { vote, hear = () => {} }: { readonly vote: boolean; readonly hear?: (row: Measured) => void },
): Promise<Measured[]> {
  if (vote) requireVoters(models.map(({ name, spec }) => ({ name, task: taskOf(spec) })))
  for (const { spec } of models) for (const set of sets) requireSameTask(taskOf(spec), taskOf(set))
  const rows: Measured[] = []
  const add = (model: string, set: LabelledImages, probabilities: Float32Array) => {
    const answers = likeliest(probabilities, taskOf(set).classes.length)
    const row = { model, set: set.name, labels: set.labels, answers }
    rows.push(row)
    hear(row)
  }
  const voters: Float32Array[][] = []
  for (const { name, spec, parameters } of models) {
    const model = await engine.createModel(spec, { parameters })
    try {
      const ofSets: Float32Array[] = []
      for (const set of sets) {
        const probabilities = await model.predict(toInk(set.images))
        add(name, set, probabilities)
        if (vote) ofSets.push(probabilities)
      }
      voters.push(ofSets)
    } finally {
      model.dispose()
    }
  }
  if (!vote) return rows
  const together = `vote of ${models.length}: ${models.map(({ name }) => name).join(' + ')}`
  for (const [place, set] of sets.entries()) {
    const ofVoters = voters.map((ofSets) => ofSets[place]!)
    add(together, set, meanProbabilities(ofVoters))
  }
  return rows
}
