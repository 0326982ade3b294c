// Layer normalisation over features, gradients of its parameters: dγ = Σ dy·(x - μ)/√(σ²+ε),  dβ = Σ dy, over all rows.
//   Ba et al. 2016, arXiv:1607.06450.
// One thread owns four features. Overwrites d_gamma and d_beta; dy is 0 in the padding, so they are too.

struct Params {
  M: u32,       // rows
  Q: u32,       // columns of a row in memory, in fours
  first: u32,   // first row of x
  first_d: u32, // first row of d_y
}

override WORKGROUP_SIZE: u32 = 32;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;                    // [first+M,Q]
@group(0) @binding(2) var<storage, read> moments: array<vec2f>;              // [M] (μ, 1/√(σ²+ε))
@group(0) @binding(3) var<storage, read> d_y: array<vec4f>;                  // [first_d+M,Q]
@group(0) @binding(4) var<storage, read_write> d_gamma: array<vec4f>;        // [Q]
@group(0) @binding(5) var<storage, read_write> d_beta: array<vec4f>;         // [Q]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.Q) { return; }
  var scale = vec4f(0.0);
  var shift = vec4f(0.0);
  for (var m = 0u; m < params.M; m++) {
    let d = d_y[(params.first_d + m) * params.Q + id.x];
    scale += d * ((x[(params.first + m) * params.Q + id.x] - moments[m].x) * moments[m].y);
    shift += d;
  }
  d_gamma[id.x] = scale;
  d_beta[id.x] = shift;
}
