// Matrix product with the first factor transposed, as gemm/tn: out = aᵀ·d and d_bias = Σ_m d[m,:], for hardware with memory near a workgroup.
// A workgroup of 64 computes 32 rows × 32 columns of out and walks over the M rows of a and d in stages of 16, which all its invocations
// load together; each computes 4 rows × 4 columns. Tiles are small because out is: many rows are added up in few sums. What lies outside the
// matrices counts as zeros and is not stored. Overwrites out and d_bias.
// Parameters and operands: gemm/tn_operands.

var<workgroup> tile_a: array<vec4f, 128>; // [16 rows,8]
var<workgroup> tile_d: array<vec4f, 128>; // [16 rows,8]

@compute @workgroup_size(8, 8)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let quad_of_a = 8u * group.y + local.x;
  let quad_of_d = 8u * group.x + local.x;
  let has_sums = params.sums == 1u && group.y == 0u && local.y == 0u;
  var total = vec4f(0.0);
  var sums = mat4x4f();
  for (var m = 0u; m < params.M; m += 16u) {
    workgroupBarrier();
    for (var half = 0u; half < 2u; half++) {
      let r = 8u * half + local.y;
      let row = m + r;
      var of_a = vec4f(0.0);
      var of_d = vec4f(0.0);
      if (row < params.M && quad_of_a < params.K) { of_a = vec4f(a[(params.first + row) * params.K + quad_of_a]); }
      if (row < params.M && quad_of_d < params.N) { of_d = d[(params.d_first + row) * params.N + quad_of_d]; }
      tile_a[8u * r + local.x] = of_a;
      tile_d[8u * r + local.x] = of_d;
    }
    workgroupBarrier();
    for (var r = 0u; r < 16u; r++) {
      let v = tile_a[8u * r + local.y];
      let row = tile_d[8u * r + local.x];
      if (has_sums) { total += row; }
      sums += mat4x4f(row * v.x, row * v.y, row * v.z, row * v.w);
    }
  }
  if (has_sums && quad_of_d < params.N) { d_bias[quad_of_d] = total; }
  let quad = 8u * group.y + local.y;
  if (quad >= params.K || quad_of_d >= params.N) { return; }
  for (var r = 0u; r < 4u; r++) { out[(4u * quad + r) * params.N + quad_of_d] = sums[r]; }
}
