// Says which timesteps have ink: mask[t,b] = 1 where any feature of x[t,b,·] is above 0, else 0. Of a picture without any, all count.
// One thread owns one example. Overwrites mask.

struct Params {
  B: u32, // examples
  T: u32, // timesteps
  F: u32, // features of a timestep in fours
}

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;             // [T,B,F]
@group(0) @binding(2) var<storage, read_write> mask: array<f32>;      // [T,B]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let example = id.x;
  if (example >= params.B) { return; }
  var has_any = false;
  for (var t = 0u; t < params.T; t++) {
    let row = t * params.B + example;
    var has_ink = false;
    for (var f = 0u; f < params.F && !has_ink; f++) { has_ink = any(x[row * params.F + f] > vec4f(0.0)); }
    mask[row] = select(0.0, 1.0, has_ink);
    has_any |= has_ink;
  }
  if (has_any) { return; }
  for (var t = 0u; t < params.T; t++) { mask[t * params.B + example] = 1.0; }
}
