import { Arena, SLICE_ALIGNMENT, type Slice } from './arena'
import type { Gpu } from './device'
import { ReadbackRing } from './readback'

/** WebGPU's largest query set, in spans of two timestamps. */
const SPANS_PER_SET = 2048
const TIMESTAMP_BYTES = 8

/** Begins and ends of passes by the GPU's clock, in nanoseconds: [spans,2]. */
export type Timestamps = BigUint64Array

/** Whether this device can time its passes. */
export function canTime({ features }: Pick<Gpu, 'features'>): boolean {
  return features.includes('timestamp-query')
}

/** Times compute passes by the GPU's own clock: each span is one pass of a submission. Needs the feature `timestamp-query`. */
export class PassTimer {
  private readonly sets: GPUQuerySet[] = []
  private readonly arena: Arena
  private readonly resolved: Slice
  private readonly ring: ReadbackRing

  constructor(
    gpu: Gpu,
    private readonly spans: number,
  ) {
    for (let first = 0; first < spans; first += SPANS_PER_SET) {
      const count = 2 * Math.min(SPANS_PER_SET, spans - first)
      this.sets.push(gpu.device.createQuerySet({ label: 'pass timer', type: 'timestamp', count }))
    }
    this.arena = new Arena(gpu)
    const bytes = Math.ceil((2 * spans * TIMESTAMP_BYTES) / SLICE_ALIGNMENT) * SLICE_ALIGNMENT
    this.resolved = this.arena.allocate('timestamps', bytes, GPUBufferUsage.QUERY_RESOLVE)
    this.ring = new ReadbackRing(gpu, 'timestamps', bytes)
  }

  /** What the pass of a span is begun with. */
  span(index: number): GPUComputePassTimestampWrites {
    const first = 2 * (index % SPANS_PER_SET)
    const querySet = this.sets[Math.floor(index / SPANS_PER_SET)]!
    return { querySet, beginningOfPassWriteIndex: first, endOfPassWriteIndex: first + 1 }
  }

  /** Encodes, behind all passes, that their timestamps come back. @returns called after the submission, brings them */
  collect(encoder: GPUCommandEncoder): () => Promise<Timestamps> {
    const { buffer } = this.resolved
    this.sets.forEach((set, index) => {
      encoder.resolveQuerySet(set, 0, set.count, buffer.native, index * 2 * SPANS_PER_SET * TIMESTAMP_BYTES)
    })
    const copy = this.ring.copy(encoder, [this.resolved])
    return async () => new BigUint64Array(await copy.read()).subarray(0, 2 * this.spans)
  }

  destroy(): void {
    for (const set of this.sets) set.destroy()
    this.ring.destroy()
    this.arena.destroy()
  }
}

/** Nanoseconds of each span; 0 where the clock did not move, or went back. */
export function durations(timestamps: Timestamps): number[] {
  return Array.from({ length: timestamps.length / 2 }, (_, span) =>
    Math.max(0, Number(BigInt.asIntN(64, timestamps[2 * span + 1]! - timestamps[2 * span]!))),
  )
}

/** Nanoseconds between two ticks of the clock that timestamps were read from, as far as they show it; 0 where all are the same. */
export function clockResolution(timestamps: Iterable<bigint>): number {
  let first: bigint | null = null
  let tick = 0n
  for (const timestamp of timestamps) {
    first ??= timestamp
    let [a, b] = [tick, timestamp > first ? timestamp - first : first - timestamp]
    while (b > 0n) [a, b] = [b, a % b]
    tick = a
  }
  return Number(tick)
}
