// Matrix product with bias, as gemm/nn: out = a·b + bias, or max(a·b + bias, 0), for adapters whose loads are dear and whose subgroups
// come in quads. One invocation computes 16 rows × 4 columns; of each four rows of a it loads one and gets the others from its quad.
// Rows past M are computed from row M-1, columns past N from column N-1, and not stored. Overwrites out.
// Parameters and operands: gemm/nn_operands.

override WORKGROUP_SIZE: u32 = 8;
override ROWS: u32 = 16; // of an invocation: 16, or 4 where there are no more

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let row = ROWS * (id.z * ROW_BLOCKS + id.y);
  let column = min(id.x, params.N - 1u);
  let a0 = start_of(row + lane);
  let a1 = start_of(row + 4u + lane);
  let a2 = start_of(row + 8u + lane);
  let a3 = start_of(row + 12u + lane);
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0;
  for (var k = 0u; k < params.K; k++) {
    let w = block_of_b(k, column);
    s0 += times_rows(w, vec4f(a[a0 + k]));
    if (ROWS > 4u) {
      s1 += times_rows(w, vec4f(a[a1 + k]));
      s2 += times_rows(w, vec4f(a[a2 + k]));
      s3 += times_rows(w, vec4f(a[a3 + k]));
    }
  }
  if (id.x >= params.N) { return; }
  let shift = bias[column];
  var sums = array<mat4x4f, 4>(s0, s1, s2, s3);
  for (var r = 0u; r < ROWS; r++) {
    let at = row + (r ^ lane);
    if (at < params.M) { out[at * params.N + column] = activated(shift + sums[r / 4u][r % 4u]); }
  }
}
