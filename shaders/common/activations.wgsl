// Logistic sigmoid and hyperbolic tangent, elementwise. Arguments are bounded to where the result still changes in float32: beyond,
// exp() overflows on some drivers and the quotient is NaN. Bounded by comparisons, because clamp() may turn a NaN into a bound, and a
// NaN must reach the loss, where a run notices it.

fn bounded(x: vec4f, bound: f32) -> vec4f {
  return select(select(x, vec4f(-bound), x < vec4f(-bound)), vec4f(bound), x > vec4f(bound));
}

fn sigmoid(x: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(-bounded(x, 40.0)));
}

fn safe_tanh4(x: vec4f) -> vec4f {
  return tanh(bounded(x, 12.0));
}

fn safe_tanh(x: f32) -> f32 {
  return tanh(select(select(x, -12.0, x < -12.0), 12.0, x > 12.0));
}
