// Sums the squares of an array in parts, each as a multiple of the square of its own largest value, so that no square leaves float32:
//   largest = max_k |values[i + k·parts]|, at least SMALLEST    sums[i] = (largest, Σ_k |values[i + k·parts] / largest|²)
//   The running form of Blue 1978, "A Portable Fortran Program to Find the Euclidean Norm of a Vector", as LAPACK's lassq had it.
// One thread owns one part and adds it up in order, so the same array gives the same bits. Overwrites sums.

struct Params {
  size: u32,  // values in fours
  parts: u32,
}

override WORKGROUP_SIZE: u32 = 32;

// What is smaller counts as 0: some adapters do in comparisons and divisions, and others only in one of them.
const SMALLEST = 1.17549435e-38;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;          // [size]
@group(0) @binding(2) var<storage, read_write> sums: array<vec2f>;      // [parts] (largest, sum)

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.parts) { return; }
  var largest = SMALLEST;
  var sum = 0.0;
  for (var at = id.x; at < params.size; at += params.parts) {
    let value = values[at];
    let magnitude = abs(value);
    let most = max(max(magnitude.x, magnitude.y), max(magnitude.z, magnitude.w));
    if (most > largest) {
      let shrink = largest / most;
      sum *= shrink * shrink;
      largest = most;
    }
    let scaled = value / largest;
    sum += dot(scaled, scaled);
  }
  sums[id.x] = vec2f(largest, sum);
}
