import type { activations } from '../../nn/operations/cpu/arithmetic/activations'
import { length, type Cases } from './cases'

export const activationCases: Cases<typeof activations> = {
  relu: length.map((count) => (inputs) => inputs.primitives.relu(inputs.values(count))),
  reluBackward: length.map((count) => (inputs) => {
    inputs.primitives.reluBackward(inputs.values(count), inputs.values(count), inputs.values(count))
  }),
  tanh: length.map((count) => (inputs) => inputs.primitives.tanh(inputs.zeros(count), inputs.values(count, 4))),
  tanhBackward: length.map((count) => (inputs) => {
    inputs.primitives.tanhBackward(inputs.zeros(count), inputs.values(count), inputs.values(count))
  }),
}
