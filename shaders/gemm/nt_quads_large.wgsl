// Matrix product with the second factor transposed, as gemm/nt_quads, for products with many rows: one invocation computes 32 rows ×
// 8 columns. That takes half the loads for the same sums, and several times as long to compile.
// Rows past M are computed from row M-1, columns past K from column K-1, and not stored. Overwrites out.
// Parameters and operands: gemm/nt_operands.

override WORKGROUP_SIZE: u32 = 4;
const ROWS = 32u; // of an invocation

// Four columns of four rows of b, transposed: the matrix that a quad of d is multiplied by.
fn block_of_b(start: u32) -> mat4x4f {
  return transpose(mat4x4f(vec4f(b[start]), vec4f(b[start + params.N]), vec4f(b[start + 2u * params.N]), vec4f(b[start + 3u * params.N])));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let row = ROWS * (id.z * ROW_BLOCKS + id.y);
  let left = min(2u * id.x, params.K - 1u);
  let right = min(left + 1u, params.K - 1u);
  let d0 = start_of(row + lane);
  let d1 = start_of(row + 4u + lane);
  let d2 = start_of(row + 8u + lane);
  let d3 = start_of(row + 12u + lane);
  let d4 = start_of(row + 16u + lane);
  let d5 = start_of(row + 20u + lane);
  let d6 = start_of(row + 24u + lane);
  let d7 = start_of(row + 28u + lane);
  let left_start = 4u * left * params.N;
  let right_start = 4u * right * params.N;
  // The left four columns of four rows each, and the right ones: the same where there are no more.
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  var t0 = s0; var t1 = s0; var t2 = s0; var t3 = s0; var t4 = s0; var t5 = s0; var t6 = s0; var t7 = s0;
  for (var n = 0u; n < params.N; n++) {
    let w = block_of_b(left_start + n);
    let x = block_of_b(right_start + n);
    let v0 = gathered_rows(d[d0 + n]); s0 += w * v0; t0 += x * v0;
    let v1 = gathered_rows(d[d1 + n]); s1 += w * v1; t1 += x * v1;
    let v2 = gathered_rows(d[d2 + n]); s2 += w * v2; t2 += x * v2;
    let v3 = gathered_rows(d[d3 + n]); s3 += w * v3; t3 += x * v3;
    let v4 = gathered_rows(d[d4 + n]); s4 += w * v4; t4 += x * v4;
    let v5 = gathered_rows(d[d5 + n]); s5 += w * v5; t5 += x * v5;
    let v6 = gathered_rows(d[d6 + n]); s6 += w * v6; t6 += x * v6;
    let v7 = gathered_rows(d[d7 + n]); s7 += w * v7; t7 += x * v7;
  }
  if (2u * id.x >= params.K) { return; }
  var s = array<mat4x4f, 8>(s0, s1, s2, s3, s4, s5, s6, s7);
  var t = array<mat4x4f, 8>(t0, t1, t2, t3, t4, t5, t6, t7);
  for (var r = 0u; r < ROWS; r++) {
    let at = row + (r ^ lane);
    if (at >= params.M) { continue; }
    out[at * params.K + left] = s[r / 4u][r % 4u];
    out[at * params.K + right] = t[r / 4u][r % 4u];
  }
}
