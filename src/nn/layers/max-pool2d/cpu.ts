import { createMaxPool } from '../../cpu/max-pool'

export const createMaxPool2d = createMaxPool
