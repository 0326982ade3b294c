// Gathers a batch as gather.wgsl does, each picture deformed at random: shifted, turned, scaled, sheared and bent.
//   images[b] at p = the picture's ink at A⁻¹(p - t) + d(p), bilinear between pixels and 0 outside;   A = R(θ)·[1 k; 0 1]·s
//   about the picture's centre. d is a cubic B-spline over random displacements of a lattice, 8 pixels apart: about as smooth as the
//   elastic distortions of Simard et al. 2003, "Best Practices for Convolutional Neural Networks", section 2 (Gaussian, σ = 4).
//   B-spline deformation: Rueckert et al. 1999, "Nonrigid Registration Using Free-Form Deformations", eq. 2.
// Then disturbed, each in half of the pictures: the ink blurred by nine points of a binomial window, the ground brightened by a level g
// that varies as smoothly as d, ink + g·(1 - ink); a rectangle faded towards its negative (after the random erasing of Zhong et al.
// 2020); and even noise added, cut off at 0 and 1.
// Every number drawn is a function of (example, step, seed) alone: whatever the batch, the same bits as src/nn/operations/cpu/augmentation.ts.
// One thread makes four pixels of one example. Overwrites images and labels; rows past the end of a short batch become 0.

struct Params {
  B: u32,         // rows of the batch
  count: u32,     // examples in the data set
  half_bits: u32, // half the width of the permutation's domain
  shuffle: u32,   // 0: in order, 1: permuted
  height: u32,    // of a picture, in pixels
  width: u32,
  shift: f32,     // the strengths: pixels
  rotate: f32,    //   radians, at most π/4
  scale: f32,     //   change relative to 1, less than 1
  shear: f32,     //   pixels sideways per pixel of height
  elastic: f32,   //   pixels
  blur: f32,      //   pixels between the window's points
  ground: f32,    //   level
  noise: f32,     //   level
  negative: f32,  //   part of the picture's sides
}

const SPACING = 8u;      // pixels between nodes of the lattice
const FIRST_NODE = 2u;   // draws before those of the lattice
const FIRST_NOISE = 65536u;     // a draw for every four pixels
const FIRST_OF_NEGATIVE = 131072u;
const AUGMENT_STREAM = 4u;

override WORKGROUP_SIZE: u32 = 64;
// Whether their strengths are above 0: there is no code for what is left out.
override ELASTIC: bool = true;
override BLUR: bool = true;
override GROUND: bool = true;
override NOISE: bool = true;
override NEGATIVE: bool = true;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> pixels: array<u32>;            // [N,pixels] bytes, four to a word
@group(0) @binding(3) var<storage, read> classes: array<u32>;           // [N] bytes, four to a word
@group(0) @binding(4) var<storage, read_write> images: array<vec4f>;    // [B,pixels] in 0…1
@group(0) @binding(5) var<storage, read_write> labels: array<u32>;      // [B]

// Four random numbers in [-1, 1) with 24 bits each.
fn drawn(example: u32, draw: u32) -> vec4f {
  let words = pcg4d(vec4u(example, clock.seed, clock.step, AUGMENT_STREAM + 16u * draw));
  return vec4f(words >> vec4u(8u)) / 8388608.0 - 1.0;
}

// Sine and cosine for |angle| ≤ π/4 by their series, to float32: the built-in ones may be off by 2⁻¹¹, a visible part of a pixel.
fn sine(angle: f32) -> f32 {
  let z = angle * angle;
  return angle * (1.0 - z / 6.0 * (1.0 - z / 20.0 * (1.0 - z / 42.0 * (1.0 - z / 72.0))));
}

fn cosine(angle: f32) -> f32 {
  let z = angle * angle;
  return 1.0 - z / 2.0 * (1.0 - z / 12.0 * (1.0 - z / 30.0 * (1.0 - z / 56.0)));
}

// Weights of the four nodes around a place, u in 0…1 between the middle two.
fn basis(u: f32) -> vec4f {
  let v = 1.0 - u;
  return vec4f(v * v * v, (3.0 * u - 6.0) * u * u + 4.0, (3.0 * v - 6.0) * v * v + 4.0, u * u * u) / 6.0;
}

// Fours of pixels that a picture takes in memory.
fn quads_of_picture() -> u32 {
  return (params.height * params.width + 3u) / 4u;
}

// What the lattice's four columns around pixel x, and those beside it between the same two nodes, hold at the height of row y: random
// numbers for a displacement (xy) and for the ground (z).
fn lattice_columns(example: u32, x: u32, y: u32) -> mat4x3f {
  let nodes = (params.width + SPACING - 1u) / SPACING + 3u;
  let first = vec2u(x, y) / SPACING;
  let weights = basis((f32(y % SPACING) + 0.5) / f32(SPACING));
  var columns = mat4x3f();
  for (var i = 0u; i < 4u; i++) {
    var sum = vec3f(0.0);
    for (var j = 0u; j < 4u; j++) {
      sum += weights[j] * drawn(example, FIRST_NODE + (first.y + j) * nodes + first.x + i).xyz;
    }
    columns[i] = sum;
  }
  return columns;
}

