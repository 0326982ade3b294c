import { createMaxPool } from '../../cpu/max-pool'

export const createMaxPool1d = createMaxPool
