// How the quads that products read lie in memory, in place of common/full: as floats of 16 bits (IEEE 754 binary16), half the bytes.
// Products are computed in 32 bits all the same.

alias Stored = vec4<f16>;

const LARGEST_HALF = 65504.0;
const SMALLEST_NORMAL_HALF = 0.00006103515625; // 2⁻¹⁴
const HALF_STEPS = 16777216.0;                 // 2²⁴: below it halves lie 2⁻²⁴ apart

// Rounds to the nearest half, ties to even, before it is converted: WGSL leaves the direction to the adapter, which may also take what is
// below the normal halves for 0. What no half is large enough for becomes the largest, and a NaN stays one.
fn to_store(quad: vec4f) -> Stored {
  let bits = bitcast<vec4u>(quad);
  let magnitude = bits & vec4u(0x7fffffffu);
  let normal = bitcast<vec4f>((bits + vec4u(0xfffu) + ((bits >> vec4u(13u)) & vec4u(1u))) & vec4u(0xffffe000u));
  let nearest = select(normal, round(quad * HALF_STEPS) / HALF_STEPS, magnitude < bitcast<vec4u>(vec4f(SMALLEST_NORMAL_HALF)));
  let limited = select(nearest, sign(quad) * LARGEST_HALF, magnitude > bitcast<vec4u>(vec4f(LARGEST_HALF)));
  return Stored(select(limited, quad, magnitude > vec4u(0x7f800000u)));
}
