/** What was sent to the GPU since the last `take`. */
export interface GpuCounts {
  readonly dispatches: number
  readonly submits: number
}

/** Counts dispatches and submits of whatever library runs on the page, by standing in front of WebGPU's own methods. */
export function countGpuCalls(): { take(): GpuCounts } {
  let dispatches = 0
  let submits = 0
  const pass = GPUComputePassEncoder.prototype
  const dispatch = pass.dispatchWorkgroups
  pass.dispatchWorkgroups = function (...sizes) {
    dispatches++
    return dispatch.apply(this, sizes)
  }
  const submit = GPUQueue.prototype.submit
  GPUQueue.prototype.submit = function (buffers) {
    submits++
    return submit.call(this, buffers)
  }
  return {
    take() {
      const counts = { dispatches, submits }
      dispatches = 0
      submits = 0
      return counts
    },
  }
}
