// RMSprop, one step for all parameters of a model: v = ρv + (1-ρ)g²,  p = p - ηg / √(v + ε).
//   Tieleman & Hinton 2012, "Neural Networks for Machine Learning", lecture 6.5; ε inside the root as in Keras.
// One thread owns four parameters. Updates parameters and the mean square in place.

struct Params {
  size: u32,    // parameters in fours
  row: u32,     // fours per row of the dispatch
  rho: f32,
  epsilon: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> gradients: array<vec4f>;              // [size]
@group(0) @binding(3) var<storage, read_write> parameters: array<vec4f>;       // [size]
@group(0) @binding(4) var<storage, read_write> second_moment: array<vec4f>;    // [size]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.y * params.row + id.x;
  if (id.x >= params.row || at >= params.size) { return; }
  let g = gradients[at];
  let v = params.rho * second_moment[at] + (1.0 - params.rho) * g * g;
  second_moment[at] = v;
  parameters[at] -= clock.learning_rate * g / sqrt(v + params.epsilon);
}
