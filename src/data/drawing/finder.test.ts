import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Finder, type FinderPort } from './finder'
import { lookAt } from './finding/look-at'
import { decodePixels, type Pixels } from './look'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A thread of the test's own. */
class FakePort implements FinderPort {
  readonly terminate = vi.fn()
  private readonly target = new EventTarget()

  constructor(private readonly answer: (port: FakePort, asked: unknown) => void) {}

  postMessage(message: unknown): void {
    queueMicrotask(() => this.answer(this, message))
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.target.addEventListener(type, listener)
  }

  tell(type: string, fields: object): void {
    this.target.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), fields))
  }
}

/** A bar on a sheet of 100 pixels. */
function barPicture(ink = 20): Pixels {
  const pixels = new Uint8ClampedArray(4 * 100 * 100).fill(255)
  for (let y = 20; y < 80; y++) for (let x = 45; x < 55; x++) pixels.fill(ink, 4 * (100 * y + x), 4 * (100 * y + x) + 3)
  return { pixels, width: 100, height: 100 }
}

const search = (port: FakePort, asked: unknown): void => port.tell('message', { data: lookAt(decodePixels(asked, 'finder')) })

describe('the finder', () => {
  it('tells where the digit is, and lays it on a sheet', async () => {
    const port = new FakePort(search)
    const finder = new Finder(port)
    const look = await finder.look(barPicture())
    expect(look).toMatchObject({ kind: 'ink', region: { width: 10, height: 60 }, sheet: { width: 160, height: 160 } })
    expect(await finder.look(barPicture(255))).toEqual({ kind: 'blank' })
    finder.end()
    expect(port.terminate).toHaveBeenCalledOnce()
  })

  it.each<[string, (port: FakePort) => void, string]>([
    ['whose code does not come', (port) => port.tell('error', {}), 'its code did not come'],
    ['that throws', (port) => port.tell('error', { message: 'out of memory' }), 'out of memory'],
    ['whose answer is lost', (port) => port.tell('messageerror', {}), 'cannot be read'],
    ['that answers nonsense', (port) => port.tell('message', { data: { kind: 'ink' } }), 'finder.region'],
  ])('%s says so', async (_, answer, said) => {
    await expect(new Finder(new FakePort(answer)).look(barPicture())).rejects.toThrow(said)
  })

  it('that does not answer is given up', async () => {
    const silent = new Finder(new FakePort(() => {})).look(barPicture()).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(String(await silent)).toContain('no answer within')
  })
})
