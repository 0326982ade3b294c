import { beforeEach, describe, expect, it, vi } from 'vitest'
import { countGpuCalls } from './gpu-counter'

interface TextureDescriptor {
  readonly size: readonly [width: number, height: number]
  readonly format: string
}

/** As much of WebGPU as the counter stands in front of. */
function stubWebGpu() {
  class Buffer {
    constructor(readonly size: number) {}
    destroy() {}
  }
  class Texture {
    readonly width: number
    readonly height: number
    readonly depthOrArrayLayers = 1
    readonly format: string
    constructor({ size: [width, height], format }: TextureDescriptor) {
      this.width = width
      this.height = height
      this.format = format
    }
    destroy() {}
  }
  class Device {
    createTexture(descriptor: TextureDescriptor) {
      return new Texture(descriptor)
    }
    createBuffer({ size }: { readonly size: number }) {
      return new Buffer(size)
    }
    destroy() {}
  }
  class Pass {
    dispatchWorkgroups(x: number) {
      return x
    }
    dispatchWorkgroupsIndirect() {}
  }
  class Encoder {
    beginComputePass() {
      return new Pass()
    }
  }
  class Queue {
    submit() {}
  }
  vi.stubGlobal('GPUBuffer', Buffer)
  vi.stubGlobal('GPUTexture', Texture)
  vi.stubGlobal('GPUDevice', Device)
  vi.stubGlobal('GPUComputePassEncoder', Pass)
  vi.stubGlobal('GPUCommandEncoder', Encoder)
  vi.stubGlobal('GPUQueue', Queue)
  return { Device, Encoder, Queue }
}

describe('the counter of GPU calls', () => {
  let gpu: ReturnType<typeof stubWebGpu>
  beforeEach(() => {
    gpu = stubWebGpu()
    return () => vi.unstubAllGlobals()
  })

  it('counts since it was last asked, and changes no call', () => {
    const counter = countGpuCalls()
    const pass = new gpu.Encoder().beginComputePass()
    expect(pass.dispatchWorkgroups(7)).toBe(7)
    pass.dispatchWorkgroupsIndirect()
    new gpu.Queue().submit()
    expect(counter.take()).toEqual({ dispatches: 2, passes: 1, submits: 1 })
    expect(counter.take()).toEqual({ dispatches: 0, passes: 0, submits: 0 })
  })

  it('counts a texture with all its texels', () => {
    const counter = countGpuCalls()
    const texture = new gpu.Device().createTexture({ size: [256, 2], format: 'rgba32float' })
    expect(counter.memory()).toEqual({ bytes: 256 * 2 * 16, buffers: 1 })
    expect(texture.width).toBe(256)
    texture.destroy()
    expect(counter.memory()).toEqual({ bytes: 0, buffers: 0 })
  })

  it('knows the buffers that live', () => {
    const counter = countGpuCalls()
    const device = new gpu.Device()
    const small = device.createBuffer({ size: 16 })
    const large = device.createBuffer({ size: 256 })
    expect(counter.memory()).toEqual({ bytes: 272, buffers: 2 })
    large.destroy()
    large.destroy()
    expect(counter.memory()).toEqual({ bytes: 16, buffers: 1 })
    expect(small.size).toBe(16)
  })

  it('forgets the buffers of a device that is gone, and of no other', () => {
    const counter = countGpuCalls()
    const [gone, other] = [new gpu.Device(), new gpu.Device()]
    const buffers = [gone.createBuffer({ size: 16 }), other.createBuffer({ size: 32 })]
    gone.destroy()
    expect(counter.memory()).toEqual({ bytes: 32, buffers: 1 })
    expect(buffers).toHaveLength(2)
  })
})

it('counts nothing where there is no WebGPU', () => {
  const counter = countGpuCalls()
  expect(counter.take()).toEqual({ dispatches: 0, passes: 0, submits: 0 })
  expect(counter.memory()).toEqual({ bytes: 0, buffers: 0 })
})
