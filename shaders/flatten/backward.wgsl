// The way back of flatten/forward: d_x[s, p, b, c] = d_flat[s, b, p·C + c], or d_x[b, p, c] = d_flat[b, p·C + c].
// One thread makes four channels of one row. Overwrites d_x; padding becomes 0.

struct Params {
  size: u32,          // values of d_x in fours
  row: u32,           // threads of one row of workgroups
  positions: u32,
  channels: u32,
  examples: u32,
  example_major: u32, // rows of d_x are 0: [S,P,B], 1: [B,P]
  first: u32,         // first row of d_flat
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> d_flat: array<vec4f>;         // [S,B,P·C], padded
@group(0) @binding(2) var<storage, read_write> d_x: array<vec4f>;      // [rows,C], padded

fn value(channel: u32, begin: u32) -> f32 {
  if (channel >= params.channels) { return 0.0; }
  let at = begin + channel;
  return d_flat[at / 4u][at % 4u];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let index = id.y * params.row + id.x;
  if (id.x >= params.row || index >= params.size) { return; }
  let quads = (params.channels + 3u) / 4u;
  let line = index / quads;
  let is_example_major = params.example_major == 1u;
  let position = select(line / params.examples % params.positions, line % params.positions, is_example_major);
  let step = line / (params.positions * params.examples);
  let row = select(step * params.examples + line % params.examples, line / params.positions, is_example_major);
  let width = 4u * ((params.positions * params.channels + 3u) / 4u);
  let begin = (params.first + row) * width + position * params.channels;
  let channel = 4u * (index % quads);
  if (params.channels % 4u == 0u) {
    d_x[index] = d_flat[(begin + channel) / 4u];
  } else {
    d_x[index] = vec4f(value(channel, begin), value(channel + 1u, begin), value(channel + 2u, begin), value(channel + 3u, begin));
  }
}
