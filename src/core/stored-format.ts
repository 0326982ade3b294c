/** How weights and activations lie in memory where products read them; all that is computed of them has 32 bits or more. */
export const storedFormats = ['float32', 'float16'] as const

/** What WebGPU calls the feature that an adapter needs for `float16`. */
export const HALF_FEATURE = 'shader-f16'

export type StoredFormat = (typeof storedFormats)[number]
