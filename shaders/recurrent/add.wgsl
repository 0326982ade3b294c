// Adds one matrix to another: sum += other, the two readers' gradients of the sequence that both have read.
// One thread adds four columns of 8 rows. Accumulates into sum.

struct Params {
  M: u32, // rows
  N: u32, // columns in fours
}

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> other: array<vec4f>;        // [M,N]
@group(0) @binding(2) var<storage, read_write> sum: array<vec4f>;    // [M,N]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.N) { return; }
  let end = min(8u * id.y + 8u, params.M);
  for (var row = 8u * id.y; row < end; row++) {
    sum[row * params.N + id.x] += other[row * params.N + id.x];
  }
}
