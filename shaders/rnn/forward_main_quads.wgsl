// The frame of the simple recurrent cell's step forward, as rnn/forward_main, for adapters whose loads are dear and whose subgroups come in
// quads. One invocation owns four units of 16 batch rows; of each four rows of h it loads one and gets the others from its quad. Rows past B
// are computed from row B-1.

override WORKGROUP_SIZE: u32 = 8;
override ROW_QUADS: u32 = 4; // 1 for a few rows: only the first four of 16 are computed

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
  let row = 4u * ROW_QUADS * id.y;
  let h0 = earlier_row(row + lane);
  let h1 = earlier_row(row + 4u + lane);
  let h2 = earlier_row(row + 8u + lane);
  let h3 = earlier_row(row + 12u + lane);
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0;
  for (var k = 0u; k < width; k++) {
    let w = weights(k, quad, width);
    s0 += times_rows(w, h[h0 + k]);
    if (ROW_QUADS > 1u) {
      s1 += times_rows(w, h[h1 + k]);
      s2 += times_rows(w, h[h2 + k]);
      s3 += times_rows(w, h[h3 + k]);
    }
  }
  if (id.x > quad) { return; }
  var totals = array<mat4x4f, 4>(s0, s1, s2, s3);
  for (var r = 0u; r < 4u * ROW_QUADS; r++) { finish(row + (r ^ lane), quad, totals[r / 4u][r % 4u]); }
}