fn level(example: u32, x: i32, y: i32) -> f32 {
  if (x < 0 || y < 0 || x >= i32(params.width) || y >= i32(params.height)) { return 0.0; }
  let at = u32(y) * params.width + u32(x);
  return f32((pixels[example * quads_of_picture() + at / 4u] >> (8u * (at % 4u))) & 0xffu) / 255.0;
}

// The ink between four pixels, bilinear.
fn ink(example: u32, at: vec2f) -> f32 {
  let corner = floor(at);
  let part = at - corner;
  let x = i32(corner.x);
  let y = i32(corner.y);
  let upper = mix(level(example, x, y), level(example, x + 1, y), part.x);
  let lower = mix(level(example, x, y + 1), level(example, x + 1, y + 1), part.x);
  return mix(upper, lower, part.y);
}

// The ink under a window of 3×3 points, each r pixels from the next.
fn blurred(example: u32, at: vec2f, r: f32) -> f32 {
  if (r <= 0.0) { return ink(example, at); }
  var sum = 0.0;
  for (var j = -1; j <= 1; j++) {
    for (var i = -1; i <= 1; i++) {
      sum += f32((2 - abs(i)) * (2 - abs(j))) * ink(example, at + r * vec2f(f32(i), f32(j)));
    }
  }
  return sum / 16.0;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = id.y;
  let quads = quads_of_picture();
  if (quad >= quads) { return; }
  if (row >= clock.examples) {
    images[row * quads + quad] = vec4f(0.0);
    return;
  }
  var example = clock.start + row;
  if (params.shuffle == 1u) {
    example = permuted(example, params.count, params.half_bits, clock.seed, clock.epoch);
  }

  let first = drawn(example, 0u);
  let shift = params.shift * first.xy;
  let angle = params.rotate * first.z;
  let size = 1.0 + params.scale * first.w;
  let second = drawn(example, 1u);
  let slant = params.shear * second.x;
  let blur = params.blur * max(second.y, 0.0);
  let noise = params.noise * max(second.z, 0.0);
  let s = sine(angle) / size;
  let c = cosine(angle) / size;
  let inverse = mat2x2f(c + slant * s, -s, s - slant * c, c);

  let centre = vec2f(f32(params.width) - 1.0, f32(params.height) - 1.0) / 2.0;
  var rectangle = vec4f(0.0);
  var fading = 0.0;
  if (NEGATIVE) {
    rectangle = drawn(example, FIRST_OF_NEGATIVE);
    fading = drawn(example, FIRST_OF_NEGATIVE + 1u).x / 2.0 + 0.5;
  }
  let sides = params.negative * vec2f(f32(params.width), f32(params.height)) * vec2f(max(rectangle.z, 0.0), abs(rectangle.w)) / 2.0;
  var grains = vec4f(0.0);
  if (NOISE) { grains = drawn(example, FIRST_NOISE + quad); }
  var columns = mat4x3f();
  var values = vec4f(0.0);
  for (var lane = 0u; lane < 4u; lane++) {
    let pixel = 4u * quad + lane;
    let x = pixel % params.width;
    let y = pixel / params.width;
    // What fills up a picture's last quad stays 0.
    if (y >= params.height) { break; }
    let place = vec2f(f32(x), f32(y)) - centre;
    var smooth_noise = vec3f(0.0);
    if (ELASTIC || GROUND) {
      // Four pixels share their nodes unless a row or a piece of the lattice ends among them.
      if (lane == 0u || x % SPACING == 0u) { columns = lattice_columns(example, x, y); }
      smooth_noise = columns * basis((f32(x % SPACING) + 0.5) / f32(SPACING));
    }
    var source = inverse * (place - shift);
    if (ELASTIC) { source += params.elastic * smooth_noise.xy; }
    source += centre;
    var value = 0.0;
    if (BLUR) { value = blurred(example, source, blur); } else { value = ink(example, source); }
    if (GROUND) {
      let ground = select(0.0, params.ground * clamp(second.w + 2.0 * smooth_noise.z, 0.0, 1.0), second.w > 0.0);
      value += ground * (1.0 - value);
    }
    if (NEGATIVE) {
      // Its edges cover a pixel in part, so that no rounding decides.
      let inside = clamp(sides + 0.5 - abs(place - rectangle.xy * centre), vec2f(0.0), min(2.0 * sides, vec2f(1.0)));
      value += fading * inside.x * inside.y * (1.0 - 2.0 * value);
    }
    if (NOISE && noise > 0.0) { value = clamp(value + noise * grains[lane], 0.0, 1.0); }
    values[lane] = value;
  }
  images[row * quads + quad] = values;
  if (quad == 0u) {
    labels[row] = (classes[example / 4u] >> (8u * (example % 4u))) & 0xffu;
  }
}
