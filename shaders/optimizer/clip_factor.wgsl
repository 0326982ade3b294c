// By what all gradients are divided and multiplied, so that their norm is at most `limit`: (1, 1) where it is not larger anyway, else
//   (largest, limit / √Σ|g / largest|²), both within float32 for any gradients; their quotient might not be.
//   Pascanu et al. 2013, "On the difficulty of training recurrent neural networks", algorithm 1.
// One thread adds up the parts in order, so the same gradients give the same bits. Overwrites factor.

struct Params {
  parts: u32,
  limit: f32,
}

override WORKGROUP_SIZE: u32 = 1;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> sums: array<vec2f>;            // [parts] (largest, sum)
@group(0) @binding(2) var<storage, read_write> factor: array<vec2f>;    // [1] (divisor, multiplier)

@compute @workgroup_size(WORKGROUP_SIZE)
fn main() {
  var largest = 0.0;
  for (var part = 0u; part < params.parts; part++) { largest = max(largest, sums[part].x); }
  factor[0] = vec2f(1.0);
  var total = 0.0;
  for (var part = 0u; part < params.parts; part++) {
    let share = sums[part].x / largest;
    total += sums[part].y * share * share;
  }
  let norm = sqrt(total); // in units of the largest gradient
  if (norm > params.limit / largest) { factor[0] = vec2f(largest, params.limit / norm); }
}
