// Reads a buffer once: a thread adds up 16 vec4f, neighbours read neighbours. Nothing is stored unless the sum is what it never is.

struct Params {
  threads: u32, // a sixteenth of the buffer's vec4f
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> data: array<vec4f>;         // [16,threads] zeros
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;    // [1]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.threads) { return; }
  var sum = vec4f(0.0);
  for (var row = 0u; row < 16u; row++) { sum += data[row * params.threads + id.x]; }
  if (sum.x == 1.0) { out[0] = sum; }
}
