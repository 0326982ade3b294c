// The frame of the simple recurrent cell's step forward: h_{t-1}·W_h, handed to the cell's `finish`.
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
  var s0 = vec4f(0.0); var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  let end = select(width, 0u, step.is_first == 1u);
  for (var k = 0u; k < end; k++) {
    let w = weights(k, quad, width);
    s0 += w * state_at(b0 + k);
    s1 += w * state_at(b1 + k);
    s2 += w * state_at(b2 + k);
    s3 += w * state_at(b3 + k);
    s4 += w * state_at(b4 + k);
    s5 += w * state_at(b5 + k);
    s6 += w * state_at(b6 + k);
    s7 += w * state_at(b7 + k);
  }
  // A loop instead of eight calls: kernels are compiled with every call written out, which takes most of a second here.
  var totals = array<vec4f, 8>(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var r = 0u; r < 8u; r++) { finish(row + r, quad, totals[r]); }
}
