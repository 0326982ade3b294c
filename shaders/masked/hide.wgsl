// Makes masked weights, or their gradients, 0: values ⊙= mask. Where nothing but zeros ever reaches a weight, no optimizer moves it.
// One thread owns four values. Overwrites values.

struct Params {
  size: u32, // values in fours
  row: u32,  // threads of one row of workgroups
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> mask: array<vec4f>;              // [size] 1 or 0
@group(0) @binding(2) var<storage, read_write> values: array<vec4f>;      // [size]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.y * params.row + id.x;
  if (id.x >= params.row || at >= params.size) { return; }
  values[at] *= mask[at];
}
