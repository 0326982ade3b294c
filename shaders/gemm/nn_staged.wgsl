// Matrix product with bias, as gemm/nn: out = a·b + bias, or max(a·b + bias, 0), for hardware with memory near a workgroup.
// A workgroup of 256 computes 64 rows × 64 columns and walks over K in stages of 16, which all its invocations load together; each
// computes 4 rows × 4 columns. What lies outside the matrices counts as zeros and is not stored. Overwrites out.
// Parameters and operands: gemm/nn_operands.

var<workgroup> tile_a: array<vec4f, 256>; // [64 rows,4]
var<workgroup> tile_b: array<vec4f, 256>; // [16 rows,16]

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) index: u32) {
  let top = 64u * (group.z * ROW_BLOCKS + group.y);
  let left = 16u * group.x;
  let row_of_a = top + index / 4u;
  let column_of_b = left + index % 16u;
  var sums = mat4x4f();
  for (var k = 0u; k < params.K; k += 4u) {
    var of_a = vec4f(0.0);
    var of_b = vec4f(0.0);
    if (row_of_a < params.M && k + index % 4u < params.K) { of_a = vec4f(a[(params.first + row_of_a) * params.K + k + index % 4u]); }
    if (column_of_b < params.N && k + index / 64u < params.K) { of_b = vec4f(b[(4u * k + index / 16u) * params.N + column_of_b]); }
    workgroupBarrier();
    tile_a[index] = of_a;
    tile_b[index] = of_b;
    workgroupBarrier();
    for (var i = 0u; i < 4u; i++) {
      let at = 64u * i + local.x;
      let w = mat4x4f(tile_b[at], tile_b[at + 16u], tile_b[at + 32u], tile_b[at + 48u]);
      let start = 16u * local.y + i;
      sums += w * mat4x4f(tile_a[start], tile_a[start + 4u], tile_a[start + 8u], tile_a[start + 12u]);
    }
  }
  let column = left + local.x;
  if (column >= params.N) { return; }
  let shift = bias[column];
  for (var r = 0u; r < 4u; r++) {
    let row = top + 4u * local.y + r;
    if (row < params.M) { out[row * params.N + column] = activated(shift + sums[r]); }
  }
}
