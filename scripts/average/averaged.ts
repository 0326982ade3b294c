import { buildOf } from '../../src/nn/spec/same-build'
import { trainedAlsoOn, type Checkpoint } from '../../src/train/checkpoint'

/**
 * A model whose weights are the mean of others' (M. Wortsman et al., "Model soups", 2022, https://arxiv.org/abs/2203.05482). Of trainings that went on from
 * one another the mean lies between their minima, where the loss is often lower.
 *
 * @param models  of one network; the first gives the name and the seed
 * @throws Error where they are built differently
 */
export function averaged(models: readonly Checkpoint[]): Checkpoint {
  const [first, ...others] = models
  if (first === undefined) throw new Error('There is nothing to take the mean of')
  const build = buildOf(first.spec)
  const odd = others.find(({ spec }) => buildOf(spec) !== build)
  if (odd !== undefined) throw new Error(`${odd.name} is built otherwise than ${first.name}: a mean needs models of one network`)
  const parameters = [...first.parameters].map(([name, tensor]) => {
    const data = Float32Array.from(tensor.data, (_, place) => mean(models.map((model) => model.parameters.get(name)!.data[place]!)))
    return [name, { ...tensor, data }] as const
  })
  const { calibration: _, ...identity } = first
  return {
    ...identity,
    epochs: Math.max(...models.map(({ epochs }) => epochs)),
    trainedOn: models.flatMap(({ trainedOn }) => trainedOn).reduce(trainedAlsoOn, [] as readonly string[]),
    testAccuracy: null,
    testedOn: null,
    parameters: new Map(parameters),
    run: null,
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
