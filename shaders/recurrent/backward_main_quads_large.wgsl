// The frame of a recurrent cell's step back, as recurrent/backward_main_quads, for large batches: one invocation owns eight units of 32
// batch rows. That takes half the loads for the same sums, and several times as long to compile.
// Rows past B are computed from row B-1, units past H from the last ones.

override WORKGROUP_SIZE: u32 = 4;
const ROWS = 32u; // of an invocation

// Where this invocation's row of the gradients after this step begins.
fn later_row(row: u32) -> u32 {
  return (step.later * step.B + min(row, step.B - 1u)) * gradient_quads();
}

// Four gradients of four units, as the matrix that a quad of gradients is multiplied by.
fn weights_back(start: u32) -> mat4x4f {
  let columns = gradient_quads();
  return transpose(mat4x4f(
    vec4f(recurrent_kernel[start]),
    vec4f(recurrent_kernel[start + columns]),
    vec4f(recurrent_kernel[start + 2u * columns]),
    vec4f(recurrent_kernel[start + 3u * columns]),
  ));
}

@group(0) @binding(0) var<uniform> step: Step;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let width = step.H / 4u;
  let left = min(2u * id.x, width - 1u);
  let right = min(left + 1u, width - 1u);
  let row = ROWS * id.y;
  // The left four units of four rows each, and the right ones.
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  var t0 = s0; var t1 = s0; var t2 = s0; var t3 = s0; var t4 = s0; var t5 = s0; var t6 = s0; var t7 = s0;
  if (step.is_last == 0u) {
    let columns = gradient_quads();
    let d0 = later_row(row + lane);
    let d1 = later_row(row + 4u + lane);
    let d2 = later_row(row + 8u + lane);
    let d3 = later_row(row + 12u + lane);
    let d4 = later_row(row + 16u + lane);
    let d5 = later_row(row + 20u + lane);
    let d6 = later_row(row + 24u + lane);
    let d7 = later_row(row + 28u + lane);
    let left_start = 4u * left * columns;
    let right_start = 4u * right * columns;
    for (var j = 0u; j < columns; j++) {
      let w = weights_back(left_start + j);
      let x = weights_back(right_start + j);
      let v0 = gathered_rows(gradient(d0 + j)); s0 += w * v0; t0 += x * v0;
      let v1 = gathered_rows(gradient(d1 + j)); s1 += w * v1; t1 += x * v1;
      let v2 = gathered_rows(gradient(d2 + j)); s2 += w * v2; t2 += x * v2;
      let v3 = gathered_rows(gradient(d3 + j)); s3 += w * v3; t3 += x * v3;
      let v4 = gathered_rows(gradient(d4 + j)); s4 += w * v4; t4 += x * v4;
      let v5 = gathered_rows(gradient(d5 + j)); s5 += w * v5; t5 += x * v5;
      let v6 = gathered_rows(gradient(d6 + j)); s6 += w * v6; t6 += x * v6;
      let v7 = gathered_rows(gradient(d7 + j)); s7 += w * v7; t7 += x * v7;
    }
  }
  if (2u * id.x >= width) { return; }
  var totals = array<mat4x4f, 16>(s0, s1, s2, s3, s4, s5, s6, s7, t0, t1, t2, t3, t4, t5, t6, t7);
  for (var r = 0u; r < 2u * ROWS; r++) {
    let quad = left + r / ROWS;
    if (quad < width) { finish(row + ((r % ROWS) ^ lane), quad, totals[r / 4u][r % 4u]); }
  }
}
