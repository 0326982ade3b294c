// Matrix product with the second factor transposed: out = d·bᵀ, the way gradients go back through a layer.
// One thread computes 8 rows × 8 columns in registers; rows past M are computed from row M-1, columns past K from column K-1, and
// not stored. Overwrites out.
// Parameters and operands: gemm/nt_operands.

override WORKGROUP_SIZE: u32 = 32;

// Four rows of b in the columns 4n … 4n+3; a quad of d times this matrix is four dot products.
fn block_of_b(quad: u32, n: u32) -> mat4x4f {
  let at = 4u * quad * params.N + n;
  return mat4x4f(vec4f(b[at]), vec4f(b[at + params.N]), vec4f(b[at + 2u * params.N]), vec4f(b[at + 3u * params.N]));
}

fn store(row: u32, left: u32, sums_left: vec4f, sums_right: vec4f) {
  if (row >= params.M) { return; }
  out[row * params.K + left] = sums_left;
  if (left + 1u < params.K) { out[row * params.K + left + 1u] = sums_right; }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let left = 2u * id.x;
  let row = 8u * (id.z * ROW_BLOCKS + id.y);
  if (left >= params.K || row >= params.M) { return; }
  let right = min(left + 1u, params.K - 1u);
  let d0 = start_of(row);
  let d1 = start_of(row + 1u);
  let d2 = start_of(row + 2u);
  let d3 = start_of(row + 3u);
  let d4 = start_of(row + 4u);
  let d5 = start_of(row + 5u);
  let d6 = start_of(row + 6u);
  let d7 = start_of(row + 7u);
  var l0 = vec4f(0.0); var l1 = l0; var l2 = l0; var l3 = l0; var l4 = l0; var l5 = l0; var l6 = l0; var l7 = l0;
  var r0 = vec4f(0.0); var r1 = r0; var r2 = r0; var r3 = r0; var r4 = r0; var r5 = r0; var r6 = r0; var r7 = r0;
  for (var n = 0u; n < params.N; n++) {
    let bl = block_of_b(left, n);
    let br = block_of_b(right, n);
    let v0 = d[d0 + n]; l0 += v0 * bl; r0 += v0 * br;
    let v1 = d[d1 + n]; l1 += v1 * bl; r1 += v1 * br;
    let v2 = d[d2 + n]; l2 += v2 * bl; r2 += v2 * br;
    let v3 = d[d3 + n]; l3 += v3 * bl; r3 += v3 * br;
    let v4 = d[d4 + n]; l4 += v4 * bl; r4 += v4 * br;
    let v5 = d[d5 + n]; l5 += v5 * bl; r5 += v5 * br;
    let v6 = d[d6 + n]; l6 += v6 * bl; r6 += v6 * br;
    let v7 = d[d7 + n]; l7 += v7 * bl; r7 += v7 * br;
  }
  store(row, left, l0, r0);
  store(row + 1u, left, l1, r1);
  store(row + 2u, left, l2, r2);
  store(row + 3u, left, l3, r3);
  store(row + 4u, left, l4, r4);
  store(row + 5u, left, l5, r5);
  store(row + 6u, left, l6, r6);
  store(row + 7u, left, l7, r7);
}
