// Puts two matrices side by side: out[m] = (left[m], right[m]), without the padding between them.
// One thread makes four columns of 8 rows. Overwrites out.

struct Params {
  M: u32,     // rows
  L: u32,     // columns of left without their padding
  R: u32,     // columns of right without theirs
  left: u32,  // first row of left
  right: u32, // first row of right
}

const ROW_BLOCKS = 32768u; // row blocks of one z: a dispatch has at most 65535 workgroups along y

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> left: array<f32>;           // [left+M,L padded to fours]
@group(0) @binding(2) var<storage, read> right: array<f32>;          // [right+M,R padded to fours]
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;    // [M,(L+R)/4 rounded up]

fn value(row: u32, column: u32) -> f32 {
  if (column < params.L) { return left[(params.left + row) * 4u * ((params.L + 3u) / 4u) + column]; }
  if (column < params.L + params.R) { return right[(params.right + row) * 4u * ((params.R + 3u) / 4u) + column - params.L]; }
  return 0.0;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let width = (params.L + params.R + 3u) / 4u;
  let column = 4u * id.x;
  if (id.x >= width) { return; }
  let first = 8u * (id.z * ROW_BLOCKS + id.y);
  let end = min(first + 8u, params.M);
  for (var row = first; row < end; row++) {
    out[row * width + id.x] = vec4f(value(row, column), value(row, column + 1u), value(row, column + 2u), value(row, column + 3u));
  }
}
