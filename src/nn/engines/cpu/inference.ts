import { countImages } from '../require-images'
import { STILL } from '../../layers/cpu-layer'
import type { Values } from '../../operations/cpu/primitives'
import { beliefLayer } from '../../spec/belief'
import type { Network } from './network'
import type { NetworkPlan } from './plan'
import { joinByExample, pickSignals } from '../recorded'
import type { SignalName } from '../../engine'

/**
 * What a model can tell of pictures:
 * - `probabilities`: [N,C]
 * - `beliefs`: [N,T,C] the probabilities after every timestep (`spec/belief.ts`); [N,1,C] of a model that answers from no last state
 * - `scores`: [N,C] what the probabilities are the softmax of, in the engine's own precision
 */
export const answers = ['probabilities', 'beliefs', 'scores'] as const
/** Or signals: of each picture all of them, one behind the other. */
export type Wanted = (typeof answers)[number] | readonly SignalName[]

/**
 * What a model makes of a few pictures, computed at once.
 *
 * @param images  [N,height,width] grey levels
 * @param scale   what they are multiplied by
 * @returns       in memory of its own
 */
export function answerPictures(network: Network, images: ArrayLike<number>, scale: number, tell: Wanted): Values & { buffer: ArrayBuffer } {
  const plan = computeForward(network, images, scale, typeof tell !== 'string')
  if (typeof tell !== 'string') return recordSignals(network, plan, tell)
  switch (tell) {
    case 'probabilities':
      return Float32Array.from(plan.answer())
    case 'beliefs':
      return believe(network, plan)
    case 'scores':
      return plan.scores instanceof Float64Array ? Float64Array.from(plan.scores) : Float32Array.from(plan.scores)
    default:
      return tell satisfies never
  }
}

function believe(network: Network, plan: NetworkPlan): Float32Array<ArrayBuffer> {
  const { description, classes } = network
  const { batch } = plan
  const reader = beliefLayer(description)
  const states = reader === null ? null : plan.passes[reader]?.sequence
  if (reader === null || !states) return Float32Array.from(plan.answer())
  const answering = network.plan(batch, reader + 1)
  const { length } = answering.input
  const steps = states.length / length
  const beliefs = new Float32Array(batch * steps * classes)
  for (let step = 0; step < steps; step++) {
    answering.input.set(states.subarray(step * length, (step + 1) * length))
    answering.forward(STILL)
    const answers = answering.answer()
    for (let place = 0; place < batch; place++) {
      beliefs.set(answers.subarray(place * classes, (place + 1) * classes), (place * steps + step) * classes)
    }
  }
  return beliefs
}

function recordSignals({ description }: Network, { batch, passes }: NetworkPlan, wanted: readonly SignalName[]): Float32Array<ArrayBuffer> {
  const recorded = description.layers.flatMap(({ name: layer }, place) => {
    const names = new Set(wanted.filter((each) => each.layer === layer).map(({ name }) => name))
    return names.size === 0 ? [] : passes[place]!.signals((name) => names.has(name))
  })
  return joinByExample(pickSignals(recorded, wanted), batch)
}

function computeForward(network: Network, images: ArrayLike<number>, scale: number, isRecorded: boolean): NetworkPlan {
  const count = countImages(images, network.description.task.input)
  const plan = network.plan(count)
  for (let place = 0; place < count; place++) network.scan.read(plan, place, { images, index: place, scale })
  plan.forward(isRecorded ? { training: false, isRecorded } : STILL)
  return plan
}
