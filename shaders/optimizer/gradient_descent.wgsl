// Gradient descent, one step for all parameters of a model: p = p - ηg.
//   Robbins & Monro 1951, "A Stochastic Approximation Method".
// One thread owns four parameters. Updates parameters in place.

struct Params {
  size: u32, // parameters in fours
  row: u32,  // fours per row of the dispatch
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> gradients: array<vec4f>;           // [size]
@group(0) @binding(3) var<storage, read_write> parameters: array<vec4f>;    // [size]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.y * params.row + id.x;
  if (id.x >= params.row || at >= params.size) { return; }
  parameters[at] -= clock.learning_rate * gradients[at];
}
