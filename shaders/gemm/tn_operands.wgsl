// What all kernels of the matrix product with the first factor transposed have in common: out = aᵀ·d, and where sums are wanted
// d_bias = Σ_m d[m,:].

struct Params {
  M: u32,       // rows of a and d: T·B
  K: u32,       // columns of a in fours: a quarter of the rows of out
  N: u32,       // columns of d and out in fours
  first: u32,   // first row of a
  d_first: u32, // and of d
  sums: u32,    // 1: column sums of d go to d_bias
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<Stored>;            // [first+M,K]
@group(0) @binding(2) var<storage, read> d: array<vec4f>;            // [d_first+M,N]
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;    // [4K,N]
@group(0) @binding(4) var<storage, read_write> d_bias: array<vec4f>; // [N], looked at where sums are wanted

// Rows m … m+3 of d in four columns, in the order in which this invocation meets them.
fn block_of_d(m: u32, lane: u32, column: u32) -> mat4x4f {
  let at = (params.d_first + m) * params.N + column;
  return mat4x4f(
    d[at + lane * params.N],
    d[at + (lane ^ 1u) * params.N],
    d[at + (lane ^ 2u) * params.N],
    d[at + (lane ^ 3u) * params.N],
  );
}

fn outer(row: vec4f, v: vec4f) -> mat4x4f {
  return mat4x4f(row * v.x, row * v.y, row * v.z, row * v.w);
}
