// The frame of the GRU's step forward: h_{t-1}·W_h + b', handed to the cell's `finish`.
// One invocation owns four units of 8 batch rows; rows past B are computed from row B-1.

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> step: Step;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = 8u * id.y;
  let width = step.H / 4u;
  if (quad >= width) { return; }
  let last = step.B - 1u;
  let earlier = step.before * step.B;
  let b0 = (earlier + row) * width;
  let b1 = (earlier + min(row + 1u, last)) * width;
  let b2 = (earlier + min(row + 2u, last)) * width;
  let b3 = (earlier + min(row + 3u, last)) * width;
  let b4 = (earlier + min(row + 4u, last)) * width;
  let b5 = (earlier + min(row + 5u, last)) * width;
  let b6 = (earlier + min(row + 6u, last)) * width;
  let b7 = (earlier + min(row + 7u, last)) * width;
  var s0 = mat3x4f(recurrent_bias[quad], recurrent_bias[width + quad], recurrent_bias[2u * width + quad]);
  var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  let end = select(width, 0u, step.is_first == 1u);
  for (var k = 0u; k < end; k++) {
    let wz = weights(k, quad, 3u * width);
    let wr = weights(k, width + quad, 3u * width);
    let wn = weights(k, 2u * width + quad, 3u * width);
    let h0 = state_at(b0 + k); s0 += mat3x4f(wz * h0, wr * h0, wn * h0);
    let h1 = state_at(b1 + k); s1 += mat3x4f(wz * h1, wr * h1, wn * h1);
    let h2 = state_at(b2 + k); s2 += mat3x4f(wz * h2, wr * h2, wn * h2);
    let h3 = state_at(b3 + k); s3 += mat3x4f(wz * h3, wr * h3, wn * h3);
    let h4 = state_at(b4 + k); s4 += mat3x4f(wz * h4, wr * h4, wn * h4);
    let h5 = state_at(b5 + k); s5 += mat3x4f(wz * h5, wr * h5, wn * h5);
    let h6 = state_at(b6 + k); s6 += mat3x4f(wz * h6, wr * h6, wn * h6);
    let h7 = state_at(b7 + k); s7 += mat3x4f(wz * h7, wr * h7, wn * h7);
  }
  // A loop instead of eight calls: kernels are compiled with every call written out, which takes most of a second here.
  var sums = array<mat3x4f, 8>(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var r = 0u; r < 8u; r++) { finish(row + r, quad, sums[r]); }
}
