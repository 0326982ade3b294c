// Measures how fast an adapter multiplies and adds in registers: x = x·a + b over and over, in eight chains that do not wait for one another.
// One thread makes 256 · turns operations and stores four values, so that nothing can be left out. Overwrites sink.

struct Params {
  threads: u32,
  turns: u32,
  a: f32, // below 1, so that the values stay finite
  b: f32,
}

override WORKGROUP_SIZE: u32 = 256;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> sink: array<vec4f>; // [threads]

fn advanced(x: vec4f, a: f32, b: f32) -> vec4f {
  return (((x * a + b) * a + b) * a + b) * a + b;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.threads) { return; }
  let a = params.a;
  let b = params.b;
  var x0 = vec4f(f32(id.x));
  var x1 = x0 + b; var x2 = x1 + b; var x3 = x2 + b; var x4 = x3 + b; var x5 = x4 + b; var x6 = x5 + b; var x7 = x6 + b;
  for (var turn = 0u; turn < params.turns; turn++) {
    x0 = advanced(x0, a, b);
    x1 = advanced(x1, a, b);
    x2 = advanced(x2, a, b);
    x3 = advanced(x3, a, b);
    x4 = advanced(x4, a, b);
    x5 = advanced(x5, a, b);
    x6 = advanced(x6, a, b);
    x7 = advanced(x7, a, b);
  }
  sink[id.x] = x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7;
}
