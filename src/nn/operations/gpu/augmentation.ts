import { ceilDiv } from '../../../core/tensor'
import { defineKernel, variant } from '../../../gpu/kernel'
import type { Augmentation } from '../../spec/augmentation'
import { FLOAT_BYTES } from './tensor'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import permutationWgsl from '../../../../shaders/common/permutation.wgsl?raw'
import randomWgsl from '../../../../shaders/common/random.wgsl?raw'
import gatherAugmentedWgsl from '../../../../shaders/data/gather_augmented.wgsl?raw'

/** What `gather` does, with every picture deformed in every way; a kernel of its own, so that plain training does not pay for it. */
export const gatherAugmented = defineKernel({
  label: 'data/gather_augmented',
  wgsl: gatherAugmentedWgsl,
  includes: [clockWgsl, permutationWgsl, randomWgsl],
  bindings: { clock: 'read', pixels: 'read', classes: 'read', images: 'write', labels: 'write' },
  uniforms: {
    B: 'u32',
    count: 'u32',
    half_bits: 'u32',
    shuffle: 'u32',
    height: 'u32',
    width: 'u32',
    shift: 'f32',
    rotate: 'f32',
    scale: 'f32',
    shear: 'f32',
    elastic: 'f32',
    blur: 'f32',
    ground: 'f32',
    noise: 'f32',
    negative: 'f32',
  },
  overrides: { WORKGROUP_SIZE: 64, ELASTIC: 1, BLUR: 1, GROUND: 1, NOISE: 1, NEGATIVE: 1 },
  // A picture of 28×28 pixels is 7 of these exactly.
  software: { WORKGROUP_SIZE: 28 },
  workgroups: ({ B, height, width }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(height * width, 4), WORKGROUP_SIZE), B, 1],
  // Per pixel where it comes from, and a mixture of four; bends come on top.
  cost: ({ B, height, width }) => ({ flops: 16 * B * height * width, bytes: B * height * width * (1 + FLOAT_BYTES) }),
})

const variants = new Map<string, typeof gatherAugmented>()

/** The kernel with code for what takes work at every pixel only where the augmentation has it. */
export function gatherAugmentedBy({ elastic, blur, ground, noise, negative }: Augmentation): typeof gatherAugmented {
  const strengths = { ELASTIC: elastic, BLUR: blur, GROUND: ground, NOISE: noise, NEGATIVE: negative }
  const overrides = Object.fromEntries(Object.entries(strengths).map(([name, strength]) => [name, Number(strength > 0)]))
  const key = JSON.stringify(overrides)
  const kernel = variants.get(key) ?? variant(gatherAugmented, overrides)
  variants.set(key, kernel)
  return kernel
}

/** The strengths as the kernel takes them: turns in radians. */
export function augmentationUniforms(augmentation: Augmentation) {
  return { ...augmentation, rotate: (augmentation.rotate * Math.PI) / 180 }
}
