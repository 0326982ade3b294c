import { dropoutStream, dropoutThreshold } from '../../core/dropout'
import type { Pool, Primitives, PrimitivesScope, Product, RepeatedProduct, Values, Windows } from './primitives'
import { parseKernels, type Kernels } from './simd/kernels'
import { Allocator, createMemory, isShared } from './simd/memory'
import { compileModule, hasRelaxedSimd } from './simd/module'

export interface SimdOptions {
  /** Where arrays are, as `createMemory` makes it; one that is shared may serve several threads. Default: memory of their own. */
  readonly memory?: WebAssembly.Memory
  /** Whether multiply-adds are rounded once; default: where the engine can. */
  readonly relaxed?: boolean
}

/** The CPU engine's arithmetic in float32, four values at a time, in WebAssembly. */
export interface SimdPrimitives extends Primitives {
  /** Where all arrays are; they stay where they are when it grows. */
  readonly memory: WebAssembly.Memory
  /** Whether other threads may use that memory: `createSimdPrimitives({ memory })` there gives them arrays beside these. */
  readonly isShared: boolean
  /** Of arrays that have not ended. */
  readonly bytesInUse: number
}

/**
 * Loads and compiles the module of `assembly/` that suits this engine.
 *
 * @throws EngineUnavailableError where there is no WebAssembly with SIMD, or the module cannot be had
 */
export async function createSimdPrimitives({
  memory = createMemory(),
  relaxed = hasRelaxedSimd(),
}: SimdOptions = {}): Promise<SimdPrimitives> {
  const module = await compileModule({ isRelaxed: relaxed, isShared: isShared(memory) })
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
  const allocator = new Allocator(memory)
  const kernels = parseKernels(exports)
  const scratch = allocator.allocate(kernels.scratchBytes())
  const arithmetic = { ...primitivesOf(kernels, scratch, relaxed), memory, isShared: isShared(memory) }
  const { allocate, scope, repeat } = createScope({ kernels, allocator, scratch, arithmetic })
  return {
    ...arithmetic,
    allocate,
    scope,
    repeat,
    get bytesInUse() {
      return allocator.bytesInUse
    },
  }
}

interface Computer {
  readonly kernels: Kernels
  readonly allocator: Allocator
  /** Address of what every product writes its copies to. */
  readonly scratch: number
  readonly arithmetic: Omit<Primitives, 'allocate' | 'scope' | 'repeat'>
}

/** @param onRelease  hears when its arrays have ended */
function createScope(computer: Computer, onRelease: (scope: PrimitivesScope) => void = () => {}): PrimitivesScope {
  const { kernels, allocator, scratch, arithmetic } = computer
  const blocks: { readonly start: number; readonly bytes: number }[] = []
  const inner = new Set<PrimitivesScope>()
  const allocate = (length: number): Float32Array => {
    const bytes = length * Float32Array.BYTES_PER_ELEMENT
    const start = allocator.allocate(bytes)
    blocks.push({ start, bytes })
    return new Float32Array(allocator.memory.buffer, start, length)
  }
  const scope: PrimitivesScope = {
    ...arithmetic,
    allocate,
    scope() {
      const created = createScope(computer, (released) => inner.delete(released))
      inner.add(created)
      return created
    },
    repeat: (b, product) => repeat(kernels, scratch, b, allocate(kernels.packedLength(product.n, product.k)), product),
    release() {
      for (const created of inner) created.release()
      for (const { start, bytes } of blocks.splice(0)) allocator.release(start, bytes)
      onRelease(scope)
    },
  }
  return scope
}

/** B stays in panels, in the order in which the innermost loop reads it. */
function repeat(kernels: Kernels, scratch: number, b: Values, packed: Values, product: Product): RepeatedProduct {
  const { m, n, k, transposeB = false, accumulate = false } = product
  const bias = product.bias?.byteOffset ?? 0
  const { byteOffset: panels } = packed
  const { byteOffset } = b
  return {
    refresh: () => kernels.pack(panels, byteOffset, m, n, k, transposeB),
    multiply: (c, a) =>
      kernels.multiplyPacked(c.byteOffset, a.byteOffset, byteOffset, panels, bias, m, n, k, transposeB, accumulate, scratch),
  }
}

