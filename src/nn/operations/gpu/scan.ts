import { pixelCount, taskOf } from '../../../core/task'
import { ceilDiv } from '../../../core/tensor'
import type { Slice } from '../../../gpu/arena'
import { defineKernel } from '../../../gpu/kernel'
import type { PlanBuilder } from '../../../gpu/plan'
import dScanWgsl from '../../../../shaders/data/d_scan.wgsl?raw'
import maskWgsl from '../../../../shaders/data/mask.wgsl?raw'
import scanWgsl from '../../../../shaders/data/scan.wgsl?raw'
import { inputShape, scanOrder } from '../../spec/input'
import type { PictureReading } from '../../spec/model-spec'
import { FLOAT_BYTES, padded, QUAD_BYTES, type GpuTensor } from './tensor'

/** Where no pixel stands: padding. */
const NOTHING = 0xffffffff

export const scan = defineKernel({
  label: 'data/scan',
  wgsl: scanWgsl,
  bindings: { images: 'read', order: 'read', x: 'write' },
  uniforms: { B: 'u32', T: 'u32', F: 'u32', quads: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ B, T, F }, { WORKGROUP_SIZE }) => [ceilDiv(B * F, WORKGROUP_SIZE), T, 1],
  cost: ({ B, T, F }) => ({ flops: 0, bytes: QUAD_BYTES * T * F * (2 * B + 1) }),
})

export const dScan = defineKernel({
  label: 'data/d_scan',
  wgsl: dScanWgsl,
  bindings: { dX: 'read', places: 'read', dImages: 'write' },
  uniforms: { B: 'u32', F: 'u32', first: 'u32', quads: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ B, quads }, { WORKGROUP_SIZE }) => [ceilDiv(quads, WORKGROUP_SIZE), B, 1],
  cost: ({ B, quads }) => ({ flops: 0, bytes: QUAD_BYTES * quads * (2 * B + 1) }),
})

export const mask = defineKernel({
  label: 'data/mask',
  wgsl: maskWgsl,
  bindings: { x: 'read', mask: 'write' },
  uniforms: { B: 'u32', T: 'u32', F: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ B }, { WORKGROUP_SIZE }) => [ceilDiv(B, WORKGROUP_SIZE), 1, 1],
  cost: ({ B, T, F }) => ({ flops: 0, bytes: B * T * (QUAD_BYTES * F + FLOAT_BYTES) }),
})

/** What the network reads of a batch. */
export interface Scanned {
  /** [T,B,F] or [H,W,B,C] */
  readonly input: GpuTensor
  /** [T,B] 1 where a timestep has ink; null for a model without masks. */
  readonly mask: Slice | null
}

/** Records how [B,pixels] images become the network's input. */
export function recordScan(plan: PlanBuilder, images: Slice, batch: number, reading: PictureReading): Scanned {
  const { steps, features, columns, quads } = sizesOf(reading)
  const order = new Uint32Array(steps * columns).fill(NOTHING)
  scanOrder(reading).forEach((pixel, index) => {
    order[Math.floor(index / features) * columns + (index % features)] = pixel
  })
  const x = plan.arena.scratch('x', steps * batch * columns * FLOAT_BYTES)
  const uniforms = { B: batch, T: steps, F: columns / 4 }
  plan.dispatch(scan, { images, order: plan.constant('scan order', order), x }, { ...uniforms, quads })
  const tensor: GpuTensor = { slice: x, firstRow: 0, rows: steps * batch, columns }
  if (!reading.input.skipBlank) return { input: tensor, mask: null }
  const ink = plan.arena.scratch('mask', steps * batch * FLOAT_BYTES)
  plan.dispatch(mask, { x, mask: ink }, uniforms)
  return { input: tensor, mask: ink }
}

/** Records what the gradient of the network's input says of each pixel: [B,pixels]. */
export function recordScanGradient(plan: PlanBuilder, dInput: GpuTensor, batch: number, reading: PictureReading): Slice {
  const { features, columns, quads } = sizesOf(reading)
  // What pads a picture is told the gradient of its first pixel; nobody reads it.
  const places = new Uint32Array(4 * quads)
  scanOrder(reading).forEach((pixel, index) => {
    places[pixel] = Math.floor(index / features) * columns + (index % features)
  })
  const dImages = plan.arena.allocate('d_images', batch * quads * QUAD_BYTES)
  plan.dispatch(
    dScan,
    { dX: dInput.slice, places: plan.constant('places of pixels', places), dImages },
    { B: batch, F: columns, first: dInput.firstRow, quads },
  )
  return dImages
}

/** Timesteps (or pixels of a picture), features of each, those in memory, and fours of pixels of a picture in memory. */
function sizesOf(reading: PictureReading) {
  const pixels = pixelCount(taskOf(reading).input)
  const features = inputShape(reading).at(-1)!
  return { steps: pixels / features, features, columns: padded(features), quads: padded(pixels) / 4 }
}
