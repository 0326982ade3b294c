import { record, within, type Decoder } from '../../core/decode'

/**
 * How strongly training pictures are deformed, each at random, evenly between the strength one way and the same the other way.
 * 0 leaves that deformation out. `shaders/data/gather_augmented.wgsl` and `nn/operations/cpu/augmentation.ts` compute it.
 */
export interface Augmentation {
  /** Along each axis, in pixels. */
  readonly shift: number
  /** In degrees. */
  readonly rotate: number
  /** Change of size relative to 1. */
  readonly scale: number
  /** Sideways movement per pixel of height. */
  readonly shear: number
  /** Farthest that bending moves a point along each axis, in pixels; a quarter of it is usual. */
  readonly elastic: number
  /** Distance of the points that are mixed in a blurred picture, in pixels: half of the pictures are blurred, by up to it. */
  readonly blur: number
  /** How bright the ground may become, unevenly, in half of the pictures; 1 is the ink. */
  readonly ground: number
  /** How far noise moves a pixel, in half of the pictures, by up to it. */
  readonly noise: number
  /** Sides of a rectangle that fades towards its negative, in half of the pictures; 1 is the picture. */
  readonly negative: number
}

export type AugmentationKind = keyof Augmentation

/** All kinds in the order in which panels and command lines name them. */
export const augmentationKinds = [
  'shift',
  'rotate',
  'scale',
  'shear',
  'elastic',
  'blur',
  'ground',
  'noise',
  'negative',
] as const satisfies readonly AugmentationKind[]

/**
 * What strengths are allowed, and the step of a slider. Turns stay within the kernel's series for the sine; `elastic` ends where a picture
 * begins to fold over itself now and then (it cannot below 0.4 of the lattice's spacing; Choi & Lee 2000).
 */
export const augmentationRanges = {
  shift: { min: 0, max: 8, step: 0.5 },
  rotate: { min: 0, max: 45, step: 1 },
  scale: { min: 0, max: 0.5, step: 0.05 },
  shear: { min: 0, max: 0.5, step: 0.05 },
  elastic: { min: 0, max: 6, step: 0.5 },
  blur: { min: 0, max: 3, step: 0.25 },
  ground: { min: 0, max: 1, step: 0.05 },
  noise: { min: 0, max: 1, step: 0.05 },
  negative: { min: 0, max: 1, step: 0.05 },
} as const satisfies Record<AugmentationKind, { min: number; max: number; step: number }>

export const NO_AUGMENTATION: Augmentation = {
  shift: 0,
  rotate: 0,
  scale: 0,
  shear: 0,
  elastic: 0,
  blur: 0,
  ground: 0,
  noise: 0,
  negative: 0,
}

/** Strengths that leave every handwritten digit readable. */
export const TYPICAL_AUGMENTATION: Augmentation = { ...NO_AUGMENTATION, shift: 2, rotate: 10, scale: 0.1, shear: 0.1, elastic: 3 }

function strength(kind: AugmentationKind): Decoder<number> {
  const { min, max } = augmentationRanges[kind]
  return within(min, max)
}

const decodeStrengths = record(
  {
    shift: strength('shift'),
    rotate: strength('rotate'),
    scale: strength('scale'),
    shear: strength('shear'),
    elastic: strength('elastic'),
  },
  // Files and preferences from before these kinds do not name them.
  { blur: strength('blur'), ground: strength('ground'), noise: strength('noise'), negative: strength('negative') },
)

export const decodeAugmentation: Decoder<Augmentation> = (value, path) => ({ ...NO_AUGMENTATION, ...decodeStrengths(value, path) })

/** The augmentation where it does anything, else null: then nothing is computed for it. */
export function activeAugmentation(augmentation: Augmentation | undefined): Augmentation | null {
  return augmentation !== undefined && augmentationKinds.some((kind) => augmentation[kind] > 0) ? augmentation : null
}

/** As a command line writes it: `shift=2,rotate=10`; `none` where nothing is deformed. */
export function formatAugmentation(augmentation: Augmentation | undefined): string {
  const active = activeAugmentation(augmentation)
  if (active === null) return 'none'
  return augmentationKinds
    .filter((kind) => active[kind] > 0)
    .map((kind) => `${kind}=${active[kind]}`)
    .join(',')
}
