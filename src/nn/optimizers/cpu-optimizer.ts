import type { OptimizerState } from '../engine'
import { requireMemory } from './memory'
import type { ResolvedOptimizer } from './definition'
import { optimizerSlots } from '../spec/optimizers'
import { ParameterSet } from '../operations/cpu/parameter-set'
import type { Primitives, Values } from '../operations/cpu/primitives'

/** What one step of an optimizer works on; all arrays have the same layout. */
export interface UpdateStep {
  readonly primitives: Primitives
  readonly parameters: Values
  readonly gradients: Values
  /** What the optimizer remembers under this name. */
  slot(name: string): Values
  readonly learningRate: number
  /** 1 for the first step. */
  readonly step: number
}

/** How one kind of optimizer changes the parameters. */
export type CpuUpdate = (step: UpdateStep) => void

/** Steps, memory and clipping, which all kinds of optimizers have in common. */
export class CpuOptimizer {
  private readonly slots: ReadonlyMap<string, ParameterSet>
  private taken = 0

  /**
   * @param resume  its memory after an earlier run
   * @throws ShapeError for a memory of another model or optimizer
   */
  constructor(
    private readonly settings: ResolvedOptimizer,
    private readonly update: CpuUpdate,
    private readonly parameters: ParameterSet,
    private readonly primitives: Primitives,
    resume: OptimizerState | null,
  ) {
    const names = optimizerSlots(settings)
    this.slots = new Map(names.map((name) => [name, new ParameterSet(parameters.described, primitives)]))
    if (resume === null) return
    requireMemory(names, parameters.described, resume)
    this.taken = resume.step
    for (const [name, set] of this.slots) set.load(resume.slots.get(name) ?? new Map())
  }

  /** Steps taken, earlier runs included. */
  get steps(): number {
    return this.taken
  }

  /** Changes the parameters it was made for; the gradients are shortened where they are clipped. */
  step(gradients: ParameterSet, learningRate: number): void {
    this.taken++
    this.clip(gradients.flat)
    this.update({
      primitives: this.primitives,
      parameters: this.parameters.flat,
      gradients: gradients.flat,
      slot: (name) => {
        const set = this.slots.get(name)
        if (set === undefined) throw new RangeError(`${this.settings.type} has no slot ${name}`)
        return set.flat
      },
      learningRate,
      step: this.taken,
    })
    this.parameters.noteChange()
  }

  /** A copy of its memory. */
  state(): OptimizerState {
    return { step: this.taken, slots: new Map([...this.slots].map(([name, set]) => [name, set.tensors()])) }
  }

  /** By the norm over all parameters together: their direction stays. Pascanu et al. 2013, algorithm 1. */
  private clip(gradients: Values): void {
    const { clipNorm } = this.settings
    if (clipNorm === 0) return
    const squares = this.primitives.sumOfSquares(gradients)
    if (squares === Infinity) this.clipHuge(gradients)
    else if (Math.sqrt(squares) > clipNorm) this.primitives.scale(gradients, clipNorm / Math.sqrt(squares))
  }

  /** Squares leave the range of numbers long before the gradients do: they are made small first, by the largest of them. */
  private clipHuge(gradients: Values): void {
    let largest = 0
    for (const gradient of gradients) largest = Math.max(largest, Math.abs(gradient))
    // What is infinite itself stays so, for the loss to tell.
    if (largest === Infinity) return
    this.primitives.scale(gradients, 1 / largest)
    this.primitives.scale(gradients, this.settings.clipNorm / Math.sqrt(this.primitives.sumOfSquares(gradients)))
  }
}
