import { describe, test } from 'vitest'
import { describeModel } from '../../nn'
import { createCpuEngine } from '../../nn/engines/cpu/cpu-engine'
import { initialParameters } from '../../nn/spec/initializers'
import { presets } from '../../nn/spec/presets'
import { IMAGE_PIXELS } from '../../testing/digits'
import { enginesUnderTest } from '../../testing/engines'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import { judge } from './calibration'
import { someCalibration } from './calibration.fixture'
import { readingFeatures } from './features'

const picture = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => (pixel % 7) / 6)

describe.each(enginesUnderTest)('$name', ({ create }) => {
  test.each(['row-lstm', 'row-gru', 'row-rnn', 'bidirectional', 'keras', 'cnn'] as const)(
    'finds a picture as strange to %s as the float64 engine does',
    async (name) => {
      const { spec } = presets[name]
      const description = describeModel(spec)
      const parameters = initialParameters(description, 5)
      const calibration = someCalibration(spec)
      const [engine, oracle] = [await create(), await createCpuEngine()]
      const [model, exact] = [await engine.createModel(spec, { parameters }), await oracle.createModel(spec, { parameters })]
      const [read, expected] = [await model.trace(picture), await exact.trace(picture)]
      expectClose(readingFeatures(read, description), readingFeatures(expected, description), tolerances.strangeness, `features of ${name}`)
      const [found, wanted] = [judge(calibration, read, description), judge(calibration, expected, description)]
      expectCloseNumber(found.score, wanted.score, tolerances.strangeness, `strangeness to ${name}`)
      engine.dispose()
      oracle.dispose()
    },
  )
})
