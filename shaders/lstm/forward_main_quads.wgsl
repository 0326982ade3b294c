// The frame of the LSTM's step forward, as lstm/forward_main, for adapters whose loads are dear and whose subgroups come in quads.
// One invocation computes the sums of one unit for 16 batch rows; of each four rows of h it loads one and gets the others from its quad.
// Then the quad, which has four units of 16 rows, exchanges them: each finishes four units of four rows. Rows past B are computed from row
// B-1.

override WORKGROUP_SIZE: u32 = 8;
override ROWS: u32 = 16; // of an invocation: 16, or 4 where the batch has no more

// Where this invocation's row of the state before this step begins.
fn earlier_row(row: u32) -> u32 {
  return (step.before * step.B + min(row, step.B - 1u)) * step.H / 4u;
}

@group(0) @binding(0) var<uniform> step: Step;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let unit = min(id.x, step.H - 1u);
  let row = ROWS * id.y;
  let h0 = earlier_row(row + lane);
  let h1 = earlier_row(row + 4u + lane);
  let h2 = earlier_row(row + 8u + lane);
  let h3 = earlier_row(row + 12u + lane);
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0;
  let end = select(step.H / 4u, 0u, step.is_first == 1u);
  for (var k = 0u; k < end; k++) {
    let w = weights(k, unit);
    s0 += times_rows(w, state_at(h0 + k));
    if (ROWS > 4u) {
      s1 += times_rows(w, state_at(h1 + k));
      s2 += times_rows(w, state_at(h2 + k));
      s3 += times_rows(w, state_at(h3 + k));
    }
  }
  var sums = array<mat4x4f, 4>(s0, s1, s2, s3);
  for (var q = 0u; q < ROWS / 4u; q++) {
    let of_row = exchanged(sums[q], lane);
    if (id.x < step.H) { finish(row + 4u * q + lane, unit / 4u, of_row); }
  }
}
