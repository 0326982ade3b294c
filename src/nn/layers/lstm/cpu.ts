import type { CpuLayer, CpuLayerContext, CpuPass } from '../../cpu/layer'
import type { ParameterSet } from '../../cpu/parameter-set'
import type { LstmCells, Values } from '../../cpu/primitives'
import type { TraceSignal } from '../../engine'
import type { DescribedLayer } from '../../spec/describe'
import type { LstmSpec } from '../../spec/model-spec'

/** Which column block of `gates` is which gate, in the order of the layer's signals. */
const GATE_BLOCKS = [
  ['i', 0],
  ['f', 1],
  ['o', 3],
  ['g', 2],
] as const

/** Sizes of one pass: timesteps, batch, features, units. */
interface Sizes {
  readonly T: number
  readonly B: number
  readonly F: number
  readonly H: number
}

export function createLstm(described: DescribedLayer, layer: LstmSpec, context: CpuLayerContext): CpuLayer {
  const [T = 0, F = 0] = described.input
  return { plan: (B, input) => new LstmPass(described.name, layer, { T, B, F, H: layer.units }, input, context) }
}

/**
 * The LSTM with sigmoid gates and no peepholes, and its back-propagation through time.
 *
 * Products over the input of all timesteps are taken at once, before the recurrence going forward and after it going back; only
 * h·W_h stays inside (Appleyard et al. 2016, arXiv:1604.01946). Equations: Hochreiter & Schmidhuber 1997; Gers et al. 2000, eq. 3.1–3.5.
 */
class LstmPass implements CpuPass {
  readonly output: Values
  readonly sequence: Values
  private readonly kernel: Values // [F,4H]
  private readonly recurrentKernel: Values // [H,4H]
  private readonly bias: Values // [4H]
  private readonly gates: Values // [T,B,4H]; after the way back the gradients of the four sums
  private readonly c: Values // [T+1,B,H], zeros first
  private readonly h: Values // [T+1,B,H], zeros first
  private readonly steps: readonly LstmStep[]
  private carried: { readonly dH: Values; readonly dC: Values } | null = null
  private dInput: Values | null = null

  constructor(
    private readonly name: string,
    private readonly layer: LstmSpec,
    private readonly sizes: Sizes,
    private readonly input: Values, // [T,B,F]
    private readonly context: CpuLayerContext,
  ) {
    const { T, B, H } = sizes
    const { primitives, parameters } = context
    this.kernel = parameters.view(`${name}/kernel`)
    this.recurrentKernel = parameters.view(`${name}/recurrent_kernel`)
    this.bias = parameters.view(`${name}/bias`)
    this.gates = primitives.allocate(T * B * 4 * H)
    this.c = primitives.allocate((T + 1) * B * H)
    this.h = primitives.allocate((T + 1) * B * H)
    const tanhC = primitives.allocate(T * B * H)
    const at = (values: Values, t: number, width = H) => values.subarray(t * B * width, (t + 1) * B * width)
    this.steps = Array.from({ length: T }, (_, t) => ({
      hBefore: at(this.h, t),
      gates: at(this.gates, t, 4 * H),
      cBefore: at(this.c, t),
      c: at(this.c, t + 1),
      tanhC: at(tanhC, t),
      h: at(this.h, t + 1),
    }))
    this.sequence = this.h.subarray(B * H)
    this.output = layer.returnSequences ? this.sequence : at(this.h, T)
  }

  forward(): void {
    const { primitives } = this.context
    const { T, B, F, H } = this.sizes
    primitives.fillRows(this.gates, this.bias, T * B)
    primitives.multiply(this.gates, this.input, this.kernel, { m: T * B, n: 4 * H, k: F, accumulate: true })
    for (const [t, step] of this.steps.entries()) {
      if (t > 0) primitives.multiply(step.gates, step.hBefore, this.recurrentKernel, { m: B, n: 4 * H, k: H, accumulate: true })
      primitives.lstmForward(step, B, H)
    }
  }

  backward(dOutput: Values, gradients: ParameterSet, needsInput: boolean): Values | null {
    const { primitives } = this.context
    const { T, B, F, H } = this.sizes
    this.backThroughTime(dOutput)
    const dGates = this.gates
    const rows = T * B
    primitives.multiply(gradients.view(`${this.name}/kernel`), this.input, dGates, {
      m: F,
      n: 4 * H,
      k: rows,
      transposeA: true,
      accumulate: true,
    })
    // Row t of h is h_{t-1}.
    primitives.multiply(gradients.view(`${this.name}/recurrent_kernel`), this.h, dGates, {
      m: H,
      n: 4 * H,
      k: rows,
      transposeA: true,
      accumulate: true,
    })
    primitives.addRowSums(gradients.view(`${this.name}/bias`), dGates, rows)
    if (!needsInput) return null
    this.dInput ??= primitives.allocate(rows * F)
    primitives.multiply(this.dInput, dGates, this.kernel, { m: rows, n: F, k: 4 * H, transposeB: true })
    return this.dInput
  }

  /** Turns the gates of all timesteps into the gradients of their sums. */
  private backThroughTime(dOutput: Values): void {
    const { primitives } = this.context
    const { T, B, H } = this.sizes
    this.carried ??= { dH: primitives.allocate(B * H), dC: primitives.allocate(B * H) }
    const { dH, dC } = this.carried
    dC.fill(0)
    for (let t = T - 1; t >= 0; t--) {
      const after = this.steps[t + 1]
      if (this.layer.returnSequences) dH.set(dOutput.subarray(t * B * H, (t + 1) * B * H))
      else if (after === undefined) dH.set(dOutput)
      else dH.fill(0)
      if (after !== undefined) {
        primitives.multiply(dH, after.gates, this.recurrentKernel, { m: B, n: H, k: 4 * H, transposeB: true, accumulate: true })
      }
      primitives.lstmBackward(this.steps[t]!, dH, dC, B, H)
    }
  }

  signals(): readonly TraceSignal[] {
    const { T, H } = this.sizes
    const signal = (name: string, data: Float32Array) => ({ layer: this.name, name, shape: [T, H], data })
    const gates = GATE_BLOCKS.map(([name, block]) => {
      const data = new Float32Array(T * H)
      for (let t = 0; t < T; t++) data.set(this.gates.subarray((4 * t + block) * H, (4 * t + block + 1) * H), t * H)
      return signal(name, data)
    })
    return [...gates, signal('c', Float32Array.from(this.c.subarray(H))), signal('h', Float32Array.from(this.h.subarray(H)))]
  }
}

interface LstmStep extends LstmCells {
  readonly hBefore: Values
}
