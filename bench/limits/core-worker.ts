import { createSimdPrimitives } from '../../src/nn/operations/cpu/simd32'
import { steadyGemmRate } from './cpu'

/** One more thread that multiplies for as long as it is told, so that the limit of several threads is measured with all of them at work. */

const primitives = createSimdPrimitives()

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  // The page that waits hears of a failure as an error of this worker.
  primitives.then((simd) => postMessage(typeof data === 'number' ? steadyGemmRate(simd, data) : null)).catch(reportError)
})
