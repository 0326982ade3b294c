// The way back through max(x, 0): d_sums = d_out where out > 0, else 0, as Keras has it at 0.
// One thread owns four values. Overwrites d_sums.

struct Params {
  size: u32,  // values in fours
  row: u32,   // threads of one row of workgroups
  first: u32, // where d_out begins, in fours
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> out: array<vec4f>;             // [size]
@group(0) @binding(2) var<storage, read> d_out: array<vec4f>;           // [first+size]
@group(0) @binding(3) var<storage, read_write> d_sums: array<vec4f>;    // [size]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.y * params.row + id.x;
  if (id.x >= params.row || at >= params.size) { return; }
  d_sums[at] = select(vec4f(0.0), d_out[params.first + at], out[at] > vec4f(0.0));
}