function primitivesOf(kernels: Kernels, scratch: number, relaxed: boolean): Computer['arithmetic'] {
  return {
    name: 'WebAssembly SIMD, float32',
    features: relaxed ? ['relaxed SIMD'] : [],

    multiply(c, a, b, { m, n, k, transposeA = false, transposeB = false, accumulate = false, bias }) {
      const start = bias?.byteOffset ?? 0
      kernels.multiply(c.byteOffset, a.byteOffset, b.byteOffset, start, m, n, k, transposeA, transposeB, accumulate, scratch)
    },
    fillRows: (matrix, row, rows) => kernels.fillRows(matrix.byteOffset, row.byteOffset, rows, row.length),
    copyRows: (to, source, { rows, width, toStride, sourceStride }) =>
      kernels.copyRows(to.byteOffset, toStride, source.byteOffset, sourceStride, rows, width),
    addRowSums: (sums, matrix, rows) => kernels.addRowSums(sums.byteOffset, matrix.byteOffset, rows, sums.length),
    softmax: (probabilities, scores, rows, columns) => kernels.softmax(probabilities.byteOffset, scores.byteOffset, rows, columns),

    relu: (values) => kernels.relu(values.byteOffset, values.length),
    reluBackward: (dSums, out, dOut) => kernels.reluBackward(dSums.byteOffset, out.byteOffset, dOut.byteOffset, out.length),
    tanh: (y, x) => kernels.tanhForward(y.byteOffset, x.byteOffset, y.length),
    tanhBackward: (dX, y, dY) => kernels.tanhBackward(dX.byteOffset, y.byteOffset, dY.byteOffset, dX.length),

    unfold(matrix, picture, windows) {
      if (sticksOut(windows)) kernels.fillZeros(matrix.byteOffset, matrix.length)
      kernels.unfold(matrix.byteOffset, picture.byteOffset, ...sizesOf(windows))
    },
    fold(picture, matrix, windows) {
      kernels.fillZeros(picture.byteOffset, picture.length)
      kernels.fold(matrix.byteOffset, picture.byteOffset, ...sizesOf(windows))
    },
    maxPool(output, input, pool) {
      kernels.maxPool(output.byteOffset, input.byteOffset, valuesOf(pool), pool.height, pool.width, pool.sizeY, pool.sizeX)
    },
    maxPoolBackward(dInput, dOutput, input, pool) {
      const { height, width, sizeY, sizeX } = pool
      kernels.fillZeros(dInput.byteOffset, dInput.length)
      kernels.maxPoolBackward(dInput.byteOffset, dOutput.byteOffset, input.byteOffset, valuesOf(pool), height, width, sizeY, sizeX)
    },

    lstmForward: ({ gates, cBefore, c, tanhC, h }, batch, units) =>
      kernels.lstmForward(gates.byteOffset, cBefore.byteOffset, c.byteOffset, tanhC.byteOffset, h.byteOffset, batch, units),
    lstmBackward: ({ gates, cBefore, tanhC }, dH, dC, batch, units) =>
      kernels.lstmBackward(gates.byteOffset, cBefore.byteOffset, tanhC.byteOffset, dH.byteOffset, dC.byteOffset, batch, units),
    gruForward: ({ gates, recurrent, hBefore, h }, batch, units) =>
      kernels.gruForward(gates.byteOffset, recurrent.byteOffset, hBefore.byteOffset, h.byteOffset, batch, units),
    gruBackward: ({ gates, recurrent, hBefore }, dH, batch, units) =>
      kernels.gruBackward(gates.byteOffset, recurrent.byteOffset, hBefore.byteOffset, dH.byteOffset, batch, units),

    dropout(out, values, { rate, seed, step, layer, firstExample, batch, positions, features }) {
      const threshold = dropoutThreshold(rate)
      const stream = dropoutStream(layer)
      const { byteOffset: to } = out
      const { byteOffset: from } = values
      kernels.dropout(to, from, positions, batch, features, firstExample, threshold, 1 / (1 - rate), seed, step, stream)
    },
    layerNorm(out, input, gamma, beta, { values, inverse }, epsilon) {
      const features = gamma.length
      const rows = input.length / features
      const [to, from, scale, shift] = [out.byteOffset, input.byteOffset, gamma.byteOffset, beta.byteOffset]
      kernels.layerNorm(to, from, scale, shift, values.byteOffset, inverse.byteOffset, rows, features, epsilon)
    },
    layerNormGradient({ dInput, dGamma, dBeta }, dOutput, gamma, { values, inverse }) {
      const features = gamma.length
      const rows = dOutput.length / features
      const [to, from] = [dInput?.byteOffset ?? 0, dOutput.byteOffset]
      const kept = [values.byteOffset, inverse.byteOffset] as const
      kernels.layerNormGradient(to, dGamma.byteOffset, dBeta.byteOffset, from, gamma.byteOffset, ...kept, rows, features)
    },

    adam(parameters, gradients, m, v, { rate, beta1, beta2, epsilon, decay }) {
      const arrays = [parameters.byteOffset, gradients.byteOffset, m.byteOffset, v.byteOffset] as const
      kernels.adam(...arrays, parameters.length, rate, beta1, 1 - beta1, beta2, 1 - beta2, epsilon, decay)
    },
    gradientDescent: (parameters, gradients, rate) =>
      kernels.gradientDescent(parameters.byteOffset, gradients.byteOffset, parameters.length, rate),
    momentumDescent(parameters, gradients, moved, { rate, momentum, nesterov }) {
      const { byteOffset, length } = parameters
      kernels.momentumDescent(byteOffset, gradients.byteOffset, moved.byteOffset, length, rate, momentum, nesterov)
    },
    rmsprop(parameters, gradients, v, { rate, rho, epsilon }) {
      const { byteOffset, length } = parameters
      kernels.rmsprop(byteOffset, gradients.byteOffset, v.byteOffset, length, rate, rho, 1 - rho, epsilon)
    },
    sumOfSquares: (values) => kernels.sumOfSquares(values.byteOffset, values.length),
    scale: (values, factor) => kernels.scale(values.byteOffset, values.length, factor),
  }
}

/** Whether some window sees what is beyond the picture. */
function sticksOut({ height, width, outHeight, outWidth, kernelHeight, kernelWidth, stride, top, left }: Windows): boolean {
  const bottom = (outHeight - 1) * stride + kernelHeight - top
  const right = (outWidth - 1) * stride + kernelWidth - left
  return top > 0 || left > 0 || bottom > height || right > width
}

function sizesOf(windows: Windows): number[] {
  const { examples, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth } = windows
  const { stride, top, left, pixelStride, examplePixelStride, rowStride, exampleRowStride } = windows
  const sizes = [examples, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth]
  return [...sizes, stride, top, left, pixelStride, examplePixelStride, rowStride, exampleRowStride]
}

function valuesOf({ examples, channels }: Pool): number {
  return examples * channels
}
