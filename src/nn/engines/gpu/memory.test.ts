import { describe, expect, it } from 'vitest'
import { SpecError } from '../../../core/errors'
import { describeModel } from '../../spec/describe'
import { inputOf } from '../../spec/input'
import { presets } from '../../spec/presets'
import { largestBatch, predictionBatch, requireFittingParameters } from './memory'

const MIB = 2 ** 20

describe('predictionBatch', () => {
  /** The batches that so many pictures are computed in. */
  function cut(pictures: number, largest: number): number[] {
    const batches: number[] = []
    for (let done = 0; done < pictures; done += batches.at(-1)!) batches.push(predictionBatch(pictures - done, largest))
    return batches
  }

  it('takes large batches, and no larger ones than there are pictures for', () => {
    expect(cut(1000, 250)).toEqual([250, 250, 250, 250])
    expect(cut(128, 250)).toEqual([64, 64])
    expect(cut(256, 250)).toEqual([250, 16])
    expect(cut(190, 250)).toEqual([250])
    expect(cut(60, 250)).toEqual([64])
    expect([cut(1, 250), cut(2, 250), cut(33, 250)]).toEqual([[1], [16], [16, 16, 1]])
  })

  it('never exceeds the largest', () => {
    for (const largest of [1, 8, 16, 40, 79]) {
      for (const pictures of [1, 2, 16, 17, 64, 65, 200]) {
        const batches = cut(pictures, largest)
        expect(Math.max(...batches)).toBeLessThanOrEqual(largest)
        expect(batches.reduce((sum, batch) => sum + batch, 0)).toBeGreaterThanOrEqual(pictures)
      }
    }
  })
})

describe('largestBatch', () => {
  it('holds the gates of 784 timesteps within a buffer', () => {
    const batch = largestBatch(describeModel(presets['pixel-lstm'].spec), 128 * MIB)
    expect(784 * batch * 4 * 64 * 4).toBeLessThanOrEqual(128 * MIB)
    expect(batch).toBeGreaterThanOrEqual(128)
  })

  it('holds the windows of a convolution within a buffer', () => {
    const batch = largestBatch(describeModel(presets.cnn.spec), 64 * MIB)
    expect(11 * 11 * batch * 9 * 16 * 4).toBeLessThanOrEqual(64 * MIB)
    expect(batch).toBeGreaterThanOrEqual(250)
  })

  it('counts the rows of convolutions inside steps', () => {
    const spec = {
      version: 1 as const,
      input: inputOf({ scan: 'patches', patch: 14 }),
      layers: [
        { type: 'conv1d', filters: 64, kernel: 3, stride: 1, padding: 'same', activation: 'relu', within: 'step' },
        { type: 'flatten' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ] as const,
    }
    const batch = largestBatch(describeModel(spec), 64 * MIB)
    expect(4 * 196 * batch * 64 * 4).toBeLessThanOrEqual(64 * MIB)
    expect(batch).toBeGreaterThanOrEqual(250)
  })

  it('is at least 1', () => {
    expect(largestBatch(describeModel(presets['row-lstm'].spec), 1)).toBe(1)
  })
})

describe('requireFittingParameters', () => {
  it('refuses what no buffer of the GPU can hold, and says how many parameters could be', () => {
    const refused = () => requireFittingParameters({ parameterCount: 1000 }, 1024, 2048)
    expect(refused).toThrow(SpecError)
    expect(refused).toThrow(/: where model, field parameters, value 1000, allowed gpuParameters \(max 500\)$/)
  })

  it('takes what fits exactly', () => {
    expect(() => requireFittingParameters({ parameterCount: 1000 }, 1024, 4096)).not.toThrow()
  })
})
