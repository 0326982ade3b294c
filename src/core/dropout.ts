import { Stream } from './random'

/** What both engines must agree on to drop the same values: `shaders/dropout/dropout.wgsl` draws the same words. */

/** A value is dropped where the upper 24 bits of its random word are below this. @param rate 0 ≤ rate < 1 */
export function dropoutThreshold(rate: number): number {
  return Math.round(rate * 0x1000000)
}

/** Last word of the counter: every layer of a model draws from a stream of its own. @param layer its place in the model */
export function dropoutStream(layer: number): number {
  return Stream.dropout + 16 * layer
}
