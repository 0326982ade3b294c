import { ceilDiv } from '../core/tensor'
import type { Slice } from './arena'
import { type GpuMemory, TEXEL_BYTES } from './memory'

/** Texels in a row of the texture; kernels count with it. */
const TEXTURE_WIDTH = 256

/**
 * A buffer's values as a texture, four floats to a texel, one behind the other. On an adapter emulated on the CPU a fetch of a texture costs less than
 * loads of a buffer. The texture is made when it is first needed.
 */
export class TextureCopy {
  /** Bytes of the texture, made or not. */
  readonly bytes: number
  private readonly texels: number
  private readonly size: readonly [width: number, height: number]
  private made: GPUTexture | null = null

  constructor(
    private readonly memory: GpuMemory,
    private readonly label: string,
    readonly source: Slice,
  ) {
    this.texels = Math.floor(source.size / TEXEL_BYTES)
    this.size = [TEXTURE_WIDTH, ceilDiv(this.texels, TEXTURE_WIDTH)]
    this.bytes = this.size[0] * this.size[1] * TEXEL_BYTES
  }

  get native(): GPUTexture {
    this.made ??= this.memory.createTexture({
      label: this.label,
      size: [...this.size],
      format: 'rgba32float',
      usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
    })
    return this.made
  }

  /** Encodes the copy: what the buffer holds then is what is read from the texture. */
  encode(encoder: GPUCommandEncoder): void {
    const rows = Math.floor(this.texels / TEXTURE_WIDTH)
    const rest = this.texels % TEXTURE_WIDTH
    if (rows > 0) this.copy(encoder, 0, [TEXTURE_WIDTH, rows])
    if (rest > 0) this.copy(encoder, rows, [rest, 1])
  }

  destroy(): void {
    if (this.made !== null) this.memory.destroy(this.made)
  }

  private copy(encoder: GPUCommandEncoder, row: number, size: readonly [width: number, height: number]): void {
    const bytesPerRow = TEXTURE_WIDTH * TEXEL_BYTES
    const { buffer, offset } = this.source
    encoder.copyBufferToTexture(
      { buffer: buffer.native, offset: offset + row * bytesPerRow, bytesPerRow },
      { texture: this.native, origin: [0, row] },
      size,
    )
  }
}
