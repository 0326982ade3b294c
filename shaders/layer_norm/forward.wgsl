// Layer normalisation over features, forward: y = γ·(x - μ)/√(σ² + ε) + β, with μ and σ² of each row by itself.
//   Ba et al. 2016, "Layer Normalization", arXiv:1607.06450, eq. 3–4; ε and its place as in Keras.
// One thread owns one row. Overwrites y and moments. The padding past F counts in neither moment; γ and β are 0 there, so y is too.

struct Params {
  M: u32,       // rows: timesteps or pixels times examples
  F: u32,       // features
  Q: u32,       // columns of a row in memory, in fours
  first: u32,   // first row of x
  epsilon: f32,
}

override WORKGROUP_SIZE: u32 = 32;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;                  // [first+M,Q]
@group(0) @binding(2) var<storage, read> gamma: array<vec4f>;              // [Q]
@group(0) @binding(3) var<storage, read> beta: array<vec4f>;               // [Q]
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;            // [M,Q]
@group(0) @binding(5) var<storage, read_write> moments: array<vec2f>;      // [M] (μ, 1/√(σ²+ε))

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.M) { return; }
  let origin = (params.first + id.x) * params.Q;
  var sum = vec4f(0.0);
  for (var q = 0u; q < params.Q; q++) { sum += x[origin + q]; }
  let mean = dot(sum, vec4f(1.0)) / f32(params.F);
  var squares = vec4f(0.0);
  for (var q = 0u; q < params.Q; q++) {
    let is_feature = vec4u(4u * q) + vec4u(0u, 1u, 2u, 3u) < vec4u(params.F);
    let deviation = select(vec4f(0.0), x[origin + q] - mean, is_feature);
    squares += deviation * deviation;
  }
  let inverse = inverseSqrt(dot(squares, vec4f(1.0)) / f32(params.F) + params.epsilon);
  for (var q = 0u; q < params.Q; q++) {
    y[id.x * params.Q + q] = gamma[q] * ((x[origin + q] - mean) * inverse) + beta[q];
  }
  moments[id.x] = vec2f(mean, inverse);
}
