import type { activations } from '../../nn/operations/cpu/arithmetic/activations'
import { length, type Cases } from './cases'

export const activationCases: Cases<typeof activations> = {
  relu: length.map((count) => (desk) => desk.primitives.relu(desk.values(count))),
  reluBackward: length.map((count) => (desk) => {
    desk.primitives.reluBackward(desk.values(count), desk.values(count), desk.values(count))
  }),
  tanh: length.map((count) => (desk) => desk.primitives.tanh(desk.zeros(count), desk.values(count, 4))),
  tanhBackward: length.map((count) => (desk) => {
    desk.primitives.tanhBackward(desk.zeros(count), desk.values(count), desk.values(count))
  }),
}
