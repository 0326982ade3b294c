import type { InHalf } from '../../../gpu/kernel'
import { HALF_EXTENSION } from '../../../gpu/stored'
import fullWgsl from '../../../../shaders/common/full.wgsl?raw'
import halfWgsl from '../../../../shaders/common/half.wgsl?raw'

/** Part of every kernel that reads or writes quads as a plan stores them. */
export const storedQuads = fullWgsl

/** What else such a kernel is defined with. */
export const whereHalf = { inHalf: { parts: [[fullWgsl, halfWgsl]] } } as const satisfies { inHalf: InHalf }

/** Likewise for a kernel in half precision alone. */
export const halfAlone = { includes: [halfWgsl], enables: [HALF_EXTENSION] } as const
