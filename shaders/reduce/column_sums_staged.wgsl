// Sums over the rows of a matrix, as reduce/column_sums: out = Σ_r d[r,:], the gradient of a bias, for hardware with memory near a workgroup.
// A workgroup of 256 owns eight quads of columns; 32 strands add up every 32nd row, and the strands are added up in halves. Overwrites out.

struct Params {
  M: u32, // rows of d
  N: u32, // columns of d in fours
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> d: array<vec4f>;            // [M,N]
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;    // [N]

var<workgroup> strands: array<vec4f, 256>; // [32 strands,8 quads]

@compute @workgroup_size(8, 32)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) index: u32) {
  let quad = 8u * group.x + local.x;
  var sum = vec4f(0.0);
  if (quad < params.N) {
    for (var row = local.y; row < params.M; row += 32u) { sum += d[row * params.N + quad]; }
  }
  strands[index] = sum;
  for (var half = 16u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local.y < half) { strands[index] += strands[index + 8u * half]; }
  }
  if (local.y == 0u && quad < params.N) { out[quad] = strands[index]; }
}
