import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random'
import { POINT_VALUES, sequenceOf } from '../../src/core/sequences'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { parseWriterSpec } from '../../src/nn/spec/writing/writer-spec'
import { randomDrawings } from '../../src/testing/drawings'
import { UsageError } from '../train/usage-error'
import { advantages } from './advantages'
import { chosen, duelStep, Learner, learnToTell, written, type Way } from './duel'
import { decodeKept } from './kept'
import { Opponent } from './opponent'
import { parseAdversaryOptions } from './options'
import { joined, NETWORK, PERSON, picturesOf, rowsOf, WHO } from './rows'
import { markdownOf, summarise } from './summary'

const engine = await createCpuEngine({ precision: 'float32' })
const spec = parseWriterSpec({
  version: 1,
  strokes: { points: 20, place: true },
  layers: [{ type: 'lstm', units: 8 }],
  head: { type: 'mixture', components: 3 },
})
const people = randomDrawings(Array.from({ length: 200 }, (_, index) => 3 + (index % 9)))

describe('advantages', () => {
  it('compare with the others of the class, and are of size 1', () => {
    const [rewards, labels] = [
      [1, 5, 3, 10, 20, 7],
      [0, 0, 0, 4, 4, 9],
    ]
    const found = advantages(rewards, labels)
    // 1 - (5+3)/2, 5 - (1+3)/2, 3 - (1+5)/2; 10 - 20, 20 - 10; alone.
    const raw = [-3, 3, 0, -10, 10, 0]
    const deviation = Math.sqrt((9 + 9 + 100 + 100) / 6)
    for (const [index, value] of raw.entries()) expect(found[index]).toBeCloseTo(value / deviation)
    for (const label of [0, 4]) {
      expect(found.reduce((sum, value, index) => sum + (labels[index] === label ? value : 0), 0)).toBeCloseTo(0)
    }
  })

  it('are 0 where all rewards are alike', () => {
    expect([...advantages([2, 2, 2, 2], [1, 1, 3, 3])]).toEqual([0, 0, 0, 0])
  })
})

describe('what the opponent reads', () => {
  it('is a row for every point, and none behind the end', () => {
    const rows = rowsOf(Float32Array.of(0, 2, 0, -2, 6, 1, 99, -99, 2), 3)
    const { width, height } = WHO.input
    expect(rows).toHaveLength(width * height)
    const row = (index: number) => [...rows.subarray(index * width, (index + 1) * width)]
    expect(row(0).slice(0, 7)).toEqual([128, 255, 128, 149, 255, 0, 0])
    expect(row(1).slice(0, 7)).toEqual([1, 255, 107, 192, 0, 255, 0])
    expect(row(2).slice(0, 7)).toEqual([255, 1, 255, 1, 0, 0, 255])
    for (const index of [0, 1, 2]) expect(row(index).slice(7)).toEqual([0, 0, 0, 255, 0, 0, 0, 0, 0, 0])
    expect(rows.subarray(3 * width).every((value) => value === 0)).toBe(true)
  })

  it('has every class as often', () => {
    const some = chosen(people, 40, new Random(1, 6))
    expect([...some.labels]).toEqual(Array.from({ length: 40 }, (_, index) => index % 10))
  })
})

