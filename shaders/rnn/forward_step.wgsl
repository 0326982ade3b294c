// Simple recurrent cell, forward, one timestep: h_t = tanh(x_t·W_x + b + h_{t-1}·W_h).
//   Elman 1990, "Finding Structure in Time"; Keras's SimpleRNN.
// x_t·W_x + b of all timesteps was computed before and stands in sums.
// Overwrites h after timestep t; at a masked timestep it is carried over. What a trace holds at a value takes the place of h.

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

// Place of h among the clamps, alone.
const HIDDEN = 0u;
const SIGNALS = 1u;

@group(0) @binding(1) var<storage, read> recurrent_kernel: array<Stored>;  // [H,H/4]
@group(0) @binding(2) var<storage, read> mask: array<f32>;                 // [T,B] 0 where a timestep does not count; looked at where MASKED
@group(0) @binding(3) var<storage, read> clamps: array<vec4f>;             // [T,1,2,H/4] values, then 1 where they are held; looked at where CLAMPED
@group(0) @binding(4) var<storage, read> sums: array<vec4f>;               // [T,B,H/4] x·W_x + b
@group(0) @binding(5) var<storage, read_write> h: array<vec4f>;            // [T+1,B,H/4], the first block read is the initial state

const STORED_H = 6u; // binding of the copy of h in half precision; recurrent/state reads and keeps states

// Rows 4k … 4k+3 of the recurrent kernel for four units: what a quad of h is multiplied by.
fn weights(k: u32, quad: u32, width: u32) -> mat4x4f {
  let at = 4u * k * width + quad;
  return mat4x4f(
    vec4f(recurrent_kernel[at]),
    vec4f(recurrent_kernel[at + width]),
    vec4f(recurrent_kernel[at + 2u * width]),
    vec4f(recurrent_kernel[at + 3u * width]),
  );
}

// What is held of a signal at this timestep in the place of what was computed.
fn clamped(signal: u32, quad: u32, computed: vec4f) -> vec4f {
  if (!CLAMPED) { return computed; }
  let at = 2u * (step.t * SIGNALS + signal) * (step.H / 4u) + quad;
  return select(computed, clamps[at], clamps[at + step.H / 4u] == vec4f(1.0));
}

fn finish(row: u32, quad: u32, from_state: vec4f) {
  if (row >= step.B) { return; }
  let width = step.H / 4u;
  let now = step.t * step.B + row;
  let after = (step.after * step.B + row) * width + quad;
  if (MASKED) {
    if (mask[now] == 0.0) {
      keep_state(after, h[(step.before * step.B + row) * width + quad]);
      return;
    }
  }
  keep_state(after, clamped(HIDDEN, quad, safe_tanh4(sums[now * width + quad] + from_state)));
}
