import { describeModel, type ModelSpec } from '../../nn'
import { SHARES, type Calibration } from './calibration'
import { packWeights } from './detector'
import { featureCount } from './features'

/** Figures of no meaning that fit a model. */
export function someCalibration(spec: ModelSpec, change: Partial<Calibration> = {}): Calibration {
  const features = featureCount(describeModel(spec))
  const weights = Float64Array.from({ length: 2 * features }, (_, index) => Math.sin(index) / features)
  return {
    temperature: 1.25,
    detector: { weights: packWeights(weights, 2), biases: [0.5, -0.25], answer: [2, -1], answerBias: 0.125 },
    quantiles: SHARES.map((share) => 4 * share - 3),
    digits: 500,
    ...change,
  }
}
