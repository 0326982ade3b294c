// Takes two matrices apart that recurrent/join put side by side: left[m] = joined[m, …L], right[m] = joined[m, L…].
// One thread makes four columns of both in 8 rows. Overwrites left and right, padding by 0.

struct Params {
  M: u32,     // rows
  L: u32,     // columns of left without their padding
  R: u32,     // columns of right without theirs
  first: u32, // first row of joined
}

const ROW_BLOCKS = 32768u; // row blocks of one z: a dispatch has at most 65535 workgroups along y

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> joined: array<f32>;           // [first+M,L+R padded to fours]
@group(0) @binding(2) var<storage, read_write> left: array<vec4f>;     // [M,L/4 rounded up]
@group(0) @binding(3) var<storage, read_write> right: array<vec4f>;    // [M,R/4 rounded up]

// Four columns of one row from the offset on; those from the part's width on are padding.
fn quad_at(row: u32, column: u32, offset: u32, columns: u32) -> vec4f {
  let origin = (params.first + row) * 4u * ((params.L + params.R + 3u) / 4u) + offset;
  var quad = vec4f(0.0);
  for (var lane = 0u; lane < 4u; lane++) {
    if (column + lane < columns) { quad[lane] = joined[origin + column + lane]; }
  }
  return quad;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let left_width = (params.L + 3u) / 4u;
  let right_width = (params.R + 3u) / 4u;
  if (id.x >= max(left_width, right_width)) { return; }
  let first = 8u * (id.z * ROW_BLOCKS + id.y);
  let end = min(first + 8u, params.M);
  for (var row = first; row < end; row++) {
    if (id.x < left_width) { left[row * left_width + id.x] = quad_at(row, 4u * id.x, 0u, params.L); }
    if (id.x < right_width) { right[row * right_width + id.x] = quad_at(row, 4u * id.x, params.L, params.R); }
  }
}
