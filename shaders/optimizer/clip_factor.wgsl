// What all gradients are multiplied by, so that their norm is at most `limit`: factor = limit / max(√Σ sums, limit).
//   Pascanu et al. 2013, "On the difficulty of training recurrent neural networks", algorithm 1.
// One thread adds up the parts in order, so the same gradients give the same bits. Overwrites factor.

struct Params {
  parts: u32,
  limit: f32,
}

override WORKGROUP_SIZE: u32 = 1;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> sums: array<f32>;              // [parts]
@group(0) @binding(2) var<storage, read_write> factor: array<f32>;      // [1]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main() {
  var total = 0.0;
  for (var part = 0u; part < params.parts; part++) { total += sums[part]; }
  factor[0] = params.limit / max(sqrt(total), params.limit);
}
