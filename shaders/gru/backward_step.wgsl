// GRU cell, backward, one timestep; run from the timestep that was read last to the one that was read first.
//   dh_t = dy_t + dh_{t+1}⊙z_{t+1} + da'_{t+1}·W_hᵀ        m = h_{t-1}·W_h + b' in block n
//   da_z = dh⊙(h_{t-1}-n)⊙z(1-z)    da_n = dh⊙(1-z)⊙(1-n²)    da_r = da_n⊙m⊙r(1-r)    da' = (da_z, da_r, da_n⊙r)
//   The chain rule through the equations of gru/forward_step; da is the gradient of x·W_x + b, da' that of h·W_h + b'.
// Here t+1 is the step taken after this one, whichever direction the sequence is read in. At a masked timestep dh passes unchanged.
// Overwrites gates at timestep t by da_t, recurrent by da'_t, and the carried dh;
// for a trace also dh_t of timestep t as it arrives, and nothing passes what that holds at a value.

struct Step {
  B: u32,          // batch rows
  H: u32,          // units, a multiple of 4
  t: u32,          // 0-based timestep
  before: u32,     // row block of h before this step
  after: u32,      // row block of h after it (not looked at)
  later: u32,      // timestep that was read after this one
  is_last: u32,    // 1 where nothing comes back from a later step
  has_output: u32, // 1 where the layer above saw h_t
  output_row: u32, // first row of dy that belongs to this step
  count: u32,      // timesteps of this dispatch; only a frame that runs whole sequences looks at it
  all_outputs: u32, // 1 where the layer above saw every h_t; likewise
}

override MASKED: bool = false; // a model that skips blank timesteps: mask says which timesteps count
override TRACED: bool = false; // a trace that wants the gradients of states, and may hold signals at values

// Places of the signals among the clamps.
const Z = 0u;
const R = 1u;
const N = 2u;
const HIDDEN = 3u;
const SIGNALS = 4u;

@group(0) @binding(1) var<storage, read> recurrent_kernel: array<Stored>;  // [H,3,H/4] z | r | n
@group(0) @binding(2) var<storage, read> h: array<vec4f>;                  // [T+1,B,H/4]
@group(0) @binding(3) var<storage, read> d_output: array<vec4f>;           // [B,H/4] or [T,B,H/4]
@group(0) @binding(4) var<storage, read> mask: array<f32>;                 // [T,B] 0 where a timestep does not count; looked at where MASKED
@group(0) @binding(5) var<storage, read> clamps: array<vec4f>;             // [T,4,2,H/4] values, then 1 where they are held; looked at where TRACED
@group(0) @binding(6) var<storage, read_write> gates: array<vec4f>;        // [T,B,3,H/4] z | r | n, those of later steps hold da already
@group(0) @binding(7) var<storage, read_write> recurrent: array<vec4f>;    // [T,B,3,H/4] block n: m; those of later steps hold da' already
@group(0) @binding(8) var<storage, read_write> d_hidden: array<vec4f>;     // [B,H/4] what of dh_{t+1} passes the product by; where TRACED then [T,B,H/4] dh

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
  let now = step.t * step.B + row;
  let z = 3u * now * width + quad;
  let r = z + width;
  let n = r + width;
  var dh = from_later;
  if (step.has_output == 1u) { dh += d_output[(step.output_row + row) * width + quad]; }
  if (step.is_last == 0u) { dh += d_hidden[at]; }
  if (TRACED) { d_hidden[(now + step.B) * width + quad] = dh; }
  if (MASKED) {
    if (mask[now] == 0.0) {
      gates[z] = vec4f(0.0);
      gates[r] = vec4f(0.0);
      gates[n] = vec4f(0.0);
      recurrent[z] = vec4f(0.0);
      recurrent[r] = vec4f(0.0);
      recurrent[n] = vec4f(0.0);
      d_hidden[at] = dh;
      return;
    }
  }
  dh = passed(HIDDEN, quad, dh);
  let update = gates[z];
  let reset = gates[r];
  let candidate = gates[n];
  let previous = h[(step.before * step.B + row) * width + quad];
  let d_update = passed(Z, quad, dh * (previous - candidate) * update * (1.0 - update));
  let d_candidate = passed(N, quad, dh * (1.0 - update) * (1.0 - candidate * candidate));
  let d_reset = passed(R, quad, d_candidate * recurrent[n] * reset * (1.0 - reset));
  gates[z] = d_update;
  gates[r] = d_reset;
  gates[n] = d_candidate;
  recurrent[z] = d_update;
  recurrent[r] = d_reset;
  recurrent[n] = d_candidate * reset;
  d_hidden[at] = dh * update;
}

// Quads of gradients per row, those of h·W_h at a timestep.
fn gradient_quads() -> u32 {
  return 3u * step.H / 4u;
}

fn gradient(at: u32) -> vec4f {
  return recurrent[at];
}
