import { createMaxPool } from '../../gpu/max-pool'

export const createMaxPool1d = createMaxPool
