import type { Trace } from '../../../nn/engine'
import { probabilityScale } from '../../kit/scales'
import { MapCanvas } from '../../maps/map-canvas'

/** A network's belief after every step as a map, a row for each; the rows fill the canvas however many there are. */
export class BeliefCanvas {
  private map: MapCanvas | null = null

  constructor(private readonly canvas: HTMLCanvasElement) {}

  /** A network that answers at once has one row, of its answer. @param trace  null clears */
  paint(trace: Trace | null): void {
    if (trace === null) {
      this.map?.paint(null)
      return
    }
    const { belief, probabilities } = trace
    const [steps = 0, classes = 0] = belief.shape
    const isOnTheWay = steps > 1
    const [width, height] = isOnTheWay ? [classes, steps] : [probabilities.length, 1]
    if (this.map === null || this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width
      this.canvas.height = height
      this.map = new MapCanvas(this.canvas, { scale: probabilityScale })
    }
    this.map.paint(isOnTheWay ? belief.data : probabilities)
  }
}
