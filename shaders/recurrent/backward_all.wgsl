// The frame of all of a recurrent cell's steps back in one dispatch, for hardware with memory near a workgroup; see recurrent/forward_all.
// A workgroup owns ROWS rows of the batch with all their units. In each timestep an invocation first computes what a slice of the sums of
// the step after says of one unit, then finishes four units of one row, which it does in every timestep: what a cell carries it alone reads.

override WORKGROUP_SIZE: u32 = 256;
override COLUMNS: u32 = 128; // quads of sums per row
override WIDTH: u32 = 32;    // quads of units
override SLICES: u32 = 2;    // of the sums
const ROWS = 2u;

@group(0) @binding(0) var<uniform> sequence: Step; // as of the step that is gone back first
var<private> step: Step;                           // as of this one

var<workgroup> later: array<vec4f, ROWS * COLUMNS>;
var<workgroup> products: array<f32, SLICES * ROWS * 4u * WIDTH>;

// da_{t+1}·W_hᵀ of a row of this workgroup and one unit.
fn product(r: u32, unit: u32) -> f32 {
  var sum = 0.0;
  for (var slice = 0u; slice < SLICES; slice++) { sum += products[(slice * ROWS + r) * 4u * WIDTH + unit]; }
  return sum;
}

fn multiply(slice: u32, unit: u32) {
  let size = (COLUMNS + SLICES - 1u) / SLICES;
  let end = min((slice + 1u) * size, COLUMNS);
  var s0 = 0.0;
  var s1 = 0.0;
  for (var j = slice * size; j < end; j++) {
    let w = vec4f(recurrent_kernel[unit * COLUMNS + j]);
    s0 += dot(w, later[j]);
    s1 += dot(w, later[COLUMNS + j]);
  }
  products[slice * ROWS * 4u * WIDTH + unit] = s0;
  products[(slice * ROWS + 1u) * 4u * WIDTH + unit] = s1;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32) {
  step = sequence;
  let top = ROWS * group.x;
  let direction = sequence.after - sequence.before; // 1, or -1 as a u32
  for (var i = 0u; i < sequence.count; i++) {
    // The sums' gradients of the step after were written by all invocations of this workgroup.
    storageBarrier();
    workgroupBarrier();
    for (var at = index; at < ROWS * COLUMNS; at += WORKGROUP_SIZE) {
      let row = min(top + at / COLUMNS, step.B - 1u);
      later[at] = vec4f(0.0);
      if (step.is_last == 0u) { later[at] = gradient((step.later * step.B + row) * COLUMNS + at % COLUMNS); }
    }
    workgroupBarrier();
    for (var at = index; at < SLICES * 4u * WIDTH; at += WORKGROUP_SIZE) { multiply(at / (4u * WIDTH), at % (4u * WIDTH)); }
    workgroupBarrier();
    for (var at = index; at < ROWS * WIDTH; at += WORKGROUP_SIZE) {
      let r = at / WIDTH;
      let quad = at % WIDTH;
      let unit = 4u * quad;
      finish(top + r, quad, vec4f(product(r, unit), product(r, unit + 1u), product(r, unit + 2u), product(r, unit + 3u)));
    }
    step.later = step.t;
    step.is_last = 0u;
    step.has_output = step.all_outputs;
    step.output_row -= direction * step.B;
    step.t -= direction;
    step.before -= direction;
    step.after -= direction;
  }
}
