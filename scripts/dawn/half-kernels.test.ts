import { describe, expect, it } from 'vitest'
import { HALF_FEATURE } from '../../src/core/stored-format'
import { sourceOf } from '../../src/gpu/kernel'
import { allKernels } from '../../src/testing/all-kernels'
import { checkingDawn, dawnExcuse } from './dawn'

/** Every kernel in half precision goes through Dawn's compiler, also where no adapter runs it. */

const kernels = allKernels.filter(({ enables }) => enables.includes('f16'))
const excuse = dawnExcuse()

describe.skipIf(excuse !== null)(`kernels in half precision${excuse === null ? '' : ` (${excuse})`}`, () => {
  it('are valid, each with its bindings and constants', async () => {
    const adapter = await (await checkingDawn()).requestAdapter()
    const device = await adapter!.requestDevice({ requiredFeatures: [HALF_FEATURE, 'subgroups'] })
    const refused: string[] = []
    for (const kernel of kernels) {
      device.pushErrorScope('validation')
      const module = device.createShaderModule({ label: kernel.label, code: sourceOf(kernel) })
      device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main', constants: kernel.overrides } })
      const error = await device.popErrorScope()
      if (error !== null) refused.push(`${kernel.label}: ${error.message}`)
    }
    expect(refused).toEqual([])
    expect(kernels.length).toBeGreaterThan(40)
    device.destroy()
  })
})
