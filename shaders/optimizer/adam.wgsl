// Adam and AdamW, one step for all parameters of a model.
//   m = β₁m + (1-β₁)g    v = β₂v + (1-β₂)g²    p = p - ηλp - η·√(1-β₂ᵗ)/(1-β₁ᵗ) · m / (√v + ε)
//   The rate with its roots and powers comes with the clock, and 1-β as it is: differences from 1 have few digits left in float32.
//   Kingma & Ba 2015, section 2 (the reordered form, as in Keras: ε is added to the uncorrected √v).
//   Decay λ, 0 for Adam: Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2, as in Keras.
// One thread owns four parameters. Updates parameters and both moments in place.

struct Params {
  size: u32,    // parameters in fours
  row: u32,     // fours per row of the dispatch
  beta1: f32,
  beta2: f32,
  share1: f32,  // 1-β₁
  share2: f32,  // 1-β₂
  epsilon: f32,
  weight_decay: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> gradients: array<vec4f>;              // [size]
@group(0) @binding(3) var<storage, read_write> parameters: array<vec4f>;       // [size]
@group(0) @binding(4) var<storage, read_write> first_moment: array<vec4f>;     // [size]
@group(0) @binding(5) var<storage, read_write> second_moment: array<vec4f>;    // [size]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.y * params.row + id.x;
  if (id.x >= params.row || at >= params.size) { return; }
  let g = gradients[at];
  let m = params.beta1 * first_moment[at] + params.share1 * g;
  let v = params.beta2 * second_moment[at] + params.share2 * g * g;
  first_moment[at] = m;
  second_moment[at] = v;
  let p = parameters[at];
  parameters[at] = p - p * (params.weight_decay * clock.learning_rate) - clock.step_rate * m / (sqrt(v) + params.epsilon);
}
