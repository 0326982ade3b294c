// LSTM cell, forward, one timestep.
//   i,f,o = σ(x_t·W_x + h_{t-1}·W_h + b)    g = tanh(…)    c_t = f⊙c_{t-1} + i⊙g    h_t = o⊙tanh(c_t)
//   Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000, eq. 3.1–3.5.
// x_t·W_x + b of all timesteps was computed before and stands in gates.
// Overwrites gates (activations in place of sums) at timestep t, and c and h after it; at a masked timestep c and h are carried over
// and the gates are 0. What a trace holds at a value takes the place of what was computed, and all that follows is made of it.

struct Step {
  B: u32,         // batch rows
  H: u32,         // units, a multiple of 4
  t: u32,         // 0-based timestep that is read
  before: u32,    // row block of c and h before this step: t, or t+1 when the sequence is read backwards
  after: u32,     // row block of c and h after it
  is_first: u32,  // 1 where no step came before: the state is zero, and its product need not be computed
  count: u32,     // timesteps of this dispatch; only a frame that runs whole sequences looks at it
}

override MASKED: bool = false; // a model that skips blank timesteps: mask says which timesteps count
override CLAMPED: bool = false; // a trace that holds signals at values

// Places of the signals among the clamps.
const I = 0u;
const F = 1u;
const O = 2u;
const G = 3u;
const CELL = 4u;
const HIDDEN = 5u;
const SIGNALS = 6u;

// Binding 1 is the recurrent kernel: lstm/weights or lstm/weights_texture.
@group(0) @binding(2) var<storage, read> mask: array<f32>;                 // [T,B] 0 where a timestep does not count; looked at where MASKED
@group(0) @binding(3) var<storage, read> clamps: array<vec4f>;             // [T,6,2,H/4] values, then 1 where they are held; looked at where CLAMPED
@group(0) @binding(4) var<storage, read_write> gates: array<vec4f>;        // [T,B,H] (i,f,g,o)
@group(0) @binding(5) var<storage, read_write> c: array<vec4f>;            // [T+1,B,H/4], the first block read is the initial state
@group(0) @binding(6) var<storage, read_write> h: array<vec4f>;            // [T+1,B,H/4], likewise

const STORED_H = 7u; // binding of the copy of h in half precision; recurrent/state reads and keeps states

fn activate(sums: vec4f) -> vec4f {
  let squashed = sigmoid(sums);
  return vec4f(squashed.x, squashed.y, safe_tanh(sums.z), squashed.w);
}

// What is held of a signal at this timestep in the place of what was computed.
fn clamped(signal: u32, quad: u32, computed: vec4f) -> vec4f {
  if (!CLAMPED) { return computed; }
  let at = 2u * (step.t * SIGNALS + signal) * (step.H / 4u) + quad;
  return select(computed, clamps[at], clamps[at + step.H / 4u] == vec4f(1.0));
}

// Finishes four cells of one row from what the state adds to their sums, a column per unit.
fn finish(row: u32, quad: u32, from_state: mat4x4f) {
  if (row >= step.B) { return; }
  let width = step.H / 4u;
  let now = (step.t * step.B + row) * width + quad;
  let before = (step.before * step.B + row) * width + quad;
  let after = (step.after * step.B + row) * width + quad;
  if (MASKED) {
    if (mask[step.t * step.B + row] == 0.0) {
      for (var unit = 0u; unit < 4u; unit++) { gates[4u * now + unit] = vec4f(0.0); }
      c[after] = c[before];
      keep_state(after, h[before]);
      return;
    }
  }
  var by_unit = mat4x4f(
    activate(gates[4u * now] + from_state[0]),
    activate(gates[4u * now + 1u] + from_state[1]),
    activate(gates[4u * now + 2u] + from_state[2]),
    activate(gates[4u * now + 3u] + from_state[3]),
  );
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
  keep_state(after, clamped(HIDDEN, quad, by_gate[3] * safe_tanh4(cell)));
}
