// Matrix product with the second factor transposed, as gemm/nt: out = d·bᵀ, for adapters whose loads are dear and whose subgroups come in
// quads. One invocation computes 16 rows × 4 columns; of each four rows of d it loads one and gets the others from its quad. Rows past M
// are computed from row M-1, columns past K from column K-1, and not stored. Overwrites out.
// Parameters and operands: gemm/nt_operands.

override WORKGROUP_SIZE: u32 = 8;
override ROWS: u32 = 16; // of an invocation: 16, or 4 where there are no more

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let row = ROWS * (id.z * ROW_BLOCKS + id.y);
  let column = min(id.x, params.K - 1u);
  let d0 = start_of(row + lane);
  let d1 = start_of(row + 4u + lane);
  let d2 = start_of(row + 8u + lane);
  let d3 = start_of(row + 12u + lane);
  let b0 = 4u * column * params.N;
  let b1 = b0 + params.N;
  let b2 = b1 + params.N;
  let b3 = b2 + params.N;
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0;
  for (var n = 0u; n < params.N; n++) {
    let w = mat4x4f(vec4f(b[b0 + n]), vec4f(b[b1 + n]), vec4f(b[b2 + n]), vec4f(b[b3 + n]));
    s0 += rows_times(d[d0 + n], w);
    if (ROWS > 4u) {
      s1 += rows_times(d[d1 + n], w);
      s2 += rows_times(d[d2 + n], w);
      s3 += rows_times(d[d3 + n], w);
    }
  }
  if (id.x >= params.K) { return; }
  var sums = array<mat4x4f, 4>(s0, s1, s2, s3);
  for (var r = 0u; r < ROWS; r++) {
    let at = row + (r ^ lane);
    if (at < params.M) { out[at * params.K + column] = sums[r / 4u][r % 4u]; }
  }
}
