import { IMAGE_PIXELS } from '../../core/images'
import { ceilDiv } from '../../core/tensor'
import type { Slice } from '../../gpu/arena'
import { defineKernel } from '../../gpu/kernel'
import type { PlanBuilder } from '../../gpu/plan'
import dScanWgsl from '../../../shaders/data/d_scan.wgsl?raw'
import maskWgsl from '../../../shaders/data/mask.wgsl?raw'
import scanWgsl from '../../../shaders/data/scan.wgsl?raw'
import { inputShape, scanOrder } from '../spec/input'
import type { InputSpec } from '../spec/model-spec'
import { FLOAT_BYTES, padded, QUAD_BYTES, type GpuTensor } from './tensor'

/** Where no pixel stands: padding. */
const NOTHING = 0xffffffff

export const scan = defineKernel({
  label: 'data/scan',
  wgsl: scanWgsl,
  bindings: { images: 'read', order: 'read', x: 'write' },
  uniforms: { B: 'u32', T: 'u32', F: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ B, T, F }, { WORKGROUP_SIZE }) => [ceilDiv(B * F, WORKGROUP_SIZE), T, 1],
  cost: ({ B, T, F }) => ({ flops: 0, bytes: QUAD_BYTES * T * F * (2 * B + 1) }),
})

export const dScan = defineKernel({
  label: 'data/d_scan',
  wgsl: dScanWgsl,
  bindings: { dX: 'read', places: 'read', dImages: 'write' },
  uniforms: { B: 'u32', F: 'u32', first: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ B }, { WORKGROUP_SIZE }) => [ceilDiv(IMAGE_PIXELS / 4, WORKGROUP_SIZE), B, 1],
  cost: ({ B }) => ({ flops: 0, bytes: FLOAT_BYTES * IMAGE_PIXELS * (2 * B + 1) }),
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

/** Records how [B,784] images become the network's input. */
export function recordScan(plan: PlanBuilder, images: Slice, batch: number, input: InputSpec): Scanned {
  const { steps, features, columns } = sizesOf(input)
  const order = new Uint32Array(steps * columns).fill(NOTHING)
  scanOrder(input).forEach((pixel, index) => {
    order[Math.floor(index / features) * columns + (index % features)] = pixel
  })
  const x = plan.arena.scratch('x', steps * batch * columns * FLOAT_BYTES)
  const uniforms = { B: batch, T: steps, F: columns / 4 }
  plan.dispatch(scan, { images, order: plan.constant('scan order', order), x }, uniforms)
  const tensor: GpuTensor = { slice: x, firstRow: 0, rows: steps * batch, columns }
  if (!input.skipBlank) return { input: tensor, mask: null }
  const ink = plan.arena.scratch('mask', steps * batch * FLOAT_BYTES)
  plan.dispatch(mask, { x, mask: ink }, uniforms)
  return { input: tensor, mask: ink }
}

/** Records what the gradient of the network's input says of each pixel: [B,784]. */
export function recordScanGradient(plan: PlanBuilder, dInput: GpuTensor, batch: number, input: InputSpec): Slice {
  const { features, columns } = sizesOf(input)
  const places = new Uint32Array(IMAGE_PIXELS)
  scanOrder(input).forEach((pixel, index) => {
    places[pixel] = Math.floor(index / features) * columns + (index % features)
  })
  const dImages = plan.arena.allocate('d_images', batch * IMAGE_PIXELS * FLOAT_BYTES)
  plan.dispatch(
    dScan,
    { dX: dInput.slice, places: plan.constant('places of pixels', places), dImages },
    { B: batch, F: columns, first: dInput.firstRow },
  )
  return dImages
}

/** Timesteps (or pixels of a picture), features of each, and those in memory. */
function sizesOf(input: InputSpec) {
  const features = inputShape(input).at(-1)!
  return { steps: IMAGE_PIXELS / features, features, columns: padded(features) }
}
