// What the points of each drawing come to: log[slot,b] = Σ_t results[t,b].
// One thread owns one drawing. Overwrites this step's slot of the log.

struct Params {
  B: u32, // drawings
  T: u32, // timesteps
}

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> results: array<vec4f>;            // [T,B]
@group(0) @binding(3) var<storage, read_write> log_rows: array<vec4f>;     // [slots,B]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.B) { return; }
  var sum = vec4f(0.0);
  for (var t = 0u; t < params.T; t++) { sum += results[t * params.B + id.x]; }
  log_rows[clock.log_slot * params.B + id.x] = sum;
}
