// Sums the squares of an array in parts: sums[i] = Σ_k |values[i + k·parts]|².
// One thread owns one part and adds it up in order, so the same array gives the same bits. Overwrites sums.

struct Params {
  size: u32,  // values in fours
  parts: u32,
}

override WORKGROUP_SIZE: u32 = 32;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;        // [size]
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;      // [parts]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.parts) { return; }
  var squares = vec4f(0.0);
  for (var at = id.x; at < params.size; at += params.parts) { squares += values[at] * values[at]; }
  sums[id.x] = dot(squares, vec4f(1.0));
}
