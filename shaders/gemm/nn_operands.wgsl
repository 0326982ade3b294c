// What all kernels of the matrix product with bias have in common: out = a·b + bias, or max(a·b + bias, 0).

struct Params {
  M: u32,     // rows of a and out
  K: u32,     // columns of a in fours
  N: u32,     // columns of b and out in fours
  first: u32, // first row of a
  relu: u32,  // 1: negative sums become 0
}

const ROW_BLOCKS = 32768u; // row blocks of one z: a dispatch has at most 65535 workgroups along y

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<Stored>;            // [first+M,K]
@group(0) @binding(2) var<storage, read> b: array<Stored>;            // [4K,N]
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;         // [N]
@group(0) @binding(4) var<storage, read_write> out: array<vec4f>;    // [M,N]

// Only what is below 0 is cut: a NaN stays one.
fn activated(sums: vec4f) -> vec4f {
  return select(sums, vec4f(0.0), (sums < vec4f(0.0)) & vec4<bool>(params.relu == 1u));
}

// Rows 4k … 4k+3 of b in four columns, as the matrix that a quad of a is multiplied by.
fn block_of_b(k: u32, column: u32) -> mat4x4f {
  let at = 4u * k * params.N + column;
  return mat4x4f(vec4f(b[at]), vec4f(b[at + params.N]), vec4f(b[at + 2u * params.N]), vec4f(b[at + 3u * params.N]));
}

// Where this invocation's row of a begins.
fn start_of(row: u32) -> u32 {
  return (params.first + min(row, params.M - 1u)) * params.K;
}
