import type { CpuLoss } from '../cpu/loss'
import { categoricalCrossentropy } from './categorical-crossentropy/cpu'
import type { LossKind } from './definition'

export const cpuLosses = { categoricalCrossentropy } satisfies Record<LossKind, CpuLoss>
