/** What was sent to the GPU since the last `take`. */
export interface GpuCounts {
  readonly dispatches: number
  readonly passes: number
  readonly submits: number
}

/** What is alive on the GPU. */
export interface GpuMemory {
  readonly bytes: number
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
 * A buffer lives until it is destroyed, its device is, or nobody refers to it any more and the collector says so.
 */
export function countGpuCalls(): GpuCounter {
  const counts = { dispatches: 0, passes: 0, submits: 0 }
  const buffers = new LiveBuffers()
  if ('GPUDevice' in globalThis) {
    before(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => counts.dispatches++)
    before(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => counts.dispatches++)
    before(GPUCommandEncoder.prototype, 'beginComputePass', () => counts.passes++)
    before(GPUQueue.prototype, 'submit', () => counts.submits++)
    buffers.watch()
  }
  return {
    take() {
      const taken = { ...counts }
      counts.dispatches = counts.passes = counts.submits = 0
      return taken
    },
    memory: () => buffers.memory(),
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

class LiveBuffers {
  private readonly alive = new Map<number, { readonly bytes: number; readonly device: WeakRef<GPUDevice> }>()
  private readonly ids = new WeakMap<GPUBuffer, number>()
  private readonly collected = new FinalizationRegistry((id: number) => this.alive.delete(id))
  private nextId = 0

  watch(): void {
    const create = GPUDevice.prototype.createBuffer
    // oxlint-disable-next-line typescript/no-this-alias -- two objects are `this` here: the device, and the set of its buffers
    const buffers = this
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = create.call(this, descriptor)
      buffers.add(buffer, this)
      return buffer
    }
    const destroyBuffer = GPUBuffer.prototype.destroy
    GPUBuffer.prototype.destroy = function () {
      buffers.alive.delete(buffers.ids.get(this) ?? -1)
      return destroyBuffer.call(this)
    }
    const destroyDevice = GPUDevice.prototype.destroy
    GPUDevice.prototype.destroy = function () {
      buffers.forget(this)
      return destroyDevice.call(this)
    }
  }

  memory(): GpuMemory {
    return { bytes: [...this.alive.values()].reduce((sum, { bytes }) => sum + bytes, 0), buffers: this.alive.size }
  }

  private add(buffer: GPUBuffer, device: GPUDevice): void {
    const id = this.nextId++
    this.ids.set(buffer, id)
    this.alive.set(id, { bytes: buffer.size, device: new WeakRef(device) })
    this.collected.register(buffer, id)
  }

  private forget(device: GPUDevice): void {
    for (const [id, one] of this.alive) if (one.device.deref() === device) this.alive.delete(id)
  }
}
