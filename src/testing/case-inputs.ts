import { Random } from '../core/random'
import type { Primitives, Values } from '../nn/operations/cpu/primitives'

const GUARDS = 5
const GUARD = 8191

/** Arrays of one set of primitives, filled alike for every set that asks in the same order. */
export class CaseInputs {
  private readonly random = new Random(11, 1)
  private readonly guarded: Values[] = []
  /** All arrays, in the order in which they were asked for. */
  readonly arrays: Values[] = []

  constructor(readonly primitives: Primitives) {}

  /** Values that are exact in float32, between guards that nobody may write to. */
  values(length: number, scale = 1): Values {
    const values = this.zeros(length)
    for (let index = 0; index < length; index++) values[index] = Math.fround(scale * this.random.uniform(-1, 1))
    return values
  }

  /** Values in 0 … 1. */
  shares(length: number): Values {
    const values = this.values(length)
    for (let index = 0; index < length; index++) values[index] = Math.abs(values[index]!)
    return values
  }

  /** Whole numbers below `end`, in memory that a primitive may read. */
  bytes(length: number, end = 256): Uint8Array {
    const bytes = this.primitives.allocateBytes(length)
    for (let index = 0; index < length; index++) bytes[index] = this.random.integer(end)
    return bytes
  }

  /** Beginning anywhere, as views do. */
  zeros(length: number): Values {
    const before = GUARDS + this.random.integer(4)
    const whole = this.primitives.allocate(before + length + GUARDS)
    whole.fill(GUARD)
    const values = whole.subarray(before, before + length)
    values.fill(0)
    this.guarded.push(whole.subarray(0, before), whole.subarray(before + length))
    this.arrays.push(values)
    return values
  }

  /** Values that were written beyond the arrays given out. */
  get trespasses(): number {
    return this.guarded.reduce((sum, guards) => sum + guards.filter((value) => value !== GUARD).length, 0)
  }
}
