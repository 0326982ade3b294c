import { describe, expect, it } from 'vitest'
import { hasMnist, loadMnistFile } from './fixtures'

describe('the browser of the tests', () => {
  it('has a WebGPU adapter that computes', async () => {
    const adapter = await navigator.gpu.requestAdapter()
    if (adapter === null)
      throw new Error('requestAdapter() gave null: these tests need WebGPU. GATELIGHT_ADAPTER=swiftshader needs no GPU.')
    const { vendor, architecture, description } = adapter.info
    console.info(`WebGPU adapter: ${[vendor, architecture, description].filter((part) => part !== '').join(' ')}`)

    const device = await adapter.requestDevice()
    const buffer = device.createBuffer({ size: 4, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ })
    device.queue.writeBuffer(buffer, 0, new Uint32Array([42]))
    await buffer.mapAsync(GPUMapMode.READ)
    expect(new Uint32Array(buffer.getMappedRange())[0]).toBe(42)
    device.destroy()
  })

  it.skipIf(!hasMnist)('reaches the files that tests compare with', async () => {
    const bytes = await loadMnistFile('t10k-labels-idx1-ubyte.gz')
    expect([bytes[0], bytes[1]]).toEqual([0x1f, 0x8b])
  })
})
