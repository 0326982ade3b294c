// The frame of the LSTM's step forward, as lstm/forward_main_quads, for a single row of the batch. A quad has sixteen units: four after
// four it computes their sums, of which each of its invocations adds up a quarter, so that nothing is loaded twice. Then each finishes four.

override WORKGROUP_SIZE: u32 = 4;

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
  let first = id.x - lane;
  let earlier = (step.before * step.B + id.y) * width;
  let end = select(width, 0u, step.is_first == 1u);
  var own = mat4x4f();
  for (var turn = 0u; turn < 4u; turn++) {
    let unit = 4u * min(first + turn, width - 1u);
    var s0 = vec4f(0.0); var s1 = s0; var s2 = s0; var s3 = s0;
    for (var k = lane; k < end; k += 4u) {
      let v = state_at(earlier + k);
      s0 += weights(k, unit) * v;
      s1 += weights(k, unit + 1u) * v;
      s2 += weights(k, unit + 2u) * v;
      s3 += weights(k, unit + 3u) * v;
    }
    let of_units = mat4x4f(total(s0), total(s1), total(s2), total(s3));
    if (turn == lane) { own = of_units; }
  }
  if (id.x < width) { finish(id.y, id.x, own); }
}
