// Softmax over classes: probabilities = exp(z - max z) / Σ exp(z - max z).
// One thread owns one row. Overwrites probabilities; the padding past C becomes 0.

struct Params {
  M: u32, // rows
  C: u32, // classes
  N: u32, // columns of a row in memory, at least C
}

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;                 // [M,N]
@group(0) @binding(2) var<storage, read_write> probabilities: array<f32>;    // [M,N]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.M) { return; }
  let row = id.x * params.N;
  var largest = logits[row];
  for (var n = 1u; n < params.C; n++) { largest = max(largest, logits[row + n]); }
  var total = 0.0;
  for (var n = 0u; n < params.C; n++) { total += exp(logits[row + n] - largest); }
  for (var n = 0u; n < params.N; n++) {
    probabilities[row + n] = select(0.0, exp(logits[row + n] - largest) / total, n < params.C);
  }
}
