// Writes a buffer once: a thread stores 16 vec4f, neighbours store neighbours. Overwrites data.

struct Params {
  threads: u32, // a sixteenth of the buffer's vec4f
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> data: array<vec4f>;   // [16,threads]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.threads) { return; }
  let value = vec4f(f32(id.x));
  for (var row = 0u; row < 16u; row++) { data[row * params.threads + id.x] = value; }
}
