import { sigmoid } from './activations'
import { primitive, type Values } from './primitive'

/** What a GRU's cells keep of one timestep. */
export interface GruCells {
  /** [B,3H] in column blocks z | r | n; sums of the input going in. */
  readonly gates: Values
  /** [B,3H] what the state before adds to each sum; the block of n is what the reset gate scales. */
  readonly recurrent: Values
  /** [B,H] hidden state before the step. */
  readonly hBefore: Values
  /** [B,H] hidden state after the step. */
  readonly h: Values
}

export const gru = {
  /** On entry `gates` holds the input's sums, on return the gates; `recurrent` stays as it is; writes h. */
  gruForward: primitive({
    kernel: ({ gates, recurrent, hBefore, h }, batch, units) => [gates, recurrent, hBefore, h, batch, units],
    float64({ gates, recurrent, hBefore, h }: GruCells, batch: number, units: number) {
      for (let row = 0, cell = 0; row < batch; row++) {
        let z = row * 3 * units
        for (let unit = 0; unit < units; unit++, cell++, z++) {
          const r = z + units
          const n = r + units
          const update = sigmoid(gates[z]! + recurrent[z]!)
          const reset = sigmoid(gates[r]! + recurrent[r]!)
          const candidate = Math.tanh(gates[n]! + reset * recurrent[n]!)
          gates[z] = update
          gates[r] = reset
          gates[n] = candidate
          h[cell] = update * hBefore[cell]! + (1 - update) * candidate
        }
      }
    },
  }),

  /**
   * On return `gates` holds the gradients of the input's sums and `recurrent` those of the state's.
   *
   * @param dH  [B,H] whole gradient of h; on return what of it reaches the state before past the gates
   */
  gruBackward: primitive({
    kernel: ({ gates, recurrent, hBefore }, dH, batch, units) => [gates, recurrent, hBefore, dH, batch, units],
    float64({ gates, recurrent, hBefore }: GruCells, dH: Values, batch: number, units: number) {
      for (let row = 0, cell = 0; row < batch; row++) {
        let z = row * 3 * units
        for (let unit = 0; unit < units; unit++, cell++, z++) {
          const r = z + units
          const n = r + units
          const update = gates[z]!
          const reset = gates[r]!
          const candidate = gates[n]!
          const dh = dH[cell]!
          const dUpdate = dh * (hBefore[cell]! - candidate) * update * (1 - update)
          const dCandidate = dh * (1 - update) * (1 - candidate * candidate)
          const dReset = dCandidate * recurrent[n]! * reset * (1 - reset)
          gates[z] = dUpdate
          gates[r] = dReset
          gates[n] = dCandidate
          recurrent[z] = dUpdate
          recurrent[r] = dReset
          recurrent[n] = dCandidate * reset
          dH[cell] = dh * update
        }
      }
    },
  }),
}
