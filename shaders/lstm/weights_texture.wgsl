// Reads the recurrent kernel of the LSTM's step forward from a texture, as lstm/weights does from its buffer: one fetch of the software
// adapter brings four invocations four floats each, where a load of a buffer brings one.

@group(0) @binding(1) var recurrent_kernel: texture_2d<f32>;   // [H,H] (i,f,g,o), one behind the other in rows of 256

fn weight(at: u32) -> vec4f {
  return textureLoad(recurrent_kernel, vec2u(at & 255u, at >> 8u), 0);
}

// Rows 4k … 4k+3 of the recurrent kernel for one unit: what a quad of h adds to its four gates.
fn weights(k: u32, unit: u32) -> mat4x4f {
  let at = 4u * k * step.H + unit;
  return mat4x4f(weight(at), weight(at + step.H), weight(at + 2u * step.H), weight(at + 3u * step.H));
}
