/**
 * How kernels that compute the same arrange the work: tiles in `registers` alone, which runs everywhere; tiles that the four invocations of
 * a subgroup's `quads` load together; tiles `staged` in workgroup memory.
 */
export const ARRANGEMENTS = ['registers', 'quads', 'staged'] as const
export type Arrangement = (typeof ARRANGEMENTS)[number]

/** Where each of eight invocations stands among its subgroup, and whom it meets by each exchange. */
const PROBE = `
enable subgroups;
@group(0) @binding(0) var<storage, read_write> met: array<vec4u, 8>;
@compute @workgroup_size(8)
fn main(@builtin(local_invocation_index) index: u32, @builtin(subgroup_invocation_id) invocation: u32) {
  met[index] = vec4u(invocation & 3u, quadSwapX(index), quadSwapY(index), quadSwapDiagonal(index));
}`

/**
 * Whether four consecutive invocations of a workgroup are a quad of a subgroup. WGSL promises quads, but not of whom; kernels arranged in
 * quads are only run where this was seen.
 */
export async function hasQuads(device: GPUDevice): Promise<boolean> {
  if (!device.features.has('subgroups')) return false
  const size = 8 * 4 * Uint32Array.BYTES_PER_ELEMENT
  const met = device.createBuffer({ label: 'quads', size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC })
  const copy = device.createBuffer({ label: 'quads copy', size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
  try {
    const module = device.createShaderModule({ label: 'quads', code: PROBE })
    const pipeline = await device.createComputePipelineAsync({ label: 'quads', layout: 'auto', compute: { module } })
    const encoder = device.createCommandEncoder({ label: 'quads' })
    const pass = encoder.beginComputePass()
    pass.setPipeline(pipeline)
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: [{ binding: 0, resource: met }] }))
    pass.dispatchWorkgroups(1)
    pass.end()
    encoder.copyBufferToBuffer(met, 0, copy, 0, size)
    device.queue.submit([encoder.finish()])
    await copy.mapAsync(GPUMapMode.READ)
    const values = new Uint32Array(copy.getMappedRange())
    return values.every((value, at) => value === (at % 4 === 0 ? (at / 4) % 4 : Math.floor(at / 4) ^ (at % 4)))
  } catch {
    return false
  } finally {
    met.destroy()
    copy.destroy()
  }
}

/**
 * The arrangement that fits an adapter as a rule. On one that is emulated on the CPU loads are dear, arithmetic is cheap and a barrier is
 * ruinous; hardware wants many invocations and values staged near them.
 */
export function usualArrangement(isSoftware: boolean, quads: boolean): Arrangement {
  if (!isSoftware) return 'staged'
  return quads ? 'quads' : 'registers'
}
