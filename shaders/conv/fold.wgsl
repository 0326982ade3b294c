// The way back of conv/unfold: each value of a picture gathers what all windows that saw it say.
//   d_picture[y, x, c] = Σ_{ky,kx} d_unfolded[r(oy, ox), (ky·KW + kx)·C + c]   with oy·S = y + top - ky and ox·S = x + left - kx
// Four neighbours in memory are four channels of a pixel, or four pixels of a picture with one channel and one row. One thread owns them.
// Overwrites d_picture; padding becomes 0.

struct Params {
  examples: u32,           // pictures
  height: u32,
  width: u32,
  channels: u32,
  out_height: u32,         // windows below one another
  out_width: u32,          // windows side by side
  kernel_height: u32,
  kernel_width: u32,
  stride: u32,
  top: u32,                // zeros above and to the left of a picture
  left: u32,
  row_stride: u32,         // rows from one window to the next
  picture_row_stride: u32, // rows from one picture's first window to the next one's
  quads: u32,              // fours of one pixel, or of one picture
  lanes_are_pixels: u32,   // 1: neighbours in memory are pixels
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> d_unfolded: array<vec4f>;         // [rows,KH·KW·C], padded
@group(0) @binding(2) var<storage, read_write> d_picture: array<vec4f>;    // [H,W,B,C] or [B,W], padded

// Four columns of what the windows over pixel (y, x) say, from `channel` on; a single one for whom the other three are somebody else's.
fn gather(y: u32, x: u32, channel: u32, example: u32, is_single: bool) -> vec4f {
  let width = 4u * ((params.kernel_height * params.kernel_width * params.channels + 3u) / 4u);
  var sum = vec4f(0.0);
  for (var ky = 0u; ky < params.kernel_height && ky <= y + params.top; ky++) {
    let above = y + params.top - ky;
    if (above % params.stride != 0u || above / params.stride >= params.out_height) { continue; }
    for (var kx = 0u; kx < params.kernel_width && kx <= x + params.left; kx++) {
      let before = x + params.left - kx;
      if (before % params.stride != 0u || before / params.stride >= params.out_width) { continue; }
      let window = above / params.stride * params.out_width + before / params.stride;
      let row = window * params.row_stride + example * params.picture_row_stride;
      let at = row * width + (ky * params.kernel_width + kx) * params.channels + channel;
      if (is_single) {
        sum.x += d_unfolded[at / 4u][at % 4u];
      } else {
        sum += d_unfolded[at / 4u];
      }
    }
  }
  return sum;
}

fn lane(index: u32, pixel: u32, example: u32) -> f32 {
  if (params.lanes_are_pixels == 1u) {
    if (index >= params.width) { return 0.0; }
    return gather(0u, index, 0u, example, true).x;
  }
  if (index >= params.channels) { return 0.0; }
  return gather(pixel / params.width, pixel % params.width, index, example, true).x;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let example = id.x / params.quads;
  let pixel = id.y;
  if (example >= params.examples) { return; }
  let first = 4u * (id.x % params.quads);
  var sums: vec4f;
  if (params.channels % 4u == 0u) {
    sums = gather(pixel / params.width, pixel % params.width, first, example, false);
  } else {
    sums = vec4f(
      lane(first, pixel, example),
      lane(first + 1u, pixel, example),
      lane(first + 2u, pixel, example),
      lane(first + 3u, pixel, example),
    );
  }
  d_picture[pixel * params.examples * params.quads + id.x] = sums;
}
