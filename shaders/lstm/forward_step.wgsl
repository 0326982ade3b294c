// LSTM cell, forward, one timestep.
//   i,f,o = σ(x_t·W_x + h_{t-1}·W_h + b)    g = tanh(…)    c_t = f⊙c_{t-1} + i⊙g    h_t = o⊙tanh(c_t)
//   Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000, eq. 3.1–3.5.
// x_t·W_x + b of all timesteps was computed before and stands in gates. One thread owns four units of 8 batch rows.
// Overwrites gates (activations in place of sums), c and h at step t.

struct Step {
  B: u32, // batch rows
  H: u32, // units, a multiple of 4
  t: u32, // 0-based timestep
}

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> step: Step;
@group(0) @binding(1) var<storage, read> recurrent_kernel: array<vec4f>;   // [H,H] (i,f,g,o)
@group(0) @binding(2) var<storage, read_write> gates: array<vec4f>;        // [T,B,H] (i,f,g,o)
@group(0) @binding(3) var<storage, read_write> c: array<vec4f>;            // [T+1,B,H/4], row block 0 is the initial state
@group(0) @binding(4) var<storage, read_write> h: array<vec4f>;            // [T+1,B,H/4], row block 0 is the initial state

// Rows 4k … 4k+3 of the recurrent kernel for one unit: what a quad of h adds to its four gates.
fn weights(k: u32, unit: u32) -> mat4x4f {
  let at = 4u * k * step.H + unit;
  return mat4x4f(
    recurrent_kernel[at],
    recurrent_kernel[at + step.H],
    recurrent_kernel[at + 2u * step.H],
    recurrent_kernel[at + 3u * step.H],
  );
}

fn activate(sums: vec4f) -> vec4f {
  let squashed = sigmoid(sums);
  return vec4f(squashed.x, squashed.y, safe_tanh(sums.z), squashed.w);
}

// The sums of one row that stand in gates already: x_t·W_x + b of four units.
fn projected(row: u32, quad: u32) -> mat4x4f {
  let at = row * step.H + 4u * quad;
  return mat4x4f(gates[at], gates[at + 1u], gates[at + 2u], gates[at + 3u]);
}

// Finishes four cells of one row from their sums, a column per unit.
fn finish(row: u32, quad: u32, sums: mat4x4f) {
  if (row >= step.B) { return; }
  let width = step.H / 4u;
  let before = (step.t * step.B + row) * width + quad;
  let after = before + step.B * width;
  let by_unit = mat4x4f(activate(sums[0]), activate(sums[1]), activate(sums[2]), activate(sums[3]));
  let by_gate = transpose(by_unit);
  let cell = by_gate[1] * c[before] + by_gate[0] * by_gate[2];
  gates[4u * before] = by_unit[0];
  gates[4u * before + 1u] = by_unit[1];
  gates[4u * before + 2u] = by_unit[2];
  gates[4u * before + 3u] = by_unit[3];
  c[after] = cell;
  h[after] = by_gate[3] * vec4f(safe_tanh(cell.x), safe_tanh(cell.y), safe_tanh(cell.z), safe_tanh(cell.w));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = 8u * id.y;
  let width = step.H / 4u;
  if (quad >= width) { return; }
  let last = step.B - 1u;
  let earlier = step.t * step.B;
  let b0 = earlier + row;
  let b1 = earlier + min(row + 1u, last);
  let b2 = earlier + min(row + 2u, last);
  let b3 = earlier + min(row + 3u, last);
  let b4 = earlier + min(row + 4u, last);
  let b5 = earlier + min(row + 5u, last);
  let b6 = earlier + min(row + 6u, last);
  let b7 = earlier + min(row + 7u, last);
  var s0 = projected(b0, quad);
  var s1 = projected(b1, quad);
  var s2 = projected(b2, quad);
  var s3 = projected(b3, quad);
  var s4 = projected(b4, quad);
  var s5 = projected(b5, quad);
  var s6 = projected(b6, quad);
  var s7 = projected(b7, quad);
  for (var k = 0u; k < width; k++) {
    let w0 = weights(k, 4u * quad);
    let w1 = weights(k, 4u * quad + 1u);
    let w2 = weights(k, 4u * quad + 2u);
    let w3 = weights(k, 4u * quad + 3u);
    let h0 = h[b0 * width + k]; s0 += mat4x4f(w0 * h0, w1 * h0, w2 * h0, w3 * h0);
    let h1 = h[b1 * width + k]; s1 += mat4x4f(w0 * h1, w1 * h1, w2 * h1, w3 * h1);
    let h2 = h[b2 * width + k]; s2 += mat4x4f(w0 * h2, w1 * h2, w2 * h2, w3 * h2);
    let h3 = h[b3 * width + k]; s3 += mat4x4f(w0 * h3, w1 * h3, w2 * h3, w3 * h3);
    let h4 = h[b4 * width + k]; s4 += mat4x4f(w0 * h4, w1 * h4, w2 * h4, w3 * h4);
    let h5 = h[b5 * width + k]; s5 += mat4x4f(w0 * h5, w1 * h5, w2 * h5, w3 * h5);
    let h6 = h[b6 * width + k]; s6 += mat4x4f(w0 * h6, w1 * h6, w2 * h6, w3 * h6);
    let h7 = h[b7 * width + k]; s7 += mat4x4f(w0 * h7, w1 * h7, w2 * h7, w3 * h7);
  }
  finish(row, quad, s0);
  finish(row + 1u, quad, s1);
  finish(row + 2u, quad, s2);
  finish(row + 3u, quad, s3);
  finish(row + 4u, quad, s4);
  finish(row + 5u, quad, s5);
  finish(row + 6u, quad, s6);
  finish(row + 7u, quad, s7);
}
