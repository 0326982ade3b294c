// Cuts pictures into sequences of their rows: x[t,b,·] = images[b, row t, ·].
// One thread moves four pixels. Overwrites x.

struct Params {
  B: u32, // examples
  T: u32, // rows of a picture
  F: u32, // pixels of a row in fours
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> images: array<vec4f>;       // [B,T,F]
@group(0) @binding(2) var<storage, read_write> x: array<vec4f>;      // [T,B,F]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.B * params.T * params.F) { return; }
  let feature = id.x % params.F;
  let row = id.x / params.F;
  let b = row % params.B;
  let t = row / params.B;
  x[id.x] = images[(b * params.T + t) * params.F + feature];
}
