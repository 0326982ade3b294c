// Lays out what each window of a convolution sees as a row of a matrix, so that the convolution is one product with its kernel.
//   unfolded[r, (ky·KW + kx)·C + c] = picture[y·S + ky - top, x·S + kx - left, c],   0 beyond the picture and past the last column.
//   Chellapilla et al. 2006, "High Performance Convolutional Neural Networks for Document Processing", section 3.
// Pictures of one dimension have height 1. One thread makes four columns of a window's row for 8 pictures. Overwrites unfolded.

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
override WHOLE_QUADS: bool = false; // channels come in whole fours: those of four columns stand together
const EXAMPLES = 8u;                // pictures of one thread

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> picture: array<vec4f>;           // [H,W,B,C] or [B,W], padded
@group(0) @binding(2) var<storage, read_write> unfolded: array<Stored>;   // [rows,KH·KW·C], padded

// Where the channels of the first picture's pixel begin that this tap of a window lies on.
fn pixel_at(tap: u32, window: u32) -> u32 {
  let y = window / params.out_width * params.stride + tap / params.kernel_width;
  let x = window % params.out_width * params.stride + tap % params.kernel_width;
  if (y < params.top || y >= params.top + params.height || x < params.left || x >= params.left + params.width) { return BEYOND; }
  return params.first + ((y - params.top) * params.width + x - params.left) * params.pixel_stride;
}

// Where the value of a column stands in the first picture.
fn place_of(column: u32, window: u32) -> u32 {
  if (column >= params.columns) { return BEYOND; }
  let pixel = pixel_at(column / params.channels, window);
  return select(pixel + column % params.channels, BEYOND, pixel == BEYOND);
}

fn value_at(place: u32, shift: u32) -> f32 {
  if (place == BEYOND) { return 0.0; }
  let at = place + shift;
  return picture[at / 4u][at % 4u];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quads = (params.columns + 3u) / 4u;
  let example = EXAMPLES * (id.x / quads);
  let window = id.y;
  let quad = id.x % quads;
  let p0 = place_of(4u * quad, window);
  let p1 = place_of(4u * quad + 1u, window);
  let p2 = place_of(4u * quad + 2u, window);
  let p3 = place_of(4u * quad + 3u, window);
  let end = min(example + EXAMPLES, params.examples);
  for (var e = example; e < end; e++) {
    let shift = e * params.picture_stride;
    var values = vec4f(0.0);
    if (WHOLE_QUADS) {
      if (p0 != BEYOND) { values = picture[(p0 + shift) / 4u]; }
    } else {
      values = vec4f(value_at(p0, shift), value_at(p1, shift), value_at(p2, shift), value_at(p3, shift));
    }
    unfolded[(window * params.row_stride + e * params.picture_row_stride) * quads + quad] = to_store(values);
  }
}
