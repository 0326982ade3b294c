import { loadOnce } from '../kit/load-once'
import { fetchLater } from '../kit/part'
import type { Drawing } from './history'

const loadSamples = loadOnce(() => import('./samples'))
fetchLater(loadSamples)

/** The samples of a visit, whose generator is fetched when it is asked for a digit. */
export class LaterSamples {
  private hasBegun = false
  private readonly book = loadOnce(async () => {
    const { SampleBook } = await loadSamples()
    const book = new SampleBook(Date.now() >>> 0)
    // The first of them was there without it.
    if (this.hasBegun) book.next()
    return book
  })

  /** The page began with the first of them. */
  begin(): void {
    this.hasBegun = true
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
