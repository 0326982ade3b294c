// LSTM cell, forward, one timestep.
//   i,f,o = σ(x_t·W_x + h_{t-1}·W_h + b)    g = tanh(…)    c_t = f⊙c_{t-1} + i⊙g    h_t = o⊙tanh(c_t)
//   Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000, eq. 3.1–3.5.
// x_t·W_x + b of all timesteps was computed before and stands in gates. One thread owns four units of 8 batch rows.
// Overwrites gates (activations in place of sums) at timestep t, and c and h after it; at a masked timestep c and h are carried over
// and the gates are 0. What a trace holds at a value takes the place of what was computed, and all that follows is made of it.

struct Step {
  B: u32,         // batch rows
  H: u32,         // units, a multiple of 4
  t: u32,         // 0-based timestep that is read
  before: u32,    // row block of c and h before this step: t, or t+1 when the sequence is read backwards
  after: u32,     // row block of c and h after it
  is_masked: u32, // 1 when mask says which timesteps count
}

override WORKGROUP_SIZE: u32 = 16;
override CLAMPED: bool = false; // a trace that holds signals at values

// Places of the signals among the clamps.
const I = 0u;
const F = 1u;
const O = 2u;
const G = 3u;
const CELL = 4u;
const HIDDEN = 5u;
const SIGNALS = 6u;

@group(0) @binding(0) var<uniform> step: Step;
@group(0) @binding(1) var<storage, read> recurrent_kernel: array<vec4f>;   // [H,H] (i,f,g,o)
@group(0) @binding(2) var<storage, read> mask: array<f32>;                 // [T,B] 0 where a timestep does not count
@group(0) @binding(3) var<storage, read> clamps: array<vec4f>;             // [T,6,2,H/4] values, then 1 where they are held; looked at where CLAMPED
@group(0) @binding(4) var<storage, read_write> gates: array<vec4f>;        // [T,B,H] (i,f,g,o)
@group(0) @binding(5) var<storage, read_write> c: array<vec4f>;            // [T+1,B,H/4], the first block read is the initial state
@group(0) @binding(6) var<storage, read_write> h: array<vec4f>;            // [T+1,B,H/4], likewise

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
  let at = (step.t * step.B + row) * step.H + 4u * quad;
  return mat4x4f(gates[at], gates[at + 1u], gates[at + 2u], gates[at + 3u]);
}

// What is held of a signal at this timestep in the place of what was computed.
fn clamped(signal: u32, quad: u32, computed: vec4f) -> vec4f {
  if (!CLAMPED) { return computed; }
  let at = 2u * (step.t * SIGNALS + signal) * (step.H / 4u) + quad;
  return select(computed, clamps[at], clamps[at + step.H / 4u] == vec4f(1.0));
}

// Finishes four cells of one row from their sums, a column per unit.
fn finish(row: u32, quad: u32, sums: mat4x4f) {
  if (row >= step.B) { return; }
  let width = step.H / 4u;
  let now = (step.t * step.B + row) * width + quad;
  let before = (step.before * step.B + row) * width + quad;
  let after = (step.after * step.B + row) * width + quad;
  if (step.is_masked == 1u && mask[step.t * step.B + row] == 0.0) {
    for (var unit = 0u; unit < 4u; unit++) { gates[4u * now + unit] = vec4f(0.0); }
    c[after] = c[before];
    h[after] = h[before];
    return;
  }
  var by_unit = mat4x4f(activate(sums[0]), activate(sums[1]), activate(sums[2]), activate(sums[3]));
  var by_gate = transpose(by_unit);
  if (CLAMPED) {
    by_gate = mat4x4f(
      clamped(I, quad, by_gate[0]),
      clamped(F, quad, by_gate[1]),
      clamped(G, quad, by_gate[2]),
      clamped(O, quad, by_gate[3]),
    );
    by_unit = transpose(by_gate);
  }
  let cell = clamped(CELL, quad, by_gate[1] * c[before] + by_gate[0] * by_gate[2]);
  gates[4u * now] = by_unit[0];
  gates[4u * now + 1u] = by_unit[1];
  gates[4u * now + 2u] = by_unit[2];
  gates[4u * now + 3u] = by_unit[3];
  c[after] = cell;
  h[after] = clamped(HIDDEN, quad, by_gate[3] * safe_tanh4(cell));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = 8u * id.y;
  let width = step.H / 4u;
  if (quad >= width) { return; }
  let last = step.B - 1u;
  let r1 = min(row + 1u, last);
  let r2 = min(row + 2u, last);
  let r3 = min(row + 3u, last);
  let r4 = min(row + 4u, last);
  let r5 = min(row + 5u, last);
  let r6 = min(row + 6u, last);
  let r7 = min(row + 7u, last);
  let earlier = step.before * step.B;
  let b0 = (earlier + row) * width;
  let b1 = (earlier + r1) * width;
  let b2 = (earlier + r2) * width;
  let b3 = (earlier + r3) * width;
  let b4 = (earlier + r4) * width;
  let b5 = (earlier + r5) * width;
  let b6 = (earlier + r6) * width;
  let b7 = (earlier + r7) * width;
  var s0 = projected(row, quad);
  var s1 = projected(r1, quad);
  var s2 = projected(r2, quad);
  var s3 = projected(r3, quad);
  var s4 = projected(r4, quad);
  var s5 = projected(r5, quad);
  var s6 = projected(r6, quad);
  var s7 = projected(r7, quad);
  for (var k = 0u; k < width; k++) {
    let w0 = weights(k, 4u * quad);
    let w1 = weights(k, 4u * quad + 1u);
    let w2 = weights(k, 4u * quad + 2u);
    let w3 = weights(k, 4u * quad + 3u);
    let h0 = h[b0 + k]; s0 += mat4x4f(w0 * h0, w1 * h0, w2 * h0, w3 * h0);
    let h1 = h[b1 + k]; s1 += mat4x4f(w0 * h1, w1 * h1, w2 * h1, w3 * h1);
    let h2 = h[b2 + k]; s2 += mat4x4f(w0 * h2, w1 * h2, w2 * h2, w3 * h2);
    let h3 = h[b3 + k]; s3 += mat4x4f(w0 * h3, w1 * h3, w2 * h3, w3 * h3);
    let h4 = h[b4 + k]; s4 += mat4x4f(w0 * h4, w1 * h4, w2 * h4, w3 * h4);
    let h5 = h[b5 + k]; s5 += mat4x4f(w0 * h5, w1 * h5, w2 * h5, w3 * h5);
    let h6 = h[b6 + k]; s6 += mat4x4f(w0 * h6, w1 * h6, w2 * h6, w3 * h6);
    let h7 = h[b7 + k]; s7 += mat4x4f(w0 * h7, w1 * h7, w2 * h7, w3 * h7);
  }
  // A loop instead of eight calls: kernels are compiled with every call written out, which takes most of a second here.
  var sums = array<mat4x4f, 8>(s0, s1, s2, s3, s4, s5, s6, s7);
  for (var r = 0u; r < 8u; r++) { finish(row + r, quad, sums[r]); }
}
