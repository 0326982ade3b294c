// Rows of ink as independent coins: how unlikely each row is, and the gradients of the sums z.
//   L = Σ_j log(1 + exp z_j) - x_j z_j     dL/dz_j = σ(z_j) - x_j
//   with log(1 + exp z) = max(z, 0) + log(1 + exp -|z|), so that a sum may have any size.
// One thread owns one row. Overwrites d_sums and results: 0 in rows of pictures that are not real, and in the padding.

struct Params {
  R: u32,  // rows, T·B
  B: u32,  // pictures
  W: u32,  // pixels of a row
  N: u32,  // columns of a row in memory, at least W
  first: u32, // first row of ink
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;                     // `examples` are the pictures that are real
@group(0) @binding(2) var<storage, read> sums: array<f32>;                 // [R,N]
@group(0) @binding(3) var<storage, read> ink: array<f32>;                  // [first+R,N] 1 or 0
@group(0) @binding(4) var<storage, read_write> d_sums: array<f32>;         // [R,N] gradient of the mean over the pictures
@group(0) @binding(5) var<storage, read_write> results: array<vec4f>;      // [R] (nats, pixels whose likelier state is the right one, 0, 0)

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.R) { return; }
  let row = id.x * params.N;
  let is_real = id.x % params.B < clock.examples;
  let scale = select(0.0, 1.0 / f32(clock.examples), is_real);
  var nats = 0.0;
  var right = 0.0;
  for (var j = 0u; j < params.W; j++) {
    let z = sums[row + j];
    let x = ink[(params.first + id.x) * params.N + j];
    let e = exp(-abs(z));
    nats += max(z, 0.0) + log(1.0 + e) - x * z;
    right += select(0.0, 1.0, (z > 0.0) == (x > 0.0));
    d_sums[row + j] = scale * (select(1.0, e, z < 0.0) / (1.0 + e) - x);
  }
  for (var j = params.W; j < params.N; j++) { d_sums[row + j] = 0.0; }
  results[id.x] = select(vec4f(0.0), vec4f(nats, right, 0.0, 0.0), is_real);
}
