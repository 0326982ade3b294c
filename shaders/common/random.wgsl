// Counter-based random numbers: four hashed words from four, the same bits as src/core/random.ts.
//   pcg4d of Jarzynski & Olano 2020, "Hash Functions for GPU Rendering", JCGT 9(3).

fn pcg4d(counter: vec4u) -> vec4u {
  var v = counter * 1664525u + 1013904223u;
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  v ^= v >> vec4u(16u);
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  return v;
}
