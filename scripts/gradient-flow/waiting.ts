import { INK_PER_LEVEL, type LabelledImages } from '../../src/core/images'
import { float64Primitives } from '../../src/nn/operations/cpu/float64'
import { largestOf } from '../../src/nn/engines/cpu/batches'
import { STILL } from '../../src/nn/layers/cpu-layer'
import { Network } from '../../src/nn/engines/cpu/network'
import { describeModel } from '../../src/nn/spec/describe'
import { inputShape } from '../../src/nn/spec/input'
import type { Checkpoint } from '../../src/train/checkpoint'

/** Examples computed at once. */
const PIECE = 50

/**
 * Share of right answers when the digit is over and `blank` timesteps without ink follow before the model may answer: what its state
 * still holds by then. No model is trained for that; it shows what the recurrence does with a state when nothing new comes.
 *
 * @throws RangeError for a model without timesteps, or one whose weights fit one length of sequence only
 */
export function accuracyAfterWaiting({ spec, parameters }: Checkpoint, { images, labels }: LabelledImages, blank: number): number {
  const [steps, features, channels] = inputShape(spec)
  if (steps === undefined || features === undefined || channels !== undefined) throw new RangeError('The model reads no sequence')
  const network = new Network(describeModel(spec, [steps + blank, features]), float64Primitives)
  for (const { name, shape } of network.description.parameters) {
    if (shape.join() !== parameters.get(name)?.shape.join()) throw new RangeError(`${name} fits sequences of ${steps} timesteps only`)
  }
  network.parameters.load(parameters)
  let correct = 0
  for (let start = 0; start < labels.length; start += PIECE) {
    const count = Math.min(PIECE, labels.length - start)
    const plan = network.plan(count)
    for (let place = 0; place < count; place++) network.scan.read(plan, place, { images, index: start + place, scale: INK_PER_LEVEL })
    plan.forward(STILL)
    for (let place = 0; place < count; place++) {
      if (largestOf(plan.scores, place, network.classes) === labels[start + place]) correct++
    }
  }
  return correct / labels.length
}
