import { toInk } from '../../src/core/images'
import type { Tensor } from '../../src/core/tensor'
import type { Engine, Model, ReadingModel } from '../../src/nn/engine'
import { describeModel, type ModelDescription } from '../../src/nn/spec/describe'
import { SHARES, type Calibration } from '../../src/train/calibration/calibration'
import { strangenessOf } from '../../src/train/calibration/detector'
import { featureCount, readingFeatures } from '../../src/train/calibration/features'
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../src/train/checkpoint'
import { fitDetector, type Readings } from './fit-detector'
import type { FittingSets, Inks } from './sets'
import { fitTemperature } from './temperature'

/** Room for a detector in a model's file, bytes: all models together must stay small. */
const DETECTOR_BYTES = 12_500
/** Every so many digits are kept from the detector, and say how strange digits are to it. */
const KEPT_BACK = 4
/** A temperature as near to 1 as this changes nothing that anybody sees, and a second calibration of a model nothing at all. */
const NEAR_ONE = 0.005
const SEED = 1

/**
 * Calibrates a model: divides its last weights by the temperature, rounds it as it is shipped, and fits what tells how usual a drawing is for it.
 *
 * @throws Error for a model whose last layer is no softmax
 */
export async function calibrate(engine: Engine, before: Checkpoint, sets: FittingSets): Promise<Checkpoint> {
  const temperature = await usingModel(engine, before, async (model) => {
    const probabilities = await model.predict(toInk(sets.validation.images))
    return fitTemperature({ probabilities, labels: sets.validation.labels })
  })
  const change = Math.abs(temperature - 1) < NEAR_ONE ? 1 : temperature
  const { calibration: old, ...plain } = before
  const cooled = decodeCheckpoint(encodeCheckpoint({ ...plain, parameters: divideAnswer(before, change) }, 'F16'))
  const description = describeModel(cooled.spec)
  const { digits, seenDigits, strangers } = await usingModel(engine, cooled, async (model) => ({
    digits: await readAll(model, description, sets.digits),
    seenDigits: await readAll(model, description, sets.seenDigits),
    strangers: await readAll(model, description, sets.strangers),
  }))
  const isKept = (_: Float64Array, index: number) => index % KEPT_BACK === 0
  const fitted = [...digits.filter((row, index) => !isKept(row, index)), ...seenDigits]
  const hidden = Math.max(1, Math.floor(DETECTOR_BYTES / featureCount(description)) - 1)
  const detector = fitDetector(fitted, strangers, { hidden, seed: SEED })
  const kept = digits.filter(isKept).map((row) => strangenessOf(detector, row))
  const calibration: Calibration = {
    temperature: Number(((old?.temperature ?? 1) * change).toPrecision(5)),
    detector,
    quantiles: quantilesOf(kept),
    digits: kept.length,
  }
  return { ...cooled, calibration }
}

/** Makes a model, and disposes of it. */
export async function usingModel<T>(engine: Engine, { spec, parameters }: Checkpoint, work: (model: Model) => Promise<T>): Promise<T> {
  const model = await engine.createModel(spec, { parameters })
  try {
    return await work(model)
  } finally {
    model.dispose()
  }
}

/** The features of a reading of every picture. */
export async function readAll(model: ReadingModel, description: ModelDescription, { inks }: Inks): Promise<Readings> {
  const { height, width } = description.task.input
  const pixels = height * width
  const rows: Float64Array[] = []
  for (let start = 0; start < inks.length; start += pixels) {
    const trace = await model.trace(inks.slice(start, start + pixels))
    rows.push(readingFeatures(trace, description))
  }
  return rows
}

/** Scores divided by the temperature are those of weights and biases divided by it. */
function divideAnswer({ spec, parameters }: Checkpoint, temperature: number): Map<string, Tensor> {
  const last = describeModel(spec).layers.at(-1)
  if (last === undefined || last.layer.type !== 'dense' || last.layer.activation !== 'softmax') {
    throw new Error('Only a model that answers with a softmax has a temperature')
  }
  const own = new Set(last.parameters.map(({ name }) => name))
  return new Map(
    [...parameters].map(([name, tensor]) => [
      name,
      own.has(name) ? { ...tensor, data: tensor.data.map((value) => value / temperature) } : tensor,
    ]),
  )
}

/** Scores at `SHARES`, as short as a file should have them. */
export function quantilesOf(scores: readonly number[]): number[] {
  const sorted = scores.toSorted((a, b) => a - b)
  return SHARES.map((share) => Number(sorted[Math.round(share * (sorted.length - 1))]!.toPrecision(5)))
}
