// The frame of the LSTM's step forward, as lstm/forward_main_quads, for large batches: one invocation computes the sums of two units for 32
// batch rows. That takes half the loads for the same sums, and several times as long to compile.
// The four invocations of a quad have eight units of 32 rows, which they exchange: each finishes two times four units of eight rows.
// Rows past B are computed from row B-1, units past H from the last ones.

override WORKGROUP_SIZE: u32 = 8;
const ROWS = 32u; // of an invocation

// Where this invocation's row of the state before this step begins.
fn earlier_row(row: u32) -> u32 {
  return (step.before * step.B + min(row, step.B - 1u)) * step.H / 4u;
}

@group(0) @binding(0) var<uniform> step: Step;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let quad = 2u * (id.x / 4u);
  let left = min(4u * quad, step.H - 4u) + lane;
  let right = min(4u * quad + 4u, step.H - 4u) + lane;
  let row = ROWS * id.y;
  let h0 = earlier_row(row + lane);
  let h1 = earlier_row(row + 4u + lane);
  let h2 = earlier_row(row + 8u + lane);
  let h3 = earlier_row(row + 12u + lane);
  let h4 = earlier_row(row + 16u + lane);
  let h5 = earlier_row(row + 20u + lane);
  let h6 = earlier_row(row + 24u + lane);
  let h7 = earlier_row(row + 28u + lane);
  // The left unit's sums of four rows each, and the right one's.
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  var t0 = s0; var t1 = s0; var t2 = s0; var t3 = s0; var t4 = s0; var t5 = s0; var t6 = s0; var t7 = s0;
  let end = select(step.H / 4u, 0u, step.is_first == 1u);
  for (var k = 0u; k < end; k++) {
    let w = weights(k, left);
    let x = weights(k, right);
    let v0 = gathered_rows(state_at(h0 + k)); s0 += w * v0; t0 += x * v0;
    let v1 = gathered_rows(state_at(h1 + k)); s1 += w * v1; t1 += x * v1;
    let v2 = gathered_rows(state_at(h2 + k)); s2 += w * v2; t2 += x * v2;
    let v3 = gathered_rows(state_at(h3 + k)); s3 += w * v3; t3 += x * v3;
    let v4 = gathered_rows(state_at(h4 + k)); s4 += w * v4; t4 += x * v4;
    let v5 = gathered_rows(state_at(h5 + k)); s5 += w * v5; t5 += x * v5;
    let v6 = gathered_rows(state_at(h6 + k)); s6 += w * v6; t6 += x * v6;
    let v7 = gathered_rows(state_at(h7 + k)); s7 += w * v7; t7 += x * v7;
  }
  var sums = array<mat4x4f, 16>(s0, s1, s2, s3, s4, s5, s6, s7, t0, t1, t2, t3, t4, t5, t6, t7);
  for (var q = 0u; q < 16u; q++) {
    let of_row = exchanged(sums[q], lane);
    let of_quad = quad + q / 8u;
    if (4u * of_quad < step.H) { finish(row + 4u * (q % 8u) + lane, of_quad, of_row); }
  }
}
