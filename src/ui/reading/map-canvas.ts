import type { ColorScale } from '../kit/scales'
import { paintValues } from './paint'

/**
 * A canvas with one pixel per value; the style sheet enlarges it by whole device pixels (`image-rendering: pixelated`), so that a
 * resize never repaints and a repaint never allocates.
 */
export class MapCanvas {
  readonly #context: CanvasRenderingContext2D | null
  readonly #image: ImageData
  readonly #pixels: Uint32Array
  readonly #palette: Uint32Array
  readonly #scale: ColorScale
  #painted: Float32Array | null = null

  /** @param canvas as many pixels wide and high as the values have columns and rows */
  constructor(canvas: HTMLCanvasElement, scale: ColorScale) {
    this.#context = canvas.getContext('2d')
    this.#image = new ImageData(canvas.width, canvas.height)
    this.#pixels = new Uint32Array(this.#image.data.buffer)
    this.#palette = new Uint32Array(scale.table.buffer)
    this.#scale = scale
  }

  /** @param values [rows,columns]; replaced between readings, never mutated, so that the same array is painted once. `null` clears. */
  paint(values: Float32Array | null): void {
    if (values === this.#painted) return
    this.#painted = values
    const [low, high] = this.#scale.domain
    if (values?.length === this.#pixels.length) paintValues(values, this.#pixels, this.#palette, low, high)
    else this.#pixels.fill(0)
    this.#context?.putImageData(this.#image, 0, 0)
  }
}
