// A seeded permutation of 0 … count-1, one element at a time. The same bits as src/core/permutation.ts.
//   Four-round balanced Feistel network with cycle walking; Black & Rogaway 2002, "Ciphers with Arbitrary Finite Domains".
//   Round function: pcg4d of common/random.wgsl.

const SHUFFLE_STREAM = 2u;

fn permuted(index: u32, count: u32, half_bits: u32, seed: u32, epoch: u32) -> u32 {
  let mask = (1u << half_bits) - 1u;
  var value = index;
  loop {
    var left = value >> half_bits;
    var right = value & mask;
    for (var round = 0u; round < 4u; round++) {
      let mixed = left ^ (pcg4d(vec4u(right, seed, epoch, SHUFFLE_STREAM + 16u * round)).x & mask);
      left = right;
      right = mixed;
    }
    value = (left << half_bits) | right;
    if (value < count) { break; }
  }
  return value;
}
