// Adds one matrix to another: sum += other, the two readers' gradients of the sequence that both have read.
// One thread adds four columns of 8 rows. Accumulates into sum.

struct Params {
  M: u32, // rows
  N: u32, // columns in fours
}

const ROW_BLOCKS = 32768u; // row blocks of one z: a dispatch has at most 65535 workgroups along y

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> other: array<vec4f>;        // [M,N]
@group(0) @binding(2) var<storage, read_write> sum: array<vec4f>;    // [M,N]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.N) { return; }
  let first = 8u * (id.z * ROW_BLOCKS + id.y);
  let end = min(first + 8u, params.M);
  for (var row = first; row < end; row++) {
    sum[row * params.N + id.x] += other[row * params.N + id.x];
  }
}
