import { describe, expect, it } from 'vitest'
import { GatelightError } from '../../core/gatelight-error'
import { Random } from '../../core/random'
import { plainDigit } from '../../data/digits'
import { pictureFromStrokes } from '../../data/drawing'
import type { Point } from '../../data/strokes'
import { parseModelSpec } from '../../nn/spec/parse'
import { presets } from '../../nn/spec/presets'
import { TYPICAL_AUGMENTATION } from '../../nn/spec/augmentation'
import { type Address, addressOfView } from './address'
import { AddressError } from './errors'
import { INK_LIMITS, readInk, writeInk } from './ink'
import { pack, packJson, unpack } from './packed'
import { MOST_LETTERS, parseAddress } from './parse'
import { writeAddress } from './write'

const drawing = { strokes: plainDigit(4), label: null }

/** Everything that an address can say, besides a model of its own. */
const full: Address = {
  view: 'train',
  model: { kind: 'preset', name: 'keras', weights: 'fresh' },
  training: {
    settings: {
      ...presets.keras.training,
      epochs: 7,
      augment: TYPICAL_AUGMENTATION,
      schedule: { kind: 'cosine', learningRate: 3e-3, warmup: 50, changes: [] },
    },
    start: 'current',
  },
  data: { kind: 'mnist', also: [{ kind: 'built-in', train: 7000 }] },
  cursor: { layer: 'lstm_1', step: 19, unit: 37, signal: 'c' },
  drawing,
  digit: 1,
  held: [{ layer: 'lstm', signal: 'f', value: 1, steps: { from: 3, to: 9 } }],
  lens: { label: 8 },
}

