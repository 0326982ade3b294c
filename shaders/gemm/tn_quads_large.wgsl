// Matrix product with the first factor transposed, as gemm/tn_quads: out = aᵀ·d and d_bias = Σ_m d[m,:], for large products: one
// invocation computes 32 rows × 8 columns of out. That takes half the loads for the same sums, and several times as long to compile.
// Of the last M mod 4 rows each invocation loads all; rows and columns of out past the end are computed from the last ones and not stored.
// Overwrites out and d_bias.
// Parameters and operands: gemm/tn_operands.

override WORKGROUP_SIZE: u32 = 4;

// Four columns of a in the four rows, as rows of a matrix.
fn columns_of(v: vec4f) -> mat4x4f {
  return transpose(gathered_rows(v));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation & 3u;
  let left = min(2u * id.x, params.N - 1u);
  let right = min(left + 1u, params.N - 1u);
  let upper = 8u * id.y;
  let last = params.K - 1u;
  let u1 = min(upper + 1u, last);
  let u2 = min(upper + 2u, last);
  let u3 = min(upper + 3u, last);
  let u4 = min(upper + 4u, last);
  let u5 = min(upper + 5u, last);
  let u6 = min(upper + 6u, last);
  let u7 = min(upper + 7u, last);
  let whole = params.M & ~3u;
  let has_sums = params.sums == 1u && upper == 0u;
  var left_total = vec4f(0.0);
  var right_total = vec4f(0.0);
  // The left four columns of four rows each, and the right ones: the same where there are no more.
  var s0 = mat4x4f(); var s1 = s0; var s2 = s0; var s3 = s0; var s4 = s0; var s5 = s0; var s6 = s0; var s7 = s0;
  var t0 = s0; var t1 = s0; var t2 = s0; var t3 = s0; var t4 = s0; var t5 = s0; var t6 = s0; var t7 = s0;
  for (var m = 0u; m < whole; m += 4u) {
    let origin = (params.first + m + lane) * params.K;
    let w = block_of_d(m, lane, left);
    let x = block_of_d(m, lane, right);
    if (has_sums) {
      left_total += w * vec4f(1.0);
      right_total += x * vec4f(1.0);
    }
    let v0 = columns_of(vec4f(a[origin + upper])); s0 += w * v0; t0 += x * v0;
    let v1 = columns_of(vec4f(a[origin + u1])); s1 += w * v1; t1 += x * v1;
    let v2 = columns_of(vec4f(a[origin + u2])); s2 += w * v2; t2 += x * v2;
    let v3 = columns_of(vec4f(a[origin + u3])); s3 += w * v3; t3 += x * v3;
    let v4 = columns_of(vec4f(a[origin + u4])); s4 += w * v4; t4 += x * v4;
    let v5 = columns_of(vec4f(a[origin + u5])); s5 += w * v5; t5 += x * v5;
    let v6 = columns_of(vec4f(a[origin + u6])); s6 += w * v6; t6 += x * v6;
    let v7 = columns_of(vec4f(a[origin + u7])); s7 += w * v7; t7 += x * v7;
  }
  var s = array<mat4x4f, 8>(s0, s1, s2, s3, s4, s5, s6, s7);
  var t = array<mat4x4f, 8>(t0, t1, t2, t3, t4, t5, t6, t7);
  for (var m = whole; m < params.M; m++) {
    let origin = (params.first + m) * params.K;
    let w = d[(params.d_first + m) * params.N + left];
    let x = d[(params.d_first + m) * params.N + right];
    if (has_sums) {
      left_total += w;
      right_total += x;
    }
    for (var q = 0u; q < 8u; q++) {
      let v = vec4f(a[origin + min(upper + q, last)]);
      s[q] += outer(w, v);
      t[q] += outer(x, v);
    }
  }
  if (2u * id.x >= params.N) { return; }
  if (has_sums) {
    d_bias[left] = left_total;
    d_bias[right] = right_total;
  }
  for (var r = 0u; r < 32u; r++) {
    if (upper + r / 4u >= params.K) { continue; }
    let at = (4u * upper + r) * params.N;
    out[at + left] = s[r / 4u][r % 4u];
    out[at + right] = t[r / 4u][r % 4u];
  }
}
