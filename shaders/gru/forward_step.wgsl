// GRU cell, forward, one timestep.
//   z,r = σ(x_t·W_x + b + h_{t-1}·W_h + b')    n = tanh(x_t·W_x + b + r⊙(h_{t-1}·W_h + b'))    h_t = z⊙h_{t-1} + (1-z)⊙n
//   Cho et al. 2014, arXiv:1406.1078; the reset gate scales the product with the state, as in cuDNN and Keras's `reset_after`.
// x_t·W_x + b of all timesteps was computed before and stands in gates.
// Overwrites gates (activations in place of sums) and the block n of recurrent at timestep t, and h after it; at a masked timestep h is
// carried over and the gates are 0. The gates stand in blocks, not interleaved: three do not fill a vec4f.
// What a trace holds at a value takes the place of what was computed, and all that follows is made of it.

struct Step {
  B: u32,         // batch rows
  H: u32,         // units, a multiple of 4
  t: u32,         // 0-based timestep that is read
  before: u32,    // row block of h before this step: t, or t+1 when the sequence is read backwards
  after: u32,     // row block of h after it
  is_first: u32,  // 1 where no step came before: the state is zero, and its product need not be computed
  count: u32,     // timesteps of this dispatch; only a frame that runs whole sequences looks at it
}

override MASKED: bool = false; // a model that skips blank timesteps: mask says which timesteps count
override CLAMPED: bool = false; // a trace that holds signals at values

// Places of the signals among the clamps.
const Z = 0u;
const R = 1u;
const N = 2u;
const HIDDEN = 3u;
const SIGNALS = 4u;

@group(0) @binding(1) var<storage, read> recurrent_kernel: array<Stored>;  // [H,3,H/4] z | r | n
@group(0) @binding(2) var<storage, read> recurrent_bias: array<vec4f>;     // [3,H/4] b'
@group(0) @binding(3) var<storage, read> mask: array<f32>;                 // [T,B] 0 where a timestep does not count; looked at where MASKED
@group(0) @binding(4) var<storage, read> clamps: array<vec4f>;             // [T,4,2,H/4] values, then 1 where they are held; looked at where CLAMPED
@group(0) @binding(5) var<storage, read_write> gates: array<vec4f>;        // [T,B,3,H/4] z | r | n
@group(0) @binding(6) var<storage, read_write> recurrent: array<vec4f>;    // [T,B,3,H/4] block n: what the reset gate scales
@group(0) @binding(7) var<storage, read_write> h: array<vec4f>;            // [T+1,B,H/4], the first block read is the initial state

const STORED_H = 8u; // binding of the copy of h in half precision; recurrent/state reads and keeps states

// Rows 4k … 4k+3 of the recurrent kernel in four columns: what a quad of h is multiplied by.
fn weights(k: u32, column: u32, columns: u32) -> mat4x4f {
  let at = 4u * k * columns + column;
  return mat4x4f(
    vec4f(recurrent_kernel[at]),
    vec4f(recurrent_kernel[at + columns]),
    vec4f(recurrent_kernel[at + 2u * columns]),
    vec4f(recurrent_kernel[at + 3u * columns]),
  );
}

// What is held of a signal at this timestep in the place of what was computed.
fn clamped(signal: u32, quad: u32, computed: vec4f) -> vec4f {
  if (!CLAMPED) { return computed; }
  let at = 2u * (step.t * SIGNALS + signal) * (step.H / 4u) + quad;
  return select(computed, clamps[at], clamps[at + step.H / 4u] == vec4f(1.0));
}

// Finishes four cells of one row from what the state adds to their sums, a column per gate.
fn finish(row: u32, quad: u32, from_state: mat3x4f) {
  if (row >= step.B) { return; }
  let width = step.H / 4u;
  let now = step.t * step.B + row;
  let z = 3u * now * width + quad;
  let r = z + width;
  let n = r + width;
  let before = (step.before * step.B + row) * width + quad;
  let after = (step.after * step.B + row) * width + quad;
  if (MASKED) {
    if (mask[now] == 0.0) {
      gates[z] = vec4f(0.0);
      gates[r] = vec4f(0.0);
      gates[n] = vec4f(0.0);
      keep_state(after, h[before]);
      return;
    }
  }
  let update = clamped(Z, quad, sigmoid(gates[z] + from_state[0]));
  let reset = clamped(R, quad, sigmoid(gates[r] + from_state[1]));
  let candidate = clamped(N, quad, safe_tanh4(gates[n] + reset * from_state[2]));
  gates[z] = update;
  gates[r] = reset;
  gates[n] = candidate;
  recurrent[n] = from_state[2];
  keep_state(after, clamped(HIDDEN, quad, update * h[before] + (1.0 - update) * candidate));
}
