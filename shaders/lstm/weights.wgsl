// Reads the recurrent kernel of the LSTM's step forward from its buffer.

@group(0) @binding(1) var<storage, read> recurrent_kernel: array<Stored>;  // [H,H] (i,f,g,o)

// Rows 4k … 4k+3 of the recurrent kernel for one unit: what a quad of h adds to its four gates.
fn weights(k: u32, unit: u32) -> mat4x4f {
  let at = 4u * k * step.H + unit;
  return mat4x4f(
    vec4f(recurrent_kernel[at]),
    vec4f(recurrent_kernel[at + step.H]),
    vec4f(recurrent_kernel[at + 2u * step.H]),
    vec4f(recurrent_kernel[at + 3u * step.H]),
  );
}
