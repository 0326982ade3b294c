// How the quads that products read lie in memory, in place of common/full: as floats of 16 bits (IEEE 754 binary16), half the bytes.
// Products are computed in 32 bits all the same.

alias Stored = vec4<f16>;

const LARGEST_HALF = 65504.0;

// Rounds to the nearest half, ties to even, by its bits: WGSL leaves the direction to the adapter. What no half is large enough for becomes
// the largest, and a NaN stays one.
fn to_store(quad: vec4f) -> Stored {
  let bits = bitcast<vec4u>(quad);
  let magnitude = bits & vec4u(0x7fffffffu);
  let nearest = bitcast<vec4f>((bits + vec4u(0xfffu) + ((bits >> vec4u(13u)) & vec4u(1u))) & vec4u(0xffffe000u));
  let limited = select(nearest, sign(quad) * LARGEST_HALF, magnitude > bitcast<vec4u>(vec4f(LARGEST_HALF)));
  return Stored(select(limited, quad, magnitude > vec4u(0x7f800000u)));
}
