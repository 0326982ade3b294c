// Logistic sigmoid and hyperbolic tangent, elementwise. Arguments are clamped to where the result still changes in float32:
// beyond, exp() overflows on some drivers and the quotient is NaN.

fn sigmoid(x: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(-clamp(x, vec4f(-40.0), vec4f(40.0))));
}

fn safe_tanh(x: f32) -> f32 {
  return tanh(clamp(x, -12.0, 12.0));
}

fn safe_tanh4(x: vec4f) -> vec4f {
  return tanh(clamp(x, vec4f(-12.0), vec4f(12.0)));
}
