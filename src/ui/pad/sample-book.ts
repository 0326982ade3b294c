import { loadOnce } from '../kit/load-once'
import { fetchLater } from '../kit/part'
import { firstSample } from './first-sample'
import type { Drawing } from './history'

const loadSamples = loadOnce(() => import('./samples'))
fetchLater(loadSamples)

/** The samples of a visit, whose generator is fetched when it is asked for a digit. */
export class LaterSamples {
  private hasBegun = false
  private readonly book = loadOnce(async () => {
    const { SampleBook } = await loadSamples()
    const book = new SampleBook(Date.now() >>> 0)
    // The first of them was written without it.
    if (this.hasBegun) book.next()
    return book
  })

  /** What the page begins with; null where it has begun. */
  first(): Drawing | null {
    if (this.hasBegun) return null
    this.hasBegun = true
    return firstSample
  }

  async next(): Promise<Drawing> {
    return (await this.book()).next()
  }

  async nextOf(label: number): Promise<Drawing> {
    return (await this.book()).nextOf(label)
  }

  /** A digit in a plain hand. */
  async plain(label: number): Promise<Drawing> {
    return (await loadSamples()).plainDrawing(label)
  }
}
