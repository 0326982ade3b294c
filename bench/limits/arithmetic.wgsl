// Multiplications and additions in registers alone: four independent chains of vec4f, so that none waits for the other.
// Every round is 8·4·4 multiply-adds. Overwrites out, so that nothing can be left out.

struct Params {
  rounds: u32,
  threads: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> factors: array<vec4f>;      // [2] what is multiplied by, and added
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;    // [threads]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let factor = factors[0];
  let term = factors[1];
  var a = vec4f(f32(id.x));
  var b = a + 1.0;
  var c = a + 2.0;
  var d = a + 3.0;
  for (var round = 0u; round < params.rounds; round++) {
    a = a * factor + term; b = b * factor + term; c = c * factor + term; d = d * factor + term;
    a = a * factor + term; b = b * factor + term; c = c * factor + term; d = d * factor + term;
    a = a * factor + term; b = b * factor + term; c = c * factor + term; d = d * factor + term;
    a = a * factor + term; b = b * factor + term; c = c * factor + term; d = d * factor + term;
    a = a * factor + term; b = b * factor + term; c = c * factor + term; d = d * factor + term;
    a = a * factor + term; b = b * factor + term; c = c * factor + term; d = d * factor + term;
    a = a * factor + term; b = b * factor + term; c = c * factor + term; d = d * factor + term;
    a = a * factor + term; b = b * factor + term; c = c * factor + term; d = d * factor + term;
  }
  if (id.x < params.threads) { out[id.x] = a + b + c + d; }
}
