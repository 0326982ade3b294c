// Gathers a batch out of a data set that lies on the GPU as bytes, in the order of a seeded permutation.
//   images[b] = pixels[order(start + b)] / 255,   labels[b] likewise;   rows past the end of a short batch become 0.
// One thread makes four pixels of one example. Overwrites images and labels.

struct Params {
  B: u32,         // rows of the batch
  count: u32,     // examples in the data set
  half_bits: u32, // half the width of the permutation's domain
  shuffle: u32,   // 0: in order, 1: permuted
  quads: u32,     // a picture in fours of pixels
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> pixels: array<u32>;            // [N,pixels] bytes, four to a word
@group(0) @binding(3) var<storage, read> classes: array<u32>;           // [N] bytes, four to a word
@group(0) @binding(4) var<storage, read_write> images: array<vec4f>;    // [B,pixels] in 0…1
@group(0) @binding(5) var<storage, read_write> labels: array<u32>;      // [B]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = id.y;
  if (quad >= params.quads) { return; }
  if (row >= clock.examples) {
    images[row * params.quads + quad] = vec4f(0.0);
    return;
  }
  var example = clock.start + row;
  if (params.shuffle == 1u) {
    example = permuted(example, params.count, params.half_bits, clock.seed, clock.epoch);
  }
  images[row * params.quads + quad] = unpack4x8unorm(pixels[example * params.quads + quad]);
  if (quad == 0u) {
    labels[row] = (classes[example / 4u] >> (8u * (example % 4u))) & 0xffu;
  }
}