const network: Address = {
  ...addressOfView('learn'),
  model: {
    kind: 'network',
    name: 'mine',
    seed: 99,
    spec: parseModelSpec({
      version: 1,
      input: { scan: 'columns' },
      layers: [
        { type: 'gru', units: 20 },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    }),
  },
}

describe('an address', () => {
  it.each(Object.entries({ full, network, view: addressOfView('gates') }))('says what it was made to say: %s', async (_, address) => {
    const hash = await writeAddress(address)
    expect(hash).toMatch(/^#v1\/[\w?=&-]+$/)
    const { address: read, refused } = await parseAddress(hash)
    expect(refused).toBeNull()
    const { drawing: ink, training, ...others } = read
    const { drawing: before, training: wanted, ...rest } = address
    expect(others).toEqual(rest)
    if (wanted !== null) expect(training).toEqual(wanted)
    if (before === null) expect(ink).toBeNull()
    else expect(ink).toMatchObject({ label: before.label })
  })

  it('says of a flatten layer that it keeps rows apart, and nothing where it does not', async () => {
    const answer = { type: 'dense', units: 10, activation: 'softmax' }
    for (const layers of [[{ type: 'flatten' }], [{ type: 'flatten', within: 'step' }, { type: 'flatten' }]]) {
      const spec = parseModelSpec({ version: 1, input: { scan: 'image' }, layers: [...layers, answer] })
      const model = { kind: 'network', name: 'flat', seed: 7, spec } as const
      const hash = await writeAddress({ ...addressOfView('gates'), model })
      const said = { ...spec, layers: [...layers, spec.layers.at(-1)] }
      expect(hash).toBe(`#v1/gates?network=${await packJson({ name: 'flat', seed: 7, spec: said })}`)
      expect((await parseAddress(hash)).address.model).toEqual(model)
    }
  })

  it('says of every preset nothing but its name, and has its settings back', async () => {
    for (const { name, training } of Object.values(presets)) {
      const model = { kind: 'preset', name, weights: 'trained' } as const
      const address = { ...addressOfView('gates'), model, training: { settings: training, start: 'fresh' } as const }
      const hash = await writeAddress(address)
      expect(hash).toBe(`#v1/gates?model=${name}`)
      expect((await parseAddress(hash)).address).toEqual(address)
    }
  })

  it('is short for a digit: a code of it can be read by a phone', async () => {
    for (let digit = 0; digit < 10; digit++) {
      const hash = await writeAddress({ ...full, drawing: { strokes: plainDigit(digit), label: digit } })
      expect(hash.length, `digit ${digit}`).toBeLessThan(700)
    }
  })

  it('has a picture as the network reads it, to a 255th', async () => {
    const picture = pictureFromStrokes(plainDigit(5))
    const hash = await writeAddress({ ...addressOfView('gates'), drawing: { picture, label: 5 } })
    const { address, refused } = await parseAddress(hash)
    expect(refused).toBeNull()
    expect(address.drawing).toMatchObject({ label: 5 })
    if (address.drawing === null || !('picture' in address.drawing)) throw new Error('no picture')
    const { picture: read } = address.drawing
    expect(Math.max(...read.map((grey, at) => Math.abs(grey - picture[at]!)))).toBeLessThanOrEqual(0.5 / 255 + 1e-6)
  })
})

describe('ink', () => {
  it('is where it was drawn, to the half of a pixel of a large pad', () => {
    const random = new Random(4, 1)
    for (let digit = 0; digit < 10; digit++) {
      // A hand: many points, none quite where the last one pointed.
      const strokes = plainDigit(digit).map((stroke) => ({
        ...stroke,
        points: stroke.points.map(([x, y]) => [x + random.uniform(-0.002, 0.002), y + random.uniform(-0.002, 0.002)] as const),
      }))
      const { strokes: read } = readInk(writeInk({ strokes, label: null }), 'ink')
      expect(read).toHaveLength(strokes.length)
      for (const [at, { points, width }] of strokes.entries()) {
        const far = points.map((point) => distanceToPath(point, read[at]!.points))
        expect(Math.max(...far), `digit ${digit}`).toBeLessThan(0.5 / 1000)
        expect(Math.abs(read[at]!.width - width)).toBeLessThan(0.5 / 1000)
      }
    }
  })

  it('has what lies on its grid exactly, dots and an empty pad too', () => {
    const strokes = [
      {
        points: [
          [0, 1],
          [0.5, 0.25],
          [1, 0],
        ] as const,
        width: 72 / 1024,
      },
      { points: [[0.125, 0.75]] as const, width: 46 / 1024 },
    ]
    expect(readInk(writeInk({ strokes, label: 3 }), 'ink')).toEqual({ strokes, label: 3 })
    expect(readInk(writeInk({ strokes: [], label: null }), 'ink')).toEqual({ strokes: [], label: null })
  })

  it('refuses a scribble that no address should hold', () => {
    const random = new Random(1, 1)
    const scribble = { points: Array.from({ length: 9000 }, () => [random.uniform(), random.uniform()] as const), width: 0.07 }
    expect(() => writeInk({ strokes: [scribble], label: null })).toThrow(AddressError)
    const dots = Array.from({ length: INK_LIMITS.strokes + 1 }, () => ({ points: [[0.5, 0.5] as const], width: 0.07 }))
    expect(() => writeInk({ strokes: dots, label: null })).toThrow(AddressError)
  })
})

describe('a hostile address', () => {
  const partsOf = async (hash: string): Promise<readonly string[]> => {
    const { refused } = await parseAddress(hash)
    return refused?.detail.fault.kind === 'parts' ? refused.detail.fault.parts : []
  }

  it.each([
    ['#main', 'form'],
    ['#v1', 'form'],
    ['#v1/Train', 'form'],
    ['#v1/train?step=1\n', 'form'],
    ['#v2/train', 'version'],
    ['#v0/train', 'version'],
    [`#v1/gates?ink=${'A'.repeat(MOST_LETTERS)}`, 'tooLong'],
  ])('is refused as a whole: %.30s', async (hash, kind) => {
    await expect(parseAddress(hash)).rejects.toMatchObject({ code: 'address', detail: { fault: { kind } } })
  })

  it.each([
    ['#v1/judgement', 'view'],
    ['#v1/gates?model=best-of-all', 'model'],
    ['#v1/gates?model=__proto__', 'model'],
    ['#v1/gates?model=keras&model=keras', 'model'],
    ['#v1/gates?weights=mine', 'model'],
    ['#v1/gates?network=AAAA', 'network'],
    ['#v1/gates?run=%00', 'settings'],
    ['#v1/gates?data=../../etc', 'data'],
    ['#v1/gates?step=28', 'step'],
    ['#v1/gates?step=-1', 'step'],
    ['#v1/gates?step=1e1', 'step'],
    ['#v1/gates?step=0&unit=128', 'unit'],
    ['#v1/gates?step=0&layer=lstm_1', 'layer'],
    ['#v1/gates?step=0&signal=constructor', 'signal'],
    ['#v1/gates?digit=x', 'digit'],
    ['#v1/gates?lens=10', 'lens'],
    ['#v1/gates?held=', 'held'],
    ['#v1/gates?ink=*', 'drawing'],
    ['#v1/gates?ink=A', 'drawing'],
    ['#v1/gates?train=now', 'other'],
    ['#v1/gates?__proto__=1', 'other'],
  ])('loses the part that makes no sense, and that is said: %s', async (hash, part) => {
    expect(await partsOf(hash)).toEqual([part])
  })

  it('loses that part alone', async () => {
    const hash = await writeAddress(full)
    const { address, refused } = await parseAddress(hash.replace('unit=37', 'unit=9999'))
    expect(refused?.detail.fault).toMatchObject({ kind: 'parts', parts: ['unit'] })
    expect(address).toMatchObject({ model: full.model, cursor: { ...full.cursor, unit: null }, held: full.held })
  })

  it('without its model says nothing of layers and settings', async () => {
    const hash = await writeAddress(full)
    const { address, refused } = await parseAddress(hash.replace('model=keras', 'model=harass'))
    expect(refused?.detail.fault).toMatchObject({ parts: ['model'] })
    expect(address).toMatchObject({ model: null, training: null, cursor: null, held: [], lens: null, view: 'train' })
  })

  it.each<[string, unknown, string]>([
    ['network', { name: 'x', seed: -1, spec: presets.keras.spec }, 'network'],
    ['network', { name: 'x', seed: 1, spec: { version: 1, layers: [{ type: 'lstm', units: 1e9 }] } }, 'network'],
    ['network', { name: 'x', seed: 1, spec: { version: 1, layers: [], constructor: 1 } }, 'network'],
    ['run', [], 'settings'],
    ['run', { epochs: 1e9 }, 'settings'],
    ['run', { steps: 3 }, 'settings'],
    ['run', { optimizer: { type: 'adam', clipNorm: 'x' } }, 'settings'],
    ['run', { start: 'at once' }, 'settings'],
    ['held', Array.from({ length: 65 }, () => ({ layer: 'lstm', signal: 'f', value: 0 })), 'held'],
    ['held', [{ layer: 'dense', signal: 'f', value: 0 }], 'held'],
    ['held', [{ layer: 'lstm', signal: 'f', value: 0, steps: { from: 0, to: 1e9 } }], 'held'],
  ])('has no sense hidden in %s: %#', async (key, value, part) => {
    expect(await partsOf(`#v1/gates?${key}=${await packJson(value)}`)).toEqual([part])
  })

  it('is not unpacked beyond what a page takes', async () => {
    const bomb = await pack(new Uint8Array(4_000_000))
    expect(bomb.length).toBeLessThan(MOST_LETTERS)
    await expect(unpack(bomb, 'ink')).rejects.toMatchObject({ code: 'decode' })
    expect(await partsOf(`#v1/gates?ink=${bomb}`)).toEqual(['drawing'])
  })

  it('has its name made harmless', async () => {
    const named = await packJson({ name: 'a\u202Eb\nc', seed: 1, spec: presets['row-gru'].spec })
    expect((await parseAddress(`#v1/gates?network=${named}`)).address.model).toMatchObject({ name: 'abc' })
  })

  it('ends, however it was changed, in an answer or in an error of its own', async () => {
    const random = new Random(20, 26)
    const seeds = [
      await writeAddress(full),
      await writeAddress(network),
      await writeAddress({ ...full, drawing: { picture: pictureFromStrokes(plainDigit(2)), label: 2 } }),
    ]
    const outcomes = { whole: 0, parts: 0, refused: 0 }
    for (let round = 0; round < 10_000; round++) {
      const hash = mutated(random.pick(seeds), random)
      try {
        const { refused } = await parseAddress(hash)
        if (refused === null) outcomes.whole++
        else outcomes.parts++
      } catch (error) {
        if (!(error instanceof GatelightError) || error.code !== 'address') throw new Error(`round ${round}: ${hash}`, { cause: error })
        outcomes.refused++
      }
    }
    // All three happen: the changes are neither harmless nor hopeless.
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(20)
  })
})

function distanceToPath([x, y]: Point, path: readonly Point[]): number {
  const distances = path.map(([bx, by], index) => {
    const [ax, ay] = path[Math.max(0, index - 1)]!
    const [dx, dy] = [bx - ax, by - ay]
    const square = dx * dx + dy * dy
    const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square))
    return Math.hypot(x - ax - along * dx, y - ay - along * dy)
  })
  return Math.min(...distances)
}

/** Letters that addresses are made of, and some that they are not. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_&=?/#%+. \u0000\uD800é'

/** Up to four letters or passages taken out, put in, exchanged or doubled. */
function mutated(hash: string, random: Random): string {
  let text = hash
  for (let change = random.integer(4); change >= 0; change--) {
    const at = random.integer(text.length + 1)
    const length = random.integer(3) === 0 ? random.integer(40) : 1
    const letter = LETTERS[random.integer(LETTERS.length)]!
    switch (random.integer(5)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + length)
        break
      case 1:
        text = text.slice(0, at) + letter.repeat(length) + text.slice(at)
        break
      case 2:
        text = text.slice(0, at) + letter + text.slice(at + 1)
        break
      case 3:
        text = text.slice(0, at) + text.slice(at, at + length) + text.slice(at)
        break
      default:
        text = random.integer(8) === 0 ? text.slice(0, at) : text.slice(0, at) + String(random.integer(1_000)) + text.slice(at + 1)
    }
  }
  return text
}
