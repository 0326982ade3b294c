/** A thread that takes and gives what a helper of the CPU engine takes and gives in a step, and computes nothing. */

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!(data instanceof Float32Array)) return
  // Into the network's memory, and gradients out of it.
  const copy = Float32Array.from(data)
  data.set(copy)
  postMessage(data, { transfer: [data.buffer] })
})
