import { float64Primitives } from '../nn/operations/cpu/float64'
import { ParameterSet } from '../nn/operations/cpu/parameter-set'
import { createCpuLayer } from '../nn/layers/cpu-registry'
import type { LayerCase, LayerResult } from './gpu-layer'

/** Runs one layer forward and backward in float64: what `runGpuLayer` is held against. */
export function runCpuLayer({ described, batch, random, input, mask, parameters, dOutput }: LayerCase): LayerResult {
  const set = new ParameterSet(described.parameters, float64Primitives)
  set.load(parameters)
  const gradients = new ParameterSet(described.parameters, float64Primitives)
  const pass = createCpuLayer(described, { index: 1, primitives: float64Primitives, parameters: set }).plan(
    batch,
    Float64Array.from(input),
    mask && Float64Array.from(mask),
  )
  pass.forward({ training: true, ...random, firstExample: 0 })
  const output = Float32Array.from(pass.output)
  const signals = batch === 1 ? pass.signals().map((signal) => ({ ...signal, data: signal.data.slice() })) : []
  const dInput = Float32Array.from(pass.backward(Float64Array.from(dOutput), gradients, true)!)
  return { output, dInput, signals, gradients: gradients.tensors() }
}
