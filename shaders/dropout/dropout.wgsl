// Inverted dropout, forward and backward alike: out = x / (1 - rate) where a value is kept, else 0.
//   Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", section 10.
// Which values are kept is a function of (position, example, feature, layer, step, seed) alone, so the way back draws the same ones
// again and nothing is stored. The same bits as src/nn/operations/cpu/arithmetic/dropout.ts.
// One thread owns four features of one example at one position. Overwrites out.

struct Params {
  size: u32,      // values in fours
  row: u32,       // threads of one row of workgroups
  B: u32,         // examples
  P: u32,         // positions: timesteps, pixels, or 1
  Q: u32,         // features in fours
  first: u32,     // where x begins, in fours
  threshold: u32, // of 24 bits: below it a value is dropped
  stream: u32,    // the layer's own
  scale: f32,     // 1 / (1 - rate)
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;              // [first+size] as [P,B,Q]
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;      // [P,B,Q]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.y * params.row + id.x;
  if (id.x >= params.row || at >= params.size) { return; }
  let quad = at % params.Q;
  let b = (at / params.Q) % params.B;
  let p = at / (params.Q * params.B);
  let counter = (b * params.P + p) * params.Q + quad;
  let words = pcg4d(vec4u(counter, clock.seed, clock.step, params.stream));
  let is_kept = (words >> vec4u(8u)) >= vec4u(params.threshold);
  out[at] = select(vec4f(0.0), params.scale * x[params.first + at], is_kept);
}
