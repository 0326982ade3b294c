import { StateError } from '../core/errors'
import { Arena, BufferHandle, bufferSize, type Slice } from './arena'
import type { Gpu } from './device'
import { shareBuffers, type Tenant } from './share-buffers'
import { TextureCopy } from './texture-copy'

interface Scratch {
  readonly label: string
  readonly size: number
  readonly handle: BufferHandle
  /** Dispatches that use it, first and last; null before any does. */
  use: { readonly first: number; last: number } | null
}

/**
 * Memory of one plan: buffers are taken when the plan is complete, none while it runs.
 *
 * WebGPU tracks usage by whole buffers: two tensors of one dispatch, one read and one written, must not share one. Tensors of different
 * times may, and `scratch` is for those that do not mind.
 */
export class PlanArena extends Arena {
  private readonly scratches: Scratch[] = []
  private readonly byHandle = new Map<BufferHandle, Scratch>()
  private readonly textures: TextureCopy[] = []
  private ownBytes = 0
  private places: ReadonlyMap<Scratch, BufferHandle> | null = null
  private sharedBytes = 0

  /** @param isSharing  whether memory changes hands within the plan; without it every tensor can be looked at after a run */
  constructor(
    private readonly owner: Gpu,
    private readonly isSharing: boolean,
  ) {
    super(owner)
  }

  /** A zeroed buffer of at least `bytes` that nobody else writes to. */
  override allocate(label: string, bytes: number, usage = 0): Slice {
    const slice = super.allocate(label, bytes, usage)
    this.ownBytes += slice.size
    return slice
  }

  /**
   * Memory for a tensor that one dispatch overwrites whole before any reads of it. It holds anything before, and later tensors may
   * take its place once the last dispatch that uses it is over: nothing can be uploaded to it or copied from it.
   */
  scratch(label: string, bytes: number): Slice {
    if (!this.isSharing) return this.allocate(label, bytes)
    const size = bufferSize(bytes)
    const handle: BufferHandle = new BufferHandle(() => this.placeOf(scratch).native)
    const scratch: Scratch = { label, size, handle, use: null }
    this.scratches.push(scratch)
    this.byHandle.set(handle, scratch)
    return { buffer: handle, offset: 0, size }
  }

  /** A copy of a slice as a texture; the same for the same slice, which is none of `scratch`: it is read before the first dispatch. */
  texture(label: string, slice: Slice): TextureCopy {
    const known = this.textures.find(({ source }) => source.buffer === slice.buffer && source.offset === slice.offset)
    if (known !== undefined) return known
    const texture = new TextureCopy(this.owner.memory, label, slice)
    this.textures.push(texture)
    this.ownBytes += texture.bytes
    return texture
  }

  override destroy(): void {
    super.destroy()
    for (const texture of this.textures) texture.destroy()
  }

  /** Notes that the dispatch of this number uses a slice; numbers only grow. */
  noteUse({ buffer }: Slice, dispatch: number): void {
    const scratch = this.byHandle.get(buffer)
    if (scratch === undefined) return
    if (scratch.use === null) scratch.use = { first: dispatch, last: dispatch }
    else scratch.use.last = dispatch
  }

  /** Decides which tensors share a buffer; nothing can be recorded after that. */
  settle(): void {
    if (this.places !== null) return
    const used = this.scratches.filter(({ use }) => use !== null)
    const tenants = used.map(({ size, use }): Tenant => ({ bytes: size, first: use!.first, last: use!.last }))
    const { sizes, places } = shareBuffers(tenants)
    const buffers = sizes.map((size, index) => {
      const labels = used.filter((_, tenant) => places[tenant] === index).map(({ label }) => label)
      return this.hold(labels.join(' | '), size, 0)
    })
    this.sharedBytes = sizes.reduce((sum, size) => sum + size, 0)
    this.places = new Map(used.map((scratch, tenant) => [scratch, buffers[places[tenant]!]!]))
  }

  /** Bytes of all buffers and textures, taken or not. */
  get bytes(): number {
    this.settle()
    return this.ownBytes + this.sharedBytes
  }

  /** Bytes it would take if every tensor had a buffer of its own. */
  get bytesWithoutSharing(): number {
    return this.scratches.reduce((sum, { size }) => sum + size, this.ownBytes)
  }

  /** The buffers that tensors share, for a test that fills them. */
  get sharedBuffers(): readonly GPUBuffer[] {
    return [...new Set(this.places?.values())].flatMap(({ existing }) => existing ?? [])
  }

  private placeOf(scratch: Scratch): BufferHandle {
    const place = this.places?.get(scratch)
    if (place === undefined) {
      throw new StateError({ action: 'placeMemory', obstacle: { kind: 'noPlan', label: scratch.label } })
    }
    return place
  }
}
