import { expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../testing/digits'
import { rowBlocks } from '../operations/gpu/gemm-kernels'
import { add, join, split } from '../layers/recurrent/gpu'
import { trainingRanges } from '../spec/training'

/** WebGPU's guaranteed number of workgroups along one dimension. */
const LIMIT = 65_535
/** The longest sequence with the largest batch that the page lets anybody choose. */
const ROWS = IMAGE_PIXELS * trainingRanges.batchSize.max

it('covers the rows of the largest batch of the longest sequence within what a dispatch may count', () => {
  const [y, z] = rowBlocks(ROWS)
  expect(y * z * 8).toBeGreaterThanOrEqual(ROWS)
  const overrides = { WORKGROUP_SIZE: 8 }
  const counts = [
    join.workgroups({ M: ROWS, L: 64, R: 64, left: 0, right: 0 }, overrides),
    split.workgroups({ M: ROWS, L: 64, R: 64, first: 0 }, overrides),
    add.workgroups({ M: ROWS, N: 32 }, overrides),
  ]
  expect(Math.max(...counts.flat())).toBeLessThanOrEqual(LIMIT)
})
