import type { StoredFormat } from '../../../core/stored-format'
import { elementCount, roundUp, type Tensor } from '../../../core/tensor'
import { Arena, SLICE_ALIGNMENT, type Slice } from '../../../gpu/arena'
import type { Gpu } from '../../../gpu/device'
import type { PlanBuilder } from '../../../gpu/plan'
import { ReadbackRing } from '../../../gpu/readback'
import { storedBytes } from '../../../gpu/stored'
import type { DescribedParameter } from '../../spec/describe'
import { learningRanges } from '../../spec/frozen'
import { recordHalfCopy } from './stored'
import { FLOAT_BYTES } from './tensor'

/** How one parameter lies in GPU memory. */
export interface PackedParameter {
  /** Name within the layer: `kernel`. */
  readonly tensor: string
  /** Floats in memory, padding included. */
  readonly length: number
  /** From Keras's layout. */
  pack(data: Float32Array): Float32Array<ArrayBuffer>
  /** Back to Keras's layout. */
  unpack(packed: Float32Array): Float32Array
}

interface Entry {
  readonly described: DescribedParameter
  readonly packed: PackedParameter
  /** Floats from the start of the flat buffer. */
  readonly offset: number
}

/** What a flat buffer holds; all have the same layout. */
export type FlatRole = 'parameters' | 'gradients' | `optimizer/${string}`

/** Copies of flat buffers. */
export interface KeptBuffers {
  /** Encodes that the copies are made. */
  save(encoder: GPUCommandEncoder): void
  /** Encodes that the buffers are what they were at the last `save`. */
  restore(encoder: GPUCommandEncoder): void
  destroy(): void
}

/** All parameters of a model in one flat buffer; gradients and what an optimizer remembers likewise, with the same offsets. */
export class ParameterStore {
  /** Floats of a flat buffer, padding included; a multiple of 64. */
  readonly size: number
  /** [size] the parameters as products read them, where that is in half precision. */
  private copies: Slice | null = null
  private readonly entries: readonly Entry[]
  private readonly arena: Arena
  private readonly flat = new Map<FlatRole, Slice>()
  private readonly readback: ReadbackRing

  constructor(
    private readonly gpu: Gpu,
    parameters: readonly { readonly described: DescribedParameter; readonly packed: PackedParameter }[],
    private readonly format: StoredFormat = 'float32',
  ) {
    this.arena = new Arena(gpu)
    let offset = 0
    this.entries = parameters.map(({ described, packed }) => {
      const entry = { described, packed, offset }
      offset += roundUp(packed.length, SLICE_ALIGNMENT / storedBytes(format))
      return entry
    })
    // Without parameters there is still something to bind and to copy.
    this.size = Math.max(offset, SLICE_ALIGNMENT / FLOAT_BYTES)
    this.readback = new ReadbackRing(gpu, 'parameters', this.size * FLOAT_BYTES)
  }

  /** A whole flat buffer, zeroed when it is first asked for. */
  buffer(role: FlatRole): Slice {
    let slice = this.flat.get(role)
    if (slice === undefined) {
      slice = this.arena.allocate(role, this.size * FLOAT_BYTES)
      this.flat.set(role, slice)
    }
    return slice
  }

  /** The part of a flat buffer that belongs to one parameter. */
  slice(role: FlatRole, layer: string, tensor: string): Slice {
    const entry = this.entries.find(({ described }) => described.layer === layer && described.tensor === tensor)
    if (entry === undefined) throw new RangeError(`no parameter ${layer}/${tensor}`)
    return { buffer: this.buffer(role).buffer, offset: entry.offset * FLOAT_BYTES, size: entry.packed.length * FLOAT_BYTES }
  }

  /** One parameter as products read it: as the last dispatch of `recordCopies` left it where that is in half precision. */
  weights(layer: string, tensor: string): Slice {
    const whole = this.slice('parameters', layer, tensor)
    if (this.format === 'float32') return whole
    const share = storedBytes(this.format) / FLOAT_BYTES
    return { buffer: this.halves.buffer, offset: whole.offset * share, size: whole.size * share }
  }

  /** Records, in a plan that has changed parameters, that products see them. */
  recordCopies(plan: PlanBuilder): void {
    if (this.format === 'float16') recordHalfCopy(plan, this.buffer('parameters'), this.halves, this.size)
  }

  private get halves(): Slice {
    return (this.copies ??= this.arena.allocate('parameters/half', this.size * storedBytes('float16')))
  }

  /** What an optimizer may change of a flat buffer, in pieces, the same of every buffer. @param frozen  layers that stay as they are */
  learning(role: FlatRole, frozen: readonly string[]): readonly Slice[] {
    const { buffer } = this.buffer(role)
    return learningRanges(this.entries, this.size, frozen).map(({ start, end }) => ({
      buffer,
      offset: start * FLOAT_BYTES,
      size: (end - start) * FLOAT_BYTES,
    }))
  }

  /** Overwrites a flat buffer by tensors in Keras's layout; every parameter must be there. */
  upload(role: FlatRole, tensors: ReadonlyMap<string, Tensor>): void {
    const { buffer } = this.buffer(role)
    for (const { described, packed, offset } of this.entries) {
      const tensor = tensors.get(described.name)
      if (tensor === undefined) throw new RangeError(`no tensor ${described.name}`)
      this.gpu.device.queue.writeBuffer(buffer.native, offset * FLOAT_BYTES, packed.pack(tensor.data))
    }
  }

  /** A flat buffer as tensors in Keras's layout. @throws DeviceLostError */
  async download(role: FlatRole): Promise<Map<string, Tensor>> {
    const encoder = this.gpu.device.createCommandEncoder({ label: `download ${role}` })
    const copy = this.readback.copy(encoder, [this.buffer(role)])
    this.gpu.device.queue.submit([encoder.finish()])
    return this.unpack(new Float32Array(await copy.read()))
  }

  /** The values of a whole flat buffer as tensors in Keras's layout. */
  unpack(values: Float32Array): Map<string, Tensor> {
    return new Map(
      this.entries.map(({ described: { name, shape }, packed, offset }) => {
        const data = packed.unpack(values.subarray(offset, offset + packed.length))
        return [name, { shape, data: data.subarray(0, elementCount(shape)) }]
      }),
    )
  }

  /** Fills a flat buffer with zeros. */
  clear(role: FlatRole): void {
    const { buffer } = this.buffer(role)
    const encoder = this.gpu.device.createCommandEncoder({ label: `clear ${role}` })
    encoder.clearBuffer(buffer.native)
    this.gpu.device.queue.submit([encoder.finish()])
  }

  /** Room for copies of flat buffers, and of what products read of them, so that work may change them and they come back as they were. */
  keep(roles: readonly FlatRole[]): KeptBuffers {
    const arena = new Arena(this.gpu)
    const kept = [...roles.map((role) => this.buffer(role)), ...(this.copies === null ? [] : [this.copies])]
    const pairs = kept.map((flat) => ({ flat, copy: arena.allocate('kept', flat.size) }))
    const copyAll = (encoder: GPUCommandEncoder, from: 'flat' | 'copy', to: 'flat' | 'copy'): void => {
      for (const pair of pairs) encoder.copyBufferToBuffer(pair[from].buffer.native, 0, pair[to].buffer.native, 0, pair.flat.size)
    }
    return {
      save: (encoder) => copyAll(encoder, 'flat', 'copy'),
      restore: (encoder) => copyAll(encoder, 'copy', 'flat'),
      destroy: () => arena.destroy(),
    }
  }

  destroy(): void {
    this.arena.destroy()
    this.readback.destroy()
  }
}
