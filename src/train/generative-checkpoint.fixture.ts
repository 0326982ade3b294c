import type { Tensor } from '../core/tensor'
import type { OptimizerState } from '../nn/engine'
import type { GenerativeCheckpoint } from './generative-checkpoint'

/** What a file says of a network after the first epoch of a run. */
export async function checkpointAfterEpoch<Spec, Settings extends { readonly seed: number }>(
  model: { readonly spec: Spec; parameters(): Promise<Map<string, Tensor>>; optimizerState(): Promise<OptimizerState | null> },
  settings: Settings,
): Promise<GenerativeCheckpoint<Spec, Settings>> {
  return {
    spec: model.spec,
    name: 'stacked',
    seed: settings.seed,
    epochs: 1,
    trainedOn: ['examples'],
    testLoss: 12.5,
    testedOn: 'others',
    parameters: await model.parameters(),
    run: { settings, epoch: 1, optimizer: (await model.optimizerState())! },
    record: { command: 'npm run train -- --preset stacked', engine: 'test', seconds: 3, settings },
  }
}
