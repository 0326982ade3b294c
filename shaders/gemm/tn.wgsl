// Matrix product with the first factor transposed: out = aᵀ·d, the gradient of a kernel summed over all timesteps and examples;
// beside it d_bias = Σ_m d[m,:], the gradient of a bias.
// One thread computes 8 rows × 16 columns of out in registers while it walks over the M rows of a and d; rows and columns past the
// end are computed from the last ones and not stored. Those who own the first
// rows of out add up the columns of d. Overwrites out and d_bias.
// Parameters and operands: gemm/tn_operands.

override WORKGROUP_SIZE: u32 = 32;

fn store(row: u32, column: u32, sums: mat4x4f) {
  let at = row * params.N + column;
  out[at] = sums[0];
  if (column + 1u < params.N) { out[at + 1u] = sums[1]; }
  if (column + 2u < params.N) { out[at + 2u] = sums[2]; }
  if (column + 3u < params.N) { out[at + 3u] = sums[3]; }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = 4u * id.x;
  let upper = 2u * id.y;
  if (column >= params.N) { return; }
  let lower = min(upper + 1u, params.K - 1u);
  let c1 = min(column + 1u, params.N - 1u);
  let c2 = min(column + 2u, params.N - 1u);
  let c3 = min(column + 3u, params.N - 1u);
  let has_sums = params.sums == 1u && upper == 0u;
  var total = mat4x4f();
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  for (var m = 0u; m < params.M; m++) {
    let origin = (params.first + m) * params.K;
    let u = vec4f(a[origin + upper]);
    let v = vec4f(a[origin + lower]);
    let at = (params.d_first + m) * params.N;
    let tile = mat4x4f(d[at + column], d[at + c1], d[at + c2], d[at + c3]);
    if (has_sums) { total += tile; }
    s0 += tile * u.x;
    s1 += tile * u.y;
    s2 += tile * u.z;
    s3 += tile * u.w;
    s4 += tile * v.x;
    s5 += tile * v.y;
    s6 += tile * v.z;
    s7 += tile * v.w;
  }
  if (has_sums) {
    d_bias[column] = total[0];
    if (column + 1u < params.N) { d_bias[column + 1u] = total[1]; }
    if (column + 2u < params.N) { d_bias[column + 2u] = total[2]; }
    if (column + 3u < params.N) { d_bias[column + 3u] = total[3]; }
  }
  let row = 4u * upper;
  store(row, column, s0);
  store(row + 1u, column, s1);
  store(row + 2u, column, s2);
  store(row + 3u, column, s3);
  if (upper + 1u >= params.K) { return; }
  store(row + 4u, column, s4);
  store(row + 5u, column, s5);
  store(row + 6u, column, s6);
  store(row + 7u, column, s7);
}
