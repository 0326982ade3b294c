import { type Augmentation, augmentationKinds, augmentationRanges, NO_AUGMENTATION } from '../nn/spec/augmentation'

/** What is allowed at most, of every kind. */
export const STRONGEST_AUGMENTATION: Augmentation = augmentationKinds.reduce(
  (strengths, kind) => ({ ...strengths, [kind]: augmentationRanges[kind].max }),
  NO_AUGMENTATION,
)
