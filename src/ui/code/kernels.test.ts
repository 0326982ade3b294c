import { describe, expect, it } from 'vitest'
import { sourceOf } from '../../gpu/kernel'
import { describeLayer } from '../../nn/spec/describe'
import { optimizerDefinitions, resolveOptimizer } from '../../nn/spec/optimizers'
import { presets } from '../../nn/spec/presets'
import { layerDefinitions } from '../../nn/spec/registry'
import { allKernels } from '../../testing/all-kernels'
import { modelView } from '../network/layers'
import { kernelOfGradient, kernelOfLayer, kernelOfLesson, kernelOfOptimizer } from './computed-by'
import { assemblyOf, filesOfKernel, kernelLabels } from './kernels'
import { loadAssembly, loadKernel, wholeOf } from './sources'

const label = ({ label: name }: { readonly label: string }): string => name

describe('the table of kernels', () => {
  it('names every kernel that there is, and no other', () => {
    expect(kernelLabels.toSorted()).toEqual([...new Set(allKernels.map(label))].toSorted())
  })

  it.each(kernelLabels)('%s is shown as it is compiled', async (name) => {
    const shown = await loadKernel(name)
    const sources = new Set(allKernels.filter((kernel) => kernel.label === name).map(sourceOf))
    expect([wholeOf(shown)]).toEqual([...sources])
  })

  it('knows no kernel of another name', async () => {
    expect(filesOfKernel('lstm/forward')).toBeNull()
    expect(filesOfKernel('toString')).toBeNull()
    await expect(loadKernel('lstm/forward')).rejects.toThrow(RangeError)
  })
})

describe('the CPU’s arithmetic', () => {
  it.each(kernelLabels.filter((name) => assemblyOf(name) !== null))('has a file for %s', async (name) => {
    const [file] = await loadAssembly(assemblyOf(name)!)
    expect(file?.text).toContain('export function')
  })
})

describe('what is explained', () => {
  it.each(Object.values(layerDefinitions).map(({ type }) => type))('has a kernel for %s', (kind) => {
    expect(kernelLabels).toContain(kernelOfLayer(kind))
  })

  it('has one for every signal of every preset, and a cell of its own for every recurrent kind', () => {
    for (const { spec } of Object.values(presets)) {
      for (const layer of modelView(spec).layers) {
        const kernel = kernelOfLayer(layer.kind)
        expect(filesOfKernel(kernel)).not.toBeNull()
        if (layer.recurrence !== null) expect(kernel).toBe(`${layer.kind}/forward_step`)
      }
    }
  })

  it('has one for every formula of a lesson', () => {
    for (const kernel of Object.values(kernelOfLesson)) expect(kernelLabels).toContain(kernel)
  })

  it('has one for the step of every optimizer, and for the gradient of every recurrent layer', () => {
    const kernels = Object.values(optimizerDefinitions).map(({ type }) => kernelOfOptimizer(resolveOptimizer({ type })))
    expect(kernels).toEqual(['optimizer/gradient_descent', 'optimizer/rmsprop', 'optimizer/adam', 'optimizer/adam'])
    for (const kernel of kernels) expect(kernelLabels).toContain(kernel)
    expect(kernelOfOptimizer(resolveOptimizer({ type: 'sgd', momentum: 0.9 }))).toBe('optimizer/momentum')
    const gradients = (['lstm', 'gru', 'rnn'] as const).map(kernelOfGradient)
    for (const kernel of gradients) expect(kernelLabels).toContain(kernel)
    expect(kernelOfGradient('dense')).toBeNull()
  })

  it('is computed by a kernel that speaks of its letters', async () => {
    const layers = [
      ['lstm', 'i,f,o'],
      ['gru', 'z,r'],
      ['rnn', 'h_t'],
    ] as const
    for (const [kind, letters] of layers) {
      const layer = { type: kind, units: 2, returnSequences: false, direction: 'forward' } as const
      expect(describeLayer(layer, kind, [28, 28]).signals.length).toBeGreaterThan(0)
      const [file] = await loadKernel(kernelOfLayer(kind))
      expect(file?.text).toContain(letters)
    }
  })
})
