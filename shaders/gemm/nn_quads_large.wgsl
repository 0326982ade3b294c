// Matrix product with bias, as gemm/nn_quads, for products with many rows: one invocation computes 32 rows × 8 columns. That takes half
// the loads for the same sums, and several times as long to compile.
// Rows past M are computed from row M-1, columns past N from column N-1, and not stored. Overwrites out.
// Parameters and operands: gemm/nn_operands.

override WORKGROUP_SIZE: u32 = 8;
const ROWS = 32u; // of an invocation

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let row = ROWS * (id.z * ROW_BLOCKS + id.y);
  let left = min(2u * id.x, params.N - 1u);
  let right = min(left + 1u, params.N - 1u);
  let a0 = start_of(row + lane);
  let a1 = start_of(row + 4u + lane);
  let a2 = start_of(row + 8u + lane);
  let a3 = start_of(row + 12u + lane);
  let a4 = start_of(row + 16u + lane);
  let a5 = start_of(row + 20u + lane);
  let a6 = start_of(row + 24u + lane);
  let a7 = start_of(row + 28u + lane);
  // The left four columns of four rows each, and the right ones: the same where there are no more.
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  var t0 = s0; var t1 = s0; var t2 = s0; var t3 = s0; var t4 = s0; var t5 = s0; var t6 = s0; var t7 = s0;
  for (var k = 0u; k < params.K; k++) {
    let w = block_of_b(k, left);
    let x = block_of_b(k, right);
    let v0 = gathered_rows(vec4f(a[a0 + k])); s0 += w * v0; t0 += x * v0;
    let v1 = gathered_rows(vec4f(a[a1 + k])); s1 += w * v1; t1 += x * v1;
    let v2 = gathered_rows(vec4f(a[a2 + k])); s2 += w * v2; t2 += x * v2;
    let v3 = gathered_rows(vec4f(a[a3 + k])); s3 += w * v3; t3 += x * v3;
    let v4 = gathered_rows(vec4f(a[a4 + k])); s4 += w * v4; t4 += x * v4;
    let v5 = gathered_rows(vec4f(a[a5 + k])); s5 += w * v5; t5 += x * v5;
    let v6 = gathered_rows(vec4f(a[a6 + k])); s6 += w * v6; t6 += x * v6;
    let v7 = gathered_rows(vec4f(a[a7 + k])); s7 += w * v7; t7 += x * v7;
  }
  if (2u * id.x >= params.N) { return; }
  let left_shift = bias[left];
  let right_shift = bias[right];
  var s = array<mat4x4f, 8>(s0, s1, s2, s3, s4, s5, s6, s7);
  var t = array<mat4x4f, 8>(t0, t1, t2, t3, t4, t5, t6, t7);
  for (var r = 0u; r < ROWS; r++) {
    let at = row + (r ^ lane);
    if (at >= params.M) { continue; }
    out[at * params.N + left] = activated(left_shift + s[r / 4u][r % 4u]);
    out[at * params.N + right] = activated(right_shift + t[r / 4u][r % 4u]);
  }
}
