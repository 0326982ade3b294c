// The frame of a recurrent cell's step back: what the step after says of h through W_hᵀ, handed to the cell's `finish`.
// One invocation owns four units of 8 batch rows; rows past B are computed from row B-1.

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> step: Step;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = 8u * id.y;
  if (4u * quad >= step.H) { return; }
  var s0 = vec4f(0.0); var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  if (step.is_last == 0u) {
    let columns = gradient_quads();
    let last = step.B - 1u;
    let later = step.later * step.B;
    let d0 = (later + row) * columns;
    let d1 = (later + min(row + 1u, last)) * columns;
    let d2 = (later + min(row + 2u, last)) * columns;
    let d3 = (later + min(row + 3u, last)) * columns;
    let d4 = (later + min(row + 4u, last)) * columns;
    let d5 = (later + min(row + 5u, last)) * columns;
    let d6 = (later + min(row + 6u, last)) * columns;
    let d7 = (later + min(row + 7u, last)) * columns;
    let w0 = 4u * quad * columns;
    let w1 = w0 + columns;
    let w2 = w1 + columns;
    let w3 = w2 + columns;
    for (var j = 0u; j < columns; j++) {
      let w = mat4x4f(vec4f(recurrent_kernel[w0 + j]), vec4f(recurrent_kernel[w1 + j]), vec4f(recurrent_kernel[w2 + j]), vec4f(recurrent_kernel[w3 + j]));
      s0 += gradient(d0 + j) * w;
      s1 += gradient(d1 + j) * w;
      s2 += gradient(d2 + j) * w;
      s3 += gradient(d3 + j) * w;
      s4 += gradient(d4 + j) * w;
      s5 += gradient(d5 + j) * w;
      s6 += gradient(d6 + j) * w;
      s7 += gradient(d7 + j) * w;
    }
  }
  // A loop instead of eight calls: kernels are compiled with every call written out, which takes most of a second here.
  var totals = array<vec4f, 8>(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var r = 0u; r < 8u; r++) { finish(row + r, quad, totals[r]); }
}
