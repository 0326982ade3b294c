import { describe, expect, it } from 'vitest'
import { describeModel, initialParameters } from '../../src/nn/index'
import { SPEC } from '../contender'
import { convolutionKernel, kerasModel, lstmKernel } from './keras-model'

describe('an LSTM for ONNX', () => {
  it('has its gates in the order i o f c, units as rows', () => {
    // Two features, one unit: i f c o.
    expect(lstmKernel({ shape: [2, 4], data: Float32Array.of(1, 2, 3, 4, 10, 20, 30, 40) })).toEqual({
      shape: [1, 4, 2],
      data: Float32Array.of(1, 10, 4, 40, 2, 20, 3, 30),
    })
  })

  it('keeps the units of a gate together', () => {
    expect(lstmKernel({ shape: [8], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) }).data).toEqual(Float32Array.of(1, 2, 7, 8, 3, 4, 5, 6))
  })
})

describe('a convolution for ONNX', () => {
  it('has filters first and the window last', () => {
    // [K,F,filters] = [2,2,1]
    expect(convolutionKernel({ shape: [2, 2, 1], data: Float32Array.of(1, 2, 3, 4) })).toEqual({
      shape: [1, 2, 2],
      data: Float32Array.of(1, 3, 2, 4),
    })
  })
})

describe('kerasModel', () => {
  const parameters = initialParameters(describeModel(SPEC), 1)

  it('holds every weight once, and the second biases', () => {
    const floats = [...parameters.values()].reduce((sum, { data }) => sum + data.length, 4 * 128 + 4 * 64)
    const { length } = kerasModel(parameters)
    expect(length).toBeGreaterThan(4 * floats)
    expect(length).toBeLessThan(4 * floats + 2000)
  })

  it('names what is missing', () => {
    expect(() => kerasModel(new Map([...parameters].filter(([name]) => name !== 'lstm_1/bias')))).toThrow('no parameter lstm_1/bias')
  })
})
