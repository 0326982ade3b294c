// The state of a recurrent cell as its product reads it and as a step leaves it: h itself.

fn state_at(at: u32) -> vec4f {
  return h[at];
}

fn keep_state(at: u32, quad: vec4f) {
  h[at] = quad;
}
