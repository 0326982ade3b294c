// Copies floats of 32 bits to floats of 16: what products are to read in half precision.
// One thread owns four values. Overwrites copies.

struct Params {
  size: u32,  // values in fours
  row: u32,   // fours per row of the dispatch
  first: u32, // first four that is copied
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;         // [first+size]
@group(0) @binding(2) var<storage, read_write> copies: array<Stored>;  // [size]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.y * params.row + id.x;
  if (id.x >= params.row || at >= params.size) { return; }
  copies[at] = to_store(values[params.first + at]);
}
