// The frame of the LSTM's step forward, as lstm/forward_main_quads, for a single row of the batch: a quad computes the sums of four units,
// of which each of its invocations adds up a quarter, so that nothing is loaded twice.

override WORKGROUP_SIZE: u32 = 8;

@group(0) @binding(0) var<uniform> step: Step;

// Of what the four invocations of a quad have.
fn total(part: vec4f) -> vec4f {
  let pair = part + quadSwapX(part);
  return pair + quadSwapY(pair);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let width = step.H / 4u;
  let quad = min(id.x / 4u, width - 1u);
  let unit = 4u * quad;
  let earlier = (step.before * step.B + id.y) * width;
  var s0 = vec4f(0.0); var s1 = s0; var s2 = s0; var s3 = s0;
  let end = select(width, 0u, step.is_first == 1u);
  for (var k = lane; k < end; k += 4u) {
    let v = h[earlier + k];
    s0 += weights(k, unit) * v;
    s1 += weights(k, unit + 1u) * v;
    s2 += weights(k, unit + 2u) * v;
    s3 += weights(k, unit + 3u) * v;
  }
  let of_row = mat4x4f(total(s0), total(s1), total(s2), total(s3));
  if (id.x == unit) { finish(id.y, quad, of_row); }
}
