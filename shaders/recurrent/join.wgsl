// Puts two matrices side by side: out[m] = (left[m], right[m]), without the padding between them.
// One thread makes four columns of 8 rows. Overwrites out.

struct Params {
  M: u32,     // rows
  H: u32,     // columns of left and of right without their padding
  left: u32,  // first row of left
  right: u32, // first row of right
}

const ROW_BLOCKS = 32768u; // row blocks of one z: a dispatch has at most 65535 workgroups along y

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> left: array<f32>;           // [left+M,H padded to fours]
@group(0) @binding(2) var<storage, read> right: array<f32>;          // [right+M,H padded to fours]
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;    // [M,2H/4 rounded up]

fn value(row: u32, column: u32) -> f32 {
  let stride = 4u * ((params.H + 3u) / 4u);
  if (column < params.H) { return left[(params.left + row) * stride + column]; }
  if (column < 2u * params.H) { return right[(params.right + row) * stride + column - params.H]; }
  return 0.0;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let width = (2u * params.H + 3u) / 4u;
  let column = 4u * id.x;
  if (id.x >= width) { return; }
  let first = 8u * (id.z * ROW_BLOCKS + id.y);
  let end = min(first + 8u, params.M);
  for (var row = first; row < end; row++) {
    out[row * width + id.x] = vec4f(value(row, column), value(row, column + 1u), value(row, column + 2u), value(row, column + 3u));
  }
}
