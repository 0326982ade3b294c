// Matrix product with the second factor transposed, as gemm/nt: out = d·bᵀ, for hardware with memory near a workgroup.
// A workgroup of 256 computes 64 rows × 64 columns and walks over N in stages of 16, which all its invocations load together; each
// computes 4 rows × 4 columns. What lies outside the matrices counts as zeros and is not stored. Overwrites out.
// Parameters and operands: gemm/nt_operands.

var<workgroup> tile_d: array<vec4f, 256>; // [64 rows,4]
var<workgroup> tile_b: array<vec4f, 256>; // [64 rows,4], in the order of `place`

// Where a quad of a row of b is kept: spread so that eight neighbours, who read every fourth row, meet different banks.
fn place(row: u32, quad: u32) -> u32 {
  return 4u * (row ^ ((row >> 4u) & 1u)) + (quad ^ ((row >> 2u) & 3u));
}

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) index: u32) {
  let top = 64u * (group.z * ROW_BLOCKS + group.y);
  let left = 64u * group.x;
  let row_of_d = top + index / 4u;
  let row_of_b = left + index / 4u;
  var sums = mat4x4f();
  for (var n = 0u; n < params.N; n += 4u) {
    let quad = n + index % 4u;
    var of_d = vec4f(0.0);
    var of_b = vec4f(0.0);
    if (row_of_d < params.M && quad < params.N) { of_d = d[row_of_d * params.N + quad]; }
    if (row_of_b < 4u * params.K && quad < params.N) { of_b = vec4f(b[row_of_b * params.N + quad]); }
    workgroupBarrier();
    tile_d[index] = of_d;
    tile_b[place(index / 4u, index % 4u)] = of_b;
    workgroupBarrier();
    for (var i = 0u; i < 4u; i++) {
      let r = 4u * local.x;
      let w = mat4x4f(tile_b[place(r, i)], tile_b[place(r + 1u, i)], tile_b[place(r + 2u, i)], tile_b[place(r + 3u, i)]);
      let start = 16u * local.y + i;
      sums += mat4x4f(tile_d[start] * w, tile_d[start + 4u] * w, tile_d[start + 8u] * w, tile_d[start + 12u] * w);
    }
  }
  let column = 16u * group.x + local.x;
  if (column >= params.K) { return; }
  for (var r = 0u; r < 4u; r++) {
    let row = top + 4u * local.y + r;
    if (row < params.M) { out[row * params.K + column] = sums[r]; }
  }
}
