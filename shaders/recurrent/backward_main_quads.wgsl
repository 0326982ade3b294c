// The frame of a recurrent cell's step back, as recurrent/backward_main, for adapters whose loads are dear and whose subgroups come in
// quads. One invocation owns four units of 16 batch rows; of each four rows of gradients it loads one and gets the others from its quad.
// Rows past B are computed from row B-1.

override WORKGROUP_SIZE: u32 = 8;
override ROWS: u32 = 16; // of an invocation: 16, or 4 where the batch has no more

// Where this invocation's row of the gradients after this step begins.
fn later_row(row: u32) -> u32 {
  return (step.later * step.B + min(row, step.B - 1u)) * gradient_quads();
}

@group(0) @binding(0) var<uniform> step: Step;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let quad = min(id.x, step.H / 4u - 1u);
  let row = ROWS * id.y;
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0;
  if (step.is_last == 0u) {
    let columns = gradient_quads();
    let d0 = later_row(row + lane);
    let d1 = later_row(row + 4u + lane);
    let d2 = later_row(row + 8u + lane);
    let d3 = later_row(row + 12u + lane);
    let w0 = 4u * quad * columns;
    let w1 = w0 + columns;
    let w2 = w1 + columns;
    let w3 = w2 + columns;
    for (var j = 0u; j < columns; j++) {
      let w = mat4x4f(vec4f(recurrent_kernel[w0 + j]), vec4f(recurrent_kernel[w1 + j]), vec4f(recurrent_kernel[w2 + j]), vec4f(recurrent_kernel[w3 + j]));
      s0 += rows_times(gradient(d0 + j), w);
      if (ROWS > 4u) {
        s1 += rows_times(gradient(d1 + j), w);
        s2 += rows_times(gradient(d2 + j), w);
        s3 += rows_times(gradient(d3 + j), w);
      }
    }
  }
  if (id.x > quad) { return; }
  var totals = array<mat4x4f, 4>(s0, s1, s2, s3);
  for (var r = 0u; r < ROWS; r++) { finish(row + (r ^ lane), quad, totals[r / 4u][r % 4u]); }
}
