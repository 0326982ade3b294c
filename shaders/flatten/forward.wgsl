// Lays all positions of an example behind one another: flat[b, p·C + c] = x[p, b, c], or x[b, p, c].
// One thread makes four values. Overwrites flat; padding becomes 0.

struct Params {
  size: u32,          // values of flat in fours
  row: u32,           // threads of one row of workgroups
  positions: u32,
  channels: u32,
  examples: u32,
  example_major: u32, // rows of x are 0: [P,B], 1: [B,P]
  first: u32,         // first row of x
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;              // [rows,C], padded
@group(0) @binding(2) var<storage, read_write> flat: array<vec4f>;    // [B,P·C], padded

// Where value `place` of an example lies in x.
fn at(place: u32, example: u32) -> u32 {
  let position = place / params.channels;
  let row = select(position * params.examples + example, example * params.positions + position, params.example_major == 1u);
  return 4u * (params.first + row) * ((params.channels + 3u) / 4u) + place % params.channels;
}

fn value(place: u32, example: u32) -> f32 {
  if (place >= params.positions * params.channels) { return 0.0; }
  let source = at(place, example);
  return x[source / 4u][source % 4u];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let index = id.y * params.row + id.x;
  if (id.x >= params.row || index >= params.size) { return; }
  let quads = (params.positions * params.channels + 3u) / 4u;
  let example = index / quads;
  let place = 4u * (index % quads);
  if (params.channels % 4u == 0u) {
    flat[index] = x[at(place, example) / 4u];
  } else {
    flat[index] = vec4f(value(place, example), value(place + 1u, example), value(place + 2u, example), value(place + 3u, example));
  }
}
