// Lays all positions of a step of an example behind one another: flat[s, b, p·C + c] = x[s, p, b, c], or flat[b, p·C + c] = x[b, p, c].
// Without steps a whole example is one. One thread makes four values. Overwrites flat; padding becomes 0.

struct Params {
  size: u32,          // values of flat in fours
  row: u32,           // threads of one row of workgroups
  positions: u32,
  channels: u32,
  examples: u32,
  example_major: u32, // rows of x are 0: [S,P,B], 1: [B,P]
  first: u32,         // first row of x
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;              // [rows,C], padded
@group(0) @binding(2) var<storage, read_write> flat: array<vec4f>;    // [S,B,P·C], padded

// Rows of x that one row of flat is made of.
struct Rows { first: u32, stride: u32 }

fn rows_of(line: u32) -> Rows {
  let before = line / params.examples * params.positions * params.examples;
  let apart = Rows(before + line % params.examples, params.examples);
  let together = Rows(line * params.positions, 1u);
  let is_example_major = params.example_major == 1u;
  return Rows(
    params.first + select(apart.first, together.first, is_example_major),
    select(apart.stride, together.stride, is_example_major),
  );
}

// Where value `place` of such a row lies in x.
fn at(place: u32, rows: Rows) -> u32 {
  let row = rows.first + place / params.channels * rows.stride;
  return 4u * row * ((params.channels + 3u) / 4u) + place % params.channels;
}

fn value(place: u32, rows: Rows) -> f32 {
  if (place >= params.positions * params.channels) { return 0.0; }
  let source = at(place, rows);
  return x[source / 4u][source % 4u];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let index = id.y * params.row + id.x;
  if (id.x >= params.row || index >= params.size) { return; }
  let quads = (params.positions * params.channels + 3u) / 4u;
  let rows = rows_of(index / quads);
  let place = 4u * (index % quads);
  if (params.channels % 4u == 0u) {
    flat[index] = x[at(place, rows) / 4u];
  } else {
    flat[index] = vec4f(value(place, rows), value(place + 1u, rows), value(place + 2u, rows), value(place + 3u, rows));
  }
}
