// The way back of data/scan: d_images[b,p] = d_x[t,b,f] for the one place (t,f) of the sequence that reads pixel p.
// One thread owns four pixels of one example. Overwrites d_images.

struct Params {
  B: u32,     // examples
  F: u32,     // features of a timestep in memory
  first: u32, // first row of d_x
  quads: u32, // a picture in fours of pixels
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> d_x: array<vec4f>;                // [T,B,F]
@group(0) @binding(2) var<storage, read> places: array<vec4u>;             // [pixels] t·F + f
@group(0) @binding(3) var<storage, read_write> d_images: array<vec4f>;     // [B,pixels]

fn gradient(example: u32, place: u32) -> f32 {
  let row = params.first + place / params.F * params.B + example;
  let at = row * params.F + place % params.F;
  return d_x[at / 4u][at % 4u];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.quads) { return; }
  let here = places[id.x];
  let example = id.y;
  d_images[example * params.quads + id.x] = vec4f(
    gradient(example, here.x),
    gradient(example, here.y),
    gradient(example, here.z),
    gradient(example, here.w),
  );
}
