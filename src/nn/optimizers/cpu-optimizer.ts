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
  /** What learns of parameters and slots, in pieces that lie together. */
  private readonly learning: readonly { readonly parameters: Values; readonly slots: ReadonlyMap<string, Values> }[]
  private taken = 0
  /** Pieces of the gradients that were given last: the same set comes with every step. */
  private given: { readonly gradients: ParameterSet; readonly pieces: readonly Values[] } | null = null

  /**
   * @param resume  its memory after an earlier run
   * @param frozen  layers that stay as they are
   * @throws ShapeError for a memory of another model or optimizer
   */
  constructor(
    private readonly settings: ResolvedOptimizer,
    private readonly update: CpuUpdate,
    private readonly parameters: ParameterSet,
    private readonly primitives: Primitives,
    resume: OptimizerState | null,
    private readonly frozen: readonly string[],
  ) {
    const names = optimizerSlots(settings)
    this.slots = new Map(names.map((name) => [name, new ParameterSet(parameters.described, primitives)]))
    const pieces = [...this.slots].map(([name, set]) => [name, set.learning(frozen)] as const)
    this.learning = parameters.learning(frozen).map((piece, place) => ({
      parameters: piece,
      slots: new Map(pieces.map(([name, all]) => [name, all[place]!])),
    }))
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
    if (this.given?.gradients !== gradients) this.given = { gradients, pieces: gradients.learning(this.frozen) }
    const { pieces } = this.given
    this.clip(pieces)
    for (const [place, { parameters, slots }] of this.learning.entries()) {
      this.update({
        primitives: this.primitives,
        parameters,
        gradients: pieces[place]!,
        slot: (name) => {
          const slot = slots.get(name)
          if (slot === undefined) throw new RangeError(`${this.settings.type} has no slot ${name}`)
          return slot
        },
        learningRate,
        step: this.taken,
      })
    }
    this.parameters.noteChange()
  }

  /** A copy of its memory. */
  state(): OptimizerState {
    return { step: this.taken, slots: new Map([...this.slots].map(([name, set]) => [name, set.tensors()])) }
  }

  /** By the norm over all parameters together: their direction stays. Pascanu et al. 2013, algorithm 1. */
  private clip(gradients: readonly Values[]): void {
    const { clipNorm } = this.settings
    if (clipNorm === 0) return
    const squares = this.squaresOf(gradients)
    if (squares === Infinity) this.clipHuge(gradients)
    else if (Math.sqrt(squares) > clipNorm) this.scale(gradients, clipNorm / Math.sqrt(squares))
  }

  /** Squares leave the range of numbers long before the gradients do: they are made small first, by the largest of them. */
  private clipHuge(gradients: readonly Values[]): void {
    let largest = 0
    for (const piece of gradients) for (const gradient of piece) largest = Math.max(largest, Math.abs(gradient))
    // What is infinite itself stays so, for the loss to tell.
    if (largest === Infinity) return
    this.scale(gradients, 1 / largest)
    this.scale(gradients, this.settings.clipNorm / Math.sqrt(this.squaresOf(gradients)))
  }

  private squaresOf(gradients: readonly Values[]): number {
    return gradients.reduce((sum, piece) => sum + this.primitives.sumOfSquares(piece), 0)
  }

  private scale(gradients: readonly Values[], factor: number): void {
    for (const piece of gradients) this.primitives.scale(piece, factor)
  }
}
