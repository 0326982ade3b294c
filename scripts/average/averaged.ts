import type { Tensor } from '../../src/core/tensor'
import { buildOf } from '../../src/nn/spec/same-build'
import { trainedAlsoOn, type Checkpoint } from '../../src/train/checkpoint'
import type { WriterCheckpoint } from '../../src/train/writer-checkpoint'

/**
 * A model whose weights are the mean of others' (M. Wortsman et al., "Model soups", 2022, https://arxiv.org/abs/2203.05482). Of trainings that went on from
 * one another the mean lies between their minima, where the loss is often lower. One that is named twice counts twice.
 *
 * @param models  of one network; the first gives the name, the seed and how it was trained
 * @throws Error where they are built differently
 */
export function averaged(models: readonly Checkpoint[]): Checkpoint {
  const { calibration: _, ...mean } = meanOf(models, ({ spec }) => buildOf(spec))
  return { ...mean, testAccuracy: null, testedOn: null, run: null }
}

/** The same of networks that write. @throws Error where they are built differently */
export function averagedWriters(writers: readonly WriterCheckpoint[]): WriterCheckpoint {
  return { ...meanOf(writers, ({ spec }) => JSON.stringify(spec)), testLoss: null, testedOn: null, run: null }
}

interface Trained {
  readonly name: string
  readonly epochs: number
  readonly trainedOn: readonly string[]
  readonly parameters: ReadonlyMap<string, Tensor>
}

function meanOf<Model extends Trained>(models: readonly Model[], buildOfModel: (model: Model) => string): Model {
  const [first, ...others] = models
  if (first === undefined) throw new Error('There is nothing to take the mean of')
  const build = buildOfModel(first)
  const odd = others.find((model) => buildOfModel(model) !== build)
  if (odd !== undefined) throw new Error(`${odd.name} is built otherwise than ${first.name}: a mean needs models of one network`)
  const parameters = [...first.parameters].map(([name, tensor]) => {
    const data = Float32Array.from(tensor.data, (_, place) => mean(models.map((model) => model.parameters.get(name)!.data[place]!)))
    return [name, { ...tensor, data }] as const
  })
  return {
    ...first,
    epochs: Math.max(...models.map(({ epochs }) => epochs)),
    trainedOn: models.flatMap(({ trainedOn }) => trainedOn).reduce(trainedAlsoOn, [] as readonly string[]),
    parameters: new Map(parameters),
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
