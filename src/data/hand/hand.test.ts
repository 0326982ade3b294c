import { describe, expect, it } from 'vitest'
import { Random } from '../../core/random'
import { parsePenDigits } from '../pen-digits'
import { pictureFromStrokes } from '../drawing'
import type { Point } from '../strokes'
import { countsByClass, decodeHandRecord, type HandDrawing, HAND_LIMITS, HAND_TITLE, keptStrokes, recordOfDrawing } from './drawing'
import { HandFileError } from './errors'
import { isHandFile, parseHandFile, readHandFile, writeHandFile } from './exchange'
import { askedDigits, WANTED_EACH } from './order'
import { handPictures, handSet, handTrainingSet } from './pictures'

const PIXELS = 784

function drawing(
  label: number,
  points: readonly Point[] = [
    [0.5, 0.1234567],
    [0.5, 0.6],
    [0.52, 0.9],
  ],
): HandDrawing {
  return { id: `id-${label}`, label, drawn: 1_800_000_000_000, strokes: keptStrokes([{ points, width: 0.07123 }]) }
}

const hand = [
  drawing(1),
  drawing(7, [
    [0.2, 0.2],
    [0.8, 0.2],
    [0.5, 0.8],
  ]),
  drawing(0, [
    [0.5, 0.2],
    [0.3, 0.5],
    [0.5, 0.8],
    [0.7, 0.5],
    [0.5, 0.2],
  ]),
]

describe('a drawing', () => {
  it('is stored and read back with the same bits', () => {
    for (const kept of hand) expect(decodeHandRecord(structuredClone(recordOfDrawing(kept)), 'drawing')).toEqual(kept)
  })

  it('is kept on a grid, without points that say nothing new, and on the pad', () => {
    const points: Point[] = [
      [0.5, 0.5],
      [0.5001, 0.5001],
      [0.6, -3],
      [0.6, 0],
    ]
    expect(
      keptStrokes([
        { points, width: 1e-9 },
        { points: [], width: 0.1 },
      ]),
    ).toEqual([
      {
        points: [
          [0.5, 0.5],
          [0.6, 0],
        ],
        width: 0.002,
      },
    ])
  })

  it.each([
    ['of another version', { version: 2 }],
    ['of no class', { label: 10 }],
    ['of a class that is a text', { label: '3' }],
    ['without strokes', { strokes: [] }],
    ['beside the pad', { strokes: [{ points: [[2, 0]], width: 0.1 }] }],
    ['with half a point', { strokes: [{ points: [[0.5]], width: 0.1 }] }],
    ['with too much in it', { strokes: Array.from({ length: HAND_LIMITS.strokes + 1 }, () => ({ points: [[0, 0]], width: 0.1 })) }],
  ])('%s is none', (_, change) => {
    expect(() => decodeHandRecord({ ...(recordOfDrawing(hand[0]!) as object), ...change }, 'drawing')).toThrow('drawing')
  })
})

describe('a file of drawings', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const plain = hand.map(({ label, strokes }) => ({ label, strokes }))

  it('comes back with the same bits', async () => {
    const json = writeHandFile(hand)
    expect(parseHandFile('hand.json', json)).toEqual(plain)
    expect(await readHandFile(new File([json], 'hand.json'))).toEqual(plain)
    expect(isHandFile(bytes(json))).toBe(true)
  })

  it('is in the notation of the pen digits, and theirs is read', () => {
    const json = writeHandFile(hand)
    const signed = JSON.stringify((JSON.parse(json) as object[]).map((entry) => ({ ...entry, writer: 1 })))
    expect(parsePenDigits(signed)[0]).toMatchObject({
      label: 1,
      lines: [
        [
          [0.5, 0.124],
          [0.5, 0.6],
          [0.52, 0.9],
        ],
      ],
    })
    const theirs = '[\n{"label":7,"writer":3,"strokes":[[150,100,300,100]]}\n]'
    expect(isHandFile(bytes(theirs))).toBe(true)
    expect(parseHandFile('train.json', theirs)).toEqual([
      {
        label: 7,
        strokes: [
          {
            points: [
              [0.3, 0.2],
              [0.6, 0.2],
            ],
            width: 0.07,
          },
        ],
      },
    ])
  })

  it.each(['', '{"format":"layers-model"}', '1,2,3', '[1,2]', '[{"a":1}]', 'PK', '[[{"label":1}]]'])('is not %j', (text) => {
    expect(isHandFile(bytes(text))).toBe(false)
  })

  it.each([
    ['[{"label":1,', { kind: 'noJson' }],
    ['{}', { kind: 'noList' }],
    ['[]', { kind: 'empty' }],
    ['[{"label":1,"strokes":[[1,2]]},7]', { kind: 'entry', place: 2, field: 'label' }],
    ['[{"label":"1","strokes":[[1,2]]}]', { kind: 'entry', place: 1, field: 'label' }],
    ['[{"label":1,"strokes":[[1,2,3]]}]', { kind: 'entry', place: 1, field: 'strokes' }],
    ['[{"label":1,"strokes":[[1,501]]}]', { kind: 'entry', place: 1, field: 'strokes' }],
    ['[{"label":1,"strokes":[]}]', { kind: 'entry', place: 1, field: 'strokes' }],
    ['[{"label":1,"strokes":[[1,2]],"pens":[0]}]', { kind: 'entry', place: 1, field: 'pens' }],
    [`[${'{"label":1,"strokes":[[1,2]]},'.repeat(HAND_LIMITS.drawings)}{}]`, { kind: 'tooMany', limit: HAND_LIMITS.drawings }],
  ])('%.40s is refused for its reason', (json, fault) => {
    const failed = (() => {
      try {
        return parseHandFile('hand.json', json)
      } catch (error) {
        return error
      }
    })()
    expect(failed).toBeInstanceOf(HandFileError)
    expect(failed).toMatchObject({ detail: { file: 'hand.json', fault } })
  })
})

