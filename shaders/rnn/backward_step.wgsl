// Simple recurrent cell, backward, one timestep; run from the timestep that was read last to the one that was read first.
//   dh_t = dy_t + da_{t+1}·W_hᵀ    da_t = dh_t⊙(1-h_t²)
//   Werbos 1990, "Backpropagation Through Time: What It Does and How to Do It".
// Here t+1 is the step taken after this one, whichever direction the sequence is read in. At a masked timestep dh passes unchanged.
// Overwrites sums at timestep t by da_t, and the carried dh;
// for a trace also dh_t of timestep t as it arrives, and nothing passes where that holds h at a value.

struct Step {
  B: u32,          // batch rows
  H: u32,          // units, a multiple of 4
  t: u32,          // 0-based timestep
  before: u32,     // row block of h before this step
  after: u32,      // row block of h after it
  later: u32,      // timestep that was read after this one
  is_last: u32,    // 1 where nothing comes back from a later step
  has_output: u32, // 1 where the layer above saw h_t
  output_row: u32, // first row of dy that belongs to this step
  count: u32,      // timesteps of this dispatch; only a frame that runs whole sequences looks at it
  all_outputs: u32, // 1 where the layer above saw every h_t; likewise
}

override MASKED: bool = false; // a model that skips blank timesteps: mask says which timesteps count
override TRACED: bool = false; // a trace that wants the gradients of states, and may hold signals at values

// Place of h among the clamps, alone.
const HIDDEN = 0u;
const SIGNALS = 1u;

@group(0) @binding(1) var<storage, read> recurrent_kernel: array<Stored>;  // [H,H/4]
@group(0) @binding(2) var<storage, read> h: array<vec4f>;                  // [T+1,B,H/4]
@group(0) @binding(3) var<storage, read> d_output: array<vec4f>;           // [B,H/4] or [T,B,H/4]
@group(0) @binding(4) var<storage, read> mask: array<f32>;                 // [T,B] 0 where a timestep does not count; looked at where MASKED
@group(0) @binding(5) var<storage, read> clamps: array<vec4f>;             // [T,1,2,H/4] values, then 1 where they are held; looked at where TRACED
@group(0) @binding(6) var<storage, read_write> sums: array<vec4f>;         // [T,B,H/4], those of later steps hold da already
@group(0) @binding(7) var<storage, read_write> d_hidden: array<vec4f>;     // [B,H/4] dh_{t+1} where t+1 was masked, else 0; where TRACED then [T,B,H/4] dh

// What of a gradient passes a signal of this timestep: nothing where that is held.
fn passed(signal: u32, quad: u32, gradient: vec4f) -> vec4f {
  if (!TRACED) { return gradient; }
  let at = 2u * (step.t * SIGNALS + signal) * (step.H / 4u) + quad;
  return select(gradient, vec4f(0.0), clamps[at + step.H / 4u] == vec4f(1.0));
}

fn finish(row: u32, quad: u32, from_later: vec4f) {
  if (row >= step.B) { return; }
  let width = step.H / 4u;
  let at = row * width + quad;
  let now = (step.t * step.B + row) * width + quad;
  var dh = from_later;
  if (step.has_output == 1u) { dh += d_output[(step.output_row + row) * width + quad]; }
  if (MASKED) {
    if (step.is_last == 0u) { dh += d_hidden[at]; }
    if (mask[step.t * step.B + row] == 0.0) {
      if (TRACED) { d_hidden[now + step.B * width] = dh; }
      sums[now] = vec4f(0.0);
      d_hidden[at] = dh;
      return;
    }
    d_hidden[at] = vec4f(0.0);
  }
  if (TRACED) { d_hidden[now + step.B * width] = dh; }
  let state = h[(step.after * step.B + row) * width + quad];
  sums[now] = passed(HIDDEN, quad, dh) * (1.0 - state * state);
}

// Quads of gradients per row, those of h·W_h at a timestep.
fn gradient_quads() -> u32 {
  return step.H / 4u;
}

fn gradient(at: u32) -> vec4f {
  return sums[at];
}
