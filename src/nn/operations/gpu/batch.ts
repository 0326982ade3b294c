import type { LabelledImages } from '../../../core/images'
import { permutationHalfBits } from '../../../core/permutation'
import { pixelCount, taskOf } from '../../../core/task'
import { ceilDiv } from '../../../core/tensor'
import type { Slice } from '../../../gpu/arena'
import { Arena } from '../../../gpu/arena'
import type { Gpu } from '../../../gpu/device'
import { defineKernel } from '../../../gpu/kernel'
import type { PlanBuilder } from '../../../gpu/plan'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import permutationWgsl from '../../../../shaders/common/permutation.wgsl?raw'
import randomWgsl from '../../../../shaders/common/random.wgsl?raw'
import gatherWgsl from '../../../../shaders/data/gather.wgsl?raw'
import type { Augmentation } from '../../spec/augmentation'
import type { PictureReading } from '../../spec/model-spec'
import { augmentationUniforms, gatherAugmentedBy } from './augmentation'
import { recordScan, type Scanned } from './scan'
import { FLOAT_BYTES, padded, QUAD_BYTES } from './tensor'

export const gather = defineKernel({
  label: 'data/gather',
  wgsl: gatherWgsl,
  includes: [clockWgsl, permutationWgsl, randomWgsl],
  bindings: { clock: 'read', pixels: 'read', classes: 'read', images: 'write', labels: 'write' },
  uniforms: { B: 'u32', count: 'u32', half_bits: 'u32', shuffle: 'u32', quads: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ B, quads }, { WORKGROUP_SIZE }) => [ceilDiv(quads, WORKGROUP_SIZE), B, 1],
  cost: ({ B, quads }) => ({ flops: 4 * B * quads, bytes: B * quads * (4 + QUAD_BYTES) }),
})

/** A data set that lies on the GPU as bytes. */
export interface GpuDataset {
  /** Unique within its engine. */
  readonly id: number
  readonly count: number
  /** [N,pixels] bytes, each picture padded to whole words. */
  readonly pixels: Slice
  /** [N] bytes. */
  readonly classes: Slice
}

interface UploadedSet {
  readonly set: LabelledImages
  readonly dataset: GpuDataset
  readonly arena: Arena
  /** Plans that read it. */
  holders: number
}

/** Uploads each data set once and keeps it while a plan reads it, and after that until another one is uploaded. */
export class DatasetStore {
  private uploaded: UploadedSet[] = []
  private nextId = 0

  constructor(private readonly gpu: Gpu) {}

  /** The set on the GPU; it may go when another one comes, unless `hold` is called at once. */
  get(set: LabelledImages): GpuDataset {
    // A part of a set is cut anew for each run: what it views tells it, not which object it is.
    const known = this.uploaded.find((one) => isSameView(one.set.images, set.images) && isSameView(one.set.labels, set.labels))
    if (known !== undefined) return known.dataset
    this.evict(({ holders }) => holders === 0)
    const arena = new Arena(this.gpu)
    const pictures = paddedPictures(set)
    const pixels = arena.allocate(`${set.name}/pixels`, pictures.length)
    const classes = arena.allocate(`${set.name}/classes`, set.labels.length)
    this.gpu.device.queue.writeBuffer(pixels.buffer.native, 0, wholeWords(pictures))
    this.gpu.device.queue.writeBuffer(classes.buffer.native, 0, wholeWords(set.labels))
    const dataset = { id: this.nextId++, count: set.labels.length, pixels, classes }
    this.uploaded.push({ set, dataset, arena, holders: 0 })
    return dataset
  }

  /**
   * Keeps a set for a plan that reads it.
   *
   * @returns what lets go of it; a second call does nothing
   */
  hold({ id }: GpuDataset): () => void {
    const held = this.uploaded.find(({ dataset }) => dataset.id === id)
    if (held !== undefined) held.holders++
    let isHeld = held !== undefined
    return () => {
      if (isHeld) held!.holders--
      isHeld = false
    }
  }

  destroy(): void {
    this.evict(() => true)
  }

  private evict(isEvicted: (set: UploadedSet) => boolean): void {
    for (const one of this.uploaded) if (isEvicted(one)) one.arena.destroy()
    this.uploaded = this.uploaded.filter((one) => !isEvicted(one))
  }
}

/** Puts the examples of one step where a plan reads them. */
export function uploadBatch(gpu: Gpu, { pixels, classes }: GpuDataset, set: Pick<LabelledImages, 'task' | 'images' | 'labels'>): void {
  gpu.device.queue.writeBuffer(pixels.buffer.native, pixels.offset, wholeWords(paddedPictures(set)))
  gpu.device.queue.writeBuffer(classes.buffer.native, classes.offset, wholeWords(set.labels))
}

function isSameView(a: Uint8Array, b: Uint8Array): boolean {
  return a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.length === b.length
}

/** Every picture of whole words, zeros at its end: kernels read four pixels at once. */
function paddedPictures(set: Pick<LabelledImages, 'task' | 'images'>): Uint8Array {
  const { images } = set
  const pixels = pixelCount(taskOf(set).input)
  const stride = padded(pixels)
  if (stride === pixels) return images
  const count = images.length / pixels
  const result = new Uint8Array(count * stride)
  for (let index = 0; index < count; index++) result.set(images.subarray(index * pixels, (index + 1) * pixels), index * stride)
  return result
}

/** `writeBuffer` takes multiples of four bytes only. */
function wholeWords(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const words = new Uint8Array(ceilDiv(bytes.length, 4) * 4)
  words.set(bytes)
  return words
}

/** Images of one batch, and what the network reads of them. */
export interface Batch extends Scanned {
  /** [B,pixels] in 0…1, each picture padded to whole quads */
  readonly images: Slice
  /** [B] */
  readonly labels: Slice
}

/** Where a batch comes from when nobody uploads it. */
export interface BatchSource {
  readonly dataset: GpuDataset
  readonly clock: Slice
  readonly shuffle: boolean
  /** How training pictures are deformed; without it they stay as they are. */
  readonly augmentation?: Augmentation | null
}

/** Records how images become the network's input; with a data set, also how they are fetched from it. */
export function recordBatch(plan: PlanBuilder, batch: number, reading: PictureReading, source?: BatchSource): Batch {
  const size = taskOf(reading).input
  const pixels = padded(pixelCount(size))
  const take = (label: string, bytes: number): Slice =>
    // What is uploaded must find its place untouched.
    source === undefined ? plan.arena.allocate(label, bytes) : plan.arena.scratch(label, bytes)
  const images = take('images', batch * pixels * FLOAT_BYTES)
  const labels = take('labels', batch * FLOAT_BYTES)
  if (source !== undefined) {
    const { dataset, clock, shuffle, augmentation = null } = source
    const buffers = { clock, pixels: dataset.pixels, classes: dataset.classes, images, labels }
    const order = { B: batch, count: dataset.count, half_bits: permutationHalfBits(dataset.count), shuffle: Number(shuffle) }
    if (augmentation === null) plan.dispatch(gather, buffers, { ...order, quads: pixels / 4 })
    else plan.dispatch(gatherAugmentedBy(augmentation), buffers, { ...order, ...size, ...augmentationUniforms(augmentation) })
  }
  return { images, labels, ...recordScan(plan, images, batch, reading) }
}
