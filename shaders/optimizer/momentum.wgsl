// Gradient descent with momentum, one step for all parameters of a model.
//   m = μm - ηg    p = p + m,  with Nesterov p = p + μm - ηg
//   Polyak 1964; Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", eq. 3–4, as in Keras's SGD.
// One thread owns four parameters. Updates parameters and what they moved last in place.

struct Params {
  size: u32,     // parameters in fours
  row: u32,      // fours per row of the dispatch
  momentum: f32,
  nesterov: u32, // 1: look ahead
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> gradients: array<vec4f>;           // [size]
@group(0) @binding(3) var<storage, read_write> parameters: array<vec4f>;    // [size]
@group(0) @binding(4) var<storage, read_write> moved: array<vec4f>;         // [size]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.y * params.row + id.x;
  if (id.x >= params.row || at >= params.size) { return; }
  let slope = clock.learning_rate * gradients[at];
  let shift = params.momentum * moved[at] - slope;
  moved[at] = shift;
  parameters[at] += select(shift, params.momentum * shift - slope, params.nesterov == 1u);
}
