import { gaussianBlur } from './gaussian'
import { PIXELS, type Corruption } from './picture'

/** The dirt: normal noise of this mean and deviation, blurred by so many pixels; drops lie where it is above its mean. */
const NOISE = { mean: 0.65, deviation: 0.3, blur: 1, above: 0.65 }
/** Drops are blurred, and what is not thick afterwards runs off. */
const DROPS = { blur: 1.5, thick: 0.8 }
/** Grey of the dirt. */
const DIRT = 63 / 255

/** Drops of dirt hide parts of the picture. */
export const spatter: Corruption = (ink, random) => {
  const noise = new Float32Array(PIXELS).map(() => random.normal(NOISE.mean, NOISE.deviation))
  const drops = gaussianBlur(noise, NOISE.blur).map((level) => Number(level > NOISE.above))
  const cover = gaussianBlur(drops, DROPS.blur).map((level) => (level < DROPS.thick ? 0 : level))
  return ink.map((level, pixel) => level * (1 - cover[pixel]!) + DIRT * cover[pixel]!)
}
