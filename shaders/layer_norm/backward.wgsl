// Layer normalisation over features, back to its input. With n = (x - μ)/√(σ²+ε) and d = γ·dy:
//   dx = (d - mean(d) - n·mean(d·n)) / √(σ²+ε)
//   Ba et al. 2016, arXiv:1607.06450; the derivative is that of eq. 3–4 by the chain rule.
// One thread owns one row. Overwrites d_x; the padding past F becomes 0.

struct Params {
  M: u32,       // rows
  F: u32,       // features
  Q: u32,       // columns of a row in memory, in fours
  first: u32,   // first row of x
  first_d: u32, // first row of d_y
}

override WORKGROUP_SIZE: u32 = 32;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;                // [first+M,Q]
@group(0) @binding(2) var<storage, read> moments: array<vec2f>;          // [M] (μ, 1/√(σ²+ε))
@group(0) @binding(3) var<storage, read> gamma: array<vec4f>;            // [Q]
@group(0) @binding(4) var<storage, read> d_y: array<vec4f>;              // [first_d+M,Q]
@group(0) @binding(5) var<storage, read_write> d_x: array<vec4f>;        // [M,Q]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.M) { return; }
  let origin = (params.first + id.x) * params.Q;
  let origin_d = (params.first_d + id.x) * params.Q;
  let mean = moments[id.x].x;
  let inverse = moments[id.x].y;
  // γ is 0 in the padding: it adds nothing to either sum.
  var sum = vec4f(0.0);
  var along = vec4f(0.0);
  for (var q = 0u; q < params.Q; q++) {
    let d = gamma[q] * d_y[origin_d + q];
    sum += d;
    along += d * ((x[origin + q] - mean) * inverse);
  }
  let mean_d = dot(sum, vec4f(1.0)) / f32(params.F);
  let mean_along = dot(along, vec4f(1.0)) / f32(params.F);
  for (var q = 0u; q < params.Q; q++) {
    let is_feature = vec4u(4u * q) + vec4u(0u, 1u, 2u, 3u) < vec4u(params.F);
    let n = (x[origin + q] - mean) * inverse;
    let gradient = inverse * (gamma[q] * d_y[origin_d + q] - mean_d - n * mean_along);
    d_x[id.x * params.Q + q] = select(vec4f(0.0), gradient, is_feature);
  }
}
