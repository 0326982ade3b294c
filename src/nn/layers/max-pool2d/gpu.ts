import { createMaxPool } from '../../gpu/max-pool'

export const createMaxPool2d = createMaxPool
