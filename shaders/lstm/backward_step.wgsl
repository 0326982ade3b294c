// LSTM cell, backward, one timestep; run from the timestep that was read last to the one that was read first.
//   dh_t = dy_t + da_{t+1}·W_hᵀ                     dc_t = dh_t⊙o⊙(1-tanh²c_t) + dc_{t+1}⊙f_{t+1}
//   da_o = dh_t⊙tanh(c_t)⊙o(1-o)    da_i = dc_t⊙g⊙i(1-i)    da_f = dc_t⊙c_{t-1}⊙f(1-f)    da_g = dc_t⊙i⊙(1-g²)
//   Back-propagation through time of Gers et al. 2000 with the full gradient: Greff et al. 2017, "LSTM: A Search Space Odyssey", appendix A.
// Here t+1 is the step taken after this one, whichever direction the sequence is read in. At a masked timestep dh and dc pass unchanged.
// Overwrites gates at timestep t by da_t (gradients of the four sums) and the carried dc and dh;
// for a trace also dc_t and dh_t of timestep t as they arrive, and nothing passes what that holds at a value.

struct Step {
  B: u32,          // batch rows
  H: u32,          // units, a multiple of 4
  t: u32,          // 0-based timestep
  before: u32,     // row block of c before this step
  after: u32,      // row block of c after it
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
const I = 0u;
const F = 1u;
const O = 2u;
const G = 3u;
const CELL = 4u;
const HIDDEN = 5u;
const SIGNALS = 6u;

@group(0) @binding(1) var<storage, read> recurrent_kernel: array<Stored>;  // [H,H] (i,f,g,o)
@group(0) @binding(2) var<storage, read> c: array<vec4f>;                  // [T+1,B,H/4]
@group(0) @binding(3) var<storage, read> d_output: array<vec4f>;           // [B,H/4] or [T,B,H/4]
@group(0) @binding(4) var<storage, read> mask: array<f32>;                 // [T,B] 0 where a timestep does not count; looked at where MASKED
@group(0) @binding(5) var<storage, read> clamps: array<vec4f>;             // [T,6,2,H/4] values, then 1 where they are held; looked at where TRACED
@group(0) @binding(6) var<storage, read_write> gates: array<vec4f>;        // [T,B,H] (i,f,g,o), those of later steps hold da already
@group(0) @binding(7) var<storage, read_write> d_cell: array<vec4f>;       // [B,H/4] f_{t+1}⊙dc_{t+1}, carried back in time; where TRACED then [T,B,H/4] dc
@group(0) @binding(8) var<storage, read_write> d_hidden: array<vec4f>;     // [B,H/4] dh_{t+1} where t+1 was masked, else 0; where TRACED then [T,B,H/4] dh

// The four gates' gradients of one unit, and what its cell hands back to step t-1 in `carry`.
struct UnitGradient {
  sums: vec4f,
  carry: f32,
}

fn unit_gradient(gate: vec4f, dh: f32, cell: f32, previous: f32, carried: f32) -> UnitGradient {
  let squashed = safe_tanh(cell);
  let dc = carried + dh * gate.w * (1.0 - squashed * squashed);
  let sums = vec4f(
    dc * gate.z * gate.x * (1.0 - gate.x),
    dc * previous * gate.y * (1.0 - gate.y),
    dc * gate.x * (1.0 - gate.z * gate.z),
    dh * squashed * gate.w * (1.0 - gate.w),
  );
  return UnitGradient(sums, dc * gate.y);
}

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
  let carried = select(d_cell[at], vec4f(0.0), step.is_last == 1u);
  if (MASKED) {
    if (step.is_last == 0u) { dh += d_hidden[at]; }
    if (mask[step.t * step.B + row] == 0.0) {
      if (TRACED) {
        d_cell[now + step.B * width] = carried;
        d_hidden[now + step.B * width] = dh;
      }
      for (var unit = 0u; unit < 4u; unit++) { gates[4u * now + unit] = vec4f(0.0); }
      d_cell[at] = carried;
      d_hidden[at] = dh;
      return;
    }
    d_hidden[at] = vec4f(0.0);
  }
  let previous = c[(step.before * step.B + row) * width + quad];
  let cell = c[(step.after * step.B + row) * width + quad];
  if (TRACED) {
    d_hidden[now + step.B * width] = dh;
    dh = passed(HIDDEN, quad, dh);
    let shown = vec4f(gates[4u * now].w, gates[4u * now + 1u].w, gates[4u * now + 2u].w, gates[4u * now + 3u].w);
    let squashed = safe_tanh4(cell);
    d_cell[now + step.B * width] = carried + dh * shown * (1.0 - squashed * squashed);
  }
  let g0 = unit_gradient(gates[4u * now], dh.x, cell.x, previous.x, carried.x);
  let g1 = unit_gradient(gates[4u * now + 1u], dh.y, cell.y, previous.y, carried.y);
  let g2 = unit_gradient(gates[4u * now + 2u], dh.z, cell.z, previous.z, carried.z);
  let g3 = unit_gradient(gates[4u * now + 3u], dh.w, cell.w, previous.w, carried.w);
  var by_unit = mat4x4f(g0.sums, g1.sums, g2.sums, g3.sums);
  if (TRACED) {
    let by_gate = transpose(by_unit);
    by_unit = transpose(mat4x4f(
      passed(CELL, quad, passed(I, quad, by_gate[0])),
      passed(CELL, quad, passed(F, quad, by_gate[1])),
      passed(CELL, quad, passed(G, quad, by_gate[2])),
      passed(O, quad, by_gate[3]),
    ));
  }
  gates[4u * now] = by_unit[0];
  gates[4u * now + 1u] = by_unit[1];
  gates[4u * now + 2u] = by_unit[2];
  gates[4u * now + 3u] = by_unit[3];
  d_cell[at] = passed(CELL, quad, vec4f(g0.carry, g1.carry, g2.carry, g3.carry));
}

// Quads of gradients per row, those of h·W_h at a timestep.
fn gradient_quads() -> u32 {
  return step.H;
}

fn gradient(at: u32) -> vec4f {
  return gates[at];
}
