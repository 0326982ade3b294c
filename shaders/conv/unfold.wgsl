// Lays out what each window of a convolution sees as a row of a matrix, so that the convolution is one product with its kernel.
//   unfolded[r, (ky·KW + kx)·C + c] = picture[y·S + ky - top, x·S + kx - left, c],   0 beyond the picture and past the last column.
//   Chellapilla et al. 2006, "High Performance Convolutional Neural Networks for Document Processing", section 3.
// Pictures of one dimension have height 1. One thread makes four columns of one row. Overwrites unfolded.

struct Params {
  examples: u32,           // pictures
  height: u32,
  width: u32,
  channels: u32,
  out_height: u32,         // windows below one another
  out_width: u32,          // windows side by side
  kernel_width: u32,
  columns: u32,            // values that a window sees: KH·KW·C
  stride: u32,
  top: u32,                // zeros above and to the left of a picture
  left: u32,
  first: u32,              // values before the first picture
  pixel_stride: u32,       // values from one pixel to the next
  picture_stride: u32,     // values from one picture to the next
  row_stride: u32,         // rows from one window to the next
  picture_row_stride: u32, // rows from one picture's first window to the next one's
}

const BEYOND = 0xffffffffu;

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> picture: array<vec4f>;           // [H,W,B,C] or [B,W], padded
@group(0) @binding(2) var<storage, read_write> unfolded: array<vec4f>;    // [rows,KH·KW·C], padded

// Where the channels of the pixel begin that this tap of a window lies on.
fn pixel_at(tap: u32, window: u32, example: u32) -> u32 {
  let y = window / params.out_width * params.stride + tap / params.kernel_width;
  let x = window % params.out_width * params.stride + tap % params.kernel_width;
  if (y < params.top || y >= params.top + params.height || x < params.left || x >= params.left + params.width) { return BEYOND; }
  let pixel = (y - params.top) * params.width + x - params.left;
  return params.first + pixel * params.pixel_stride + example * params.picture_stride;
}

fn value_at(column: u32, window: u32, example: u32) -> f32 {
  if (column >= params.columns) { return 0.0; }
  let pixel = pixel_at(column / params.channels, window, example);
  if (pixel == BEYOND) { return 0.0; }
  let at = pixel + column % params.channels;
  return picture[at / 4u][at % 4u];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quads = (params.columns + 3u) / 4u;
  let example = id.x / quads;
  let window = id.y;
  if (example >= params.examples) { return; }
  let quad = id.x % quads;
  let column = 4u * quad;
  var values = vec4f(0.0);
  if (params.channels % 4u == 0u) {
    let pixel = pixel_at(column / params.channels, window, example);
    if (pixel != BEYOND) { values = picture[(pixel + column % params.channels) / 4u]; }
  } else {
    values = vec4f(
      value_at(column, window, example),
      value_at(column + 1u, window, example),
      value_at(column + 2u, window, example),
      value_at(column + 3u, window, example),
    );
  }
  unfolded[(window * params.row_stride + example * params.picture_row_stride) * quads + quad] = values;
}
