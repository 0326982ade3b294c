// What all kernels of the matrix product with the second factor transposed have in common: out = d·bᵀ.

struct Params {
  M: u32, // rows of d and out
  K: u32, // rows of b, columns of out, in fours
  N: u32, // columns of d and b in fours
}

const ROW_BLOCKS = 32768u; // row blocks of one z: a dispatch has at most 65535 workgroups along y

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> d: array<vec4f>;            // [M,N]
@group(0) @binding(2) var<storage, read> b: array<Stored>;            // [4K,N]
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;    // [M,K]

// Where this invocation's row of d begins.
fn start_of(row: u32) -> u32 {
  return min(row, params.M - 1u) * params.N;
}
