// Measures how fast an adapter reads and writes storage: copied = source.
// One thread copies four quads that lie a whole row of threads apart, so that neighbours read neighbours. Overwrites copied.

struct Params {
  threads: u32, // a quarter of the quads
}

override WORKGROUP_SIZE: u32 = 256;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<vec4f>;          // [4,threads]
@group(0) @binding(2) var<storage, read_write> copied: array<vec4f>;   // [4,threads]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.threads) { return; }
  let q0 = source[id.x];
  let q1 = source[id.x + params.threads];
  let q2 = source[id.x + 2u * params.threads];
  let q3 = source[id.x + 3u * params.threads];
  copied[id.x] = q0;
  copied[id.x + params.threads] = q1;
  copied[id.x + 2u * params.threads] = q2;
  copied[id.x + 3u * params.threads] = q3;
}
