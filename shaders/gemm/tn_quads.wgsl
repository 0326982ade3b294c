// Matrix product with the first factor transposed, as gemm/tn: out = aᵀ·d and d_bias = Σ_m d[m,:], for adapters whose loads are dear and whose subgroups come in
// quads. One invocation computes 16 rows × 4 columns of out while its quad walks over the M rows of a and d in fours: of a each of the four
// loads one row and gets the others from its quad. Of the last M mod 4 rows each loads all; rows and columns of out past the end
// are computed from the last ones and not stored. Overwrites out and d_bias.
// Parameters and operands: gemm/tn_operands.

override WORKGROUP_SIZE: u32 = 4;

// What four rows of a and d add to four rows of out: a column for each.
fn products(tile: mat4x4f, v: vec4f) -> mat4x4f {
  return tile * transpose(gathered_rows(v));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let column = min(id.x, params.N - 1u);
  let upper = 4u * id.y;
  let last = params.K - 1u;
  let u1 = min(upper + 1u, last);
  let u2 = min(upper + 2u, last);
  let u3 = min(upper + 3u, last);
  let whole = params.M & ~3u;
  let has_sums = params.sums == 1u && upper == 0u;
  var total = vec4f(0.0);
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0;
  for (var m = 0u; m < whole; m += 4u) {
    let origin = (params.first + m + lane) * params.K;
    let tile = block_of_d(m, lane, column);
    if (has_sums) { total += tile * vec4f(1.0); }
    s0 += products(tile, vec4f(a[origin + upper]));
    s1 += products(tile, vec4f(a[origin + u1]));
    s2 += products(tile, vec4f(a[origin + u2]));
    s3 += products(tile, vec4f(a[origin + u3]));
  }
  for (var m = whole; m < params.M; m++) {
    let origin = (params.first + m) * params.K;
    let row = d[(params.d_first + m) * params.N + column];
    if (has_sums) { total += row; }
    s0 += outer(row, vec4f(a[origin + upper]));
    s1 += outer(row, vec4f(a[origin + u1]));
    s2 += outer(row, vec4f(a[origin + u2]));
    s3 += outer(row, vec4f(a[origin + u3]));
  }
  if (id.x >= params.N) { return; }
  if (has_sums) { d_bias[column] = total; }
  var sums = array<mat4x4f, 4>(s0, s1, s2, s3);
  for (var r = 0u; r < 16u; r++) {
    if (upper + r / 4u < params.K) { out[(4u * upper + r) * params.N + column] = sums[r / 4u][r % 4u]; }
  }
}
