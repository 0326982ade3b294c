import { sigmoid } from './activations'
import { primitive, type Values } from './primitive'

/** What an LSTM's cells keep of one timestep. */
export interface LstmCells {
  /** [B,4H] in column blocks i | f | g | o. */
  readonly gates: Values
  /** [B,H] state before the step. */
  readonly cBefore: Values
  /** [B,H] state after the step. */
  readonly c: Values
  /** [B,H] tanh(c) */
  readonly tanhC: Values
  /** [B,H] hidden state after the step. */
  readonly h: Values
}

export const lstm = {
  /** On entry `gates` holds the four sums before activation, on return the gates; writes c, tanhC and h. */
  lstmForward: primitive({
    kernel: ({ gates, cBefore, c, tanhC, h }, batch, units) => [gates, cBefore, c, tanhC, h, batch, units],
    float64({ gates, cBefore, c, tanhC, h }: LstmCells, batch: number, units: number) {
      for (let row = 0, cell = 0; row < batch; row++) {
        let i = row * 4 * units
        for (let unit = 0; unit < units; unit++, cell++, i++) {
          const f = i + units
          const g = f + units
          const o = g + units
          const input = sigmoid(gates[i]!)
          const forget = sigmoid(gates[f]!)
          const candidate = Math.tanh(gates[g]!)
          const output = sigmoid(gates[o]!)
          const state = forget * cBefore[cell]! + input * candidate
          const shown = Math.tanh(state)
          gates[i] = input
          gates[f] = forget
          gates[g] = candidate
          gates[o] = output
          c[cell] = state
          tanhC[cell] = shown
          h[cell] = output * shown
        }
      }
    },
  }),

  /**
   * On entry `gates` holds the gates, on return the gradients of their sums.
   *
   * @param dH  [B,H] whole gradient of h
   * @param dC  [B,H] gradient of c from the step after; on return that of the state before
   */
  lstmBackward: primitive({
    kernel: ({ gates, cBefore, tanhC }, dH, dC, batch, units) => [gates, cBefore, tanhC, dH, dC, batch, units],
    float64({ gates, cBefore, tanhC }: LstmCells, dH: Values, dC: Values, batch: number, units: number) {
      for (let row = 0, cell = 0; row < batch; row++) {
        let i = row * 4 * units
        for (let unit = 0; unit < units; unit++, cell++, i++) {
          const f = i + units
          const g = f + units
          const o = g + units
          const input = gates[i]!
          const forget = gates[f]!
          const candidate = gates[g]!
          const output = gates[o]!
          const shown = tanhC[cell]!
          const dh = dH[cell]!
          const dc = dC[cell]! + dh * output * (1 - shown * shown)
          gates[i] = dc * candidate * input * (1 - input)
          gates[f] = dc * cBefore[cell]! * forget * (1 - forget)
          gates[g] = dc * input * (1 - candidate * candidate)
          gates[o] = dh * shown * output * (1 - output)
          dC[cell] = dc * forget
        }
      }
    },
  }),
}
