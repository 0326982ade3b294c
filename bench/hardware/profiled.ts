import type { StoredFormat } from '../../src/core/stored-format'
import type { LabelledImages } from '../../src/core/images'
import { createEngine, profileTable } from '../../src/nn/index'
import { defaultRunSettings } from '../../src/nn/spec/training'
import { FIRST_VISIT, SEED, SPEC } from '../contender'

export interface ProfiledStep {
  readonly batch: number
  readonly format: StoredFormat
}

/** Where the GPU's time goes in a training step of the measured model at this batch, as a table in text. */
export async function profileStep({ batch, format }: ProfiledStep, set: LabelledImages): Promise<string> {
  const engine = await createEngine('webgpu', { tuning: FIRST_VISIT, format })
  try {
    const model = await engine.createModel(SPEC, { seed: SEED })
    if (model.profile === undefined) throw new Error('the engine has no profile')
    return profileTable(await model.profile(set, { ...defaultRunSettings, batchSize: batch, seed: SEED }))
  } finally {
    engine.dispose()
  }
}
