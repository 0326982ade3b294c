// Reads pictures as a sequence: x[t,b,f] = images[b, order[t,f]], 0 where the order says NOTHING (padding).
// One thread makes four features; where they lie side by side in the picture, it loads them at once. Overwrites x.

struct Params {
  B: u32, // examples
  T: u32, // timesteps, or pixels of a picture
  F: u32, // features of a timestep in fours
  quads: u32, // a picture in fours of pixels
}

const NOTHING = 0xffffffffu;

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> images: array<vec4f>;       // [B,pixels]
@group(0) @binding(2) var<storage, read> order: array<vec4u>;        // [T,F] pixel, counted row by row
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;      // [T,B,F]

fn ink(example: u32, pixel: u32) -> f32 {
  if (pixel == NOTHING) { return 0.0; }
  return images[example * params.quads + pixel / 4u][pixel % 4u];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let t = id.y;
  if (id.x >= params.B * params.F) { return; }
  let example = id.x / params.F;
  let pixels = order[t * params.F + id.x % params.F];
  let at = t * params.B * params.F + id.x;
  if (pixels.x % 4u == 0u && all(pixels == pixels.x + vec4u(0u, 1u, 2u, 3u))) {
    x[at] = images[example * params.quads + pixels.x / 4u];
  } else {
    x[at] = vec4f(ink(example, pixels.x), ink(example, pixels.y), ink(example, pixels.z), ink(example, pixels.w));
  }
}
