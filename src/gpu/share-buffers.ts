/** A tensor that needs memory from one dispatch of a plan to another, both included. */
export interface Tenant {
  readonly bytes: number
  readonly first: number
  readonly last: number
}

export interface Sharing {
  /** Bytes of each buffer. */
  readonly sizes: readonly number[]
  /** Number of the buffer of each tenant. */
  readonly places: readonly number[]
}

/**
 * Lets tensors whose times do not meet share buffers: the largest tensors choose first, each the smallest buffer that is free while it lives.
 *
 * Two tensors that one dispatch uses always meet, so that it never reads and writes the same buffer.
 * Source: Pisarchyk & Lee 2020, "Efficient Memory Management for Deep Neural Net Inference", arXiv:2001.03288, "greedy by size" for shared objects.
 */
export function shareBuffers(tenants: readonly Tenant[]): Sharing {
  const places = tenants.map(() => 0)
  const buffers: { readonly bytes: number; readonly tenants: Tenant[] }[] = []
  const largestFirst = tenants.map((tenant, index) => ({ tenant, index })).toSorted((a, b) => b.tenant.bytes - a.tenant.bytes)
  for (const { tenant, index } of largestFirst) {
    // Buffers stand from large to small and all are large enough.
    let place = buffers.findLastIndex((buffer) => buffer.tenants.every((other) => other.last < tenant.first || tenant.last < other.first))
    if (place === -1) place = buffers.push({ bytes: tenant.bytes, tenants: [] }) - 1
    buffers[place]!.tenants.push(tenant)
    places[index] = place
  }
  return { sizes: buffers.map(({ bytes }) => bytes), places }
}
