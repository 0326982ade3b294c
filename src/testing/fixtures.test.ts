import { describe, expect, it } from 'vitest'
import { hasMnist, hasVectors, loadMnistFile, loadVectors } from './fixtures'

describe.skipIf(!hasVectors)('loadVectors', () => {
  it('reads a file of the folder', async () => {
    expect(await loadVectors('tfjs_lstm.json')).toBeTypeOf('object')
  })

  it('refuses a file that is not there', async () => {
    await expect(loadVectors('nothing.json')).rejects.toThrow('nothing.json')
  })
})

describe.skipIf(!hasMnist)('loadMnistFile', () => {
  it('gives the bytes as they are stored', async () => {
    const bytes = await loadMnistFile('t10k-labels-idx1-ubyte.gz')
    expect([bytes[0], bytes[1]]).toEqual([0x1f, 0x8b])
  })
})
