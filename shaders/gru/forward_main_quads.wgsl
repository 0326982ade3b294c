// The frame of the GRU's step forward, as gru/forward_main, for adapters whose loads are dear and whose subgroups come in quads.
// One invocation owns four units of 8 batch rows; of each four rows of h it loads one and gets the others from its quad. Rows past B are
// computed from row B-1.

override WORKGROUP_SIZE: u32 = 8;
override ROWS: u32 = 8; // of an invocation: 8, or 4 or 1 where the batch has no more

// Where this invocation's row of the state before this step begins.
fn earlier_row(row: u32) -> u32 {
  return (step.before * step.B + min(row, step.B - 1u)) * step.H / 4u;
}

@group(0) @binding(0) var<uniform> step: Step;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let width = step.H / 4u;
  let quad = min(id.x, width - 1u);
  let row = ROWS * id.y;
  let h0 = earlier_row(row + lane);
  let h1 = earlier_row(row + 4u + lane);
  let bz = recurrent_bias[quad];
  let br = recurrent_bias[width + quad];
  let bn = recurrent_bias[2u * width + quad];
  var z0 = mat4x4f(bz, bz, bz, bz); var z1 = z0;
  var r0 = mat4x4f(br, br, br, br); var r1 = r0;
  var n0 = mat4x4f(bn, bn, bn, bn); var n1 = n0;
  let end = select(width, 0u, step.is_first == 1u);
  for (var k = 0u; k < end; k++) {
    let wz = weights(k, quad, 3u * width);
    let wr = weights(k, width + quad, 3u * width);
    let wn = weights(k, 2u * width + quad, 3u * width);
    if (ROWS == 1u) {
      let v = state_at(h0 + k);
      z0[0] += wz * v; r0[0] += wr * v; n0[0] += wn * v;
      continue;
    }
    let v0 = gathered_rows(state_at(h0 + k));
    z0 += wz * v0; r0 += wr * v0; n0 += wn * v0;
    if (ROWS > 4u) {
      let v1 = gathered_rows(state_at(h1 + k));
      z1 += wz * v1; r1 += wr * v1; n1 += wn * v1;
    }
  }
  if (id.x > quad) { return; }
  var z = array<mat4x4f, 2>(z0, z1);
  var r = array<mat4x4f, 2>(r0, r1);
  var n = array<mat4x4f, 2>(n0, n1);
  if (ROWS == 1u) {
    // All four loaded the one row there is.
    finish(row, quad, mat3x4f(z0[0], r0[0], n0[0]));
    return;
  }
  for (var i = 0u; i < ROWS; i++) {
    finish(row + (i ^ lane), quad, mat3x4f(z[i / 4u][i % 4u], r[i / 4u][i % 4u], n[i / 4u][i % 4u]));
  }
}