describe('mutated files', () => {
  it('are drawings or a typed error, all 3,000 of them', () => {
    const json = writeHandFile(hand)
    const random = new Random(7, 99)
    for (let turn = 0; turn < 3000; turn++) {
      let mutated = json
      for (let change = 0; change <= random.integer(4); change++) {
        const [at, length] = [random.integer(mutated.length), random.integer(6)]
        const other = random.pick(['', '1e999', '-7', '[', ']', '{', '"', ',', 'null', '__proto__', '\u0000', json.slice(at, at + 40)])
        mutated = mutated.slice(0, at) + other + mutated.slice(at + length)
      }
      try {
        for (const { strokes } of parseHandFile('mutated', mutated)) expect(strokes.length).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(HandFileError)
      }
    }
  })
})

describe('asked digits', () => {
  it('come in rounds of all ten, in another order each time, never twice in a row', () => {
    const asked = askedDigits(countsByClass([]), WANTED_EACH, 3)
    expect(asked).toHaveLength(100)
    const rounds = Array.from({ length: 10 }, (_, round) => asked.slice(10 * round, 10 * (round + 1)))
    for (const round of rounds) expect(round.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(new Set(rounds.map(String)).size).toBeGreaterThan(8)
    expect(asked.every((digit, place) => digit !== asked[place - 1])).toBe(true)
  })

  it('catch up with what is fewest first, and end', () => {
    const asked = askedDigits([2, 0, 1, 2, 2, 2, 2, 2, 2, 5], 2, 1)
    expect(asked[0]).toBe(1)
    expect(asked.toSorted((a, b) => a - b)).toEqual([1, 1, 2])
    expect(
      askedDigits(
        Array.from({ length: 10 }, () => 9),
        9,
        1,
      ),
    ).toEqual([])
  })
})

describe('pictures of a hand', () => {
  it('are those of the pad, each once, to measure by', () => {
    const set = handPictures(hand)
    expect([set.name, [...set.labels]]).toEqual([HAND_TITLE, [1, 7, 0]])
    const expected = pictureFromStrokes(hand[1]!.strokes).map((ink) => Math.round(255 * ink))
    expect([...set.images.subarray(PIXELS, 2 * PIXELS)]).toEqual([...expected])
  })

  it('to learn from are all different, as many as asked for, and a function of the seed', () => {
    const set = handTrainingSet(hand, { copies: 20, seed: 1 })
    for (const { label } of hand) expect(set.labels.filter((other) => other === label)).toHaveLength(20)
    const pictures = Array.from(set.labels, (_, index) => set.images.subarray(index * PIXELS, (index + 1) * PIXELS).join())
    expect(new Set(pictures).size).toBe(60)
    expect(handTrainingSet(hand, { copies: 20, seed: 1 })).toEqual(set)
    expect(handTrainingSet(hand, { copies: 20, seed: 2 }).images).not.toEqual(set.images)
    expect(handSet([], { copies: 3, seed: 1 }).train.labels).toHaveLength(0)
  })
})
