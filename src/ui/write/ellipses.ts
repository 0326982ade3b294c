import { WRITING } from '../../data/writing/sequence'
import type { WrittenDigit } from '../../state/writing/writing-state'

/** One Gaussian of a mixture on the pad's unit square, one standard deviation from its middle. */
export interface Ellipse {
  readonly x: number
  readonly y: number
  readonly radiusX: number
  readonly radiusY: number
  /** Degrees, clockwise. */
  readonly angle: number
  readonly weight: number
}

/** Lighter ones would not be seen. */
const LEAST_WEIGHT = 0.02
/** Numbers of a component: weight, means, deviations, correlation. */
const PARTS = 6

/**
 * Where the point `place` of a digit might have fallen, by what the network said before it: the axes are those of the covariance (Graves 2013, eq. 24–25).
 *
 * @returns none for points of a beginning, which it did not write, and behind the last
 */
export function ellipsesAt(
  { mixtures, first, frame }: Pick<WrittenDigit, 'mixtures' | 'first' | 'frame'>,
  place: number,
  components: number,
  [penX, penY]: readonly [number, number],
): Ellipse[] {
  const begin = (place - first) * PARTS * components
  if (place < first || begin + PARTS * components > mixtures.length) return []
  const scale = frame.side / WRITING.unitsPerSide
  const part = (index: number, component: number): number => mixtures[begin + index * components + component]!
  return Array.from({ length: components }, (_, component) => {
    const [weight, meanX, meanY] = [part(0, component), part(1, component), part(2, component)]
    const [sigmaX, sigmaY, correlation] = [part(3, component), part(4, component), part(5, component)]
    const [varianceX, varianceY, covariance] = [sigmaX ** 2, sigmaY ** 2, correlation * sigmaX * sigmaY]
    const middle = (varianceX + varianceY) / 2
    const spread = Math.hypot((varianceX - varianceY) / 2, covariance)
    return {
      x: penX + meanX * scale,
      y: penY + meanY * scale,
      radiusX: Math.sqrt(middle + spread) * scale,
      radiusY: Math.sqrt(Math.max(0, middle - spread)) * scale,
      angle: (Math.atan2(2 * covariance, varianceX - varianceY) * 90) / Math.PI,
      weight,
    }
  }).filter(({ weight }) => weight >= LEAST_WEIGHT)
}
