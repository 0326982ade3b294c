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
  const steps = WEIGHTS.map((weight, at) => [Math.round(at * Math.cos(angle)), Math.round(at * Math.sin(angle)), weight / TOTAL] as const)
  return new Float32Array(PIXELS).map((_, pixel) => {
    const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)]
    return steps.reduce((sum, [dx, dy, weight]) => sum + weight * ink[clamp(y + dy, 0, SIDE - 1) * SIDE + clamp(x + dx, 0, SIDE - 1)]!, 0)
  })
}
