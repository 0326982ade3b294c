import type { CarriedState, CpuLayer, CpuLayerContext, CpuPass, IsWanted, PassMode } from '../cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Values } from '../../operations/cpu/primitives'
import type { StateGradient, TraceSignal } from '../../engine'
import type { DescribedLayer } from '../../spec/describe'
import type { CpuCellKind, Sizes } from './cpu-cell'
import { ReaderPass } from './cpu-reader'
import { joinColumns } from './matrices'
import { readersOf, type RecurrentSpec } from './spec'

/** The frame around all kinds of recurrent cells: directions, masks, products over all timesteps. */
export function createRecurrent(described: DescribedLayer, layer: RecurrentSpec, kind: CpuCellKind, context: CpuLayerContext): CpuLayer {
  const [T = 0, F = 0] = described.input
  return {
    plan: (B, input, mask, below) =>
      new RecurrentPass(described.name, layer, kind, { T, B, F, H: layer.units }, input, mask, context, below),
  }
}

/** One reader's way through the sequence, or two readers side by side. */
class RecurrentPass implements CpuPass {
  readonly output: Values
  private readonly readers: readonly ReaderPass[]
  private dReaders: readonly Values[] = []
  private dInput: Values | null = null
  private joined: Values | null = null

  constructor(
    private readonly name: string,
    private readonly layer: RecurrentSpec,
    kind: CpuCellKind,
    private readonly sizes: Sizes,
    input: Values,
    mask: Values | null,
    private readonly context: CpuLayerContext,
    private readonly below: CpuPass | undefined,
  ) {
    this.readers = readersOf(layer.direction).map((reader) => new ReaderPass(name, reader, kind, sizes, input, mask, context))
    const [only] = this.readers
    this.output =
      this.readers.length === 1 ? this.shownBy(only!) : context.primitives.allocate(this.outputRows * this.readers.length * sizes.H)
  }

  /** For two readers of which only the last states are handed on, put together when it is asked for. */
  get sequence(): Values {
    for (const reader of this.readers) reader.showSequence()
    const [first, second] = this.readers
    if (second === undefined) return first!.sequence
    if (this.layer.returnSequences) return this.output
    const { T, B, H } = this.sizes
    this.joined ??= this.context.primitives.allocate(T * B * 2 * H)
    this.join(this.joined, first!.sequence, second.sequence)
    return this.joined
  }

  forward(mode: PassMode): void {
    const opened = mode.training ? undefined : mode.opened
    const held = opened?.held.get(this.name)
    const isRecorded = !mode.training && mode.isRecorded === true
    for (const [index, reader] of this.readers.entries()) {
      reader.forward(held?.from(index * this.sizes.H) ?? null, opened?.notesGradients ?? false, isRecorded ? null : this.alikeFor(reader))
      if (this.layer.returnSequences) reader.showSequence()
    }
    const [first, second] = this.readers
    if (second !== undefined) this.join(this.output, this.shownBy(first!), this.shownBy(second))
  }

  backward(dOutput: Values, gradients: ParameterSet, needsInput: boolean): Values | null {
    const { T, B, F } = this.sizes
    for (const [index, dReader] of this.splitGradient(dOutput).entries()) {
      // To somebody outside, gradients of the input are those of each example alone.
      if (needsInput && this.isFirst && this.readers[index]!.shared !== null) this.readers[index]!.forward(null, false, null)
      this.readers[index]!.backward(dReader, this.layer.returnSequences, gradients)
    }
    if (!needsInput) return null
    this.dInput ??= this.context.primitives.allocate(T * B * F)
    for (const [index, reader] of this.readers.entries()) reader.inputGradient(this.dInput, index > 0)
    return this.dInput
  }

  get beginning(): NonNullable<CpuPass['beginning']> | null {
    const [first, second] = this.readers
    const shared = first!.shared
    if (shared === null || second !== undefined || !this.layer.returnSequences) return null
    return { ...shared, direction: first!.direction }
  }

  signals(isWanted: IsWanted = () => true): readonly TraceSignal[] {
    const { T, H } = this.sizes
    const [first, second] = this.readers.map((reader) => reader.signals(isWanted))
    return first!.map(({ name, data }, index) => {
      const other = second?.[index]
      if (other === undefined) return { layer: this.name, name, shape: [T, H], data }
      return { layer: this.name, name, shape: [T, 2 * H], data: joinColumns(new Float32Array(2 * data.length), data, other.data, H) }
    })
  }

  stateGradients(): readonly StateGradient[] {
    return this.readers.flatMap((reader) => reader.stateGradients().map((gradient) => ({ layer: this.name, ...gradient })))
  }

  /** Of the reader that goes forward: the other begins at an end that is not there yet. */
  get carried(): CarriedState {
    return this.readers[0]!.carried
  }

  private get isFirst(): boolean {
    return this.context.index === 0
  }

  /** In a layer above others, the gradient of the input is what those are taught by: they must know of examples that are alike. */
  private alikeFor(reader: ReaderPass): Parameters<ReaderPass['forward']>[2] {
    if (this.isFirst) return 'search'
    const beginning = this.below?.beginning
    return beginning?.direction === reader.direction ? beginning : null
  }

  private get outputRows(): number {
    return this.layer.returnSequences ? this.sizes.T * this.sizes.B : this.sizes.B
  }

  /** Two readers' rows side by side. */
  private join(joined: Values, left: Values, right: Values): void {
    const { H } = this.sizes
    const copy = { rows: left.length / H, width: H, toStride: 2 * H, sourceStride: H }
    this.context.primitives.copyRows(joined, left, copy)
    this.context.primitives.copyRows(joined.subarray(H), right, copy)
  }

  private shownBy(reader: ReaderPass): Values {
    return this.layer.returnSequences ? reader.sequence : reader.last
  }

  /** Each reader's columns of the gradient. */
  private splitGradient(dOutput: Values): readonly Values[] {
    if (this.readers.length === 1) return [dOutput]
    const { H } = this.sizes
    const rows = this.outputRows
    if (this.dReaders.length === 0) this.dReaders = this.readers.map(() => this.context.primitives.allocate(rows * H))
    for (const [index, dReader] of this.dReaders.entries()) {
      const copy = { rows, width: H, toStride: H, sourceStride: this.dReaders.length * H }
      this.context.primitives.copyRows(dReader, dOutput.subarray(index * H), copy)
    }
    return this.dReaders
  }
}
