import { withinLimit } from '../../core/within-limit'
import { decodeLook, type Look, type Pixels } from './look'

/** Looking takes a second on a slow phone. */
const LIMIT_MS = 30_000

/** The part of `Worker` that is needed. */
export interface FinderPort {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void
  terminate(): void
}

/**
 * Looks for digits in pictures on a thread of its own: hundreds of milliseconds of work, in which the pen and the maps must not stand still. The thread
 * and its code come with the first picture; `end` it when the picture is read.
 */
export class Finder {
  private answer: { resolve(answer: unknown): void; reject(error: Error): void } = { resolve() {}, reject() {} }

  constructor(private readonly port: FinderPort = spawnFinder()) {
    port.addEventListener('message', (event) => 'data' in event && this.answer.resolve(event.data))
    port.addEventListener('messageerror', () => this.answer.reject(new Error('its answer cannot be read')))
    port.addEventListener('error', (event) => {
      // It is told where it was asked.
      event.preventDefault()
      const said = 'message' in event && typeof event.message === 'string' ? event.message : ''
      this.answer.reject(new Error(said === '' ? 'its code did not come' : said))
    })
  }

  /** One look at a time. Takes the pixels with it. @throws Error when the thread cannot be had, or does not answer */
  async look(picture: Pixels): Promise<Look> {
    const answer = new Promise<unknown>((resolve, reject) => (this.answer = { resolve, reject }))
    this.port.postMessage(picture, [picture.pixels.buffer])
    return decodeLook(await withinLimit(answer, LIMIT_MS, () => new Error(`no answer within ${LIMIT_MS} ms`)), 'finder')
  }

  end(): void {
    this.port.terminate()
  }
}

function spawnFinder(): FinderPort {
  return new Worker(new URL('./finding/worker.ts', import.meta.url), { type: 'module', name: 'gatelight finder' })
}
