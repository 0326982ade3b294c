import type { LabelledImages } from '../../src/core/images'
import type { Engine } from '../../src/nn/engine'
import { parseModelSpec } from '../../src/nn/spec/parse'
import { findPreset } from '../../src/nn/spec/presets'
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../src/train/checkpoint'
import { TRAINING_LOSS } from '../../src/train/loop'
import { withRecord } from '../../src/train/record'
import { completeRecord, ShipError, type Facts } from './facts'

export interface ShippedModel {
  readonly checkpoint: Checkpoint
  /** As the page is served with it. */
  readonly bytes: Uint8Array
  /** 0…1 on the same test set, before and after rounding. */
  readonly accuracy: { readonly before: number | null; readonly after: number }
}

/**
 * Makes a model of the page's own of what a training left: float16, measured as rounded, with its record, without optimizer memory.
 *
 * @throws ShipError when it is no model of a preset, or nobody knows how it was trained; what reading it throws
 */
export async function shipModel(file: Uint8Array, said: Facts, engine: Engine, test: LabelledImages): Promise<ShippedModel> {
  const trained = decodeCheckpoint(file)
  requirePreset(trained)
  const record = completeRecord(file, said)
  const rounded = decodeCheckpoint(encodeCheckpoint({ ...trained, run: null }, 'F16'))
  const accuracy = await measure(rounded, engine, test)
  const checkpoint: Checkpoint = { ...rounded, testAccuracy: accuracy, testedOn: test.name }
  const before = trained.testedOn === test.name ? trained.testAccuracy : null
  return { checkpoint, bytes: withRecord(encodeCheckpoint(checkpoint, 'F16'), record), accuracy: { before, after: accuracy } }
}

/** The name is what the page finds the file by, and the picture that the picker draws of it is the preset's. @throws ShipError */
function requirePreset({ name, spec }: Checkpoint): void {
  const preset = findPreset(name)
  if (preset === null) throw new ShipError(`${name} is no preset`)
  if (JSON.stringify(parseModelSpec(preset.spec)) !== JSON.stringify(spec)) {
    throw new ShipError(`The model is not built as the preset ${name} is now`)
  }
}

async function measure({ spec, parameters }: Checkpoint, engine: Engine, test: LabelledImages): Promise<number> {
  const model = await engine.createModel(spec, { parameters })
  try {
    return (await model.evaluate(test, TRAINING_LOSS)).accuracy
  } finally {
    model.dispose()
  }
}
