/** How weights and activations lie in memory where products read them; all that is computed of them has 32 bits or more. */
export const storedFormats = ['float32', 'float16'] as const

export type StoredFormat = (typeof storedFormats)[number]
