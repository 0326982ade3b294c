// Sums the rows of a matrix: out[n] = Σ_m d[m,n], the gradient of a bias.
// One thread owns four columns. Overwrites out.

struct Params {
  M: u32, // rows
  N: u32, // columns in fours
}

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> d: array<vec4f>;            // [M,N]
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;    // [N]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.N) { return; }
  var sum = vec4f(0.0);
  for (var m = 0u; m < params.M; m++) {
    sum += d[m * params.N + id.x];
  }
  out[id.x] = sum;
}
