// The state of a recurrent cell, in place of recurrent/state, where products read half precision: a copy of h, which itself stays as it is
// for all that is no product, so that what is carried from step to step is never rounded.

@group(0) @binding(STORED_H) var<storage, read_write> stored_h: array<Stored>; // [T+1,B,H/4], the first block read is the initial state

fn state_at(at: u32) -> vec4f {
  return vec4f(stored_h[at]);
}

fn keep_state(at: u32, quad: vec4f) {
  h[at] = quad;
  stored_h[at] = to_store(quad);
}