it('an opponent learns to tell drawings that differ', async () => {
  const straight = randomDrawings(Array.from({ length: 200 }, () => 6))
  for (let at = 0; at < straight.points.length; at += POINT_VALUES) straight.points[at] = 1
  const opponent = await Opponent.create(engine, 1)
  const both = joined(picturesOf(people, PERSON), picturesOf(straight, NETWORK))
  const before = await opponent.accuracy(both)
  for (let step = 0; step < 25; step++) await learnToTell(opponent, people, straight, 40, step)
  expect(await opponent.accuracy(both)).toBeGreaterThan(Math.max(0.8, before))
  const copy = await opponent.copy()
  expect(await copy.logOdds(both)).toEqual(await opponent.logOdds(both))
  const [likely, unlikely] = [await opponent.logOdds(picturesOf(people, PERSON)), await opponent.logOdds(picturesOf(straight, NETWORK))]
  expect(likely.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(unlikely.reduce((sum, value) => sum + value, 0))
  for (const used of [opponent, copy]) used.dispose()
})

describe('a step', () => {
  const stepped = async (way: Way, seed: number) => {
    const writer = await engine.createWriter(spec, { seed: 1 })
    const opponent = await Opponent.create(engine, 2)
    const learner = new Learner(writer, 1e-3, 1)
    for (let step = 1; step <= 2; step++) await duelStep({ way, learner, opponent, people, batch: 20 }, seed + step)
    const [parameters, drawings, optimizer] = [await writer.parameters(), await written(writer, 10, 5), await writer.optimizerState()]
    for (const used of [opponent, writer]) used.dispose()
    return { parameters, drawings, steps: optimizer?.step }
  }

  it.each(['adversary', 'likelihood'] as const)('gives the same bits from the same seed, and others from another: %s', async (way) => {
    const [first, again, other] = [await stepped(way, 1), await stepped(way, 1), await stepped(way, 7)]
    expect(again).toEqual(first)
    expect(other.parameters).not.toEqual(first.parameters)
    expect(first.steps).toBe(2)
  })

  it('makes likelier what has a weight above 0, and unlikelier what has one below', async () => {
    const writer = await engine.createWriter(spec, { seed: 1 })
    const drawings = await written(writer, 20, 3)
    const nats = async (index: number) => {
      const trace = await writer.trace(sequenceOf(drawings, index), drawings.labels[index]!)
      return trace.nats.reduce((sum, value) => sum + value, 0)
    }
    const before = [await nats(3), await nats(13)]
    const weights = new Float32Array(20)
    weights.set([1], 3)
    weights.set([-1], 13)
    await new Learner(writer, 1e-3, 1).learn({ ...drawings, weights })
    const after = [await nats(3), await nats(13)]
    // Both are of one class and share all weights: what counts is how far they come apart.
    expect(after[1]! - after[0]!).toBeGreaterThan(before[1]! - before[0]!)
    writer.dispose()
  })
})

describe('the command', () => {
  it('takes what it can use', () => {
    const { settings, seeds, name } = parseAdversaryOptions(['--seeds', '4,5', '--rates', '1e-4', '--batch', '40'])
    expect([settings.rates, settings.batch, settings.from, seeds, name]).toEqual([[1e-4], 40, null, [4, 5], 'adversary'])
    for (const wrong of [['--batch', '10'], ['--samples', '55'], ['--rates', 'x'], ['--seeds', ''], ['--name', '../x'], ['--what']]) {
      expect(() => parseAdversaryOptions(wrong)).toThrow(UsageError)
    }
  })

  it('tells means and ranges, of what it reads back as it was', () => {
    const probe = (step: number, nats: number) => ({ step, nats, read: 0.5, spread: 1, told: 0.75 })
    const experiment = (seed: number, nats: number) => ({
      seed,
      telling: [
        { step: 0, told: 0.5 },
        { step: 40, told: 0.8 },
      ],
      courses: [{ way: 'adversary' as const, learningRate: 1e-4, probes: [probe(0, -2), probe(40, nats)], freshTold: 0.9 }],
    })
    const { settings } = parseAdversaryOptions([])
    const kept = { settings, experiments: [experiment(1, 1), experiment(2, 4)] }
    expect(decodeKept(JSON.parse(JSON.stringify(kept)), 'kept')).toEqual(kept)
    const summary = summarise(kept.experiments)
    expect(summary.courses[0]).toMatchObject({ steps: [0, 40], nats: [{ mean: -2 }, { mean: 2.5, low: 1, high: 4 }] })
    expect(markdownOf(summary)).toContain('| adversary, 0.0001 | 40 | 2.50 (1.00 – 4.00) | 50.0% | 1.00 |')
  })
})
