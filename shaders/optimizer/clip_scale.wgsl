// Shortens all gradients of a model alike: g = g / divisor · multiplier. Pascanu et al. 2013, algorithm 1.
// One thread owns four gradients. Updates gradients in place.

struct Params {
  size: u32, // gradients in fours
  row: u32,  // fours per row of the dispatch
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> factor: array<vec2f>;             // [1] (divisor, multiplier)
@group(0) @binding(2) var<storage, read_write> gradients: array<vec4f>;    // [size]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.y * params.row + id.x;
  if (id.x >= params.row || at >= params.size) { return; }
  gradients[at] = gradients[at] / factor[0].x * factor[0].y;
}
