// The frame of the simple recurrent cell's step forward, as rnn/forward_main, for adapters whose loads are dear and whose subgroups come in
// quads. One invocation owns four units of 16 batch rows; of each four rows of h it loads one and gets the others from its quad. Rows past B
// are computed from row B-1.

override WORKGROUP_SIZE: u32 = 8;
override ROWS: u32 = 16; // of an invocation: 16, or 4 or 1 where the batch has no more

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
  let h2 = earlier_row(row + 8u + lane);
  let h3 = earlier_row(row + 12u + lane);
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0;
  let end = select(width, 0u, step.is_first == 1u);
  for (var k = 0u; k < end; k++) {
    let w = weights(k, quad, width);
    if (ROWS == 1u) {
      s0[0] += w * state_at(h0 + k);
      continue;
    }
    s0 += times_rows(w, state_at(h0 + k));
    if (ROWS > 4u) {
      s1 += times_rows(w, state_at(h1 + k));
      s2 += times_rows(w, state_at(h2 + k));
      s3 += times_rows(w, state_at(h3 + k));
    }
  }
  if (id.x > quad) { return; }
  var totals = array<mat4x4f, 4>(s0, s1, s2, s3);
  if (ROWS == 1u) {
    // All four loaded the one row there is.
    finish(row, quad, s0[0]);
    return;
  }
  for (var r = 0u; r < ROWS; r++) { finish(row + (r ^ lane), quad, totals[r / 4u][r % 4u]); }
}
