import type { Tensor } from '../core/tensor'
import type { LossAndGradients, OptimizerState, RunControl, TrainingRun } from '../nn/engine'
import type { ParameterSet } from '../nn/operations/cpu/parameter-set'
import type { DescribedParameter } from '../nn/spec/describe'
import { expectGradientsOf } from './gradient-check'
import { expectSameGradients, expectSameParameters } from './trajectories'

/** What tests of networks that make something have in common, whatever they make. */

interface ExactModel<Examples> {
  readonly description: { readonly parameters: readonly DescribedParameter[] }
  valuesOf(name: string): Float64Array | Float32Array
  exactLossAndGradients(examples: Examples): Promise<{ readonly loss: number; readonly gradients: ParameterSet }>
}

/** Holds the gradients of a float64 model against central differences. @param isHeld  weights that are masked */
export async function expectExactGradients<Examples>(
  model: ExactModel<Examples>,
  examples: Examples,
  isHeld?: (name: string, index: number) => boolean,
): Promise<void> {
  const { gradients } = await model.exactLossAndGradients(examples)
  const claimed = model.description.parameters.map(({ name }) => ({ name, values: model.valuesOf(name), gradient: gradients.view(name) }))
  const loss = async (): Promise<number> => {
    // What was computed of the parameters before is not theirs any more.
    for (const { name } of claimed) model.valuesOf(name)
    return (await model.exactLossAndGradients(examples)).loss
  }
  await expectGradientsOf(loss, claimed, isHeld)
}

interface Differentiated<Examples> {
  lossAndGradients(examples: Examples): Promise<LossAndGradients>
}

/** Two engines' models of the same weights. */
export async function expectSameLossAndGradients<Examples>(
  tested: Differentiated<Examples>,
  exact: Differentiated<Examples>,
  examples: Examples,
): Promise<void> {
  expectSameGradients(await tested.lossAndGradients(examples), await exact.lossAndGradients(examples))
}

interface Resumable {
  parameters(): Promise<Map<string, Tensor>>
  optimizerState(): Promise<OptimizerState | null>
  dispose(): void
}

/**
 * Two epochs in one run, beside one epoch, and another model that goes on from there.
 *
 * @param create  a model of those weights, or of the first ones
 * @param fit     for so many epochs in all
 */
export async function expectGoesOn<Model extends Resumable>(
  create: (weights: { readonly parameters: ReadonlyMap<string, Tensor> } | { readonly seed: number }) => Promise<Model>,
  fit: (model: Model, control: RunControl & { readonly epochs: number }) => TrainingRun,
): Promise<void> {
  const [whole, first] = [await create({ seed: 1 }), await create({ seed: 1 })]
  await fit(whole, { epochs: 2 }).done
  await fit(first, { epochs: 1 }).done
  const [parameters, optimizer] = [await first.parameters(), (await first.optimizerState())!]
  const other = await create({ parameters })
  await fit(other, { epochs: 2, resumeFrom: { epoch: 1, optimizer } }).done
  expectSameParameters(await other.parameters(), await whole.parameters())
  for (const model of [whole, first, other]) model.dispose()
}
