import type { StoredFormat } from '../core/stored-format'
import type { Kernel } from './kernel'

/** What WGSL calls the feature that an adapter must have for half precision. */
export const HALF_EXTENSION = 'f16'

const BYTES: Readonly<Record<StoredFormat, number>> = { float32: 4, float16: 2 }

/** Bytes of a value that is stored so. */
export function storedBytes(format: StoredFormat): number {
  return BYTES[format]
}

const halves = new WeakMap<Kernel, Kernel>()

/** The same kernel over quads that are stored so: of the same source, but for the parts that say what is stored. */
export function storedIn(kernel: Kernel, format: StoredFormat): Kernel {
  const { inHalf } = kernel
  if (format === 'float32' || inHalf === undefined) return kernel
  const known = halves.get(kernel)
  if (known !== undefined) return known
  const parts = new Map(inHalf.parts)
  const half: Kernel = {
    ...kernel,
    label: `${kernel.label} in half`,
    includes: kernel.includes.map((part) => parts.get(part) ?? part),
    enables: [HALF_EXTENSION, ...kernel.enables],
    bindings: { ...kernel.bindings, ...inHalf.bindings },
    ...(kernel.cost && { cost: (uniforms) => kernel.cost!(uniforms, storedBytes(format)) }),
  }
  halves.set(kernel, half)
  return half
}
