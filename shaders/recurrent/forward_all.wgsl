// The frame of all of a recurrent cell's steps forward in one dispatch, for hardware with memory near a workgroup: no launch and no trip of
// the state through memory between timesteps.  Diamos et al. 2016, "Persistent RNNs: Stashing Recurrent Weights On-Chip".
// A workgroup owns ROWS rows of the batch with all their units. In each timestep an invocation first computes four of their sums over a
// slice of the state, then finishes four units of one row, which it does in every timestep: what a cell keeps besides h it alone reads.

override WORKGROUP_SIZE: u32 = 256;
override COLUMNS: u32 = 128; // quads of sums per row
override WIDTH: u32 = 32;    // quads of units
override SLICES: u32 = 2;    // of the state
const ROWS = 2u;

@group(0) @binding(0) var<uniform> sequence: Step; // as of its first step
var<private> step: Step;                           // as of this one

var<workgroup> state: array<vec4f, ROWS * WIDTH>;
var<workgroup> products: array<vec4f, SLICES * ROWS * COLUMNS>;

// h_{t-1}·W_h of a row of this workgroup in four columns.
fn product(r: u32, column: u32) -> vec4f {
  var sum = products[r * COLUMNS + column];
  for (var slice = 1u; slice < SLICES; slice++) { sum += products[(slice * ROWS + r) * COLUMNS + column]; }
  return sum;
}

fn multiply(slice: u32, column: u32) {
  let size = (WIDTH + SLICES - 1u) / SLICES;
  let end = min((slice + 1u) * size, WIDTH);
  var s0 = vec4f(0.0);
  var s1 = vec4f(0.0);
  for (var k = slice * size; k < end; k++) {
    let at = 4u * k * COLUMNS + column;
    let w = mat4x4f(
      vec4f(recurrent_kernel[at]),
      vec4f(recurrent_kernel[at + COLUMNS]),
      vec4f(recurrent_kernel[at + 2u * COLUMNS]),
      vec4f(recurrent_kernel[at + 3u * COLUMNS]),
    );
    s0 += w * state[k];
    s1 += w * state[WIDTH + k];
  }
  products[slice * ROWS * COLUMNS + column] = s0;
  products[(slice * ROWS + 1u) * COLUMNS + column] = s1;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32) {
  step = sequence;
  let top = ROWS * group.x;
  let direction = sequence.after - sequence.before; // 1, or -1 as a u32
  for (var at = index; at < ROWS * WIDTH; at += WORKGROUP_SIZE) {
    let row = min(top + at / WIDTH, sequence.B - 1u);
    state[at] = state_at((sequence.before * sequence.B + row) * WIDTH + at % WIDTH);
  }
  for (var i = 0u; i < sequence.count; i++) {
    workgroupBarrier();
    for (var at = index; at < SLICES * COLUMNS; at += WORKGROUP_SIZE) { multiply(at / COLUMNS, at % COLUMNS); }
    workgroupBarrier();
    for (var at = index; at < ROWS * WIDTH; at += WORKGROUP_SIZE) {
      let r = at / WIDTH;
      let quad = at % WIDTH;
      let row = top + r;
      finish_row(r, row, quad);
      if (row < step.B) { state[at] = state_at((step.after * step.B + row) * WIDTH + quad); }
    }
    step.t += direction;
    step.before += direction;
    step.after += direction;
  }
}
