import { clamp, PIXELS, SIDE, type Corruption } from './picture'

/** The trail fades as a normal distribution of so many pixels, */
const SIGMA = 3
/** ends after so many, */
const LENGTH = 20
/** and lies so far from level at most. */
const STEEPEST = Math.PI / 4

const WEIGHTS = Array.from({ length: LENGTH + 1 }, (_, at) => Math.exp(-(at ** 2) / (2 * SIGMA ** 2)))
const TOTAL = WEIGHTS.reduce((sum, weight) => sum + weight, 0)

/** The camera moved along a line: every pixel is a mean over what lies on one side of it. */
export const motionBlur: Corruption = (ink, random) => {
  const angle = random.uniform(-STEEPEST, STEEPEST)
  const across = Int8Array.from(WEIGHTS, (_, at) => Math.round(at * Math.cos(angle)))
  const down = Int8Array.from(WEIGHTS, (_, at) => Math.round(at * Math.sin(angle)))
  const blurred = new Float32Array(PIXELS)
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)]
    let sum = 0
    for (let at = 0; at < WEIGHTS.length; at++) {
      sum += (WEIGHTS[at]! / TOTAL) * ink[clamp(y + down[at]!, 0, SIDE - 1) * SIDE + clamp(x + across[at]!, 0, SIDE - 1)]!
    }
    blurred[pixel] = sum
  }
  return blurred
}
