/** What was sent to the GPU since the last `take`. */
export interface GpuCounts {
  readonly dispatches: number
  readonly passes: number
  readonly submits: number
}

/** What is alive on the GPU. */
export interface GpuMemory {
  readonly bytes: number
  /** And textures. */
  readonly buffers: number
}

export interface GpuCounter {
  take(): GpuCounts
  memory(): GpuMemory
}

/**
 * Counts what whatever library on this thread asks of WebGPU, by standing in front of WebGPU's own methods; call it before any
 * device is made. All stays 0 where there is no WebGPU.
 *
 * A buffer or a texture lives until it is destroyed, its device is, or nobody refers to it any more and the collector says so.
 */
export function countGpuCalls(): GpuCounter {
  const counts = { dispatches: 0, passes: 0, submits: 0 }
  const live = new LiveMemory()
  if ('GPUDevice' in globalThis) {
    before(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => counts.dispatches++)
    before(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => counts.dispatches++)
    before(GPUCommandEncoder.prototype, 'beginComputePass', () => counts.passes++)
    before(GPUQueue.prototype, 'submit', () => counts.submits++)
    live.watch()
  }
  return {
    take() {
      const taken = { ...counts }
      counts.dispatches = counts.passes = counts.submits = 0
      return taken
    },
    memory: () => live.memory(),
  }
}

/** Calls `listener` before each call of a method. */
function before<K extends string>(prototype: { [Name in K]: (...args: never[]) => unknown }, name: K, listener: () => void): void {
  const method = prototype[name]
  prototype[name] = function (this: unknown, ...args: never[]) {
    listener()
    return Reflect.apply(method, this, args)
  }
}

class LiveMemory {
  private readonly alive = new Map<number, { readonly bytes: number; readonly device: WeakRef<GPUDevice> }>()
  private readonly ids = new WeakMap<GPUBuffer | GPUTexture, number>()
  private readonly collected = new FinalizationRegistry((id: number) => this.alive.delete(id))
  private nextId = 0

  watch(): void {
    const { createBuffer, createTexture, destroy } = GPUDevice.prototype
    // oxlint-disable-next-line typescript/no-this-alias -- two objects are `this` here: the device, and the set of what it made
    const live = this
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = createBuffer.call(this, descriptor)
      live.add(buffer, buffer.size, this)
      return buffer
    }
    GPUDevice.prototype.createTexture = function (descriptor) {
      const texture = createTexture.call(this, descriptor)
      live.add(texture, textureBytes(texture), this)
      return texture
    }
    GPUDevice.prototype.destroy = function () {
      live.forget(this)
      return destroy.call(this)
    }
    for (const made of [GPUBuffer.prototype, GPUTexture.prototype]) {
      const destroyOne = made.destroy
      made.destroy = function (this: GPUBuffer | GPUTexture) {
        live.alive.delete(live.ids.get(this) ?? -1)
        return Reflect.apply(destroyOne, this, [])
      }
    }
  }

  memory(): GpuMemory {
    return { bytes: [...this.alive.values()].reduce((sum, { bytes }) => sum + bytes, 0), buffers: this.alive.size }
  }

  private add(made: GPUBuffer | GPUTexture, bytes: number, device: GPUDevice): void {
    const id = this.nextId++
    this.ids.set(made, id)
    this.alive.set(id, { bytes, device: new WeakRef(device) })
    this.collected.register(made, id)
  }

  private forget(device: GPUDevice): void {
    for (const [id, one] of this.alive) if (one.device.deref() === device) this.alive.delete(id)
  }
}

/** Of its largest picture; formats are called by their channels and the bits of each: `rgba32float`. */
function textureBytes({ width, height, depthOrArrayLayers, format }: GPUTexture): number {
  const [, channels = '', bits = ''] = /^([rgba]+)(8|16|32)/.exec(format) ?? []
  return (width * height * depthOrArrayLayers * channels.length * Number(bits)) / 8
}
