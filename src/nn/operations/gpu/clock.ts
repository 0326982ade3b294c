import type { Slice } from '../../../gpu/arena'
import type { Gpu } from '../../../gpu/device'

/** The TypeScript twin of `shaders/common/clock.wgsl`: what changes from one step to the next. */
export interface ClockTime {
  /** 1-based number of the optimizer's step. */
  readonly step: number
  readonly epoch: number
  /** First place in the epoch's order of examples. */
  readonly start: number
  /** Rows of the batch that are real. */
  readonly examples: number
  readonly seed: number
  readonly logSlot: number
  readonly learningRate: number
  /** What `stepRate` of the optimizer makes of it; default: the learning rate. */
  readonly stepRate?: number
}

export const CLOCK_BYTES = 32

export function writeClock(gpu: Gpu, clock: Slice, time: ClockTime): void {
  const bytes = new ArrayBuffer(CLOCK_BYTES)
  const view = new DataView(bytes)
  const words = [time.step, time.epoch, time.start, time.examples, time.seed, time.logSlot]
  words.forEach((word, index) => view.setUint32(4 * index, word, true))
  view.setFloat32(24, time.learningRate, true)
  view.setFloat32(28, time.stepRate ?? time.learningRate, true)
  gpu.device.queue.writeBuffer(clock.buffer.native, clock.offset, bytes)
}
