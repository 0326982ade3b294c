/** Inverted dropout; its random words are those of `src/core/random.ts`, bit for bit. */

/** Features whose words are drawn at once: four counters, four words of each. */
const DRAWN: usize = 16

/**
 * out = values · factor where a value is kept, else 0; both are [positions,batch,features].
 *
 * @param threshold  a value is dropped where the upper 24 bits of its word are below it
 */
export function dropout(
  out: usize, values: usize, positions: u32, batch: u32, features: usize, firstExample: u32,
  threshold: u32, factor: f32, seed: u32, step: u32, stream: u32,
): void {
  const quads = <u32>((features + 3) >> 2)
  for (let position: u32 = 0; position < positions; position++) {
    for (let example: u32 = 0; example < batch; example++) {
      let counter = ((firstExample + example) * positions + position) * quads
      for (let left = features; left > 0; counter += 4) {
        const count = min(DRAWN, left)
        keepSixteen(out, values, count, counter, threshold, factor, seed, step, stream)
        out += count << 2
        values += count << 2
        left -= count
      }
    }
  }
}

/** pcg4d of four counters at once (Jarzynski & Olano 2020, "Hash Functions for GPU Rendering"), then up to sixteen values. */
function keepSixteen(
  out: usize, values: usize, count: usize, counter: u32, threshold: u32, factor: f32, seed: u32, step: u32, stream: u32,
): void {
  let a = mix(i32x4.add(i32x4.splat(counter), i32x4(0, 1, 2, 3)))
  let b = mix(i32x4.splat(seed))
  let c = mix(i32x4.splat(step))
  let d = mix(i32x4.splat(stream))
  a = i32x4.add(a, i32x4.mul(b, d))
  b = i32x4.add(b, i32x4.mul(c, a))
  c = i32x4.add(c, i32x4.mul(a, b))
  d = i32x4.add(d, i32x4.mul(b, c))
  a = v128.xor(a, i32x4.shr_u(a, 16))
  b = v128.xor(b, i32x4.shr_u(b, 16))
  c = v128.xor(c, i32x4.shr_u(c, 16))
  d = v128.xor(d, i32x4.shr_u(d, 16))
  a = i32x4.add(a, i32x4.mul(b, d))
  b = i32x4.add(b, i32x4.mul(c, a))
  c = i32x4.add(c, i32x4.mul(a, b))
  d = i32x4.add(d, i32x4.mul(b, c))
  // Four counters by four words become four values each of four consecutive quads.
  const lowAB = v128.shuffle<i32>(a, b, 0, 4, 1, 5)
  const highAB = v128.shuffle<i32>(a, b, 2, 6, 3, 7)
  const lowCD = v128.shuffle<i32>(c, d, 0, 4, 1, 5)
  const highCD = v128.shuffle<i32>(c, d, 2, 6, 3, 7)
  keepFour(out, values, count, v128.shuffle<i32>(lowAB, lowCD, 0, 1, 4, 5), threshold, factor)
  if (count > 4) keepFour(out + 16, values + 16, count - 4, v128.shuffle<i32>(lowAB, lowCD, 2, 3, 6, 7), threshold, factor)
  if (count > 8) keepFour(out + 32, values + 32, count - 8, v128.shuffle<i32>(highAB, highCD, 0, 1, 4, 5), threshold, factor)
  if (count > 12) keepFour(out + 48, values + 48, count - 12, v128.shuffle<i32>(highAB, highCD, 2, 3, 6, 7), threshold, factor)
}

@inline
function mix(word: v128): v128 {
  return i32x4.add(i32x4.mul(word, i32x4.splat(1664525)), i32x4.splat(1013904223))
}

/** Reads past the end of the values where fewer than four are left, which the memory's owner allows; writes never do. */
@inline
function keepFour(out: usize, values: usize, left: usize, words: v128, threshold: u32, factor: f32): void {
  const isKept = i32x4.ge_u(i32x4.shr_u(words, 8), i32x4.splat(threshold))
  const kept = v128.and(f32x4.mul(v128.load(values), f32x4.splat(factor)), isKept)
  if (left >= 4) return v128.store(out, kept)
  v128.store_lane<f32>(out, kept, 0)
  if (left > 1) v128.store_lane<f32>(out, kept, 1, 4)
  if (left > 2) v128.store_lane<f32>(out, kept, 2, 8)
}
