import type { Trace } from '../engine'
import { STILL } from './layer'
import type { Network } from './network'

/**
 * Reads one picture and keeps everything on the way.
 *
 * The belief after timestep t is the answer that the layers behind the last recurrent one give to its output at t.
 *
 * @param image  [28,28] in 0…1
 */
export function traceImage(network: Network, image: ArrayLike<number>): Trace {
  const { description, primitives, classes } = network
  const plan = network.plan(1)
  network.scan.read(plan, 0, { images: image, index: 0, scale: 1 })
  plan.forward(STILL)

  const lastReader = description.layers.findLastIndex(({ input }) => input.length === 2)
  const sequence = plan.passes[lastReader]?.sequence
  const steps = description.layers[lastReader]?.input[0]
  if (!sequence || steps === undefined) throw new RangeError('the model has no layer that reads a sequence')
  const answers = network.plan(steps, lastReader + 1)
  answers.input.set(sequence)
  answers.forward(STILL)
  const belief = primitives.allocate(steps * classes)
  primitives.softmax(belief, answers.scores, steps, classes)

  const beliefData = Float32Array.from(belief)
  return {
    input: { shape: description.input, data: Float32Array.from(plan.input) },
    signals: plan.passes.flatMap((pass) => pass.signals()),
    belief: { shape: [steps, classes], data: beliefData },
    probabilities: beliefData.slice((steps - 1) * classes),
  }
}
