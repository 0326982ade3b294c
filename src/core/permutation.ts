import { pcg4d, Stream } from './random'

const ROUNDS = 4

/**
 * A seeded permutation of 0 … count-1 that is computed element by element, so that a GPU can shuffle without a sort or a table.
 *
 * A four-round balanced Feistel network over the next even power of two, walked again while it lands outside (cycle walking,
 * Black & Rogaway 2002, "Ciphers with Arbitrary Finite Domains"). `shaders/common/permutation.wgsl` computes the same bits.
 *
 * @param count  size of the set, 1 … 2³⁰
 * @param seed   seed of the run
 * @param epoch  which of the run's orders
 */
export function permutation(count: number, seed: number, epoch: number): (index: number) => number {
  const halfBits = permutationHalfBits(count)
  const mask = (1 << halfBits) - 1
  return (index) => {
    let value = index
    do {
      let left = value >>> halfBits
      let right = value & mask
      for (let round = 0; round < ROUNDS; round++) {
        const mixed = left ^ (pcg4d(right, seed, epoch, Stream.shuffle + 16 * round)[0] & mask)
        left = right
        right = mixed
      }
      value = ((left << halfBits) | right) >>> 0
    } while (value >= count)
    return value
  }
}

/** Half the width in bits of the smallest Feistel domain that holds `count` values. */
export function permutationHalfBits(count: number): number {
  let half = 1
  while (2 ** (2 * half) < count) half++
  return half
}
