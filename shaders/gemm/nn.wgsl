// Matrix product with bias: out = a·b + bias, or max(a·b + bias, 0).
// One thread computes 8 rows × 16 columns in registers, a row as a matrix of four column quads; rows past M are computed from row M-1
// and columns past N from column N-1, and not stored. Overwrites out.
// Parameters and operands: gemm/nn_operands.

override WORKGROUP_SIZE: u32 = 32;

fn store(row: u32, column: u32, sums: mat4x4f) {
  if (row >= params.M) { return; }
  let at = row * params.N + column;
  out[at] = activated(sums[0]);
  if (column + 1u < params.N) { out[at + 1u] = activated(sums[1]); }
  if (column + 2u < params.N) { out[at + 2u] = activated(sums[2]); }
  if (column + 3u < params.N) { out[at + 3u] = activated(sums[3]); }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = 4u * id.x;
  let row = 8u * (id.z * ROW_BLOCKS + id.y);
  if (column >= params.N || row >= params.M) { return; }
  let c1 = min(column + 1u, params.N - 1u);
  let c2 = min(column + 2u, params.N - 1u);
  let c3 = min(column + 3u, params.N - 1u);
  let a0 = start_of(row);
  let a1 = start_of(row + 1u);
  let a2 = start_of(row + 2u);
  let a3 = start_of(row + 3u);
  let a4 = start_of(row + 4u);
  let a5 = start_of(row + 5u);
  let a6 = start_of(row + 6u);
  let a7 = start_of(row + 7u);
  var s0 = mat4x4f(bias[column], bias[c1], bias[c2], bias[c3]);
  var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  for (var k = 0u; k < params.K; k++) {
    let b0 = block_of_b(k, column);
    let b1 = block_of_b(k, c1);
    let b2 = block_of_b(k, c2);
    let b3 = block_of_b(k, c3);
    let v0 = vec4f(a[a0 + k]); s0 += mat4x4f(b0 * v0, b1 * v0, b2 * v0, b3 * v0);
    let v1 = vec4f(a[a1 + k]); s1 += mat4x4f(b0 * v1, b1 * v1, b2 * v1, b3 * v1);
    let v2 = vec4f(a[a2 + k]); s2 += mat4x4f(b0 * v2, b1 * v2, b2 * v2, b3 * v2);
    let v3 = vec4f(a[a3 + k]); s3 += mat4x4f(b0 * v3, b1 * v3, b2 * v3, b3 * v3);
    let v4 = vec4f(a[a4 + k]); s4 += mat4x4f(b0 * v4, b1 * v4, b2 * v4, b3 * v4);
    let v5 = vec4f(a[a5 + k]); s5 += mat4x4f(b0 * v5, b1 * v5, b2 * v5, b3 * v5);
    let v6 = vec4f(a[a6 + k]); s6 += mat4x4f(b0 * v6, b1 * v6, b2 * v6, b3 * v6);
    let v7 = vec4f(a[a7 + k]); s7 += mat4x4f(b0 * v7, b1 * v7, b2 * v7, b3 * v7);
  }
  store(row, column, s0);
  store(row + 1u, column, s1);
  store(row + 2u, column, s2);
  store(row + 3u, column, s3);
  store(row + 4u, column, s4);
  store(row + 5u, column, s5);
  store(row + 6u, column, s6);
  store(row + 7u, column, s7);
}
